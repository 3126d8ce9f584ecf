import type { ProblemView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'

/** How many of each: `1 error, 2 warnings`; empty when there are none. */
export function problemSummary(problems: readonly Pick<ProblemView, 'severity'>[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, count: problems.filter((problem) => problem.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => words.problems.countOf(severity, count))
    .join(', ')
}
