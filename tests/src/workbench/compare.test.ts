import { describe, expect, it } from 'vitest'
import type { BuildView, CompareView } from '../../../src/engine/views.ts'
import { pairsOf } from '../../../src/workbench/compare/pairs.ts'
import { mustCompare, sidesOf } from '../../../src/workbench/compare/sides.ts'
import { comparisonView, statusOf } from '../../../src/workbench/compare/view.ts'
import type { BenchState, Comparison } from '../../../src/workbench/state.ts'
import { benchState, buildOf, forecastOf } from './notation.ts'

/** Two builds of which the layers of `shared` (by place) are in both. */
function comparisonOf(left: string, right: string, ...shared: readonly number[]): CompareView {
  const [old, young] = [
    { ...buildOf(left), key: 1 },
    { ...buildOf(right), key: 2, number: 2 },
  ]
  const places = (build: BuildView) => (build.image?.layers ?? []).map((_, at) => at)
  const delivery = { bytes: { value: 5, sources: [] }, layers: 1 }
  return {
    left: old,
    right: young,
    rows: [
      ...shared.map((at) => ({ left: at, right: at, isShared: true })),
      ...places(old).flatMap((at) => (shared.includes(at) ? [] : [{ left: at, isShared: false }])),
      ...places(young).flatMap((at) => (shared.includes(at) ? [] : [{ right: at, isShared: false }])),
    ],
    shared: { value: 8000, sources: [] },
    toRight: delivery,
    toLeft: delivery,
    wholeLeft: delivery,
    wholeRight: delivery,
  }
}

function checkPairs(view: CompareView, ...expected: readonly string[]) {
  expect(
    pairsOf(view).map(
      ({ kind, text, rightText, left, right }) =>
        `${kind} ${text}${rightText === undefined ? '' : ` → ${rightText}`} ${left?.value ?? '-'} ${right?.value ?? '-'}`,
    ),
  ).toEqual(expected)
}

describe('layers in pairs', () => {
  it('have the base images as one', () =>
    checkPairs(
      comparisonOf('FROM debian # 8000\n↻ COPY a # 5', 'FROM alpine # 2000\n↻ COPY a # 5'),
      'changed FROM debian → FROM alpine 8000 2000',
      'changed COPY a 5 5',
    ))
  it('know those that both have', () =>
    checkPairs(
      comparisonOf('FROM a # 8000\n↻ COPY a # 5', 'FROM a # 8000\n✓ COPY a # 5', 0, 1, 2),
      'same FROM a 8000 8000',
      'same COPY a 5 5',
    ))
  it('stand alone where the other image has nothing like it, in their place', () =>
    checkPairs(
      comparisonOf('FROM a # 2\n↻ RUN x # 3\n↻ COPY a # 5', 'FROM a # 2\n↻ COPY a # 5\n↻ COPY b # 7', 0, 1),
      'same FROM a 2 2',
      'left RUN x 3 -',
      'changed COPY a 5 5',
      'right COPY b - 7',
    ))
  it('take an instruction that begins alike for one that was edited', () =>
    checkPairs(
      comparisonOf('FROM a # 2\n↻ RUN apt-get install git # 9', 'FROM a # 2\n↻ RUN apt-get install curl # 4', 0, 1),
      'same FROM a 2 2',
      'changed RUN apt-get install git → RUN apt-get install curl 9 4',
    ))
})

const project = benchState().project

function stateWith(comparison: CompareView, change: Partial<BenchState> = {}): BenchState {
  const state = benchState()
  const known: Comparison = {
    left: { kind: 'build', key: 1 },
    right: { kind: 'build', key: 2 },
    files: state.files,
    options: state.options,
    state: 'done',
    comparison,
  }
  return {
    ...state,
    builds: [comparison.left, comparison.right],
    build: comparison.right,
    comparison: known,
    ...change,
  }
}

function viewOf(comparison: CompareView, change: Partial<BenchState> = {}) {
  const state = stateWith(comparison, change)
  const view = comparisonView(state, sidesOf(state, {}))
  if (view === undefined) throw new RangeError('no comparison')
  return view
}

const smaller = comparisonOf('FROM a # 8000\n↻ RUN x # 4000', 'FROM a # 8000\n↻ RUN x # 1000', 0, 1)

