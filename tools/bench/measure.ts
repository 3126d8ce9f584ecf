import { performance } from 'node:perf_hooks'

/** Milliseconds of many runs of one thing, in rising order. */
export interface Timing {
  readonly median: number
  /** 95 of 100 runs took no longer. */
  readonly p95: number
}

/** Times `run` so many times, after a few runs that do not count: the first ones meet code that is not yet compiled. */
export function time(runs: number, run: (round: number) => unknown, warmup = Math.ceil(runs / 5)): Timing {
  for (let round = 0; round < warmup; round++) run(round)
  const times: number[] = []
  for (let round = 0; round < runs; round++) {
    const started = performance.now()
    run(warmup + round)
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  return { median: at(times, 0.5), p95: at(times, 0.95) }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** One line of the table: what was measured, what it must reach, and whether it does; or why it was not measured. */
export type Finding =
  | {
      readonly kind: 'measured'
      readonly name: string
      readonly figure: string
      readonly bound: string
      readonly holds: boolean
    }
  | { readonly kind: 'absent'; readonly name: string; readonly reason: string }

/** A finding of milliseconds that may not pass a bound; `note` says more of it. */
export function atMost(name: string, milliseconds: number, bound: number, note?: string): Finding {
  return {
    kind: 'measured',
    name,
    figure: note === undefined ? shown(milliseconds) : `${shown(milliseconds)} (${note})`,
    bound: `≤ ${shown(bound)}`,
    holds: milliseconds <= bound,
  }
}

/** A finding of how many times faster than something else; `note` says what the two took. */
export function timesFaster(name: string, ratio: number, bound: number, note: string): Finding {
  return {
    kind: 'measured',
    name,
    figure: `${ratio.toFixed(ratio < 100 ? 1 : 0)} × (${note})`,
    bound: `≥ ${bound} ×`,
    holds: ratio >= bound,
  }
}

/** Milliseconds, with as many digits as mean something. */
export function shown(milliseconds: number): string {
  return milliseconds >= 1000
    ? `${(milliseconds / 1000).toFixed(2)} s`
    : `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`
}
