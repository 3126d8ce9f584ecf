import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../simulator/index.ts'
import type { MendingView } from '../../../src/engine/views.ts'
import type { BenchState, Mendings } from '../../../src/workbench/state.ts'
import { canMend, mendingAnnouncement, mendingsView } from '../../../src/workbench/what-if/mendings.ts'
import { benchState, buildOf, forecastOf } from './notation.ts'

const build = buildOf('FROM alpine # 8000')

/** `bytes layers seconds` of an image. */
function outcome(text: string): Outcome {
  const [bytes, layers, seconds] = text.split(' ').map(Number)
  return {
    size: { value: bytes ?? 0, sources: [] },
    layers: layers ?? 0,
    durationMs: { value: 1000 * (seconds ?? 0), sources: ['a model'] },
  }
}

function mending(before: string, after: string, more: Partial<MendingView> = {}): MendingView {
  return {
    problem: { code: 'DL3009', severity: 'warning', message: 'lists', line: 3 },
    title: 'Remove the lists',
    edits: [],
    ...(before === '' ? {} : { before: outcome(before) }),
    ...(after === '' ? {} : { after: outcome(after) }),
    isGone: true,
    brings: [],
    changes: 'layers',
    ...more,
  }
}

function viewOf(...mendings: readonly MendingView[]) {
  return mendingsView(benchState({ build, mendings: { mendings, of: mendings.length, state: 'done' } }))
}

function rowOf(one: MendingView) {
  const [row] = viewOf(one).rows
  if (row === undefined) throw new RangeError('no row')
  return row
}

describe('a mending', () => {
  it('saves bytes and time', () =>
    expect(rowOf(mending('5000000 3 9', '4000000 3 8'))).toMatchObject({
      kind: 'saves',
      bytes: '−1 MB',
      sizes: '5 MB → 4 MB',
      time: '≈ 1.0 s less',
      effect: [],
    }))
  it('may cost bytes', () =>
    expect(rowOf(mending('4000000 3 9', '5000000 3 9'))).toMatchObject({
      kind: 'costs',
      bytes: '+1 MB',
      time: 'no time',
    }))
  it('marks what is modelled', () => {
    const after = { size: { value: 1, sources: ['a guess'] }, layers: 3, durationMs: { value: 0, sources: [] } }
    expect(rowOf(mending('2001 3 0', '', { after })).bytes).toBe('≈ −2 kB')
  })
  it('that saves nothing says so, and what it is good for', () => {
    expect(rowOf(mending('5 3 9', '5 3 9', { changes: 'nothing' }))).toMatchObject({
      kind: 'same',
      bytes: 'no bytes',
      effect: ['Saves nothing to build or to ship; the image stays as it is, the text becomes clearer.'],
    })
    expect(rowOf(mending('5 3 9', '5 3 9', { changes: 'settings' })).effect[0]).toContain('its settings')
  })
  it('that has fewer layers says so', () => expect(rowOf(mending('5 3 9', '4 2 9')).effect).toEqual(['1 layer fewer.']))
  it('makes a build succeed that fails', () =>
    expect(rowOf(mending('', '5 3 9'))).toMatchObject({
      bytes: 'builds: 5 B',
      effect: ['The build, which fails as it is, succeeds.'],
    }))
  it('may fail', () =>
    expect(rowOf(mending('5 3 9', '', { failure: 'exit code: 1' }))).toMatchObject({
      kind: 'fails',
      effect: ['With it the build fails: exit code: 1'],
    }))
  it('says what stays and what it brings', () =>
    expect(
      rowOf(
        mending('5 3 9', '4 3 9', {
          isGone: false,
          brings: [{ code: 'A', severity: 'warning', message: 'worse' }],
        }),
      ).effect,
    ).toEqual(['The problem stays.', 'It brings A: worse']))
})

describe('the list', () => {
  it('has first what saves most', () =>
    expect(
      viewOf(mending('5 3 9', '5 3 9', { title: 'a' }), mending('5 3 9', '1 3 9', { title: 'b' })).rows.map(
        (row) => row.title,
      ),
    ).toEqual(['b', 'a']))
  const told = (state: Mendings['state'], change: Partial<BenchState> = {}) =>
    mendingsView(benchState({ build, mendings: { mendings: [], of: 4, state }, ...change }))
  it('counts on', () => expect(told('working')).toMatchObject({ status: 'Trying fixes: 0 of 4…', working: true }))
  it('offers to go on when it was stopped', () => expect(told('stopped').canAsk).toBe(true))
  it('waits for the prediction', () => expect(told('done', { asking: 'open' }).status).toContain('prediction'))
})

describe('fixes are tried', () => {
  it('when the text rests', () => expect(canMend(benchState({ build }))).toBe(true))
  it('when it fails as it is', () => {
    const forecast = forecastOf('FROM a\n↻ RUN b')
    const problem = { code: 'A', severity: 'error', message: 'x' } as const
    expect(canMend(benchState({ fresh: true, forecast, problems: [problem] }))).toBe(true)
    expect(canMend(benchState({ fresh: true, forecast }))).toBe(false)
  })
})

describe('the announcement', () => {
  it('names what saves most', () =>
    expect(mendingAnnouncement([mending('5 3 9', '1 3 9')])).toBe(
      'What if: 1 fix tried. “Remove the lists” saves most: 4 B.',
    ))
  it('says that nothing is saved', () =>
    expect(mendingAnnouncement([mending('5 3 9', '5 3 9'), mending('5 3 9', '6 3 9')])).toBe(
      'What if: 2 fixes tried, none saves bytes.',
    ))
})
