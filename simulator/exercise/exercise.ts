import * as v from 'valibot'
import { type Digest, digestOf } from '../values/digest.ts'
import { filesSchema, nameSchema, pathSchema, textSchema } from './file.ts'
import { claimEntries, depthOf, predicateNames } from './predicate.ts'
import { procedureSchema } from './procedure.ts'
import { answersSchema, questionSchema } from './question.ts'
import { trapIn } from './traps.ts'

const optional = v.exactOptional
const short = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const prose = v.pipe(v.string(), v.minLength(1), v.maxLength(4000))
const few = <Of extends v.GenericSchema>(of: Of, most: number) => v.pipe(v.array(of), v.maxLength(most))
const named = <Of extends v.GenericSchema>(of: Of, most = 40) =>
  v.pipe(
    v.record(nameSchema, of),
    v.check((record) => Object.keys(record).length <= most, `at most ${most}`),
  )

/** The kinds of exercise. */
export const exerciseTypes = [
  'fix-it',
  'golf',
  'cache',
  'parsons',
  'find',
  'predict',
  'debug',
  'refactor',
  'write',
  'order',
] as const

/**
 * A value that is another for each learner, or each check. `shown`: the learner sees it, so it follows from the seed alone; any other follows from the
 * seed and from what was handed in, so that nobody knows it beforehand.
 */
const randomSchema = v.strictObject({
  kind: v.picklist(['word', 'words', 'token', 'number', 'pick', 'hex']),
  shown: optional(v.boolean()),
  from: optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9))),
  to: optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9))),
  among: optional(v.pipe(few(v.pipe(v.string(), v.maxLength(500)), 30), v.minLength(1))),
})

/** An image that is there before the learner comes, built by the simulator from files that are not shown. */
const imageSchema = v.strictObject({
  tag: short,
  files: filesSchema,
  dockerfile: v.optional(pathSchema, 'Dockerfile'),
  args: optional(named(v.pipe(v.string(), v.maxLength(1000)))),
  secrets: optional(named(v.pipe(v.string(), v.maxLength(5000)))),
  /** `host`: it is on the learner's computer; `registry`: it can be pulled. */
  at: v.optional(v.picklist(['host', 'registry']), 'registry'),
})

/** A reason for which a guard is off. */
const reason = v.pipe(v.string(), v.minLength(4, 'a reason'), v.maxLength(300))

/** The guards that hold in every exercise, unless it says why not. */
export const guardNames = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8'] as const
export type GuardName = (typeof guardNames)[number]
const guardEntries = Object.fromEntries(guardNames.map((name) => [name, optional(reason)])) as {
  [Name in GuardName]: v.ExactOptionalSchema<typeof reason, undefined>
}

const checkSchema = v.pipe(
  v.strictObject({
    id: nameSchema,
    /** The goal in plain words: what the learner reads. */
    say: short,
    /** What to look at when it fails, as a ladder: a nudge, a pointer, the line. */
    hints: optional(few(prose, 5)),
    /** The lesson, or a part of it, that teaches it: `layers`, `cache-and-order#scene-1`. */
    lesson: optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]+(#[a-z0-9-]+)?$/), v.maxLength(100))),
    /** Not asked for: what is reached beyond passing. */
    bonus: optional(v.literal(true)),
    ...claimEntries,
  }),
  v.check(
    (check) => claimNames.filter((name) => name in check).length === 1,
    `one claim: ${[...predicateNames, 'all', 'any', 'not', 'each'].join(', ')}`,
  ),
  v.check((check) => depthOf(check) <= 6, 'claims within claims at most 6 deep'),
)
const claimNames = [...predicateNames, 'all', 'any', 'not', 'each'] as const

/** What somebody hands in: texts of the files that may be edited, and answers. */
const solutionEntries = {
  files: v.optional(
    v.pipe(
      v.record(pathSchema, textSchema),
      v.check((record) => Object.keys(record).length <= 20),
    ),
    {},
  ),
  answers: v.optional(answersSchema, {}),
}

