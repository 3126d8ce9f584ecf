import { join, resolve } from 'node:path'
import { type Exercise, judgeAtOnce, submissionOf, type Verdict, variantOf } from '../../simulator/exercises.ts'
import type { Catalog } from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { readCatalog } from '../../tools/world.ts'
import '../words/all.ts'

/** What an exercise comes to without a learner, worked out when the site is built: the verdict on its start, and that on its model. */
export interface Still {
  readonly start: Verdict
  readonly model: Verdict
}

let catalog: Catalog | undefined
const known = new Map<Exercise, Still>()

/** The verdicts of an exercise as nobody in particular has it; each is worked out once. */
export function stillOf(exercise: Exercise): Still {
  const before = known.get(exercise)
  if (before !== undefined) return before
  catalog ??= readCatalog(join(resolve('.'), 'catalog'))
  const world = { catalog, programs }
  const start = judgeAtOnce(exercise, submissionOf(exercise, {}, ''), world)
  const { files, answers } = variantOf(exercise, '').model
  // What a prediction should have said is not written down; the verdict on the start tells it.
  const model = judgeAtOnce(
    exercise,
    submissionOf(exercise, { files, answers: { ...start.right, ...answers } }, ''),
    world,
  )
  const still = { start, model }
  known.set(exercise, still)
  return still
}
