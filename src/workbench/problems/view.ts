import type { BuildView, ForecastView, ProblemView } from '../../engine/views.ts'
import { countText } from '../figures.ts'
import { referencePath } from '../reference.ts'

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

/** The problems of what is shown: of the forecast, which knows the text as it is now, else of the last build. */
export function problemRows(forecast: ForecastView | undefined, build: BuildView | undefined): readonly ProblemRow[] {
  const problems = forecast?.problems ?? build?.problems ?? []
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
