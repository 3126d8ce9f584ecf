import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { type Project, type ProjectFile, projectSchema } from '../state/project.ts'
import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'

const bound = v.pipe(v.number(), v.minValue(0))
const lineWords = v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.string()])

/**
 * What an author claims of a scene; the content tests hold every claim. `build` counts from 1 (the start) over the edits, or is `solution`,
 * or the name of a try. `step` is an instruction's number in the Dockerfile or how its line begins. Sizes in bytes.
 */
export const expectationSchema = v.strictObject({
  build: v.optional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.string()]), 1),
  step: v.optional(lineWords),
  is: v.optional(v.picklist(['cached', 'ran', 'failed', 'absent'])),
  size: v.optional(bound),
  over: v.optional(bound),
  under: v.optional(bound),
  total: v.optional(v.strictObject({ over: v.optional(bound), under: v.optional(bound) })),
  hidden: v.optional(v.strictObject({ over: v.optional(bound), under: v.optional(bound) })),
  output: v.optional(v.string()),
  fails: v.optional(v.string()),
  /** What a push sends to somebody who has the build `after`, or its `base` alone: bytes on the wire, and layers. */
  sent: v.optional(
    v.strictObject({ after: lineWords, over: v.optional(bound), under: v.optional(bound), layers: v.optional(bound) }),
  ),
  /** The places of the image where a text is found; an empty list says that it is nowhere. */
  traces: v.optional(
    v.strictObject({
      of: v.pipe(v.string(), v.minLength(1)),
      in: v.array(v.picklist(['layers', 'settings', 'history'])),
    }),
  ),
})

const secrets = v.record(v.string(), v.string())

/**
 * A change that the prose invites to: for claims and figures, not shown. It is made to the start and built with a cold builder; or, `after` a build
 * before it, to the files of that one, with the builder as it then is. `touched` files have another date, and nothing else.
 */
const trySchema = v.strictObject({
  name: v.string(),
  after: v.optional(lineWords),
  edits: v.optional(projectSchema.entries.edits.wrapped, []),
  touched: v.optional(v.array(v.string()), []),
  modes: v.optional(v.record(v.string(), v.string()), {}),
  secrets: v.optional(secrets),
})

const sceneSchema = v.strictObject({
  title: v.pipe(v.string(), v.minLength(1)),
  /** A folder of content/fixtures whose files come first; the scene's own files replace them. */
  fixture: v.optional(v.string()),
  /** Paths of the fixture that the scene does not have; a folder's path leaves out all below it. */
  without: v.optional(v.array(v.string())),
  dockerfile: v.optional(v.string()),
  options: v.optional(projectSchema.entries.options.wrapped),
  sized: v.optional(
    v.array(v.strictObject({ path: v.string(), size: bound, kind: v.picklist(['text', 'binary', 'packed', 'zeros']) })),
  ),
  modes: v.optional(v.record(v.string(), v.string())),
  predict: v.optional(projectSchema.entries.predict.wrapped),
  edits: v.optional(projectSchema.entries.edits.wrapped),
  rule: v.optional(v.string()),
  tries: v.optional(v.array(trySchema), []),
  /** What the builds in the page are given as secrets. The workbench has none: a learner types them. */
  secrets: v.optional(secrets, {}),
  autobuild: v.optional(v.boolean()),
  /** Of an example in the playground: what it shows, in one sentence. */
  point: v.optional(v.string()),
  /** Of an example: what is worth trying with it, a sentence or two each. */
  ideas: v.optional(v.array(v.string()), []),
  expect: v.pipe(v.array(expectationSchema), v.minLength(1, 'at least one expectation')),
})

export type Expectation = v.InferOutput<typeof expectationSchema>

/** A scene as its folder holds it: the project that a workbench opens, and what its author claims of it. */
export interface Scene {
  /** The scene.yaml, relative to the project's root, for messages. */
  readonly where: string
  readonly project: Project
  readonly tries: readonly Try[]
  readonly secrets?: Readonly<Record<string, string>>
  readonly expect: readonly Expectation[]
  readonly point?: string
  readonly ideas: readonly string[]
}

export type Try = v.InferOutput<typeof trySchema>

/**
 * Reads a scene's folder: scene.yaml, the files of the context beside it, and `solution/`. `id` names it for the learner's saved edits.
 * `root` is the project's root. Throws AuthorError.
 */
export function readScene(root: string, folder: string, id: string): Scene {
  const where = join(folder, 'scene.yaml')
  const read = v.safeParse(sceneSchema, yamlOf(root, where))
  if (!read.success) {
    const issue = read.issues[0]
    throw new AuthorError(where, `${v.getDotPath(issue) ?? 'the scene'}: ${issue.message}`, issue.received)
  }
  const {
    title,
    fixture,
    without = [],
    sized = [],
    modes = {},
    tries,
    secrets,
    expect,
    point,
    ideas,
    ...rest
  } = { ...read.output, ...translated(root, folder, read.output) }
  checkReplies(rest.predict, where)
  const files = new Map<string, ProjectFile>()
  if (fixture !== undefined)
    for (const file of readFixture(root, fixture, where))
      if (!without.some((path) => file.path === path || file.path.startsWith(`${path}/`))) files.set(file.path, file)
  for (const file of readFolder(root, folder, ['scene.yaml', 'scene.de.yaml', 'solution'])) files.set(file.path, file)
  for (const { path, size, kind } of sized) files.set(path, { path, sized: { size, kind } })
  for (const [path, mode] of Object.entries(modes)) {
    const file = files.get(path)
    if (file === undefined) throw new AuthorError(where, 'modes of files that the scene has', path)
    files.set(path, { ...file, mode })
  }
  const solution = readFolder(root, join(folder, 'solution'), [])
  const project = v.safeParse(projectSchema, {
    id,
    title,
    files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    ...rest,
    ...(solution.length === 0 ? {} : { solution: { files: solution } }),
  })
  if (!project.success) throw new AuthorError(where, project.issues[0].message, project.issues[0].received)
  return { where, project: project.output, tries, secrets, expect, ideas, ...(point === undefined ? {} : { point }) }
}

