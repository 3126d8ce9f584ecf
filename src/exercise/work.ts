import * as v from 'valibot'
import { attemptSchema } from '../state/exercises.ts'
import { withFile } from '../state/files.ts'
import { pack, unpack } from '../state/packed.ts'
import { words } from '../words/words.ts'
import type { Desk } from './desk.ts'

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const workSchema = v.object({
  exercise: v.pipe(v.string(), v.maxLength(40)),
  attempt: attemptSchema,
  files: v.pipe(
    v.record(path, v.pipe(v.string(), v.maxLength(200_000))),
    v.check((files) => Object.keys(files).length <= 20),
  ),
})

/** What a learner has done on an exercise: carried in a frame's address, by messages, and by learning platforms. */
export type Work = Readonly<v.InferOutput<typeof workSchema>>

/** What was done at a desk so far, as text. */
export function packWork(desk: Desk): string {
  const { exercise, attempt } = desk.state
  return pack({ exercise: exercise.id, attempt, files: desk.submission().files })
}

/** Work, or what is wrong with the text. */
export type UnpackedWork =
  | { readonly kind: 'read'; readonly work: Work }
  | { readonly kind: 'failed'; readonly message: string }

/** Reads what {@link packWork} gave. */
export function unpackWork(text: string): UnpackedWork {
  const unpacked = unpack(text)
  if (unpacked.kind === 'failed') return unpacked
  const read = v.safeParse(workSchema, unpacked.data)
  return read.success ? { kind: 'read', work: read.output } : { kind: 'failed', message: words.frames.noWorkIn }
}

/** Puts the files of some work into a desk's workbench: those that may be edited, as a change that can be undone. */
export function takeFiles(work: Work, desk: Desk): void {
  const { bench } = desk
  const { id, editable } = desk.state.exercise
  if (bench === undefined || work.exercise !== id) return
  const files = Object.entries(work.files).reduce(
    (so, [name, text]) => (editable.includes(name) ? withFile(so, { path: name, text }) : so),
    bench.state.files,
  )
  if (files !== bench.state.files) bench.edit(words.frames.madeBefore, { files })
}
