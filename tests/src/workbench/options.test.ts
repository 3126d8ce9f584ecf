import { describe, expect, it } from 'vitest'
import {
  argumentsOf,
  flagsText,
  stageNames,
  withArgument,
  withNoCache,
  withTarget,
} from '../../../src/workbench/options/view.ts'
import { forecastOf } from './notation.ts'

const linesOf = (text: string) => forecastOf(text).instructions

it('offers the stages that have a name', () =>
  expect(stageNames(linesOf('FROM maven:3 AS build\nFROM alpine\nFROM build as test'))).toEqual(['build', 'test']))
it('offers each ARG once, with its usual value', () =>
  expect(argumentsOf(linesOf('ARG A=1 B\nFROM x\nARG A\nARG C="two words"'))).toEqual([
    { name: 'A', usual: '1' },
    { name: 'B' },
    { name: 'C', usual: 'two words' },
  ]))

describe('flags', () => {
  it('are those of docker build', () =>
    expect(flagsText({ target: 'build', buildArgs: { A: '2' }, noCache: true })).toBe(
      '--target build --build-arg A=2 --no-cache',
    ))
  it('go when they are taken back', () => {
    const options = { target: 'build', buildArgs: { A: '2' }, noCache: true }
    expect(withNoCache(withArgument(withTarget(options, ''), 'A', ''), false)).toEqual({})
  })
  it('leave the others alone', () =>
    expect(withArgument({ target: 'a', buildArgs: { A: '1' } }, 'B', '2')).toEqual({
      target: 'a',
      buildArgs: { A: '1', B: '2' },
    }))
})