/** An exercise as it is judged: complete in itself, plain data. Everything in it is untrusted. */
export const exerciseSchema = v.strictObject({
  /** `E09.1`. */
  id: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9.-]{0,39}$/, 'an id: E09.1')),
  slug: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and -'), v.maxLength(60)),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  type: v.picklist(exerciseTypes),
  difficulty: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240)),
  /** The slug of the lesson that it belongs to. */
  lesson: optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/), v.maxLength(60))),
  outcomes: v.optional(few(v.pipe(v.string(), v.regex(/^O\d{1,2}$/)), 10), []),
  /** What it is about, in one sentence of the catalogue. */
  summary: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Paragraphs, lists and `code`. */
  task: prose,
  /** Said when it is passed: what to take along. */
  lesson_learned: optional(prose),
  random: v.optional(named(randomSchema), {}),
  /** The files that a learner begins with. */
  files: filesSchema,
  /** Files in the folder `judge` beside the project, for the procedure alone. */
  unseen: v.optional(filesSchema, []),
  editable: v.pipe(
    few(pathSchema, 20),
    v.check((paths) => new Set(paths).size === paths.length, 'each path once'),
  ),
  /** The Dockerfile that is shown and built first. */
  dockerfile: v.optional(pathSchema, 'Dockerfile'),
  /** Lines to be put in order in a Dockerfile, those that are not needed too. */
  pieces: optional(v.pipe(few(v.pipe(v.string(), v.minLength(1), v.maxLength(500)), 20), v.minLength(2))),
  /** Images that FROM and --from may name; any when absent. */
  allowed_bases: optional(few(short, 20)),
  images: v.optional(few(imageSchema, 6), []),
  /** Secrets that builds of the procedure can be given, by id. */
  secrets: v.optional(named(v.pipe(v.string(), v.maxLength(5000)), 10), {}),
  ask: v.optional(
    v.pipe(
      few(questionSchema, 20),
      v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'each id once'),
    ),
    [],
  ),
  hints: v.optional(few(prose, 12), []),
  procedure: procedureSchema,
  checks: v.pipe(
    few(checkSchema, 16),
    v.minLength(1, 'at least one check'),
    v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'each id once'),
  ),
  /** Guards that are off, each with the reason. */
  without_guards: v.optional(v.strictObject(guardEntries), {}),
  /** Golf: what counts, as a measure (`b1.image`); the fewer the better. */
  par: optional(short),
  model: v.strictObject({
    ...solutionEntries,
    /** Why it is good, for the view after a pass. */
    because: optional(prose),
  }),
  cheats: v.optional(
    few(
      v.strictObject({
        name: short,
        ...solutionEntries,
        caught_by: v.pipe(few(nameSchema, 10), v.minLength(1, 'at least one check')),
      }),
      12,
    ),
    [],
  ),
})

export type Exercise = Readonly<v.InferOutput<typeof exerciseSchema>>
export type ExerciseType = Exercise['type']
export type Check = Exercise['checks'][number]
export type Random = Exercise['random'][string]
export type ExerciseImage = Exercise['images'][number]
export type Cheat = Exercise['cheats'][number]

/** An exercise, or what is wrong with the data and where. */
export type ParsedExercise =
  | { readonly kind: 'read'; readonly exercise: Exercise }
  | { readonly kind: 'failed'; readonly message: string }

/** Reads an exercise from untrusted plain data, as from JSON. Never throws. */
export function parseExercise(data: unknown): ParsedExercise {
  try {
    const trap = trapIn(data)
    if (trap !== undefined) return { kind: 'failed', message: `an entry called ${trap}` }
    const result = v.safeParse(exerciseSchema, data)
    if (result.success) return { kind: 'read', exercise: result.output }
    const [issue] = result.issues
    const place = v.getDotPath(issue)
    return { kind: 'failed', message: place === null ? issue.message : `${place}: ${issue.message}` }
  } catch (thrown) {
    // Data that is nested deeper than the stack.
    if (thrown instanceof RangeError) return { kind: 'failed', message: 'data that is nested too deeply' }
    throw thrown
  }
}

const versions = new WeakMap<Exercise, Digest>()

/** What tells one version of an exercise from another: the digest of all that is in it, in any order of keys. */
export function versionOf(exercise: Exercise): Digest {
  const version = versions.get(exercise) ?? digestOf(canonical(exercise))
  versions.set(exercise, version)
  return version
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}
