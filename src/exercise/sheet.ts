import type { CheckResult, Exercise, Measured, Verdict } from '../../simulator/exercises.ts'
import { words } from '../words/words.ts'
import { figureText, timeText } from '../workbench/figures.ts'
import { figuresOf } from './goals/view.ts'
import { hasVariants } from './project.ts'

/** A goal on paper: what is asked, and how the start stands to it. */
export interface SheetGoal {
  readonly say: string
  readonly isBonus: boolean
  /** `now ≈ 375 MB, wanted at most …`, or why it is not reached; absent where the start says nothing. */
  readonly start?: string
}

/** What a sheet of an exercise shows beside its task and files. */
export interface SheetView {
  readonly goals: readonly SheetGoal[]
  /** Size and time of the builds at the start, and of the model. */
  readonly start: readonly string[]
  readonly model: readonly string[]
  /** The right answers, with their questions. */
  readonly truths: readonly { readonly ask: string; readonly truth: string }[]
  /** Its numbers are others for each learner. */
  readonly hasVariants: boolean
}

/** The sheet of an exercise, from the verdicts on its start and on its model. `variant`: as it is printed. */
export function sheetView(
  source: Exercise,
  variant: Exercise,
  { start, model }: { readonly start: Verdict; readonly model: Verdict },
): SheetView {
  const results = new Map(start.checks.map((check) => [check.id, check]))
  return {
    goals: variant.checks.map(({ id, say, bonus }) => {
      const stands = standing(results.get(id))
      return { say, isBonus: bonus === true, ...(stands === undefined ? {} : { start: stands }) }
    }),
    start: buildTexts(start.measured),
    model: buildTexts(model.measured),
    truths: variant.ask.flatMap(({ id, ask }) => {
      const truth = model.truths[id]
      return truth === undefined ? [] : [{ ask, truth }]
    }),
    hasVariants: hasVariants(source),
  }
}

function standing(check: CheckResult | undefined): string | undefined {
  if (check?.state !== 'failed' || check.place?.kind === 'answer') return undefined
  return figuresOf(check) ?? check.because
}

/** What each build came to, in their order: `Build 1: ≈ 375 MB, ≈ 12 s`; a single one has no number. */
function buildTexts(measured: readonly Measured[]): readonly string[] {
  const names = [...new Set(measured.map(({ name }) => name.split('.')[0]))]
  return names.map((build, at) => {
    const figures = measured.filter(({ name }) => name.split('.')[0] === build)
    const texts = figures.map(({ unit, value }) =>
      unit === 'seconds' ? words.exercises.sheet.toBuild(timeText(value.value * 1000)) : figureText(value),
    )
    return `${names.length === 1 ? words.exercises.sheet.theImage : words.exercises.sheet.build(at + 1)}: ${texts.join(', ')}`
  })
}
