import { describe, expect, it } from 'vitest'
import type { GroupOutlookView } from '../../../src/engine/views.ts'
import type { BenchState, Outlook } from '../../../src/workbench/state.ts'
import { isSettled, outlookAnnouncement, whatIfView } from '../../../src/workbench/what-if/view.ts'
import { benchState, buildOf, forecastOf } from './notation.ts'

const forecast = forecastOf('FROM alpine\n✓ COPY pom.xml .\n✓ RUN mvn go-offline\n✓ COPY src src')

/** A group, the instructions that run again, seconds, bytes pushed in as many layers. */
function group(name: string, rerun: readonly number[], seconds: number, bytes: number): GroupOutlookView {
  return {
    group: name,
    files: 2,
    rerun: rerun.map((instruction) => ({ name: 'a step', instruction })),
    cached: 3 - rerun.length,
    durationMs: { value: seconds * 1000, sources: ['a model'] },
    delivery: { bytes: { value: bytes, sources: [] }, layers: rerun.length },
    whole: { value: 90_000_000, sources: ['a ratio'] },
  }
}

const groups = [
  group('src/', [3], 1, 2000),
  group('pom.xml', [1, 2, 3], 40, 71_000_000),
  group('README.md', [], 0.2, 0),
]
const viewOf = (outlook: Outlook, change: Partial<BenchState> = {}) =>
  whatIfView(benchState({ forecast, fresh: true, outlook, ...change }))

describe('the table', () => {
  const { rows, status } = viewOf({ groups, of: 3, state: 'done' })
  it('has the costliest change first', () =>
    expect(rows.map((row) => row.group)).toEqual(['pom.xml', 'src/', 'README.md']))
  it('says what runs, how long, and what is sent', () =>
    expect(rows.map((row) => `${row.steps} | ${row.time} | ${row.pushed}`)).toEqual([
      '3 steps run, 0 from the cache | ≈ 40 s | 71 MB in 3 layers',
      '1 step runs, 2 from the cache | ≈ 1.0 s | 2 kB in 1 layer',
      'nothing runs | ≈ 0.2 s | nothing',
    ]))
  it('says what machines pull that have the image, and those that have nothing', () =>
    expect(rows.map((row) => `${row.pulled} | ${row.whole}`)[0]).toBe('71 MB in 3 layers | a new machine: ≈ 90 MB'))
  it('names the lines that run', () =>
    expect(rows[0]?.rerun.map(({ keyword, line }) => `${keyword} ${line}`)).toEqual(['COPY 2', 'RUN 3', 'COPY 4']))
  it('counts the files of a folder', () => expect(rows.map((row) => row.files)).toEqual(['', '2 files', '']))
  it('needs no more words when it is whole', () => expect(status).toBe(''))
})

describe('what stands above it', () => {
  it('counts on', () =>
    expect(viewOf({ groups, of: 9, state: 'working' })).toMatchObject({
      status: 'Working it out: 3 of 9…',
      working: true,
    }))
  it('offers to go on when it was stopped', () =>
    expect(viewOf({ groups, of: 9, state: 'stopped' }, { build: buildOf('FROM a # 1') }).canAsk).toBe(true))
  it('says that a failed build tells nothing', () =>
    expect(viewOf({ groups: [], of: 0, state: 'impossible' }).status).toContain('fails'))
  it('waits for the prediction', () =>
    expect(viewOf({ groups, of: 3, state: 'done' }, { asking: 'open' }).rows).toEqual([]))
})

it('is announced with the costliest change', () =>
  expect(outlookAnnouncement(groups)).toBe(
    'What if: 3 groups of files. A change of pom.xml costs most: 3 steps run, 0 from the cache, ≈ 40 s.',
  ))

describe('the text is at rest', () => {
  const build = buildOf('FROM a # 1')
  it('when it was built', () => expect(isSettled(benchState({ build }))).toBe(true))
  it('when it was tried', () =>
    expect(isSettled(benchState({ fresh: true, forecast: forecastOf('FROM a\n↻ RUN b'), trial: build }))).toBe(true))
  it('when everything would come from the cache', () =>
    expect(isSettled(benchState({ fresh: true, forecast, stale: true, build }))).toBe(true))
  it('but not while it is typed', () => expect(isSettled(benchState({ forecast, stale: true, build }))).toBe(false))
})
