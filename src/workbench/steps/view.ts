import type { BuildView, ForecastStepView, ForecastView, StepView } from '../../engine/views.ts'
import { countText, figureText, figureTitle, timeText } from '../figures.ts'
import { reasonSentence } from '../reasons.ts'

/** What stands before a step: an icon that has a text. */
export type StepMark = 'cached' | 'ran' | 'failed' | 'canceled' | 'not-started'

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
  /** Bytes of its layer; absent when it makes none. */
  readonly size?: string
  readonly sizeTitle?: string
  readonly instruction?: number
  readonly line?: number
  readonly notes: readonly string[]
  /** Belongs to the builder's own housekeeping (loading the Dockerfile, the context), not to an instruction. */
  readonly internal: boolean
}

/** The steps of a build and their summary. */
export interface StepsView {
  readonly rows: readonly StepRow[]
  /** `2 steps from the cache, 3 ran, ≈ 12 s`. */
  readonly summary: string
}

const marks: Readonly<Record<StepView['status'], string>> = {
  cached: 'from the cache',
  ran: 'ran',
  failed: 'failed',
  canceled: 'cancelled',
  'not-started': 'not started',
}

/** The steps of a finished build. */
export function stepsView(build: BuildView): StepsView {
  const rows = build.steps.map((step) => rowOf(step, build))
  return { rows, summary: summaryOf(build) }
}

function rowOf(step: StepView, build: BuildView): StepRow {
  const line = step.instruction === undefined ? undefined : build.instructions[step.instruction]?.first
  const ended = step.status === 'ran' || step.status === 'cached'
  return {
    id: step.id,
    mark: step.status,
    markText: marks[step.status],
    name: step.name.replace(/@sha256:[0-9a-f]{64}/, ''),
    fullName: step.name,
    reason: ended ? reasonSentence(step.reason, build, 'ran') : failureText(step, build),
    time: step.status === 'ran' ? `≈ ${timeText(step.durationMs.value)}` : '',
    ...(step.layer === undefined
      ? {}
      : { size: figureText(step.layer.fileBytes), sizeTitle: figureTitle(step.layer.fileBytes) }),
    ...(step.instruction === undefined ? {} : { instruction: step.instruction }),
    ...(line === undefined ? {} : { line }),
    notes: step.notes.map((note) => note.message),
    internal: step.instruction === undefined,
  }
}

function failureText(step: StepView, build: BuildView): string {
  if (step.status === 'failed') return build.failure?.message ?? 'Failed.'
  return step.status === 'canceled' ? 'Stopped because another step failed.' : 'Not reached.'
}

/** What a build did, in a few words: for the list's head and for announcing it. */
export function summaryOf(build: BuildView): string {
  const own = build.steps.filter((step) => step.instruction !== undefined && step.kind !== 'base')
  const cached = own.filter((step) => step.status === 'cached').length
  const ran = own.filter((step) => step.status === 'ran').length
  return `${countText(cached, 'step')} from the cache, ${ran} ran, ≈ ${timeText(build.durationMs.value)}`
}

/** What is announced after a build. */
export function announcement(build: BuildView): string {
  if (build.failure !== undefined) return `The build failed: ${build.failure.message}`
  const size = build.image === undefined ? '' : ` The image is ${figureText(build.image.size)}.`
  return `Build ${build.number} is done: ${summaryOf(build)}.${size}`
}

/** What stands beside one instruction in the editor: the forecast while typing, the fact after a build. */
export interface LineMark {
  readonly instruction: number
  readonly first: number
  readonly last: number
  readonly mark: 'cached' | 'run' | 'depends' | 'unneeded' | 'none'
  /** Sentence for hovering and for those who do not see the mark. */
  readonly label: string
  readonly size?: string
  readonly sizeTitle?: string
}

/**
 * Marks for the lines of the editor. Sizes come from the forecast, and where it has none (a RUN that never ran) from a trial of the same
 * text; an instruction that makes no layer weighs `0 B`.
 */
export function lineMarks(forecast: ForecastView, trial: BuildView | undefined): readonly LineMark[] {
  const unneeded = new Set(forecast.unneeded)
  return forecast.instructions.map((view, instruction): LineMark => {
    const place = { instruction, first: view.first, last: view.last }
    if (unneeded.has(instruction)) return { ...place, mark: 'unneeded', label: 'Not built: no stage needs it.' }
    const steps = forecast.steps.filter((step) => step.instruction === instruction)
    const step = steps.find((one) => one.willBe !== 'cached') ?? steps.at(-1)
    if (step === undefined) return { ...place, mark: 'none', label: '', ...settingSize(view.keyword) }
    const tried = trial?.steps.findLast((one) => one.instruction === instruction && one.layer !== undefined)
    const size = tried?.layer?.fileBytes ?? step.size
    return {
      ...place,
      ...outlookOf(step, tried, forecast),
      ...(size === undefined ? {} : { size: figureText(size), sizeTitle: figureTitle(size) }),
    }
  })
}

/** Whether a step will run and why; where the forecast leaves it open, the trial knows. */
function outlookOf(
  step: ForecastStepView,
  tried: StepView | undefined,
  forecast: ForecastView,
): Pick<LineMark, 'mark' | 'label'> {
  if (step.willBe !== 'depends') return { mark: step.willBe, label: reasonSentence(step.reason, forecast, 'will-run') }
  if (tried === undefined)
    return { mark: 'depends', label: 'Comes from the cache if what it is made from comes out the same.' }
  return tried.status === 'cached'
    ? { mark: 'cached', label: 'Will come from the cache: what it is made from comes out the same.' }
    : { mark: 'run', label: reasonSentence(tried.reason, forecast, 'will-run') }
}

/** Instructions that change an image's settings and no file. */
const settings = new Set([
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'ONBUILD',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
])

function settingSize(keyword: string): { readonly size?: string; readonly sizeTitle?: string } {
  if (!settings.has(keyword)) return {}
  return { size: '0 B', sizeTitle: 'changes the settings only; no file, no layer' }
}
