import * as v from 'valibot'
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type Exercise, exerciseSchema } from './exercise.ts'
import { type ExerciseFile, fileSchema, pathSchema, textSchema } from './file.ts'
import { trapIn } from './traps.ts'

/** What lies around an exercise's YAML. */
export interface ExerciseSurroundings {
  /**
   * The other files of its folder: below `start/` those that a learner begins with, below `model/` those of the model solution, below `unseen/` those for
   * the procedure alone, below `images/NAME/` those of an image.
   */
  readonly files: readonly ExerciseFile[]
  /** The files of a named fixture; undefined where there is none of that name. */
  readonly fixture?: (name: string) => readonly ExerciseFile[] | undefined
}

/** Something wrong with an author's text, in words that can be acted on. */
export interface AuthorProblem {
  readonly message: string
  /** In the YAML, from 1. */
  readonly line: number
  /** `checks.2.size`, where it is about an entry. */
  readonly entry?: string
}

/** An exercise, or all that is wrong with its text. */
export type ReadExercise =
  | { readonly kind: 'read'; readonly exercise: Exercise }
  | { readonly kind: 'failed'; readonly problems: readonly AuthorProblem[] }

const optional = v.exactOptional
const texts = v.pipe(
  v.record(pathSchema, textSchema),
  v.check((files) => Object.keys(files).length <= 100, 'at most 100 files'),
)
const sized = v.array(
  v.strictObject({ path: pathSchema, size: v.number(), kind: v.picklist(['text', 'binary', 'packed', 'zeros']) }),
)

const { files: _files, unseen: _unseen, images: _images, ...shared } = exerciseSchema.entries
const [imageEntries] = [exerciseSchema.entries.images.wrapped.pipe[0].item.entries]
const { files: _own, ...imageHead } = imageEntries

/** The text of an exercise: as it is judged, but for its files, which are named. */
const sourceSchema = v.strictObject({
  ...shared,
  start: v.optional(
    v.strictObject({
      /** A folder of fixtures whose files come first. */
      fixture: optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/))),
      /** Paths of the fixture that are left out; a folder's path leaves out all below it. */
      without: v.optional(v.array(pathSchema), []),
      files: v.optional(texts, {}),
      /** Files that begin empty. */
      empty: v.optional(v.array(pathSchema), []),
      sized: v.optional(sized, []),
      modes: v.optional(v.record(pathSchema, v.string()), {}),
    }),
    {},
  ),
  unseen: v.optional(texts, {}),
  images: v.optional(
    v.pipe(
      v.array(v.strictObject({ ...imageHead, files: v.optional(texts, {}), folder: optional(v.string()) })),
      v.maxLength(6),
    ),
    [],
  ),
})
type Source = v.InferOutput<typeof sourceSchema>

const longestYaml = 300_000

/** Reads an author's exercise: its YAML, and what lies around it. Never throws; problems are in the order of the text. */
export function readExercise(yaml: string, surroundings: ExerciseSurroundings = { files: [] }): ReadExercise {
  if (yaml.length > longestYaml) return failed([{ message: `a text of more than ${longestYaml} characters`, line: 1 }])
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0)
    return failed(document.errors.map(({ message, pos }) => ({ message, line: lines.linePos(pos[0]).line })))
  const lineAt = (path: readonly PropertyKey[]): number => {
    const offset = offsetOf(document.contents, path)
    return offset === undefined ? 1 : lines.linePos(offset).line
  }
  try {
    const data: unknown = document.toJS({ maxAliasCount: 50 })
    const trap = trapIn(data)
    if (trap !== undefined) return failed([{ message: `no entry can be called ${trap}`, line: 1 }])
    const read = v.safeParse(sourceSchema, data)
    if (!read.success) return failed(read.issues.map((issue) => problemOf(issue, lineAt)))
    const composed = compose(read.output, surroundings)
    if (composed.kind === 'misplaced')
      return failed(composed.problems.map(({ message, path }) => ({ message, line: lineAt(path) })))
    const whole = v.safeParse(exerciseSchema, composed.data)
    return whole.success
      ? { kind: 'read', exercise: whole.output }
      : failed(whole.issues.map((issue) => problemOf(issue, lineAt)))
  } catch (thrown) {
    if (thrown instanceof RangeError || thrown instanceof ReferenceError)
      return failed([{ message: 'a text that is nested too deeply, or refers to itself', line: 1 }])
    throw thrown
  }
}

