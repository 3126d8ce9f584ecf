import type { BuildView, StepView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { timeText } from '../figures.ts'
import { layerColor } from '../stack/color.ts'
import { stagesOf, stepText } from '../stages.ts'
import { type Tick, ticksOf } from './axis.ts'
import { type Ghosts, type Gone, ghostsOf } from './ghosts.ts'

/** A stretch of the time axis, in shares of it from 0 to 1. */
export interface Stretch {
  readonly from: number
  readonly width: number
}

/** One row of the timeline: a step, or all of the builder's own together. */
export interface TimelineRow {
  readonly key: string
  readonly label: string
  /** `gone`: it was in the build before, and is in this one no more. */
  readonly status: StepView['status'] | 'gone'
  readonly statusText: string
  /** Its bars; one that came from the cache takes no time and is a tick. */
  readonly bars: readonly Stretch[]
  /** The same step in the build before, where that took time. */
  readonly ghosts: readonly Stretch[]
  /** `≈ 12 s`, or `cached`. */
  readonly time: string
  readonly timeTitle: string
  readonly start: string
  /** What the same step took in the build before; empty when it was not there. */
  readonly before: string
  /** Of the colours for layers, where its layer is part of the image. */
  readonly color?: number
  readonly instruction?: number
  readonly line?: number
}

/** The steps of one stage, or the builder's own. */
export interface Lane {
  readonly title: string
  readonly rows: readonly TimelineRow[]
}

/** A build on a time axis. */
export interface TimelineView {
  readonly lanes: readonly Lane[]
  readonly ticks: readonly Tick[]
  /** `Build 2 took ≈ 11 s.` and what it saved, what it mostly waited for. */
  readonly sentences: readonly string[]
  readonly sources: readonly string[]
  /** The build that is drawn behind. */
  readonly ghost?: number
}

/** What is drawn: a build, the one before it, and whether the first has been made or only tried. */
export interface TimelineOf {
  readonly build: BuildView
  readonly before?: BuildView
  readonly trial?: boolean
}

/** A build's steps as bars on one axis, with those of the build before behind them. */
export function timelineView(of: TimelineOf): TimelineView {
  const { build, before } = of
  const length = Math.max(1, endOf(build), before === undefined ? 0 : endOf(before))
  const ghosts = ghostsOf(build, before)
  const draw = { build, before, length, ghosts, trial: of.trial === true }
  const own = build.steps.filter((step) => step.instruction === undefined && step.stage === undefined)
  const stages = stagesOf(build.instructions)
  const lanes = stages.map((stage) => ({
    title: stages.length === 1 && !stage.isNamed ? words.timeline.theOnlyStage : stage.name,
    rows: [
      ...goneRows(draw, (one) => one.after === undefined && one.stage === stage.name),
      ...build.steps
        .filter((step) => !own.includes(step) && stageOf(step, stage.instructions, stage.index))
        .flatMap((step) => [
          rowOf([step], labelOf(step, build), draw),
          ...goneRows(draw, ({ after }) => after === step),
        ]),
    ],
  }))
  const lost = goneRows(draw, (one) => one.after === undefined && stages.every(({ name }) => name !== one.stage))
  const builders = own.length === 0 ? [] : [rowOf(own, words.timeline.itsOwn(words.counts.steps(own.length)), draw)]
  return {
    lanes: [
      { title: words.timeline.theBuilder, rows: builders },
      ...lanes,
      { title: words.timeline.goneStages, rows: lost },
    ].filter((lane) => lane.rows.length > 0),
    ticks: ticksOf(length),
    sentences: [totalSentence(of), savedSentence(of), longestSentence(of)].filter((text) => text !== ''),
    sources: build.durationMs.sources,
    ...(before === undefined ? {} : { ghost: before.number }),
  }
}

/** What the rows of one timeline share. */
interface Drawing {
  readonly build: BuildView
  readonly length: number
  readonly before: BuildView | undefined
  readonly ghosts: Ghosts
  readonly trial: boolean
}

function stageOf(step: StepView, instructions: readonly number[], index: number): boolean {
  return step.instruction === undefined ? step.stage === index : instructions.includes(step.instruction)
}

function rowOf(steps: readonly StepView[], label: string, drawing: Drawing): TimelineRow {
  const { build, length, ghosts, trial } = drawing
  const [step] = steps
  if (step === undefined) throw new RangeError(`a row of no steps: ${label}`)
  const started = steps.filter(({ status }) => status !== 'not-started')
  const old = steps.flatMap((one) => ghosts.same.get(one) ?? []).filter(({ status }) => status !== 'cached')
  const duration = lengthOf(started)
  const { status } = step
  const instruction = step.instruction === undefined ? undefined : build.instructions[step.instruction]
  const color = colorOf(step, build)
  return {
    key: `${step.id}`,
    label,
    status,
    statusText: statusText(step, trial),
    bars: started.map((one) => stretchOf(one, length)),
    ghosts: old.map((one) => stretchOf(one, length)),
    time:
      started.length === 0
        ? words.marks.done['not-started']
        : status === 'cached'
          ? words.marks.short.cached
          : about(duration),
    timeTitle: [...new Set(steps.flatMap((one) => one.durationMs.sources))].join('; '),
    start: started.length === 0 ? '' : about(Math.min(...started.map((one) => one.startMs))),
    before: old.length === 0 ? '' : about(lengthOf(old)),
    ...(color === undefined ? {} : { color }),
    ...(step.instruction === undefined ? {} : { instruction: step.instruction }),
    ...(instruction === undefined ? {} : { line: instruction.first }),
  }
}

/** Rows of steps that were in the build before: nothing but what they took there. */
function goneRows({ before, length, ghosts }: Drawing, isHere: (gone: Gone) => boolean): readonly TimelineRow[] {
  if (before === undefined) return []
  return ghosts.gone.filter(isHere).map(({ step }) => ({
    key: `gone ${step.id}`,
    label: labelOf(step, before),
    status: 'gone',
    statusText: words.timeline.notInThisBuild,
    bars: [],
    ghosts: [stretchOf(step, length)],
    time: words.timeline.gone,
    timeTitle: step.durationMs.sources.join('; '),
    start: '',
    before: about(step.durationMs.value),
  }))
}

/** A FROM as it is written, which is shorter than docker's own words. */
function labelOf(step: StepView, build: BuildView): string {
  const written =
    step.kind === 'base' && step.instruction !== undefined ? build.instructions[step.instruction] : undefined
  return written?.keyword === 'FROM' ? written.text : stepText(step.name)
}

function about(milliseconds: number): string {
  return `≈ ${timeText(milliseconds)}`
}

function statusText({ kind, status }: StepView, trial: boolean): string {
  if (kind === 'base' && status === 'ran') return trial ? words.marks.wouldBePulled : words.marks.pulled
  return (trial ? words.marks.would : words.marks.done)[status]
}

function colorOf(step: StepView, build: BuildView): number | undefined {
  const layers = build.image?.layers ?? []
  const index = layers.findIndex((layer) => layer.step === step.id)
  return index < 0 ? undefined : layerColor(layers, index)
}

function stretchOf(step: StepView, length: number): Stretch {
  return { from: step.startMs / length, width: step.durationMs.value / length }
}

/** From the start of the first to the end of the last, in milliseconds. */
function lengthOf(steps: readonly StepView[]): number {
  return steps.length === 0 ? 0 : Math.max(...steps.map(stepEnd)) - Math.min(...steps.map((step) => step.startMs))
}

function stepEnd(step: StepView): number {
  return step.startMs + step.durationMs.value
}

function endOf(build: BuildView): number {
  return Math.max(build.durationMs.value, ...build.steps.map(stepEnd))
}

function totalSentence({ build, trial }: TimelineOf): string {
  const time = about(build.durationMs.value)
  if (trial === true) return words.timeline.aBuildOfThisTextWould(time)
  return build.failure === undefined
    ? words.timeline.buildTook(build.number, time)
    : words.timeline.buildFailedAfter(build.number, time)
}

/** What was saved against the build before, or how much longer it took; nothing where one of the two failed. */
function savedSentence({ build, before, trial }: TimelineOf): string {
  if (before === undefined || build.failure !== undefined || before.failure !== undefined) return ''
  const saved = before.durationMs.value - build.durationMs.value
  const length = about(Math.abs(saved))
  const other = words.timeline.buildWhichTook(before.number, timeText(before.durationMs.value))
  if (Math.abs(saved) < 50) return words.timeline.asLongAsBuild(before.number)
  if (saved < 0) return words.timeline.longerThan(length, other)
  return trial === true
    ? words.timeline.thatWouldSaveAgainst(length, other)
    : words.timeline.savedAgainst(length, other)
}

/** The step that took most of the time, where one took a third or more of it. */
function longestSentence({ build, trial }: TimelineOf): string {
  const ran = build.steps.filter((step) => step.status === 'ran' || step.status === 'failed')
  const [longest] = ran.toSorted((a, b) => b.durationMs.value - a.durationMs.value)
  if (longest?.instruction === undefined || longest.durationMs.value * 3 < build.durationMs.value) return ''
  const line = build.instructions[longest.instruction]
  if (line === undefined) return ''
  const what =
    longest.kind === 'base'
      ? words.timeline.pullingTheBaseImageOfLine(line.first)
      : words.timeline.theInLine(line.keyword, line.first)
  return words.timeline.longest(trial === true, what, timeText(longest.durationMs.value))
}
