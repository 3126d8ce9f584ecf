import * as v from 'valibot'

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
 * One file of a project. `text` holds what it says, `base64` bytes that are no text, `sized` stands for a file whose size alone matters.
 * A file with none of them is empty. `mode` in octal digits, default 0644.
 */
const file = v.object({
  path,
  text: v.optional(text),
  base64: v.optional(v.pipe(v.string(), v.base64(), v.maxLength(2_000_000))),
  sized: v.optional(v.object({ size: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e13)), kind })),
  mode: v.optional(v.pipe(v.string(), v.regex(/^0?[0-7]{3,4}$/))),
})

/** A change that the scene asks for after its first build: a new text, a replacement, or a removal. */
const edit = v.union([
  v.object({ path, label: v.optional(label), find: text, replace: text }),
  v.object({ path, label: v.optional(label), text }),
  v.object({ path, label: v.optional(label), remove: v.literal(true) }),
])

const predict = v.object({
  question: label,
  kind: v.picklist(['steps', 'size', 'choice']),
  options: v.optional(v.pipe(v.array(label), v.maxLength(20))),
  answer: v.optional(v.union([label, v.number()])),
})

const options = v.object({
  target: v.optional(label),
  buildArgs: v.optional(v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(10_000)))),
})

/** A scene, an exercise's files, a shared project: all that a workbench opens. Everything in it is untrusted. */
export const projectSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  title: label,
  files: v.pipe(
    v.array(file),
    v.maxLength(2000),
    v.check(
      (files) => files.reduce((sum, one) => sum + (one.text?.length ?? 0), 0) <= 5_000_000,
      'at most 5 MB of text',
    ),
    v.check((files) => new Set(files.map((one) => one.path)).size === files.length, 'each path once'),
  ),
  dockerfile: v.optional(path),
  options: v.optional(options),
  predict: v.optional(predict),
  edits: v.optional(v.pipe(v.array(edit), v.maxLength(20))),
  solution: v.optional(v.object({ files: v.pipe(v.array(file), v.maxLength(2000)) })),
  rule: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  autobuild: v.optional(v.boolean()),
})

export type ProjectFile = Readonly<v.InferOutput<typeof file>>
export type Edit = v.InferOutput<typeof edit>
export type Predict = v.InferOutput<typeof predict>
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

/** Whether a text can name a file of the context. */
export function isContextPath(text: string): boolean {
  return (
    !text.includes('\0') && !text.startsWith('/') && text.split('/').every((name) => !['', '.', '..'].includes(name))
  )
}

/** The path of the project's Dockerfile. */
export function dockerfileOf(project: Project): string {
  return project.dockerfile ?? 'Dockerfile'
}

/** The file at a path, if there is one. */
export function fileAt(files: readonly ProjectFile[], at: string): ProjectFile | undefined {
  return files.find((one) => one.path === at)
}

/** The files with one put in, in the place of the one that has its path, else at the end. */
export function withFile(files: readonly ProjectFile[], added: ProjectFile): readonly ProjectFile[] {
  if (fileAt(files, added.path) === undefined) return [...files, added]
  return files.map((one) => (one.path === added.path ? added : one))
}

/** The files with another text in one of them; a file that is not there is made. */
export function withText(files: readonly ProjectFile[], at: string, content: string): readonly ProjectFile[] {
  const before = fileAt(files, at)
  if (before?.text === content) return files
  return withFile(files, { path: at, text: content, ...(before?.mode === undefined ? {} : { mode: before.mode }) })
}

/** The files without one, and without all below it when it names a folder. */
export function withoutFile(files: readonly ProjectFile[], at: string): readonly ProjectFile[] {
  return files.filter((one) => one.path !== at && !one.path.startsWith(`${at}/`))
}

/** The files with one under another name; unchanged when the name is taken. */
export function withRenamed(files: readonly ProjectFile[], from: string, to: string): readonly ProjectFile[] {
  if (fileAt(files, to) !== undefined) return files
  return files.map((one) => (one.path === from ? { ...one, path: to } : one))
}

/** The files after an edit. A replacement changes the first place that matches. */
export function withEdit(files: readonly ProjectFile[], change: Edit): readonly ProjectFile[] {
  if ('remove' in change) return withoutFile(files, change.path)
  if ('text' in change) return withText(files, change.path, change.text)
  const before = fileAt(files, change.path)?.text ?? ''
  // A function, so that `$` in the new text stays as it is.
  return withText(
    files,
    change.path,
    before.replace(change.find, () => change.replace),
  )
}

/** Whether two lists hold the same files, in any order. */
export function sameFiles(a: readonly ProjectFile[], b: readonly ProjectFile[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  const others = new Map(b.map((one) => [one.path, one]))
  return a.every((one) => {
    const other = others.get(one.path)
    return other === one || (other !== undefined && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)))
  })
}

function sorted(one: ProjectFile): unknown {
  return [one.path, one.text ?? '', one.base64 ?? '', one.sized ?? null, one.mode ?? '0644']
}
