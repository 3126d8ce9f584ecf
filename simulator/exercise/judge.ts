import type { Catalog } from '../image/catalog.ts'
import type { Program } from '../machine/process.ts'
import type { Exercise } from './exercise.ts'
import type { Submission } from './submission.ts'
import type { Judging, Verdict } from './verdict.ts'

/** What a judge needs of the world. */
export interface JudgeWorld {
  readonly catalog: Catalog
  readonly programs: ReadonlyMap<string, Program>
}
export type Judge = (exercise: Exercise, submission: Submission, world: JudgeWorld) => Generator<Judging, Verdict>
