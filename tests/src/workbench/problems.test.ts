import { describe, expect, it } from 'vitest'
import { Mender } from '../../../src/engine/mend.ts'
import { problemRows } from '../../../src/workbench/problems/view.ts'
import { referencePath, slugOf } from '../../../src/workbench/reference.ts'
import { problemsIn } from '../../notation/checks.ts'

describe('the place in the reference', () => {
  it('of the builder’s check is named as in docker’s own documentation', () =>
    expect(['StageNameCasing', 'JSONArgsRecommended', 'UndefinedArgInFrom'].map(slugOf)).toEqual([
      'stage-name-casing',
      'json-args-recommended',
      'undefined-arg-in-from',
    ]))
  it('of ours is its number', () => expect(referencePath('DL3008', 'note')).toBe('reference/checks/dl3008/'))
  it('of an error is a section', () => expect(referencePath('RunFailed', 'error')).toBe('reference/errors/#run-failed'))
  it('of a remark too', () => expect(referencePath('NotSimulated', 'note')).toBe('reference/errors/#not-simulated'))
})

describe('a problem', () => {
  const text = 'FROM alpine:3.22 as a\n'
  const [problem] = problemsIn(text)
  const forecast = {
    problems: problem === undefined ? [] : [problem],
    instructions: [],
    steps: [],
    unneeded: [],
    contextBytes: 0,
  }
  it('knows its page', () =>
    expect(problemRows(forecast, undefined).map(({ page }) => page)).toEqual(['reference/checks/from-as-casing/']))
  it('can be mended', () => {
    const mender = new Mender(text)
    const fixes = problem === undefined ? [] : mender.fixes(problem)
    expect(fixes.map((fix) => [fix.title, mender.mended(fix)])).toEqual([['Write AS', 'FROM alpine:3.22 AS a\n']])
  })
  it('of another text has no fix', () =>
    expect(problem === undefined ? undefined : new Mender('FROM a\n').fixes(problem)).toEqual([]))
})
