import { describe, expect, it } from 'vitest'
import type { Tell } from '../../../src/engine/protocol.ts'
import { stateAfter } from '../../../src/workbench/answers.ts'
import type { BenchState } from '../../../src/workbench/state.ts'
import { benchState, buildOf, forecastOf } from './notation.ts'

type Said = Tell extends infer One ? (One extends Tell ? Omit<One, 'session' | 'id' | 'revision'> : never) : never

const build = buildOf('FROM a # 1')
const forecast = forecastOf('FROM a\n↻ RUN make')
/** The state after one answer. */
const told = (said: Said, before: Partial<BenchState> = {}, asked = true) =>
  stateAfter(benchState(before), { session: 's', id: 1, revision: 1, ...said } as Tell, asked)

it('has marks from a forecast, and is reachable again', () =>
  expect(told({ kind: 'forecast', forecast }, { unreachable: 'no network' })).toMatchObject({
    fresh: true,
    marks: [{}, { mark: 'run' }],
  }))
it('has sizes from a trial', () =>
  expect(told({ kind: 'trial', build: buildOf('FROM a # 1\n↻ RUN make # 5') }, { forecast }).marks[1]?.size).toBe(
    '5 B',
  ))
it('has the problems of a forecast, and how a trial ended', () => {
  const failing = { code: 'RunFailed', severity: 'error', message: 'exit code: 1' } as const
  const trial = { ...buildOf('FROM a # 1\n✖ RUN make'), problems: [failing] }
  expect(told({ kind: 'forecast', forecast: { ...forecast, problems: [failing] } }).problems).toEqual([failing])
  expect(told({ kind: 'trial', build: trial }, { forecast }).problems).toEqual([failing])
})
it('counts the steps of a build', () =>
  expect(
    told({ kind: 'finished', step: build.steps[0] ?? fail() }, { building: { names: [], done: 1, current: '' } })
      .building?.done,
  ).toBe(2))

it('keeps the trial of an earlier text unless nothing would run', () => {
  expect(told({ kind: 'forecast', forecast }, { pastTrial: build }).pastTrial).toBe(build)
  expect(told({ kind: 'forecast', forecast: forecastOf('FROM a') }, { pastTrial: build }).pastTrial).toBeUndefined()
})

describe('a build', () => {
  it('is announced, and keeps the one before it', () => {
    const state = told({ kind: 'built', build }, { build, stale: true, building: { names: [], done: 0, current: '' } })
    expect(state).toMatchObject({ build, before: build, stale: false, said: expect.stringContaining('is done') })
    expect(state.building).toBeUndefined()
  })
  it('is what the prediction is compared with', () =>
    expect(told({ kind: 'built', build }, { asking: 'made' }).judged).toBe(build))
  it('is not, when a scene made it by itself', () =>
    expect(told({ kind: 'built', build }, { asking: 'made' }, false).judged).toBeUndefined())
  it('folds the steps of the one before', () =>
    expect(told({ kind: 'built', build }, { unfolded: new Map([[1, null]]) }).unfolded.size).toBe(0))
})

describe('files', () => {
  const files = { entries: [], more: 0 }
  it('come to the step that is unfolded', () =>
    expect(told({ kind: 'step-files', step: 1, files }, { unfolded: new Map([[1, undefined]]) }).unfolded.get(1)).toBe(
      files,
    ))
  it('are dropped when it was folded again', () =>
    expect(told({ kind: 'step-files', step: 1, files }).unfolded.size).toBe(0))
})

it('tells how far an archive is, and forgets it at the end', () => {
  const saving = { bytes: 5, of: 9 }
  expect(told({ kind: 'piece', piece: new Uint8Array(5), ...saving }).saving).toEqual(saving)
  expect(told({ kind: 'exported', state: 'done' }, { saving }).saving).toBeUndefined()
})
it('says that it made a mistake, and stops', () =>
  expect(told({ kind: 'failed', message: 'x' }, { building: { names: [], done: 0, current: '' } })).toMatchObject({
    said: 'The simulator made a mistake and stopped: x',
  }))

function fail(): never {
  throw new RangeError('the build has no step')
}

describe('the builds of a visit', () => {
  it('are kept, the last twelve', () => {
    const builds = Array.from({ length: 12 }, (_, at) => ({ ...build, key: at + 1 }))
    const state = told({ kind: 'built', build: { ...build, key: 13 } }, { builds })
    expect(state.builds.map(({ key }) => key)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
  })
  it('leave the layer open that is looked into, where the new image has it', () => {
    expect(told({ kind: 'built', build }, { layer: 1 }).layer).toBe(1)
    expect(told({ kind: 'built', build }, { layer: 2 }).layer).toBeUndefined()
  })
})

describe('a comparison', () => {
  const side = { kind: 'build', key: 1 } as const
  const comparison = { left: side, right: side, files: [], options: {}, state: 'working' } as const
  it('keeps what it was asked for', () =>
    expect(told({ kind: 'compare', left: side, right: side, state: 'impossible' }, { comparison }).comparison).toEqual({
      ...comparison,
      state: 'impossible',
    }))
  it('is nothing that was not asked for', () =>
    expect(told({ kind: 'compare', left: side, right: side, state: 'done' }).comparison).toBeUndefined())
})

it('tells what mending saves when all of it is known', () => {
  const mendings = { kind: 'mendings', mendings: [], of: 3 } as const
  expect(told({ ...mendings, state: 'working' }, { said: 'before' }).said).toBe('before')
  expect(told({ ...mendings, state: 'done' }).said).toContain('none saves bytes')
})
