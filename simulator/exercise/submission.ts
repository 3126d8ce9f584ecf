import * as v from 'valibot'
import { type Exercise, versionOf } from './exercise.ts'
import { pathSchema, textSchema } from './file.ts'
import { answersSchema } from './question.ts'
import { trapIn } from './traps.ts'

/** What makes an exercise the learner's own: any text, as from a learning platform. */
export const seedSchema = v.pipe(v.string(), v.maxLength(100))

/**
 * What a learner hands in, and what a receipt holds: enough to judge it again anywhere. `files` are those that may be edited, by path; `version` is
 * that of the exercise.
 */
export const submissionSchema = v.strictObject({
  exercise: v.pipe(v.string(), v.maxLength(40)),
  version: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  files: v.pipe(
    v.record(pathSchema, textSchema),
    v.check((files) => Object.keys(files).length <= 20, 'at most 20 files'),
  ),
  answers: answersSchema,
  seed: seedSchema,
  /** Seconds spent on it. */
  seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e8)), 0),
  /** How often it was handed in, this time too. */
  attempts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6)), 0),
  /** Ids of hints that were opened. */
  hints: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(100)), []),
})

export type Submission = Readonly<v.InferOutput<typeof submissionSchema>>

/** A submission, or what is wrong with the data. */
export type ReadSubmission =
  | { readonly kind: 'read'; readonly submission: Submission }
  | { readonly kind: 'failed'; readonly message: string }

/** Reads a submission from untrusted plain data. */
export function readSubmission(data: unknown): ReadSubmission {
  try {
    return read(data)
  } catch (thrown) {
    // Data that is nested deeper than the stack.
    if (thrown instanceof RangeError) return { kind: 'failed', message: 'data that is nested too deeply' }
    throw thrown
  }
}

function read(data: unknown): ReadSubmission {
  const trap = trapIn(data)
  if (trap !== undefined) return { kind: 'failed', message: `an entry called ${trap}` }
  const result = v.safeParse(submissionSchema, data)
  if (result.success) return { kind: 'read', submission: result.output }
  const [issue] = result.issues
  const place = v.getDotPath(issue)
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { kind: 'failed', message: `it was changed by hand: no submission has an entry “${place ?? ''}”` }
  return { kind: 'failed', message: place === null ? issue.message : `${place}: ${issue.message}` }
}

/** What is handed in of a start, a model or a cheat: its files over those that may be edited, its answers. */
export function submissionOf(
  exercise: Exercise,
  handedIn: { readonly files?: Readonly<Record<string, string>>; readonly answers?: Submission['answers'] },
  seed = '',
): Submission {
  const start = exercise.files.filter(({ path }) => exercise.editable.includes(path))
  return {
    exercise: exercise.id,
    version: versionOf(exercise),
    files: { ...Object.fromEntries(start.map(({ path, text = '' }) => [path, text])), ...handedIn.files },
    answers: handedIn.answers ?? {},
    seed,
    seconds: 0,
    attempts: 1,
    hints: [],
  }
}
