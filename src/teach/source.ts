import { parse, stringify } from 'yaml'
import { type Exercise, readExercise } from '../../simulator/exercises.ts'
import { type Draft, idOf, slugOf } from './draft.ts'
import { claimOf, goalText, planFor } from './goal.ts'

/** The parts of the form that something can be wrong with; `goal c2`, `cheat 0` of one of many. */
export type Field = string

/** Something that is wrong with a draft, beside the field that it is about. */
export interface FieldProblem {
  readonly field: Field
  readonly message: string
}

/** An exercise's folder: its YAML, and the files beside it. */
export interface ExerciseFolder {
  /** The folder's name, `my-exercise`. */
  readonly name: string
  readonly yaml: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
}

/** A draft read as `layerwise check` reads its folder: the exercise, or all that is wrong. */
export type CompiledDraft =
  | { readonly kind: 'read'; readonly exercise: Exercise; readonly folder: ExerciseFolder }
  | { readonly kind: 'failed'; readonly problems: readonly FieldProblem[] }

/** The name of the YAML in an exercise's folder. */
export const sourceFile = 'exercise.yaml'

/** The folder that a draft is written as. */
export function folderOf(draft: Draft): ExerciseFolder {
  const slug = slugOf(draft)
  const plan = planFor(draft.goals, draft.dockerfile, slug)
  const modes = Object.fromEntries(draft.files.flatMap(({ path, mode }) => (mode === undefined ? [] : [[path, mode]])))
  const sized = draft.files.flatMap(({ path, sized: one }) => (one === undefined ? [] : [{ path, ...one }]))
  const start = {
    ...(sized.length === 0 ? {} : { sized }),
    ...(Object.keys(modes).length === 0 ? {} : { modes }),
  }
  const data = {
    id: idOf(draft),
    slug,
    title: draft.title,
    type: draft.type,
    difficulty: draft.difficulty,
    minutes: draft.minutes,
    summary: draft.summary,
    task: draft.task,
    ...(Object.keys(start).length === 0 ? {} : { start }),
    editable: draft.editable,
    ...(draft.dockerfile === 'Dockerfile' ? {} : { dockerfile: draft.dockerfile }),
    ...draft.kept,
    ...(filled(draft.hints).length === 0 ? {} : { hints: filled(draft.hints) }),
    procedure: draft.procedure.trim() === '' ? plan.steps : parsed(draft.procedure),
    checks: draft.goals.map((goal) => ({
      id: goal.id,
      say: goalText(goal),
      ...(filled(goal.hints).length === 0 ? {} : { hints: filled(goal.hints) }),
      ...(goal.lesson === '' ? {} : { lesson: goal.lesson }),
      ...(goal.isBonus ? { bonus: true } : {}),
      ...claimOf(goal, plan, goal.kind === 'claim' ? record(parsed(goal.yaml)) : {}),
    })),
    model: {
      ...draft.model.kept,
      files: draft.model.files,
      ...(draft.model.because.trim() === '' ? {} : { because: draft.model.because }),
    },
    ...(draft.cheats.length === 0
      ? {}
      : {
          cheats: draft.cheats.map(({ name, files, caughtBy, kept }) => ({
            name,
            ...kept,
            files,
            caught_by: caughtBy,
          })),
        }),
  }
  return {
    name: slug,
    yaml: stringify(data, { lineWidth: 0, aliasDuplicateObjects: false }),
    files: draft.files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path: `start/${path}`, text }])),
  }
}

function filled(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.trim() !== '')
}

/** YAML of the author's as data; what cannot be read is told apart by {@link problemsBefore}. */
function parsed(yaml: string): unknown {
  try {
    return parse(yaml, { maxAliasCount: 20 })
  } catch {
    return undefined
  }
}

function record(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {}
}

/** Reads a draft as it would be exported. */
export function compileDraft(draft: Draft): CompiledDraft {
  const before = problemsBefore(draft)
  const folder = folderOf(draft)
  const read = readExercise(folder.yaml, { files: folder.files })
  if (read.kind === 'read' && before.length === 0) return { kind: 'read', exercise: read.exercise, folder }
  const found =
    read.kind === 'read' ? [] : read.problems.map(({ entry, message }) => problemOf(draft, entry ?? '', message))
  const fields = new Set(before.map(({ field }) => field))
  return { kind: 'failed', problems: [...before, ...found.filter(({ field }) => !fields.has(field))] }
}

