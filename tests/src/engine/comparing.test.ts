import { beforeEach, describe, expect, it } from 'vitest'
import type { Side } from '../../../src/engine/comparing.ts'
import { Spoken } from './desk-notation.ts'

let desk: Spoken

beforeEach(() => {
  desk = new Spoken()
})

const one = 'FROM alpine:3.20\nCOPY a /a\nRUN echo hello > /b\n'

/** Builds a Dockerfile; gives the side that it is. */
async function built(dockerfile: string, ...files: readonly string[]): Promise<Side> {
  await desk.project(dockerfile, 'a=1', ...files)
  await desk.ask('build', {})
  return { kind: 'build', key: desk.last('built').build.key }
}

async function compare(left: Side, right: Side) {
  await desk.ask('compare', { left, right })
  return desk.last('compare')
}

describe('two builds', () => {
  it('are compared layer by layer', async () => {
    const { comparison, state } = await compare(await built(one), await built(`${one}RUN echo more > /c\n`))
    expect(state).toBe('done')
    expect(comparison?.rows).toEqual([
      { left: 0, right: 0, isShared: true },
      { left: 1, right: 1, isShared: true },
      { left: 2, right: 2, isShared: true },
      { right: 3, isShared: false },
    ])
    expect([comparison?.toRight?.layers, comparison?.toLeft?.layers, comparison?.wholeRight?.layers]).toEqual([1, 0, 4])
  })
  it('may be a Dockerfile of the project, which is built without being kept', async () => {
    const left = await built(one, 'Dockerfile.small=FROM alpine:3.22\nCOPY a /a\n')
    const { comparison } = await compare(left, { kind: 'dockerfile', path: 'Dockerfile.small' })
    expect(comparison?.right).toMatchObject({ dockerfilePath: 'Dockerfile.small', number: 2 })
    expect(comparison?.rows.filter((row) => row.isShared)).toEqual([{ left: 1, right: 1, isShared: true }])
    await desk.ask('build', {})
    expect(desk.last('built').build.number).toBe(2)
  })
  it('may have failed', async () => {
    const { comparison } = await compare(await built(one), await built('FROM alpine:3.20\nRUN false\n'))
    expect(comparison?.right.failure).toBeDefined()
    expect(comparison?.toRight).toBeUndefined()
  })
})

describe('a comparison', () => {
  it('is impossible when a build or a Dockerfile is not there', async () => {
    const left = await built(one)
    expect((await compare(left, { kind: 'build', key: 7 })).state).toBe('impossible')
    expect((await compare({ kind: 'dockerfile', path: 'none' }, left)).state).toBe('impossible')
  })
  it('stops when it is cancelled', async () => {
    const left = await built(one, 'other=FROM alpine:3.20\nRUN echo 1\nRUN echo 2\n')
    const going = desk.ask('compare', { left, right: { kind: 'dockerfile', path: 'other' } })
    const work = desk.id
    await desk.ask('cancel', { work })
    await going
    expect(desk.last('compare').state).toBe('stopped')
  })
  it('forgets builds but the last twelve', async () => {
    const first = await built(one)
    let last = first
    for (let number = 0; number < 12; number++) last = await built(`${one}RUN echo ${number}\n`)
    expect((await compare(first, last)).state).toBe('impossible')
  })
})
