import { describe, expect, it } from 'vitest'
import type { Predict } from '../../../src/state/project.ts'
import type { Prediction } from '../../../src/workbench/predict/view.ts'
import { predictionText, verdictOf } from '../../../src/workbench/verdict/view.ts'
import { buildOf } from './notation.ts'

const build = buildOf(`
  FROM alpine # 8000000
  ✓ COPY a b # 12
  ↻ RUN make # 3000000
`)
const check = (prediction: Prediction, predict: Partial<Predict> = {}) => {
  const verdict = verdictOf({ question: '?', kind: prediction.kind, ...predict }, prediction, build)
  return verdict && `${verdict.predicted} / ${verdict.fact} / ${verdict.agrees ? 'agrees' : 'differs'}`
}

describe('a prediction', () => {
  it('of steps is right when all are', () =>
    expect(
      check({
        kind: 'steps',
        cached: new Map([
          [2, true],
          [3, false],
        ]),
      }),
    ).toBe('line 2 from the cache / line 2 from the cache / agrees'))
  it('of steps differs when one does', () =>
    expect(
      check({
        kind: 'steps',
        cached: new Map([
          [2, false],
          [3, false],
        ]),
      }),
    ).toBe('no step from the cache / line 2 from the cache / differs'))
  it('of a wrong option gets its reply', () => {
    const predict: Predict = {
      question: '?',
      kind: 'choice',
      options: ['all', 'one'],
      answer: 'one',
      replies: ['You counted the base.', ''],
    }
    expect(verdictOf(predict, { kind: 'choice', option: 'all' }, build)?.reply).toBe('You counted the base.')
    expect(verdictOf(predict, { kind: 'choice', option: 'one' }, build)?.reply).toBeUndefined()
  })
  it('of a size is right within a tenth', () =>
    expect(check({ kind: 'size', bytes: 10e6 })).toBe('10 MB / 11 MB / agrees'))
  it('of a size is not, further away', () => expect(check({ kind: 'size', bytes: 9e6 })).toContain('differs'))
  it('of a choice is compared with the answer', () =>
    expect(check({ kind: 'choice', option: 'b' }, { options: ['a', 'b'], answer: 1 })).toBe('b / b / agrees'))
  it('of a choice has no verdict without an answer', () =>
    expect(check({ kind: 'choice', option: 'b' })).toBeUndefined())
  it('of an order is compared with the options in theirs', () => {
    expect(check({ kind: 'order', lines: ['b', 'a'] }, { options: ['a', 'b'] })).toBe('b → a / a → b / differs')
    expect(check({ kind: 'order', lines: ['a', 'b'] }, { options: ['a', 'b'] })).toContain('agrees')
  })
  it('has no verdict when the build failed', () =>
    expect(
      verdictOf({ question: '?', kind: 'size' }, { kind: 'size', bytes: 1 }, buildOf('✖ RUN false')),
    ).toBeUndefined())
})

it('has words before there is a fact', () => {
  expect(predictionText({ kind: 'size', bytes: 2e6 })).toBe('2 MB')
  expect(predictionText({ kind: 'steps', cached: new Map([[2, true]]) })).toBe('line 2 from the cache')
})
