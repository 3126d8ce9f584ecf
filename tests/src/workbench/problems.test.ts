import { describe, expect, it } from 'vitest'
import { parseDockerfile } from '../../../simulator/index.ts'
import { Mender } from '../../../src/engine/mend.ts'
import { describeProblems } from '../../../src/engine/problems.ts'
import { problemsNow } from '../../../src/workbench/problems/now.ts'
import { problemRows } from '../../../src/workbench/problems/view.ts'
import { referencePath, slugOf } from '../../../src/workbench/reference.ts'
import { problemsIn } from '../../notation/checks.ts'
import { benchState, buildOf, forecastOf } from './notation.ts'

describe('the problems of the text as it is now', () => {
  const failing = { code: 'RunFailed', severity: 'error', message: 'exit code: 1', line: 2 } as const
  const forecast = forecastOf('FROM a\n↻ RUN false')
  const failed = { ...buildOf('FROM a # 1\n✖ RUN false'), problems: [failing] }
  const check = (change: Parameters<typeof benchState>[0]) =>
    problemsNow(benchState({ forecast, ...change })).map(({ code }) => code)
  it('begin with the error that a build of it would end with', () =>
    expect(check({ trial: failed })).toEqual(['RunFailed']))
  it('or has ended with', () => expect(check({ build: failed })).toEqual(['RunFailed']))
  it('leave out how a build of another text ended', () => expect(check({ build: failed, stale: true })).toEqual([]))
  it('tell an error once', () =>
    expect(check({ forecast: { ...forecast, problems: [failing] }, trial: failed })).toEqual(['RunFailed']))
  it('give nothing away while a prediction is asked for', () =>
    expect(check({ trial: failed, asking: 'open' })).toEqual([]))
})

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
    expect(problemRows(forecast.problems).map(({ page }) => page)).toEqual(['reference/checks/from-as-casing/']))
  it('knows the instruction that its line belongs to', () => {
    const at = (line: number) =>
      problemRows([{ code: 'A', severity: 'error', message: 'a', line }], buildOf('FROM a # 1\n↻ RUN b').instructions)
    expect(at(2)[0]).toMatchObject({ line: 2, instruction: 1 })
    expect(at(9)[0]?.instruction).toBeUndefined()
  })
  it('can be mended', () => {
    const mender = new Mender(text)
    const fixes = problem === undefined ? [] : mender.fixes(problem)
    expect(fixes.map((fix) => [fix.title, mender.mended(fix)])).toEqual([['Write AS', 'FROM alpine:3.22 AS a\n']])
  })
  it('of another text has no fix', () =>
    expect(problem === undefined ? undefined : new Mender('FROM a\n').fixes(problem)).toEqual([]))
})

describe('what the builder’s check and ours say alike', () => {
  const told = (text: string) =>
    problemRows(describeProblems(problemsIn(text), parseDockerfile(text).lineStarts)).map(
      ({ code, twin, line }) => `${line} ${code}${twin === undefined ? '' : ` ${twin.code} ${twin.page}`}`,
    )
  it('is told once, with both names', () =>
    expect(told('FROM alpine:3.22\nUSER 1\nCMD a\nCMD b\n')).toEqual([
      '3 JSONArgsRecommended DL3025 reference/checks/dl3025/',
      '3 MultipleInstructionsDisallowed DL4003 reference/checks/dl4003/',
      '4 JSONArgsRecommended DL3025 reference/checks/dl3025/',
    ]))
  it('has our words as its advice', () => {
    const text = 'FROM alpine:3.22\nUSER 1\nMAINTAINER me\n'
    expect(describeProblems(problemsIn(text), parseDockerfile(text).lineStarts)).toMatchObject([
      { code: 'MaintainerDeprecated', twin: 'DL4000', advice: expect.stringContaining('LABEL') },
    ])
  })
  it('stays apart where it is of another instruction', () => {
    const text = 'FROM alpine:3.22\nUSER 1\nCMD a\n'
    const own = problemsIn(text).map((problem) =>
      problem.code === 'DL3025' ? { ...problem, range: { from: 0, to: 4 } } : problem,
    )
    expect(describeProblems(own, parseDockerfile(text).lineStarts).map(({ code }) => code)).toContain('DL3025')
  })
})
