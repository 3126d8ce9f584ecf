import * as v from 'valibot'
import { filesInFiles, isContextPath } from './paths.ts'

/** How well a stand-in for a big file would compress. */
const kind = v.picklist(['text', 'binary', 'packed', 'zeros'])

/** A path inside the context: relative, clean, no `..`, nothing that a file system would refuse. */
const path = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(1024),
  v.check((text) => isContextPath(text), 'a path inside the context: relative, without "." or ".."'),
)

const text = v.pipe(v.string(), v.maxLength(1_000_000))
const label = v.pipe(v.string(), v.maxLength(500))

/**
 * One file of a project. `text` holds what it says, `base64` bytes that are no text, `sized` stands for a file whose size alone matters;
 * `digest` is that of its real bytes, where they were seen.
 * A file with none of them is empty. `mode` in octal digits, default 0644. `mtime`: when it was last written, in seconds since 1970, where that
 * is not the time of all files (engine/context.ts). `folder` stands for a folder, which is there without a file in it; its mode is 0755 by default.
 */
export const fileSchema = v.object({
  path,
  text: v.optional(text),
  base64: v.optional(v.pipe(v.string(), v.base64(), v.maxLength(2_000_000))),
  sized: v.optional(
    v.object({
      size: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e13)),
      kind,
      digest: v.exactOptional(v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/))),
    }),
  ),
  mode: v.optional(v.pipe(v.string(), v.regex(/^0?[0-7]{3,4}$/))),
  mtime: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8e9))),
  folder: v.optional(v.literal(true)),
})

/** A change that the scene asks for after its first build: a new text, a replacement, or a removal. */
const edit = v.union([
  v.object({ path, label: v.optional(label), find: text, replace: text }),
  v.object({ path, label: v.optional(label), text }),
  v.object({ path, label: v.optional(label), remove: v.literal(true) }),
])

const predict = v.object({
  question: label,
  kind: v.picklist(['steps', 'size', 'choice', 'order']),
  options: v.optional(v.pipe(v.array(label), v.maxLength(20))),
  answer: v.optional(v.union([label, v.number()])),
  /** What is said to whoever chose an option, in the order of the options; empty where nothing is. */
  replies: v.optional(v.pipe(v.array(label), v.maxLength(20))),
})

/** Flags of `docker build`. There is no place for a secret here: what is in a project is kept and linked to. */
const options = v.object({
  /** The Dockerfile that is built, where it is not the project's. */
  dockerfile: v.exactOptional(path),
  target: v.exactOptional(label),
  buildArgs: v.exactOptional(v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(10_000)))),
  noCache: v.exactOptional(v.boolean()),
  noCacheFilter: v.exactOptional(v.pipe(v.array(label), v.maxLength(20))),
  platform: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/), v.maxLength(60))),
  network: v.exactOptional(v.picklist(['none', 'host'])),
})

/** A scene, an exercise's files, a shared project: all that a workbench opens. Everything in it is untrusted. */
export const projectSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  title: label,
  files: v.pipe(
    v.array(fileSchema),
    v.maxLength(2000),
    v.check(
      (files) => files.reduce((sum, one) => sum + (one.text?.length ?? 0), 0) <= 5_000_000,
      'at most 5 MB of text',
    ),
    v.check((files) => new Set(files.map((one) => one.path)).size === files.length, 'each path once'),
    v.check((files) => filesInFiles(files).length === 0, 'no file inside a file'),
  ),
  dockerfile: v.optional(path),
  options: v.optional(options),
  predict: v.optional(predict),
  edits: v.optional(v.pipe(v.array(edit), v.maxLength(20))),
  solution: v.optional(v.object({ files: v.pipe(v.array(fileSchema), v.maxLength(2000)) })),
  rule: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  autobuild: v.optional(v.boolean()),
})

export type ProjectFile = Readonly<v.InferOutput<typeof fileSchema>>
export type Edit = v.InferOutput<typeof edit>
export type Predict = v.InferOutput<typeof predict>
export type ProjectOptions = Readonly<v.InferOutput<typeof options>>
export type Project = v.InferOutput<typeof projectSchema>

/** A project, or what is wrong with it and where. */
export type ReadProject =
  | { readonly kind: 'read'; readonly project: Project }
  | { readonly kind: 'failed'; readonly message: string }

/** Reads a project from untrusted data, as from JSON. */
export function readProject(data: unknown): ReadProject {
  const result = v.safeParse(projectSchema, data)
  if (result.success) return { kind: 'read', project: result.output }
  const issue = result.issues[0]
  const place = v.getDotPath(issue)
  return { kind: 'failed', message: place === null ? issue.message : `${place}: ${issue.message}` }
}