function failed(problems: readonly AuthorProblem[]): ReadExercise {
  return { kind: 'failed', problems: problems.toSorted((a, b) => a.line - b.line) }
}

interface Misplaced {
  readonly message: string
  readonly path: readonly PropertyKey[]
}

type Composed =
  | { readonly kind: 'composed'; readonly data: unknown }
  | { readonly kind: 'misplaced'; readonly problems: readonly Misplaced[] }

/** Puts the files in: those of the fixture first, then those of the text, then those of the folder. */
function compose(source: Source, { files: around, fixture }: ExerciseSurroundings): Composed {
  const problems: Misplaced[] = []
  const { start, unseen, images, model, ...rest } = source
  const own = new Map<string, ExerciseFile>()
  if (start.fixture !== undefined) {
    const found = fixture?.(start.fixture)
    if (found === undefined)
      problems.push({ message: `there is no fixture called ${start.fixture}`, path: ['start', 'fixture'] })
    for (const file of found ?? [])
      if (!start.without.some((path) => file.path === path || file.path.startsWith(`${path}/`)))
        own.set(file.path, file)
  }
  for (const path of start.empty) own.set(path, { path, text: '' })
  for (const [path, text] of Object.entries(start.files)) own.set(path, { path, text })
  for (const { path, size, kind } of start.sized) own.set(path, { path, sized: { size, kind } })
  for (const file of below(around, 'start/')) own.set(file.path, file)
  for (const [path, mode] of Object.entries(start.modes)) {
    const file = own.get(path)
    if (file === undefined)
      problems.push({ message: `${path} is no file of the start`, path: ['start', 'modes', path] })
    else own.set(path, { ...file, mode })
  }
  if (problems.length > 0) return { kind: 'misplaced', problems }
  const data = {
    ...rest,
    files: [...own.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    unseen: [...filesOf(unseen), ...below(around, 'unseen/')],
    images: images.map(({ folder, files, ...image }) => ({
      ...image,
      files: [...filesOf(files), ...(folder === undefined ? [] : below(around, `${folder}/`))],
    })),
    model: {
      ...model,
      files: {
        ...Object.fromEntries(below(around, 'model/').map(({ path, text = '' }) => [path, text])),
        ...model.files,
      },
    },
  }
  return { kind: 'composed', data }
}

function filesOf(record: Readonly<Record<string, string>>): readonly ExerciseFile[] {
  return Object.entries(record).map(([path, text]) => ({ path, text }))
}

function below(files: readonly ExerciseFile[], folder: string): readonly ExerciseFile[] {
  return files
    .filter(({ path }) => path.startsWith(folder))
    .map((file) => ({ ...file, path: file.path.slice(folder.length) }))
}

type Issue = v.BaseIssue<unknown>

/** What is wrong, and where: of alternatives, what is wrong with the one that fits best. */
function problemOf(
  issue: Issue,
  lineAt: (path: readonly PropertyKey[]) => number,
  above: readonly PropertyKey[] = [],
): AuthorProblem {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => propertyKey(key))]
  const nearest = [...(issue.issues ?? [])].sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0]
  if (issue.type === 'union' && nearest?.path !== undefined) return problemOf(nearest, lineAt, path)
  const entry = path.map(String).join('.')
  const place = { line: lineAt(path), ...(entry === '' ? {} : { entry }) }
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { ...place, message: `there is no entry called ${String(path.at(-1))} here` }
  if (issue.kind === 'schema' && issue.received === 'undefined')
    return { ...place, message: `${String(path.at(-1))} is missing` }
  if (issue.kind === 'schema' && issue.expected !== null)
    return { ...place, message: `expected ${issue.expected}, found ${issue.received}` }
  return { ...place, message: issue.message }
}

function propertyKey(key: unknown): PropertyKey {
  return typeof key === 'number' ? key : String(key)
}

/** Where an entry stands in the text; where it is missing, what holds it. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number | undefined {
  let node = contents
  let offset = startOf(node)
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key))
      if (pair === undefined) return offset
      offset = startOf(pair.key) ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      offset = startOf(node) ?? offset
    } else return offset
  }
  return offset
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node satisfies Node).range?.[0] : undefined
}

/** For tools that need to know what a file of an exercise may say. */
export { fileSchema, sourceSchema as exerciseSourceSchema }
