import { describe, expect, it } from 'vitest'
import type { BuildView, StepView } from '../../../src/engine/views.ts'
import { ticksOf } from '../../../src/workbench/timeline/axis.ts'
import { type TimelineView, timelineView } from '../../../src/workbench/timeline/view.ts'
import { buildOf } from './notation.ts'

/** A build with times: after each text of {@link buildOf}'s notation, the steps' start and length in seconds, FROM first. */
function timed(
  number: number,
  text: string,
  ...times: readonly (readonly [start: number, length: number])[]
): BuildView {
  const build = buildOf(text)
  const steps = build.steps.map((step, at): StepView => {
    const [start = 0, length = 0] = times[at] ?? []
    return { ...step, startMs: start * 1000, durationMs: { value: length * 1000, sources: ['a model'] } }
  })
  const end = Math.max(...steps.map((step) => step.startMs + step.durationMs.value))
  return { ...build, number, steps, durationMs: { value: end, sources: ['a model'] } }
}

/** The rows as text: the stretch of the axis in hundredths, the ghost's after a `|`. */
function draw(view: TimelineView): readonly string[] {
  const stretch = ({ from, width }: { from: number; width: number }) =>
    `${Math.round(from * 100)}+${Math.round(width * 100)}`
  return view.lanes.flatMap((lane) => [
    `${lane.title}:`,
    ...lane.rows.map(
      (row) =>
        `${row.status} ${row.label} ${row.bars.map(stretch)}${row.ghosts.length === 0 ? '' : ` | ${row.ghosts.map(stretch)}`}`,
    ),
  ])
}

const first = timed(1, 'FROM a # 10\n↻ RUN long # 1\n↻ RUN short # 1', [0, 10], [10, 70], [80, 20])
const second = timed(2, 'FROM a # 10\n✓ RUN long # 1\n↻ RUN short # 1', [0, 0], [0, 0], [0, 20])

describe('the timeline', () => {
  it('draws each step where its time is', () =>
    expect(draw(timelineView({ build: first }))).toEqual([
      'The only stage:',
      'cached FROM a 0+10',
      'ran RUN long 10+70',
      'ran RUN short 80+20',
    ]))
  it('draws the build before behind it, on the same axis', () =>
    expect(draw(timelineView({ build: second, before: first }))).toEqual([
      'The only stage:',
      'cached FROM a 0+0',
      'cached RUN long 0+0 | 10+70',
      'ran RUN short 0+20 | 80+20',
    ]))
  it('finds the ghost of a step also when another has come before it', () => {
    const build = timed(2, 'FROM a # 10\n↻ RUN new # 1\n↻ RUN short # 1', [0, 0], [0, 50], [50, 20])
    expect(draw(timelineView({ build, before: first })).slice(-2)).toEqual([
      'ran RUN new 0+50',
      'ran RUN short 50+20 | 80+20',
    ])
  })
  it('keeps a row for what was built before and is gone, where it stood', () => {
    const build = timed(2, 'FROM a # 10\n↻ RUN short # 1', [0, 0], [0, 20])
    expect(draw(timelineView({ build, before: first }))).toEqual([
      'The only stage:',
      'cached FROM a 0+0',
      'gone RUN long  | 10+70',
      'ran RUN short 0+20 | 80+20',
    ])
    expect(timelineView({ build, before: first }).lanes[0]?.rows[1]).toMatchObject({
      statusText: 'not in this build',
      before: '≈ 1 min 10 s',
    })
  })
  it('keeps the rows of a stage that is gone', () => {
    const before = timed(1, 'FROM a AS one # 1\n↻ RUN x # 1\nFROM a AS two # 1', [0, 1], [1, 9], [0, 0])
    const build = timed(2, 'FROM a AS two # 1', [0, 0])
    expect(draw(timelineView({ build, before })).slice(-2)).toEqual(['Stages that are gone:', 'gone RUN x  | 10+90'])
  })
  it('has no row for what came from the cache before and is gone', () => {
    const build = timed(3, 'FROM a # 10\n✓ RUN short # 1', [0, 0], [0, 0])
    expect(draw(timelineView({ build, before: second })).filter((row) => row.startsWith('gone'))).toEqual([])
  })
  it('has a lane for each stage that was built', () => {
    const build = buildOf('FROM a AS one # 1\n↻ RUN x # 1\nFROM b # 1\n↻ RUN y # 1')
    expect(draw(timelineView({ build })).filter((line) => line.endsWith(':'))).toEqual(['one:', 'stage-1:'])
  })
  it('gives a step the colour of its layer', () =>
    expect(timelineView({ build: first }).lanes[0]?.rows.map((row) => row.color)).toEqual([undefined, 1, 2]))
})

describe('the words above it', () => {
  const words = (of: Parameters<typeof timelineView>[0]) => timelineView(of).sentences.join(' ')
  it('say what took longest', () =>
    expect(words({ build: first })).toBe(
      'Build 1 took ≈ 1 min 40 s. The longest step was the RUN in line 2: ≈ 1 min 10 s.',
    ))
  it('say what was saved', () =>
    expect(words({ build: second, before: first })).toContain(
      'Saved ≈ 1 min 20 s against build 1, which took ≈ 1 min 40 s.',
    ))
  it('say what took longer', () =>
    expect(words({ build: { ...first, number: 3 }, before: second })).toContain('≈ 1 min 20 s longer than build 2'))
  it('say that nothing changed', () => expect(words({ build: first, before: first })).toContain('As long as build 1.'))
  it('speak of a trial as of what would be', () =>
    expect(words({ build: second, before: first, trial: true })).toMatch(
      /would take ≈ 20 s\. That would save ≈ 1 min 20 s/,
    ))
  it('do not compare with a failed build', () =>
    expect(words({ build: timed(2, '✖ RUN no', [0, 3]), before: first })).toBe(
      'Build 2 failed after ≈ 3.0 s. The longest step was the RUN in line 1: ≈ 3.0 s.',
    ))
})

describe('the axis', () => {
  const check = (seconds: number) => ticksOf(seconds * 1000).map(({ text }) => text)
  it('has round times', () => expect(check(47)).toEqual(['0', '10 s', '20 s', '30 s', '40 s']))
  it('counts in minutes', () => expect(check(400)).toEqual(['0', '2 min', '4 min', '6 min']))
  it('counts in parts of a second', () => expect(check(0.9)).toEqual(['0', '0.2 s', '0.4 s', '0.6 s', '0.8 s']))
  it('stands at its shares', () => expect(ticksOf(20_000).map(({ at }) => at)).toEqual([0, 0.25, 0.5, 0.75, 1]))
})
