import { expect, it } from 'vitest'
import { moved, shuffled } from '../../../src/workbench/predict/order.ts'
import { nearestStep, sizeSteps } from '../../../src/workbench/predict/sizes.ts'
import { isComplete, stepChoices } from '../../../src/workbench/predict/view.ts'

it('offers sizes from one megabyte to two gigabytes, each bigger than the one before', () => {
  expect([sizeSteps[0], sizeSteps.at(-1)]).toEqual([1e6, 2e9])
  expect([...sizeSteps].sort((a, b) => a - b)).toEqual(sizeSteps)
  expect(new Set(sizeSteps).size).toBe(sizeSteps.length)
})

it('asks about the instructions that make steps', () =>
  expect(stepChoices('FROM a\nENV B=1\nCOPY x y\nRUN z')).toEqual([
    { line: 3, text: 'COPY x y' },
    { line: 4, text: 'RUN z' },
  ]))

it('is complete when each step has been answered', () => {
  const choices = stepChoices('FROM a\nCOPY x y\nRUN z')
  expect(isComplete({ kind: 'steps', cached: new Map([[2, true]]) }, choices)).toBe(false)
  expect(
    isComplete(
      {
        kind: 'steps',
        cached: new Map([
          [2, true],
          [3, true],
        ]),
      },
      choices,
    ),
  ).toBe(true)
  expect(isComplete({ kind: 'size', bytes: 1 }, choices)).toBe(true)
  expect(isComplete(undefined, choices)).toBe(false)
})

it('finds the place on the slider that is nearest to a size', () => {
  expect(nearestStep(1e6)).toBe(0)
  expect(nearestStep(5e9)).toBe(sizeSteps.length - 1)
  expect(Math.abs((sizeSteps[nearestStep(284e6)] ?? 0) / 284e6 - 1)).toBeLessThan(0.06)
})

it('shows lines in another order than the right one, the same each time', () => {
  const right = ['FROM', 'COPY', 'RUN', 'CMD']
  expect(shuffled(right)).not.toEqual(right)
  expect(shuffled(right)).toEqual(shuffled(right))
  expect([...shuffled(right)].sort()).toEqual([...right].sort())
  expect(shuffled(['FROM'])).toEqual(['FROM'])
})

it('moves a line to another place, and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
})
