import * as v from 'valibot'
import { nameSchema, pathSchema, textSchema } from './file.ts'

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const optional = v.exactOptional
const isTrue = v.literal(true)
const few = <Of extends v.GenericSchema>(of: Of, most = 20) => v.pipe(v.array(of), v.maxLength(most))
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))
const values = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)), v.pipe(v.string(), v.maxLength(1000))),
  v.check((record) => Object.keys(record).length <= 30, 'at most 30'),
)
/** The computer that it happens on; each is there when it is first named, with docker and nothing built. */
const on = optional(nameSchema)

const build = v.strictObject({
  /** The name by which checks speak of it. */
  as: nameSchema,
  on,
  file: optional(pathSchema),
  /** The Dockerfile is one of the unseen files. */
  unseen: optional(isTrue),
  /** A folder of the project, for another context. */
  context: optional(pathSchema),
  tag: optional(word),
  target: optional(word),
  args: optional(values),
  /** Ids of the exercise's secrets that the build is given. */
  secrets: optional(few(nameSchema)),
  platform: optional(v.pipe(v.string(), v.regex(/^[a-z0-9]+\/[a-z0-9]+$/))),
  no_cache: optional(isTrue),
  pull: optional(isTrue),
  /** The builder forgets what it built before. */
  cold: optional(isTrue),
})

const change = {
  path: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  append: optional(textSchema),
  /** Every place of this text, replaced by `with`. It must be there. */
  replace: optional(v.pipe(v.string(), v.minLength(1), v.maxLength(5000))),
  with: optional(v.pipe(v.string(), v.maxLength(5000))),
  text: optional(textSchema),
  touch: optional(isTrue),
  mode: optional(v.pipe(v.string(), v.regex(/^0?[0-7]{3,4}$/))),
  remove: optional(isTrue),
}
/** A change of the project's files: one of append, replace with, text, touch, mode, remove. `path` may hold `*` and `**`. */
const edit = v.strictObject(change)
/** An edit that proves that what comes out follows the files: a guard tells so when it does not. */
const mutate = v.strictObject({ as: optional(nameSchema), ...change })

const run = v.strictObject({
  as: nameSchema,
  on,
  image: word,
  name: optional(nameSchema),
  /** Default: it runs in the background. */
  detach: optional(v.boolean()),
  /** `8080:8080`. */
  publish: optional(few(v.pipe(v.string(), v.regex(/^(\d{1,3}(\.\d{1,3}){3}:)?\d{1,5}:\d{1,5}$/, 'ports as 8080:80')))),
  env: optional(values),
  user: optional(word),
  read_only: optional(isTrue),
  tty: optional(isTrue),
  init: optional(isTrue),
  entrypoint: optional(v.pipe(v.string(), v.maxLength(300))),
  command: optional(few(v.pipe(v.string(), v.maxLength(1000)))),
  /** Default none: nothing can be fetched once it is started. */
  network: optional(v.picklist(['none', 'internet'])),
  /** Modelled seconds that pass before the next step. */
  wait: optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600))),
})

const typed = v.strictObject({
  as: nameSchema,
  on,
  /** The lines of this file, or this line. */
  file: optional(pathSchema),
  line: optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2000))),
})

const verbs = {
  build,
  edit,
  mutate,
  run,
  type: typed,
  exec: v.strictObject({
    as: nameSchema,
    in: nameSchema,
    command: v.pipe(few(v.pipe(v.string(), v.maxLength(1000))), v.minLength(1)),
  }),
  /** `elsewhere`: from another computer of the network. */
  http: v.strictObject({
    as: nameSchema,
    on,
    url: v.pipe(
      v.string(),
      v.regex(/^(http:\/\/)?[a-z0-9.-]+(:\d{1,5})?(\/\S*)?$/i, 'an address: localhost:8080/'),
      v.maxLength(500),
    ),
    method: optional(v.picklist(['GET', 'POST', 'PUT', 'DELETE', 'HEAD'])),
    from: optional(v.picklist(['host', 'elsewhere'])),
  }),
  stop: v.strictObject({ container: nameSchema }),
  rm: v.strictObject({ container: nameSchema }),
  push: v.strictObject({ as: nameSchema, on, image: word }),
  pull: v.strictObject({ as: nameSchema, on, image: word }),
  tag: v.strictObject({ on, image: word, name: word }),
  login: v.strictObject({ on, user: nameSchema }),
  clock: v.strictObject({ days: optional(count), hours: optional(count), seconds: optional(count) }),
  /** A tag of a registry comes to stand for another of the exercise's images. */
  registry: v.strictObject({ move: word, to: word }),
  prune: v.strictObject({ on, what: v.picklist(['layers', 'mounts', 'images', 'all']) }),
} as const

/** The verbs of a procedure. */
export const verbNames = [
  'build',
  'edit',
  'mutate',
  'run',
  'type',
  'exec',
  'http',
  'stop',
  'rm',
  'push',
  'pull',
  'tag',
  'login',
  'clock',
  'registry',
  'prune',
] as const

export type VerbName = (typeof verbNames)[number]
/** What a verb is given, by its name. */
export type Verbs = { readonly [Name in VerbName]: Readonly<v.InferOutput<(typeof verbs)[Name]>> }
/** One step of a procedure: exactly one verb. */
export type ProcedureStep = { readonly [Name in VerbName]?: Verbs[Name] }

const stepEntries = Object.fromEntries(verbNames.map((name) => [name, optional(verbs[name])])) as {
  [Name in VerbName]: v.ExactOptionalSchema<(typeof verbs)[Name], undefined>
}

/** How many steps a procedure may have. */
export const mostSteps = 80

export const procedureSchema: v.GenericSchema<unknown, readonly ProcedureStep[]> = v.pipe(
  v.array(
    v.pipe(
      v.strictObject(stepEntries),
      v.check((step) => Object.keys(step).length === 1, `one verb: ${verbNames.join(', ')}`),
    ),
  ),
  v.maxLength(mostSteps, `at most ${mostSteps} steps`),
)