const translation = v.strictObject({
  title: v.string(),
  question: v.optional(v.string()),
  options: v.optional(v.array(v.string())),
  replies: v.optional(v.array(v.string())),
  rule: v.optional(v.string()),
})

/** What a scene says in the language that is spoken, from `scene.de.yaml` beside it; nothing where there is none. Throws AuthorError. */
function translated(
  root: string,
  folder: string,
  { predict }: v.InferOutput<typeof sceneSchema>,
): Partial<Pick<v.InferOutput<typeof sceneSchema>, 'title' | 'predict' | 'rule'>> {
  const where = join(folder, `scene.${words.frame.language}.yaml`)
  if (words.frame.language === 'en' || !existsSync(join(root, where))) return {}
  const read = v.safeParse(translation, yamlOf(root, where))
  if (!read.success) throw new AuthorError(where, read.issues[0].message, read.issues[0].received)
  const { title, question, options, replies, rule } = read.output
  if (options?.length !== predict?.options?.length)
    throw new AuthorError(where, `${predict?.options?.length ?? 'no'} options, as scene.yaml has`, `${options?.length}`)
  if (replies?.length !== predict?.replies?.length)
    throw new AuthorError(where, `${predict?.replies?.length ?? 'no'} replies, as scene.yaml has`, `${replies?.length}`)
  const place = predict?.options?.findIndex((option) => option === predict.answer) ?? -1
  const answer = options?.[place]
  return {
    title,
    ...(rule === undefined ? {} : { rule }),
    ...(predict === undefined
      ? {}
      : {
          predict: {
            ...predict,
            ...(question === undefined ? {} : { question }),
            ...(options === undefined ? {} : { options }),
            ...(replies === undefined ? {} : { replies }),
            ...(answer === undefined ? {} : { answer }),
          },
        }),
  }
}

/** Replies stand beside options, one for each that is wrong. */
function checkReplies(predict: Project['predict'], where: string): void {
  const { replies, options = [], answer } = predict ?? {}
  if (replies === undefined) return
  if (replies.length !== options.length)
    throw new AuthorError(where, `${options.length} replies, one for each option`, String(replies.length))
  const right = typeof answer === 'number' ? answer : options.indexOf(answer ?? '')
  const odd = replies.findIndex((reply, at) => (reply === '') !== (at === right))
  if (odd !== -1)
    throw new AuthorError(
      where,
      'a reply to each wrong option, and "" for the right one',
      `“${replies[odd]}” for “${options[odd]}”`,
    )
}

function yamlOf(root: string, path: string): unknown {
  let text: string
  try {
    text = readFileSync(join(root, path), 'utf8')
  } catch {
    throw new AuthorError(path, 'a scene.yaml in the scene’s folder', 'no such file')
  }
  try {
    return parse(text)
  } catch (error) {
    throw new AuthorError(path, 'YAML', error instanceof Error ? error.message : 'something else')
  }
}

const kinds = v.picklist(['text', 'binary', 'packed', 'zeros'])

/** fixture.json: stand-ins for files too big to keep, and the fixture whose files come first. */
const fixtureSchema = v.object({
  extends: v.optional(v.string()),
  sized: v.optional(
    v.array(v.object({ path: v.string(), size: bound, kind: kinds, mode: v.optional(v.string()) })),
    [],
  ),
})

/** The files of a folder of content/fixtures, and of the fixtures that it extends. `where` asks for it, for messages. Throws AuthorError. */
export function readFixture(root: string, name: string, where: string): readonly ProjectFile[] {
  const folder = join('content/fixtures', name)
  const list = join(folder, 'fixture.json')
  if (statSync(join(root, list), { throwIfNoEntry: false }) === undefined)
    throw new AuthorError(where, 'a fixture: a folder of content/fixtures with a fixture.json', name)
  const read = v.safeParse(fixtureSchema, JSON.parse(readFileSync(join(root, list), 'utf8')))
  if (!read.success) throw new AuthorError(list, read.issues[0].message, read.issues[0].received)
  const below = read.output.extends === undefined ? [] : readFixture(root, read.output.extends, list)
  const stands = read.output.sized.map(({ path, size, kind, mode }) => ({
    path,
    sized: { size, kind },
    ...(mode === undefined ? {} : { mode }),
  }))
  return [...below, ...readFolder(root, folder, ['fixture.json']), ...stands]
}

/** All files below a folder as texts, `except` left out; none where the folder is missing. */
function readFolder(root: string, folder: string, except: readonly string[]): readonly ProjectFile[] {
  const top = join(root, folder)
  if (statSync(top, { throwIfNoEntry: false }) === undefined) return []
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(top, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !except.some((left) => path === left || path.startsWith(`${left}/`)))
    .map((path) => ({ path, text: readFileSync(join(top, path), 'utf8') }))
}
