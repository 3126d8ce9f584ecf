import type { Measured, Verdict } from '../../../simulator/exercises.ts'
import type { Attempt } from '../../state/exercises.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle } from '../../workbench/figures.ts'

/** A figure of a game of golf: its text, and all of it for hovering over. */
export interface ParFigure {
  readonly text: string
  readonly title: string
}

/** How a game of golf stands: what the model needs, what was handed in last, and the fewest that passed. */
export interface ParView {
  readonly par: ParFigure
  readonly now: ParFigure
  readonly best?: ParFigure
  /** How the best so far stands to par, in words. */
  readonly standing: string
}

/** How the golf of an exercise stands after a verdict; undefined where nothing is counted, or nothing was reached yet. */
export function parView({ par }: Pick<Verdict, 'par'>, { best }: Pick<Attempt, 'best'>): ParView | undefined {
  if (par === undefined) return undefined
  const { reached, model } = par
  return {
    par: figureOf(model),
    now: figureOf(reached),
    ...(best === undefined ? {} : { best: figureOf(times(model, best)) }),
    standing: best === undefined ? words.judging.par.nothing : standingOf(best),
  }
}

/**
 * The fewest that passed, after one more verdict: as a share of par, as what is drawn anew for each check weighs a byte more or less.
 */
export function bestOf(best: number | undefined, { kind, par }: Pick<Verdict, 'kind' | 'par'>): number | undefined {
  if (kind !== 'pass' || par === undefined) return best
  const { reached, model } = par
  return Math.min(best ?? Number.POSITIVE_INFINITY, reached.value.value / Math.max(1, model.value.value))
}

/** What was handed in and what the model needs, in a sentence. */
export function parText({ par }: Pick<Verdict, 'par'>): string | undefined {
  if (par === undefined) return undefined
  const { reached, model } = par
  const how = words.judging.par.how[1 + Math.sign(reached.value.value - model.value.value)]
  return words.judging.par.result(figureOf(reached).text, how ?? '', figureOf(model).text)
}

/** Par for those who have not tried yet, to two digits: what is drawn for a check weighs a byte more or less. */
export function parBefore({ par }: Pick<Verdict, 'par'>): ParFigure | undefined {
  if (par === undefined) return undefined
  const { value } = par.model
  return figureOf({ ...par.model, value: { ...value, value: Number(value.value.toPrecision(2)) } })
}

/** A figure that was measured, for people. */
function figureOf({ unit, value }: Pick<Measured, 'unit' | 'value'>): ParFigure {
  if (unit === 'bytes') return { text: figureText(value), title: figureTitle(value) }
  const number = String(Number(value.value.toPrecision(4)))
  const text = unit === 'seconds' ? `≈ ${number} s` : number
  return { text, title: text }
}

function times(figure: Measured, factor: number): Measured {
  return { ...figure, value: { ...figure.value, value: figure.value.value * factor } }
}

function standingOf(best: number): string {
  if (best === 1) return words.judging.par.isPar
  return best < 1 ? words.judging.par.isUnder : words.judging.par.isOver
}
