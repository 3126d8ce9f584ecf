import { expect, it } from 'vitest'
import { isComplete, sizeSteps, stepChoices } from '../../../src/workbench/predict/view.ts'

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
