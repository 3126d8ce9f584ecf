import type { BuildView, ForecastStepView, ForecastView, StepView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle, timeText } from '../figures.ts'
import { forecastSentence, reasonSentence, stepTitle } from '../reasons.ts'

/** What stands before a step: an icon that has a text. */
export type StepMark = StepView['status'] | ForecastStepView['willBe']

/** One row of the list of steps. */
export interface StepRow {
  readonly id: number
  readonly mark: StepMark
  readonly markText: string
  /** Without the digest of a base image, which `fullName` has. */
  readonly name: string
  readonly fullName: string
  readonly reason: string
  readonly time: string
  /** Where the modelled time comes from. */
  readonly timeTitle?: string
  /** Bytes of its layer; absent when it makes none. */
  readonly size?: string
  readonly sizeTitle?: string
  readonly instruction?: number
  readonly line?: number
  readonly notes: readonly string[]
  /** Belongs to the builder's own housekeeping (loading the Dockerfile, the context), not to an instruction. */
  readonly internal: boolean
  /** The steps whose results it is made from, in words. */
  readonly inputs: string
  /** Lines that it printed. */
  readonly output: readonly string[]
  /** It makes a layer, of which one may ask what is in it. */
  readonly hasLayer: boolean
}

/** The steps of a build and their summary. */
export interface StepsView {
  readonly rows: readonly StepRow[]
  /** `2 steps from the cache, 3 ran, ≈ 12 s`. */
  readonly summary: string
  /** Where the modelled times come from. */
  readonly sources: readonly string[]
}

/** The steps of a finished build. */
export function stepsView(build: BuildView): StepsView {
  const rows = build.steps.map((step) => rowOf(step, build))
  return { rows, summary: summaryOf(build), sources: build.durationMs.sources }
}

/** The steps as they would go, before anything was built; sizes and times as a trial of the same text has them. */
export function outlookView(forecast: ForecastView, trial?: BuildView): StepsView {
  const own = forecast.steps.filter((step) => step.instruction !== undefined && step.kind !== 'base')
  const run = own.filter((step) => step.willBe !== 'cached').length
  return {
    rows: forecast.steps.map((step) =>
      outlookRow(
        step,
        forecast,
        trial?.steps.find(({ name }) => name === step.name),
      ),
    ),
    summary: words.steps.wouldComeFromTheCacheWould(words.counts.steps(own.length - run), run),
    sources: [],
  }
}

function outlookRow(step: ForecastStepView, forecast: ForecastView, tried: StepView | undefined): StepRow {
  const size = tried?.layer?.fileBytes ?? step.size
  const time = tried?.durationMs ?? step.durationMs
  return {
    ...commonOf(step, forecast),
    mark: step.willBe,
    markText: step.willBe === 'cached' ? words.steps.willComeFromTheCache : words.marks.done[step.willBe],
    reason: forecastSentence(step, forecast),
    time: time === undefined || step.willBe === 'cached' ? '' : `≈ ${timeText(time.value)}`,
    ...(size === undefined ? {} : { size: figureText(size), sizeTitle: figureTitle(size) }),
    notes: [],
    output: [],
    hasLayer: false,
  }
}

/** What can be told of a step alike before and after a build. */
function commonOf(
  step: StepView | ForecastStepView,
  whole: BuildView | ForecastView,
): Pick<StepRow, 'id' | 'name' | 'fullName' | 'instruction' | 'line' | 'internal' | 'inputs'> {
  const line = step.instruction === undefined ? undefined : whole.instructions[step.instruction]?.first
  return {
    id: step.id,
    name: step.name.replace(/@sha256:[0-9a-f]{64}/, ''),
    fullName: step.name,
    ...(step.instruction === undefined ? {} : { instruction: step.instruction }),
    ...(line === undefined ? {} : { line }),
    internal: step.instruction === undefined,
    inputs: words.counts.list([...new Set(step.inputs.map((input) => stepTitle(input, whole)))]),
  }
}

function rowOf(step: StepView, build: BuildView): StepRow {
  const ended = step.status === 'ran' || step.status === 'cached'
  return {
    ...commonOf(step, build),
    mark: step.status,
    markText: words.marks.done[step.status],
    reason: ended ? reasonSentence(step.reason, build, 'ran') : failureText(step, build),
    ...(step.status === 'ran'
      ? {
          time: `≈ ${timeText(step.durationMs.value)}`,
          timeTitle: words.marks.modelledFrom(step.durationMs.sources.join('; ')),
        }
      : { time: '' }),
    ...(step.layer === undefined
      ? {}
      : { size: figureText(step.layer.fileBytes), sizeTitle: figureTitle(step.layer.fileBytes) }),
    notes: step.notes.map((note) => note.message),
    output: step.output.flatMap((piece) => piece.text.replace(/\n$/, '').split('\n')),
    hasLayer: step.layer !== undefined,
  }
}

function failureText(step: StepView, build: BuildView): string {
  if (step.status === 'failed') return build.failure?.message ?? words.steps.failed
  return step.status === 'canceled' ? words.steps.stoppedBecauseAnotherStepFailed : words.steps.notReached
}

/** What a build did, in a few words: for the list's head and for announcing it. */
export function summaryOf(build: BuildView): string {
  const own = build.steps.filter((step) => step.instruction !== undefined && step.kind !== 'base')
  const cached = own.filter((step) => step.status === 'cached').length
  const ran = own.filter((step) => step.status === 'ran').length
  return words.steps.fromTheCacheRan(words.counts.steps(cached), ran, timeText(build.durationMs.value))
}

/** What is announced after a build. */
export function announcement(build: BuildView): string {
  if (build.failure !== undefined) return words.steps.theBuildFailed(build.failure.message)
  const size = build.image === undefined ? '' : words.steps.theImageIs(figureText(build.image.size))
  return words.steps.buildIsDone(build.number, summaryOf(build), size)
}
