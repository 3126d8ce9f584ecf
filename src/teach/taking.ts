import * as v from 'valibot'
import { stringify } from 'yaml'
import type { Exercise } from '../../simulator/exercises.ts'
import { type Draft, type DraftCheat, draftSchema, type Goal, goalSchema, newDraft } from './draft.ts'
import { claimOf, goalText, type Plan, planFor } from './goal.ts'

/** Entries of an exercise that the form has fields for. */
const known = new Set([
  'id',
  'slug',
  'title',
  'type',
  'difficulty',
  'minutes',
  'summary',
  'task',
  'files',
  'editable',
  'dockerfile',
  'hints',
  'procedure',
  'checks',
  'model',
  'cheats',
])

/** Entries that are empty where an author has said nothing. */
const empty = new Set(['outcomes', 'random', 'unseen', 'images', 'secrets', 'ask', 'without_guards'])

/**
 * An exercise as a draft: what the form has fields for goes into them, all else is kept as it is. Undefined for one that no form can hold, as it has
 * more files.
 */
export function draftOf(exercise: Exercise, key: string): Draft | undefined {
  const guessed = exercise.checks.map((check) => goalOf(check, exercise))
  const own = planFor(guessed, exercise.dockerfile, exercise.slug)
  const isOwn = sorted(own.steps) === sorted(exercise.procedure)
  // What a goal adds to the procedure is only there when all of it was made from goals.
  const goals = exercise.checks.map((check, at) => {
    const goal = guessed[at]
    const fits = goal !== undefined && (!needsSteps(goal) || (isOwn && says(goal, own, check)))
    return fits ? goal : claimGoal(check)
  })
  const kept = Object.fromEntries(
    Object.entries(exercise).filter(([name, value]) => !known.has(name) && !(empty.has(name) && isEmpty(value))),
  )
  const { files, because = '', ...rest } = exercise.model
  const draft = v.safeParse(draftSchema, {
    ...newDraft(key),
    id: exercise.id,
    slug: exercise.slug,
    title: exercise.title,
    summary: exercise.summary,
    task: exercise.task,
    type: exercise.type,
    difficulty: exercise.difficulty,
    minutes: exercise.minutes,
    files: exercise.files.flatMap(({ path, text = '', sized, base64, mode, folder }) =>
      folder === true || base64 !== undefined
        ? []
        : [{ path, ...(sized === undefined ? { text } : { sized }), ...(mode === undefined ? {} : { mode }) }],
    ),
    editable: exercise.editable,
    dockerfile: exercise.dockerfile,
    goals,
    hints: exercise.hints,
    model: { files, because, kept: withoutEmpty(rest) },
    cheats: exercise.cheats.map(cheatOf),
    procedure: isOwn ? '' : stringify(exercise.procedure, { lineWidth: 0 }),
    kept: withFolders(kept),
  })
  return draft.success ? draft.output : undefined
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** `unseen` and `images` hold lists of files; an author writes them as texts by path. */
function withFolders(kept: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { unseen, images, ...others } = kept
  return {
    ...others,
    ...(Array.isArray(unseen) ? { unseen: textsOf(unseen) } : {}),
    ...(Array.isArray(images)
      ? {
          images: images.map((image: { files?: readonly unknown[] }) => ({
            ...image,
            files: textsOf(image.files ?? []),
          })),
        }
      : {}),
  }
}

const fileWithText = v.object({ path: v.string(), text: v.optional(v.string(), '') })

function textsOf(files: readonly unknown[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.flatMap((file) => {
      const read = v.safeParse(fileWithText, file)
      return read.success ? [[read.output.path, read.output.text] as const] : []
    }),
  )
}

function withoutEmpty(entries: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => !isEmpty(value)))
}

function cheatOf({ name, files, caught_by, ...rest }: Exercise['cheats'][number]): DraftCheat {
  return { name, files, caughtBy: caught_by, kept: withoutEmpty(rest) }
}

/** A check as one of the form's goals, where it says exactly what one of them says; else as a claim in YAML. */
function goalOf(check: Check, exercise: Exercise): Goal {
  for (const guess of guessesOf(check, exercise)) {
    const read = v.safeParse(goalSchema, { ...headOf(check), ...guess })
    if (!read.success) continue
    const goal = read.output
    if (!needsSteps(goal) && !says(goal, planFor([goal], 'Dockerfile', 'x'), check)) continue
    return goalText({ ...goal, say: '' }) === check.say ? { ...goal, say: '' } : goal
  }
  return claimGoal(check)
}

/** Whether a goal is about something that the procedure does for it. */
function needsSteps({ kind }: Goal): boolean {
  return kind === 'step' || kind === 'answers'
}

function says(goal: Goal, plan: Plan, check: Check): boolean {
  return sorted(claimOf(goal, plan, {})) === sorted(claimIn(check))
}

function claimGoal(check: Check): Goal {
  return { ...headOf(check), kind: 'claim', yaml: stringify(claimIn(check), { lineWidth: 0 }).trim() }
}

function headOf({ id, say, hints = [], bonus, lesson = '' }: Check): Omit<Extract<Goal, { kind: 'user' }>, 'kind'> {
  return { id, say, hints: [...hints], isBonus: bonus === true, lesson }
}

function claimIn({ id: _, say: __, hints: ___, bonus: ____, lesson: _____, ...claim }: Check): object {
  return claim
}

type Check = Exercise['checks'][number]

/** The goals that a claim could be. */
function guessesOf(check: Check, { procedure }: Exercise): readonly object[] {
  const { size, count, file, lint, trace, config, built, step, http } = check
  if (built !== undefined) return [{ kind: 'builds' }]
  if (size !== undefined) return [{ kind: 'size', of: size.of.replace(/^b1\./, ''), most: String(size.le ?? '') }]
  if (count !== undefined) return [{ kind: 'layers', most: String(count.le ?? '') }]
  if (file !== undefined)
    return [
      {
        kind: 'file',
        path: file.path,
        where: file.in.replace(/^b1\./, ''),
        is: file.absent === true ? 'absent' : file.exists === true ? 'there' : 'contains',
        text: file.contains ?? '',
      },
    ]
  if (lint !== undefined) return [{ kind: 'lint', rule: lint.rule }]
  if (trace !== undefined) return [{ kind: 'trace', needle: trace.needle }]
  if (config !== undefined) return [{ kind: 'user' }]
  if (step !== undefined) {
    const at = procedure.findIndex(({ build }) => build?.as === step.build)
    return [{ kind: 'step', match: step.match, is: step.is, edit: procedure[at - 1]?.edit?.path }]
  }
  if (http !== undefined) {
    const url = procedure.find((one) => one.http?.as === http.of)?.http?.url ?? ''
    const [, port, path] = /^localhost:(\d+)(\/.*)$/.exec(url) ?? []
    return [{ kind: 'answers', port, path, text: (http.matches ?? '').replace(/\\(.)/g, '$1') }]
  }
  return []
}

/** Plain data as text, whatever the order of its entries; what the schema fills in by itself is left out. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .filter(([name, one]) => !isFilledIn(name, one))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${name}:${sorted(one)}`)
    .join()}}`
}

function isFilledIn(name: string, value: unknown): boolean {
  const text = JSON.stringify(value)
  return (
    (name === 'in' && text === '["layers","config","history","provenance"]') ||
    (name === 'found' && value === false) ||
    (name === 'except' && text === '[]') ||
    (name === 'le' && value === 0)
  )
}
