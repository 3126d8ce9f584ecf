import { describe, expect, it } from 'vitest'
import { readWork } from '../../../src/state/work.ts'

const files = [{ path: 'Dockerfile', text: 'FROM alpine\n' }]

/** The keys and kinds of what a file holds, then how many were refused; or what is wrong with it. */
function check(records: unknown, expected: string) {
  const read = readWork(JSON.stringify({ layerwise: 'work', version: 1, records }))
  expect(
    read.kind === 'read'
      ? [...read.records.map(({ key, kind }) => `${key} ${kind}`), read.refused].join(', ')
      : read.message,
  ).toBe(expected)
}

describe('a file of work', () => {
  it('holds what was made of projects', () => check([['home', { version: 2, files }]], 'home kept, 0'))
  it('holds records of the first version', () => check([['home', { version: 1, files }]], 'home kept, 0'))
  it('holds projects of one’s own', () =>
    check(
      [
        ['mine', { version: 1, projects: [{ id: 'mine/a1', title: 'A', made: 1 }] }],
        ['start/mine/a1', { id: 'mine/a1', title: 'A', files }],
      ],
      'mine list, start/mine/a1 start, 0',
    ))
  it('leaves out what is damaged', () =>
    check(
      [
        ['home', { version: 2, files: [{ path: '../x' }] }],
        ['start/x', 1],
        ['unread/x', { version: 99 }],
      ],
      '3',
    ))
  it('is refused when it is something else', () =>
    expect(readWork('{"hello":1}')).toEqual({ kind: 'failed', message: 'The file holds no work of this site.' }))
  it('is refused when it is no JSON', () => expect(readWork('PK').kind).toBe('failed'))
  it('is refused when it is of a newer version', () => {
    const read = readWork('{"layerwise":"work","version":2,"records":[]}')
    expect(read.kind === 'failed' && read.message).toContain('newer version')
  })
})
