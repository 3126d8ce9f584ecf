import type { Exercise } from './exercise.ts'
import type { Verdict } from './verdict.ts'

/** How much a hint gives away: a question, a pointer, almost the line. */
export type HintLevel = 'nudge' | 'point' | 'show'

export interface Hint {
  /** `c3.1`: of a check; `h.2`: of the exercise. */
  readonly id: string
  readonly level: HintLevel
  readonly text: string
  /** The check that it is about. */
  readonly check?: string
}

/**
 * The next hint: the next rung of the first check that is not passed and has hints that were not used, else of the exercise's own ladder. Without a
 * verdict, of the exercise's own. Undefined when all were used, or nothing is left to be hinted at.
 */
export function hintFor(exercise: Exercise, verdict: Verdict | undefined, used: readonly string[]): Hint | undefined {
  if (verdict?.kind === 'pass') return undefined
  const open = new Set((verdict?.checks ?? []).filter(({ state }) => state === 'failed').map(({ id }) => id))
  const ladders = [
    ...exercise.checks.filter(({ id }) => open.has(id)).map(({ id, hints = [] }) => ({ id, hints, check: id })),
    { id: 'h', hints: exercise.hints, check: undefined },
  ]
  for (const { id, hints, check } of ladders) {
    const at = hints.findIndex((_, index) => !used.includes(`${id}.${index + 1}`))
    const text = hints[at]
    if (text !== undefined)
      return {
        id: `${id}.${at + 1}`,
        level: levelOf(at, hints.length),
        text,
        ...(check === undefined ? {} : { check }),
      }
  }
  return undefined
}

/** The hint of an id, wherever it stands; undefined when the exercise has none of it. */
export function hintNamed(exercise: Exercise, id: string): Hint | undefined {
  const [name = '', number = ''] = id.split('.')
  const check = exercise.checks.find((one) => one.id === name)
  const hints = name === 'h' ? exercise.hints : (check?.hints ?? [])
  const at = Number(number) - 1
  const text = hints[at]
  return text === undefined
    ? undefined
    : { id, level: levelOf(at, hints.length), text, ...(check === undefined ? {} : { check: check.id }) }
}

/** The last rung shows, the first nudges, those between point. */
function levelOf(at: number, rungs: number): HintLevel {
  if (at === rungs - 1) return 'show'
  return at === 0 ? 'nudge' : 'point'
}
