import type { Digest } from '../values/digest.ts'
import type { Quantity } from '../values/estimate.ts'
import type { Answers } from './question.ts'

/** Where to look: a line of a file (from 1), a layer of an image (from 0, the lowest), a file in an image, a question. */
export type Place =
  | { readonly kind: 'line'; readonly file: string; readonly line: number; readonly text: string }
  | { readonly kind: 'layer'; readonly build: string; readonly layer: number; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'answer'; readonly ask: string }

/**
 * How a check stands. `not-reached`: what it looks at did not happen, as something before it failed; `broken`: the simulator could not do what it
 * takes, which never counts against the learner.
 */
export type CheckState = 'passed' | 'failed' | 'not-reached' | 'broken'

/** One check, as it came out. */
export interface CheckResult {
  readonly id: string
  readonly say: string
  /** One of G1 to G8, which hold in every exercise. */
  readonly isGuard: boolean
  readonly isBonus: boolean
  readonly state: CheckState
  /** What was measured, and what was wanted: `188 MB`, `at most 120 MB`. */
  readonly measured?: string
  readonly wanted?: string
  /** Why it did not pass, in one sentence for the learner. */
  readonly because?: string
  readonly place?: Place
  readonly lesson?: string
}

/** A figure that was measured, by its name in the exercise: `b1.image`. */
export interface Measured {
  readonly name: string
  readonly unit: 'bytes' | 'seconds' | 'number'
  readonly value: Quantity
}

/** A layer of an image: the line that made it. */
export interface LayerLine {
  readonly text: string
  readonly size: Quantity
  readonly isBase: boolean
}

/** An image in outline, its layers from the lowest. */
export interface Outline {
  readonly layers: readonly LayerLine[]
  readonly size: Quantity
  /** Modelled length of the build. */
  readonly durationMs: Quantity
}

/** What came of a submission. */
export interface Verdict {
  /** `not-yet`: a check failed; `broken`: the simulator could not do something that it takes to tell. */
  readonly kind: 'pass' | 'not-yet' | 'broken'
  readonly exercise: string
  readonly version: Digest
  readonly seed: string
  /** In the order of the task; guards, where one failed, after them. */
  readonly checks: readonly CheckResult[]
  /** Checks passed, of all that are no guards and no bonus: 0 to 1. A pass is 1; a failed guard leaves at most what the others give. */
  readonly score: number
  /** What could not be done, for a broken one: a sentence that names the command. */
  readonly broken?: string
  /** Size and modelled time of each build. */
  readonly measured: readonly Measured[]
  /** Golf: what was reached, and what the model reaches. */
  readonly par?: { readonly reached: Measured; readonly model: Measured }
  /** After a pass: what was handed in and the model, side by side. */
  readonly comparison?: { readonly yours: Outline; readonly model: Outline }
  /** Answers that are right, by question, for the view after an attempt. */
  readonly truths: Readonly<Record<string, string>>
  /** The same as answers that could be handed in: for proofs, and for teachers. */
  readonly right?: Answers
}

/** What a judge tells while it works. */
export type Judging =
  /** So many of so many steps are done; `what` is the line that comes next, as it is typed. */
  | { readonly kind: 'step'; readonly done: number; readonly of: number; readonly what: string }
  /** Images and package tables of the catalog are needed: load them, then go on. */
  | { readonly kind: 'needs'; readonly images: readonly string[] }
