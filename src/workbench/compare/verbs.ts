import type { Side } from '../../engine/comparing.ts'
import type { Bench } from '../bench.ts'

/** Asks for two builds side by side; figures of the comparison before stay until the new ones have come. */
export function compare(bench: Bench, left: Side, right: Side): void {
  void bench.ask(
    ({ comparison, files, options }) => {
      const past = comparison?.comparison
      return { comparison: { left, right, files, options, state: 'working', ...(past && { comparison: past }) } }
    },
    (session) => session.compare(left, right),
  )
}

export function stopComparing(bench: Bench): void {
  void bench.ask(
    () => ({}),
    (session) => session.stopCompare(),
  )
}
