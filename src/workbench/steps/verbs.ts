import type { Bench } from '../bench.ts'

/** Unfolds a step of the last build, or folds it. */
export function unfoldStep(bench: Bench, step: number): void {
  const unfolded = new Map(bench.state.unfolded)
  if (!unfolded.delete(step)) {
    unfolded.set(step, undefined)
    void bench.wake().then((session) => session.stepFiles(step))
  }
  bench.note({ unfolded })
}