/** What an author has to be told in other words than the schema's. */
function problemsBefore(draft: Draft): readonly FieldProblem[] {
  const found: FieldProblem[] = []
  const need = (field: Field, isThere: boolean, message: string): void => {
    if (!isThere) found.push({ field, message })
  }
  // An exercise that asks questions can do without files and without changing any.
  const asks = 'ask' in draft.kept
  need('title', draft.title.trim() !== '', 'Give it a title.')
  need('summary', draft.summary.trim() !== '', 'Say in one sentence what it is about.')
  need('task', draft.task.trim() !== '', 'Say what is to be done.')
  need(
    'files',
    asks || buildsNothing(draft) || draft.files.some(({ path }) => path === draft.dockerfile),
    `There is no file called ${draft.dockerfile}: add it, or choose another Dockerfile.`,
  )
  need('files', asks || draft.editable.length > 0, 'At least one file has to be one that learners edit.')
  need('goals', draft.goals.length > 0, 'Add at least one goal.')
  if (draft.procedure.trim() !== '') need('procedure', parsed(draft.procedure) !== undefined, 'This is no YAML.')
  for (const goal of draft.goals) {
    const field = `goal ${goal.id}`
    if (goal.kind === 'claim')
      need(field, Object.keys(record(parsed(goal.yaml))).length > 0, 'This is no claim in YAML.')
    if (goal.kind === 'step') {
      need(field, goal.match.trim() !== '', 'Say how the line of the step begins, such as RUN npm ci.')
      need(
        field,
        draft.files.some((file) => file.path === goal.edit),
        `There is no file called ${goal.edit} that could be edited.`,
      )
    }
    if (goal.kind === 'size')
      need(field, isSize(goal.most), 'Give a size such as 120 MB, or a calculation such as start.b1.image * 0.6.')
    if (goal.kind === 'layers') need(field, /^\d{1,3}$/.test(goal.most.trim()), 'Give a number of layers.')
    if (goal.kind === 'trace') need(field, goal.needle.length >= 4, 'A text to look for has at least four letters.')
    if (goal.kind === 'file')
      need(field, goal.path.startsWith('/') || goal.path.startsWith('*'), 'A path in an image begins with /.')
    if (goal.kind === 'answers')
      need(field, Number(goal.port) >= 1 && Number(goal.port) <= 65_535, 'A port is a number from 1 to 65535.')
  }
  need(
    'model',
    asks || Object.keys(draft.model.files).length > 0,
    'Write the solution: what the files are like when all goals are reached.',
  )
  for (const [at, cheat] of draft.cheats.entries()) {
    need(`cheat ${at}`, cheat.name.trim() !== '', 'Say in a few words what is tried.')
    need(`cheat ${at}`, cheat.caughtBy.length > 0, 'Choose the goal that catches it.')
  }
  return found
}

/** A number of bytes with its unit, or something that is worked out. */
function isSize(text: string): boolean {
  return /^\s*\d+(\.\d+)?\s*([kMGT]?B)\s*$/.test(text) || /[.("]/.test(text.replace(/\d\.\d/g, ''))
}

/** What the reading says of an entry of the YAML, beside the field that it was written from. */
function problemOf(draft: Draft, entry: string, message: string): FieldProblem {
  const [head = '', at = ''] = entry.split('.')
  if (head === 'checks') {
    const goal = draft.goals[Number(at)]
    return { field: goal === undefined ? 'goals' : `goal ${goal.id}`, message: readable(message) }
  }
  if (head === 'cheats') return { field: at === '' ? 'cheats' : `cheat ${at}`, message: readable(message) }
  if (['title', 'summary', 'task', 'model', 'procedure', 'hints'].includes(head))
    return { field: head, message: readable(message) }
  if (['start', 'files', 'editable', 'dockerfile'].includes(head)) return { field: 'files', message: readable(message) }
  return { field: 'all', message: entry === '' ? readable(message) : `${entry}: ${message}` }
}

function readable(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
}

/** Whether the author's own procedure has no build in it, so that no Dockerfile is needed. */
function buildsNothing({ procedure }: Draft): boolean {
  return procedure.trim() !== '' && !/\bbuild:/.test(procedure)
}
