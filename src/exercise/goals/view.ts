import type { CheckResult, Place } from '../../../simulator/exercises.ts'
import { words } from '../../words/words.ts'
import type { DeskState } from '../desk.ts'
import { type ParView, parView } from './par.ts'

/** How a goal stands: `open` before any verdict. */
export type GoalMark = 'open' | 'passed' | 'failed' | 'waits' | 'broken'

/** A goal as it is drawn. */
export interface GoalView {
  readonly id: string
  readonly say: string
  readonly mark: GoalMark
  /** In words, for those who do not see the mark. */
  readonly markText: string
  /** `now 188 MB, wanted at most 120 MB`. */
  readonly figures?: string
  readonly because?: string
  /** A link to where it is: a line, a file, a question. */
  readonly place?: { readonly text: string; readonly place: Place }
  readonly lesson?: string
  readonly isBonus: boolean
}

export interface GoalsView {
  readonly goals: readonly GoalView[]
  /** Rules that hold in every exercise and were broken. */
  readonly broken: readonly GoalView[]
  readonly headline: string
  readonly tone: 'open' | 'working' | 'passed' | 'not-yet' | 'broken'
  readonly button: string
  readonly isWorking: boolean
  readonly attempts: string
  /** Golf: how it stands to par, once something was measured. */
  readonly par?: ParView
}

const marks = { passed: 'passed', failed: 'failed', 'not-reached': 'waits', broken: 'broken' } as const

/** The goals of an exercise with how they stand. */
export function goalsView(state: DeskState): GoalsView {
  const { exercise, verdict, judging, isStale, wrong, attempt } = state
  const say = words.judging.goals
  const results = new Map((verdict?.checks ?? []).map((check) => [check.id, check]))
  const goals = exercise.checks.map(({ id, say, bonus }) => goalView(id, say, bonus === true, results.get(id)))
  const broken = (verdict?.checks ?? [])
    .filter(({ isGuard, state: one }) => isGuard && one !== 'passed')
    .map((check) => goalView(check.id, check.say, false, check))
  const reached = goals.filter(({ mark }) => mark === 'passed').length
  const isWorking = judging !== undefined
  const attempts = attempt.attempts === 0 ? '' : words.counts.attempts(attempt.attempts)
  const par = verdict === undefined ? undefined : parView(verdict, attempt)
  const common = {
    goals,
    ...(par === undefined ? {} : { par }),
    broken,
    isWorking,
    attempts,
    button: isWorking ? say.checking : attempt.attempts === 0 ? say.check : say.checkAgain,
  }
  if (isWorking)
    return {
      ...common,
      tone: 'working',
      headline: judging.what === '' ? say.checking : say.step(judging.done + 1, judging.of, judging.what),
    }
  if (wrong !== undefined) return { ...common, tone: 'broken', headline: wrong }
  if (verdict === undefined) return { ...common, tone: 'open', headline: words.counts.goals(goals.length) }
  const since = isStale ? ` ${say.changedSince}` : ''
  if (verdict.kind === 'pass') return { ...common, tone: 'passed', headline: `${say.allReached}${since}` }
  if (verdict.kind === 'broken')
    return {
      ...common,
      tone: 'broken',
      headline: `${say.noVerdict(verdict.broken ?? '')}${since}`,
    }
  const rules = broken.length === 0 ? '' : ` ${say.rulesBroken(broken.length, words.counts.rules(broken.length))}`
  return { ...common, tone: 'not-yet', headline: `${say.reached(reached, goals.length)}${rules}${since}` }
}

function goalView(id: string, say: string, isBonus: boolean, result: CheckResult | undefined): GoalView {
  const mark = result === undefined ? 'open' : marks[result.state]
  const figures = figuresOf(result)
  const place = result?.state === 'failed' ? placeView(result.place) : undefined
  return {
    id,
    say,
    mark,
    markText: words.judging.goals.marks[mark],
    isBonus,
    ...(figures === undefined ? {} : { figures }),
    ...(result?.because === undefined ? {} : { because: result.because }),
    ...(place === undefined ? {} : { place }),
    ...(result?.lesson === undefined || result.state === 'passed' ? {} : { lesson: result.lesson }),
  }
}

/** What was measured, where it is a figure that can be compared. */
export function figuresOf(result: CheckResult | undefined): string | undefined {
  if (result?.measured === undefined || result.wanted === undefined) return undefined
  // Who has not answered knows that none is right.
  if (result.place?.kind === 'answer' && result.measured.startsWith('0 ')) return undefined
  // What is only a number says nothing without its words, and what the reason says already is not said twice.
  const isSaid = result.because?.includes(result.measured) === true && result.because.includes(result.wanted)
  if (isSaid || !/[a-z]/i.test(result.measured)) return undefined
  return result.state === 'passed'
    ? `${result.measured} (${result.wanted})`
    : words.judging.goals.figures(result.measured, result.wanted)
}

function placeView(place: Place | undefined): GoalView['place'] {
  switch (place?.kind) {
    case 'line':
      return { text: words.judging.goals.line(place.line, place.file), place }
    case 'layer':
      return { text: words.judging.goals.layer(place.layer + 1), place }
    case 'file':
      return { text: place.path, place }
    case 'answer':
      return { text: words.judging.goals.yourAnswer, place }
    case undefined:
      return undefined
  }
}
