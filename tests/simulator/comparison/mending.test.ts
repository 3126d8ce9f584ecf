import { describe, expect, it } from 'vitest'
import { mendingOf } from '../../../simulator/comparison/mending.ts'
import { builtFrom } from '../../notation/checks.ts'

/** What becomes of the first problem when one Dockerfile is put in the place of another. */
function mended(before: string, after: string) {
  const [old, young] = [builtFrom(before, 'a 1'), builtFrom(after, 'a 1')]
  const [problem] = old.problems
  if (problem === undefined) throw new RangeError(`no problem in ${before}`)
  return mendingOf(problem, old, young)
}

const capital = 'FROM scratch AS Base\nCOPY a /a\n'
const small = 'FROM scratch AS base\nCOPY a /a\n'

describe('a mending', () => {
  it('that changes nothing in the image says so', () =>
    expect(mended(capital, small)).toMatchObject({ isGone: true, changes: 'nothing', brings: [] }))
  it('may change the settings alone', () =>
    expect(mended(capital, `${small}ENV A=1\n`)).toMatchObject({ changes: 'settings' }))
  it('tells size, layers and time of both', () => {
    const { before, after, changes } = mended(capital, `${small}COPY a /b\n`)
    expect([before?.size.value, after?.size.value, before?.layers, after?.layers]).toEqual([1, 2, 1, 2])
    expect(changes).toBe('layers')
  })
  it('that leaves the problem says so', () => expect(mended(capital, capital).isGone).toBe(false))
  it('names the problems that it brings', () =>
    expect(mended(capital, `${small}MAINTAINER me\n`).brings.map(({ code }) => code)).toContain('MaintainerDeprecated'))
  it('that fails has no outcome', () => {
    const { after, failure } = mended(capital, `${small}COPY none /\n`)
    expect(after).toBeUndefined()
    expect(failure).toContain('not found')
  })
})
