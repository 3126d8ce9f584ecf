import { expect, it } from 'vitest'
import { shownBuild } from '../../../src/workbench/shown.ts'
import type { BenchState } from '../../../src/workbench/state.ts'
import { benchState, buildOf } from './notation.ts'

const build = buildOf('FROM a # 1')
const trial = buildOf('FROM a # 2')
const failed = buildOf('✖ RUN false')
const check = (change: Partial<BenchState>) => shownBuild(benchState(change))?.how

it('is nothing at first', () => expect(check({})).toBeUndefined())
it('is the trial before there is a build', () => expect(check({ trial })).toBe('trial'))
it('is the build', () => expect(check({ build })).toBe('built'))
it('is the trial after an edit', () => expect(check({ build, trial, stale: true })).toBe('trial'))
it('is the build of before while the trial is worked out', () => expect(check({ build, stale: true })).toBe('stale'))
it('is the build of before when the trial fails', () =>
  expect(check({ build, trial: failed, stale: true })).toBe('stale'))
it('is the trial of an earlier text until the next has come', () => expect(check({ pastTrial: trial })).toBe('trial'))
it('gives no trial away while a prediction is asked for', () =>
  expect(check({ trial, asking: 'open' })).toBeUndefined())
