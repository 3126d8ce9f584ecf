import { describe, expect, it } from 'vitest'
import { belowFloor, compareSteps, differencesOf, type ScoredStep, scoreOf } from '../../tools/conformance/score.ts'

const step: ScoredStep = { exit: 0, vertices: [{ name: 'RUN a', cached: false, stdout: 'a\n' }], check: { exit: 0 } }

/** Aspects of a step against `step`: those that hold, and those that do not after a `-`. */
function compare(other: ScoredStep | undefined, expected: ScoredStep = step) {
  return compareSteps([expected], other === undefined ? [] : [other])
    .map(({ aspect, differences }) => (differences.length === 0 ? aspect : `-${aspect}`))
    .join(' ')
}

describe('a step', () => {
  it('is the same as itself', () => expect(compare(step)).toBe('exit vertices cached output check'))
  it('differs in a cached flag alone', () =>
    expect(compare({ ...step, vertices: [{ name: 'RUN a', cached: true, stdout: 'a\n' }] })).toBe(
      'exit vertices -cached output check',
    ))
  it('differs in the order of inputs', () =>
    expect(
      compare(
        { exit: 0, vertices: [{ name: 'x', inputs: ['b', 'a'] }] },
        { exit: 0, vertices: [{ name: 'x', inputs: ['a', 'b'] }] },
      ),
    ).toBe('exit -vertices cached'))
  it('differs in what only the replay says', () =>
    expect(compare({ ...step, contextBytes: 2 })).toBe('exit vertices cached output check -contextBytes'))
  it('fails in every aspect when the replay never came there', () =>
    expect(compare(undefined)).toBe('-exit -vertices -cached -output -check'))
  it('takes a layer of the base by its name', () => {
    const image = (entries: readonly object[]) => ({
      exit: 0,
      image: { layers: [{ diffID: 'd', size: 1, base: 'b', entries }] },
    })
    expect(compare(image([{ path: 'a' }]), image([]))).toBe('exit config history layers entries')
  })
})

describe('differences', () => {
  const check = (expected: unknown, actual: unknown, found: readonly string[]) =>
    expect(differencesOf(expected, actual).map((line) => line.replace(/\n\s*/, ', '))).toEqual(found)
  it('name the place', () => check({ a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] }, ['a[1].b: expected "x", got "y"']))
  it('show long texts where they part', () =>
    check(`${'a'.repeat(200)}x`, `${'a'.repeat(200)}y`, [`expected …"${'a'.repeat(60)}x", got …"${'a'.repeat(60)}y"`]))
  it('name what is missing', () => check([1], [], ['[0]: expected 1, got nothing']))
  it('take an undefined key for an absent one', () => check({ a: undefined }, {}, []))
  it('tell null from nothing', () => check({ a: null }, {}, ['a: expected null, got nothing']))
})

describe('the floor', () => {
  const perfect = scoreOf(compareSteps([step], [step]))
  const worse = scoreOf(compareSteps([step], [{ ...step, exit: 1 }]))
  it('counts each aspect', () =>
    expect([perfect.exit, perfect.error, worse.exit]).toEqual([
      { passed: 1, of: 1 },
      { passed: 0, of: 0 },
      { passed: 0, of: 1 },
    ]))
  it('is held by an equal score', () => expect(belowFloor(perfect, perfect)).toEqual([]))
  it('is held by a better score', () => expect(belowFloor(perfect, worse)).toEqual([]))
  it('is broken by one that holds no more', () => expect(belowFloor(worse, perfect)).toEqual(['exit']))
  it('is held when a case is new and fails', () => {
    const more = scoreOf(compareSteps([step, step], [step, { ...step, exit: 1 }]))
    expect(belowFloor(more, perfect)).toEqual([])
  })
})
