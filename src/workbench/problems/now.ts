import type { ProblemView } from '../../engine/views.ts'
import type { BenchState } from '../state.ts'

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
