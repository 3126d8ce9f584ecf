import type { Place } from '../verdict.ts'

/** What came of a claim. */
export interface Outcome {
  readonly state: 'passed' | 'failed' | 'not-reached'
  readonly measured?: string
  readonly wanted?: string
  /** One sentence for the learner; absent when it passed. */
  readonly because?: string
  readonly place?: Place
}

export const passed: Outcome = { state: 'passed' }

export function failed(because: string, more: Omit<Outcome, 'state' | 'because'> = {}): Outcome {
  return { state: 'failed', because, ...more }
}

/** What the claim looks at did not happen. */
export function notReached(because: string, more: Omit<Outcome, 'state' | 'because'> = {}): Outcome {
  return { state: 'not-reached', because, ...more }
}

/** A text in the middle of a sentence, not longer than people read. */
export function shortened(text: string, most = 160): string {
  const one = text.trim().replace(/\s+/g, ' ')
  return one.length > most ? `${one.slice(0, most - 1)}…` : one
}

/** The last line of an output that says something. */
export function lastLine(text: string): string {
  return shortened(
    text
      .trimEnd()
      .split('\n')
      // Where docker leads to its help, the line before says why.
      .findLast((line) => line.trim() !== '' && !/^Run 'docker .*--help' for more information$/.test(line.trim())) ??
      '',
  )
}
