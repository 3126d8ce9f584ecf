import type { ProblemView } from '../../engine/views.ts'
import { countText } from '../figures.ts'

/** How many of each: `1 error, 2 warnings`; empty when there are none. */
export function problemSummary(problems: readonly Pick<ProblemView, 'severity'>[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, count: problems.filter((problem) => problem.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => countText(count, severity))
    .join(', ')
}
