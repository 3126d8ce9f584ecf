import type { Quantity } from '../../../simulator/index.ts'
import type { BuildView, ForecastStepView, ForecastView, StepView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle } from '../figures.ts'
import { forecastSentence, reasonSentence } from '../reasons.ts'

/** What stands beside one instruction in the editor: the forecast while typing, the fact after a build. */
export interface LineMark {
  readonly instruction: number
  readonly first: number
  readonly last: number
  readonly mark: 'cached' | 'run' | 'depends' | 'failed' | 'unneeded' | 'none'
  /** Sentence for hovering and for those who do not see the mark. */
  readonly label: string
  readonly size?: string
  readonly sizeTitle?: string
}

/**
 * Marks for the lines of the editor. Sizes come from the forecast, and where it has none (a RUN that never ran) from a trial of the same
 * text; while there is none, from the trial of an earlier text (`past`) for lines that read the same, so that they stay while one types.
 * An instruction that makes no layer weighs `0 B`.
 */
export function lineMarks(forecast: ForecastView, trial: BuildView | undefined, past?: BuildView): readonly LineMark[] {
  const unneeded = new Set(forecast.unneeded)
  return forecast.instructions.map((view, instruction): LineMark => {
    const place = { instruction, first: view.first, last: view.last }
    if (unneeded.has(instruction)) return { ...place, mark: 'unneeded', label: words.steps.notBuiltNoStageNeedsIt }
    const steps = forecast.steps.filter((step) => step.instruction === instruction)
    const step = steps.find((one) => one.willBe !== 'cached') ?? steps.at(-1)
    const failed = trial?.steps.some((one) => one.instruction === instruction && one.status === 'failed')
    if (failed === true)
      return { ...place, mark: 'failed', label: words.steps.fails(trial?.failure?.message ?? words.steps.endsHere) }
    if (step === undefined) return { ...place, mark: 'none', label: '', ...settingSize(view.keyword) }
    const tried = trial?.steps.findLast((one) => one.instruction === instruction && one.layer !== undefined)
    // A text in the Dockerfile is a step of its own beside the COPY that weighs something.
    const told = steps.findLast((one) => one.size !== undefined)?.size
    const size = tried?.layer?.fileBytes ?? told ?? sizeOfLine(view.text, past)
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
  if (step.willBe !== 'depends' || tried === undefined)
    return { mark: step.willBe, label: forecastSentence(step, forecast) }
  return tried.status === 'cached'
    ? { mark: 'cached', label: words.steps.willComeFromTheCacheWhat }
    : { mark: 'run', label: reasonSentence(tried.reason, forecast, 'will-run') }
}

/** What the line of this text weighed in a build. */
function sizeOfLine(text: string, build: BuildView | undefined): Quantity | undefined {
  const instruction = build?.instructions.findIndex((view) => view.text === text)
  return build?.steps.findLast((step) => step.instruction === instruction && step.layer !== undefined)?.layer?.fileBytes
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
  return { size: '0 B', sizeTitle: words.steps.changesTheSettingsOnlyNoFile }
}
