import { describe, expect, it } from 'vitest'
import {
  argumentsOf,
  flagsText,
  secretIds,
  stageNames,
  withArgument,
  withNetwork,
  withNoCache,
  withPlatform,
  withSecret,
  withStageNotCached,
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

describe('platform, network and single stages', () => {
  it('are flags as well', () =>
    expect(
      flagsText(withNetwork(withPlatform(withStageNotCached({}, 'build'), 'linux/arm64'), 'none'), ['token']),
    ).toBe('--no-cache-filter build --platform linux/arm64 --network none --secret id=token'))
  it('go back to what is usual', () =>
    expect(
      withNetwork(
        withPlatform(
          withStageNotCached({ platform: 'linux/arm64', network: 'none', noCacheFilter: ['a'] }, ''),
          'linux/amd64',
        ),
        'default',
      ),
    ).toEqual({}))
})

describe('secrets', () => {
  const idsOf = (text: string) => secretIds(linesOf(text))
  it('are those that RUN lines mount, each once', () =>
    expect(
      idsOf(
        'FROM x\nRUN --mount=type=secret,id=token a\nRUN --mount=type=cache,id=c --mount=id=token,type=secret b\nRUN --mount=type=secret,id=key,env=KEY c',
      ),
    ).toEqual(['token', 'key']))
  it('are called after their target where they have no id', () =>
    expect(idsOf('FROM x\nRUN --mount=type=secret,target=/root/.npmrc npm ci')).toEqual(['.npmrc']))
  it('are not looked for elsewhere', () => expect(idsOf('FROM x\nLABEL a="--mount=type=secret,id=token"')).toEqual([]))
  it('are taken back with an empty field', () =>
    expect(withSecret(withSecret({ a: '1' }, 'b', '2'), 'a', '')).toEqual({ b: '2' }))
})
