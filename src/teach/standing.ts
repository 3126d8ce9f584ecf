import type { CheckResult, Verdict } from '../../simulator/exercises.ts'
import { figureText } from '../workbench/figures.ts'
import type { Draft, Goal, GoalKind } from './draft.ts'
import { newGoal } from './goal.ts'
import { type CompiledDraft, compileDraft, type FieldProblem } from './source.ts'

/** How a goal stands with some files: met or not, and what was measured. */
export interface Standing {
  readonly mark: 'met' | 'open' | 'unknown'
  readonly text: string
}

/** Goals that are looked at beside the author's own, for the list from which goals are picked: their kind by their id. */
const probes: ReadonlyMap<string, GoalKind> = new Map([
  ['p-layers', 'layers'],
  ['p-user', 'user'],
  ['p-lint', 'lint'],
])

/**
 * An unfinished draft made into something that can be judged: what is missing of its words is filled in, goals that something is wrong with are left out,
 * and beside its own goals stand those that are offered.
 */
export function probed(draft: Draft, problems: readonly FieldProblem[]): CompiledDraft {
  const wrong = new Set(problems.map(({ field }) => field))
  const goals = draft.goals.filter(({ id }) => !wrong.has(`goal ${id}`))
  const room = 15 - goals.length
  const beside = [...probes].slice(0, Math.max(0, room)).map(([id, kind]): Goal => newGoal(kind, id, draft))
  const layers = beside.map((goal): Goal => (goal.kind === 'layers' ? { ...goal, most: '0' } : goal))
  return compileDraft({
    ...draft,
    title: draft.title.trim() === '' ? 'x' : draft.title,
    summary: 'x',
    task: 'x',
    editable: draft.editable.length === 0 ? [draft.dockerfile] : draft.editable,
    goals: [...goals, ...layers, newGoal('builds', 'p-builds', draft)],
    model:
      Object.keys(draft.model.files).length === 0 ? { ...draft.model, files: { [draft.dockerfile]: '' } } : draft.model,
    cheats: [],
    hints: [],
  })
}

/** How a check came out, in a few words. */
export function standingOf(result: CheckResult | undefined): Standing {
  if (result === undefined) return { mark: 'unknown', text: '' }
  const { state, measured, because } = result
  if (state === 'passed') return { mark: 'met', text: measured === undefined ? 'met' : `met: ${measured}` }
  if (state === 'failed')
    return { mark: 'open', text: measured === undefined ? (because ?? 'not met') : `not met: ${measured}` }
  return { mark: 'unknown', text: because ?? 'not reached' }
}

/** What the list of goals says of the start as it is now, by the kind of goal; nothing where nothing is known. */
export function nowTexts(verdict: Verdict | undefined): Partial<Record<GoalKind, string>> {
  if (verdict === undefined) return {}
  const of = (id: string): CheckResult | undefined => verdict.checks.find((check) => check.id === id)
  const size = verdict.measured.find(({ name }) => name === 'b1.image')
  const layers = of('p-layers')?.measured
  const builds = of('p-builds')?.state
  if (builds !== 'passed') return { builds: 'it does not' }
  return {
    builds: 'it does',
    ...(size === undefined ? {} : { size: figureText(size.value) }),
    ...(layers === undefined ? {} : { layers }),
    ...(of('p-user') === undefined ? {} : { user: of('p-user')?.state === 'passed' ? 'it does not' : 'it does' }),
    ...(of('p-lint') === undefined
      ? {}
      : { lint: of('p-lint')?.state === 'passed' ? 'nothing found' : 'something is found' }),
  }
}

/** Half of what the image has now, as a first bound for a goal of a size. */
export function halfOf(verdict: Verdict | undefined): string | undefined {
  const bytes = verdict?.measured.find(({ name }) => name === 'b1.image')?.value.value
  if (bytes === undefined || bytes < 2) return undefined
  const [unit, factor] =
    bytes >= 2e6 ? (['MB', 1e6] as const) : bytes >= 2e3 ? (['kB', 1e3] as const) : (['B', 1] as const)
  return `${Number((bytes / 2 / factor).toPrecision(2))} ${unit}`
}
