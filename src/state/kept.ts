import * as v from 'valibot'
import { fileSchema, projectSchema } from './project.ts'

/** A learner's own files may be of any length: only what comes from others is bounded. */
const files = v.array(v.object({ ...fileSchema.entries, text: v.optional(v.string()), base64: v.optional(v.string()) }))
const options = projectSchema.entries.options
const path = v.pipe(v.string(), v.maxLength(1024))
const number = v.pipe(v.number(), v.finite())

const prediction = v.variant('kind', [
  /** Lines of instructions, and whether they were thought to come from the cache. */
  v.object({ kind: v.literal('steps'), cached: v.array(v.tuple([number, v.boolean()])) }),
  v.object({ kind: v.literal('size'), bytes: number }),
  v.object({ kind: v.literal('choice'), option: v.string() }),
  v.object({ kind: v.literal('order'), lines: v.pipe(v.array(v.string()), v.maxLength(20)) }),
])

/** What a build was made of. `judged`: a prediction was compared with it. */
const made = v.object({ files, options, judged: v.optional(v.literal(true)) })

/**
 * What is kept of a project in this browser: what the learner has made of its files and flags, and how the workbench was left. `made`: the builds that are
 * to be made again, so that the builder knows them and the last one can be seen; the oldest first.
 */
export const keptSchema = v.object({
  version: v.literal(2),
  files,
  options,
  open: v.optional(path),
  tabs: v.optional(v.array(path)),
  asking: v.optional(v.picklist(['none', 'open', 'made', 'skipped'])),
  prediction: v.optional(prediction),
  change: v.optional(v.picklist(['none', 'waiting', 'made'])),
  made: v.optional(v.pipe(v.array(made), v.maxLength(20))),
  pane: v.optional(v.string()),
  view: v.optional(v.picklist(['text', 'editor', 'image'])),
})

/** The form of the first version: files and flags alone. */
const first = v.object({ version: v.literal(1), files, options })

export type Kept = Readonly<Omit<v.InferOutput<typeof keptSchema>, 'version'>>

/** Reads what was kept, of this version or an older one; undefined when it is damaged, or of a newer one. */
export function readKept(data: unknown): Kept | undefined {
  const result = v.safeParse(v.union([keptSchema, first]), data)
  if (!result.success) return undefined
  const { version: _, ...kept } = result.output
  return kept
}

/** What is kept in the form in which it is read. */
export function keptData(kept: Kept): v.InferInput<typeof keptSchema> {
  return { version: 2, ...kept }
}
