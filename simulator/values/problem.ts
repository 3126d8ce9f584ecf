import type { Range } from './range.ts'

/**
 * Something wrong that the learner did or will meet: a typo, a missing file, a RUN that exits 1. A value, beside a result that is as
 * complete as it can be; never thrown.
 */
export interface Problem {
  /** Stable name: a check's name (`StageNameCasing`) or an error's (`UnknownInstruction`). Has a page in the reference. */
  readonly code: string
  /** `error` stops the build; `warning` is a check's finding; `note` is our remark (a command that is not simulated). */
  readonly severity: 'error' | 'warning' | 'note'
  /** The builder's own wording, where it has one. */
  readonly message: string
  /** Where in the Dockerfile; absent when it has no place (target not found, empty file). */
  readonly range?: Range
  /** The part of `range` that is wrong, where it is smaller: `range` is what the builder shows, this is what an editor underlines. */
  readonly focus?: Range
  /** Our advice to the learner, apart from the builder's text. */
  readonly advice?: string
}
