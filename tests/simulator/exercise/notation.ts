import { join, resolve } from 'node:path'
import { type Exercise, parseExercise } from '../../../simulator/exercise/exercise.ts'
import { judgeAtOnce } from '../../../simulator/exercise/judge.ts'
import { submissionOf } from '../../../simulator/exercise/submission.ts'
import type { CheckResult, Verdict } from '../../../simulator/exercise/verdict.ts'
import { programs } from '../../../simulator/programs.ts'
import { readCatalog } from '../../../tools/world.ts'

const world = { catalog: readCatalog(join(resolve('.'), 'catalog')), programs }

/** What a small exercise is made of, where it is not as usual. */
export interface Around {
  readonly files?: Readonly<Record<string, string>>
  readonly editable?: readonly string[]
  readonly procedure?: readonly object[]
  readonly more?: Partial<Record<keyof Exercise, unknown>>
}

/** An exercise of one Dockerfile, a note beside it and one build, with the checks that are given. */
export function exerciseWith(checks: readonly object[], around: Around = {}): Exercise {
  const { files = {}, editable = ['Dockerfile'], procedure = [{ build: { as: 'b1', tag: 'own' } }], more = {} } = around
  const read = parseExercise({
    id: 'X01',
    slug: 'small',
    title: 'Small',
    type: 'fix-it',
    difficulty: 1,
    minutes: 5,
    summary: 'A small one.',
    task: 'Mend it.',
    files: Object.entries({ Dockerfile: 'FROM alpine:3.22\n', 'note.txt': 'a note\n', ...files }).map(
      ([path, text]) => ({
        path,
        text,
      }),
    ),
    editable,
    procedure,
    checks: checks.map((claim, at) => ({ id: `c${at + 1}`, say: 'It is so', ...claim })),
    model: { files: {} },
    ...more,
  })
  if (read.kind === 'failed') throw new RangeError(read.message)
  return read.exercise
}

/** The verdict on something that is handed in. */
export function verdictOn(
  exercise: Exercise,
  files: Readonly<Record<string, string>>,
  answers: Parameters<typeof submissionOf>[1]['answers'] = {},
): Verdict {
  return judgeAtOnce(exercise, submissionOf(exercise, { files, answers }), world)
}

/** How one claim comes out with a Dockerfile. */
export function judged(claim: object, Dockerfile: string, around: Around = {}): Partial<CheckResult> {
  const [result] = verdictOn(exerciseWith([claim], around), { Dockerfile }).checks
  if (result === undefined) throw new RangeError('no result')
  return result
}