describe('a comparison', () => {
  it('says in words what makes the difference', () => {
    const { headline, reasons } = viewOf(smaller)
    expect(headline).toBe('Build 2 is 3 kB smaller than build 1 (25 %).')
    expect(reasons).toEqual(['“RUN x”: 3 kB less.'])
  })
  it('says how many times smaller', () =>
    expect(viewOf(comparisonOf('FROM a # 9000', 'FROM b # 1000')).headline).toBe(
      'Build 2 is 8 kB smaller than build 1, 9 times smaller.',
    ))
  it('says that nothing differs', () => {
    const { headline, reasons } = viewOf(comparisonOf('FROM a # 8000', 'FROM a # 8000', 0, 1))
    expect([headline, reasons]).toEqual(['Build 2 is as big as build 1: 8 kB.', ['Both images have the same layers.']])
  })
  it('says which build failed', () =>
    expect(viewOf(comparisonOf('FROM a # 8000', 'FROM a # 8000\n✖ RUN x')).headline).toBe(
      'Build 2 gave no image: the build fails.',
    ))
  it('draws both on one scale', () => {
    const { left, right } = viewOf(smaller)
    expect(left.segments.map(({ width }) => Math.round(width))).toEqual([67, 33])
    expect(right.segments.map(({ width, isShared }) => `${Math.round(width)} ${isShared}`)).toEqual([
      '67 true',
      '8 false',
    ])
  })
  it('has the figures of both', () =>
    expect(
      viewOf(smaller).figures.map(({ name, left, right, change }) => `${name}: ${left} | ${right} | ${change}`),
    ).toEqual([
      'Image: 12 kB | 9 kB | −3 kB',
      'Layers: 3 | 3 | ',
      'Layers that both have: 2 of 3, 8 kB | 2 of 3, 8 kB | ',
      'Steps from the cache: 0 | 0 | ',
      'Steps that ran: 1 | 1 | ',
      'Length of the build: ≈ 2.0 s | ≈ 2.0 s | ',
      'Pushed or pulled, where the other one is already: 5 B in 1 layer | 5 B in 1 layer | ',
      'Pushed or pulled, where nothing is: 5 B in 1 layer | 5 B in 1 layer | ',
    ]))
  it('links what stands in the text as it is now', () => {
    const forecast = forecastOf('FROM a\n↻ RUN other')
    expect(viewOf(smaller, { forecast }).rows.map((row) => row.instruction)).toEqual([0, undefined])
  })
})

describe('the sides', () => {
  const { left, right } = smaller
  const texts = (state: BenchState, chosen = {}) => {
    const sides = sidesOf(state, chosen)
    return `${sides.left?.key} | ${sides.right?.key}`
  }
  const files = [...benchState().files, { path: 'Dockerfile.slim', text: '' }]
  it('are the last two builds', () => expect(texts(benchState({ builds: [left, right] }))).toBe('build 1 | build 2'))
  it('are the last build and the text, where that has changed', () =>
    expect(texts(benchState({ builds: [left, right], stale: true }))).toBe('build 2 | file Dockerfile'))
  it('are the only build and another Dockerfile', () =>
    expect(texts(benchState({ builds: [left], files }))).toBe('build 1 | file Dockerfile.slim'))
  it('are two Dockerfiles before anything is built', () =>
    expect(texts(benchState({ files }))).toBe('file Dockerfile | file Dockerfile.slim'))
  it('are those that were chosen', () =>
    expect(
      texts(benchState({ builds: [left, right], files }), { left: 'file Dockerfile.slim', right: 'build 9' }),
    ).toBe('file Dockerfile.slim | build 2'))
  it('may be missing', () => {
    const state = benchState({ builds: [left] })
    expect(statusOf(state, sidesOf(state, {}))).toContain('Build twice')
  })
})

describe('a comparison is asked for', () => {
  const must = (state: BenchState) => mustCompare(state, sidesOf(state, {}))
  it('when it is not there', () => expect(must(benchState({ builds: [smaller.left, smaller.right] }))).toBe(true))
  it('not when it is', () => expect(must(stateWith(smaller))).toBe(false))
  it('when another build was made', () =>
    expect(must(stateWith(smaller, { builds: [smaller.right, { ...smaller.left, key: 3 }] }))).toBe(true))
  it('of a text only when that rests', () => {
    const { right: build } = smaller
    const typed = benchState({ builds: [build], build, stale: true })
    expect(must(typed)).toBe(false)
    expect(must({ ...typed, fresh: true, forecast: forecastOf('FROM a\n↻ RUN x'), trial: build })).toBe(true)
  })
  it('not before the prediction', () =>
    expect(must(benchState({ builds: [smaller.left, smaller.right], asking: 'open', project }))).toBe(false))
})
