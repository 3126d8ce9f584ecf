import type { ProblemView } from '../../engine/views.ts'
import { countText } from '../figures.ts'
import { referencePath } from '../reference.ts'
import type { BenchState } from '../state.ts'

/** One problem in the list. */
export interface ProblemRow {
  readonly key: string
  readonly severity: ProblemView['severity']
  readonly severityText: string
  readonly code: string
  readonly message: string
  readonly advice?: string
  readonly line?: number
  /** The path of its place in the reference, from the site's root. */
  readonly page: string
  readonly problem: ProblemView
}

const severities: Readonly<Record<ProblemView['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  note: 'Note',
}

/**
 * The problems of the text as it is now: the error with which a build of it ended or, as tried, would end, then what the forecast finds. While a
 * prediction is asked for, nothing that was tried is told.
 */
export function problemsNow({
  forecast,
  trial,
  build,
  stale,
  asking,
}: Pick<BenchState, 'forecast' | 'trial' | 'build' | 'stale' | 'asking'>): readonly ProblemView[] {
  const found = forecast?.problems ?? build?.problems ?? []
  const tried = asking === 'open' ? undefined : (trial ?? (stale ? undefined : build))
  const errors = (tried?.problems ?? []).filter(
    (problem) =>
      problem.severity === 'error' &&
      !found.some(({ code, message }) => code === problem.code && message === problem.message),
  )
  return [...errors, ...found]
}

/** Problems ready to be drawn. */
export function problemRows(problems: readonly ProblemView[]): readonly ProblemRow[] {
  return problems.map((problem, index) => ({
    key: `${index} ${problem.code}`,
    severity: problem.severity,
    severityText: severities[problem.severity],
    code: problem.code,
    message: problem.message,
    page: referencePath(problem.code, problem.severity),
    problem,
    ...(problem.advice === undefined ? {} : { advice: problem.advice }),
    ...(problem.line === undefined ? {} : { line: problem.line }),
  }))
}

/** How many of each: `1 error, 2 warnings`; empty when there are none. */
export function problemSummary(rows: readonly ProblemRow[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, count: rows.filter((row) => row.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => countText(count, severity))
    .join(', ')
}
