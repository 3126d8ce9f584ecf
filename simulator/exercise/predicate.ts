import * as v from 'valibot'
import { nameSchema, pathSchema } from './file.ts'

const text = v.pipe(v.string(), v.maxLength(2000))
/** A regular expression without what can take for ever: see pattern.ts. */
const pattern = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
/** A figure, or an expression over measures: `start.b1.image * 0.6`, `base("alpine:3.22").image + 5 MB`. */
const value = v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.minLength(1), v.maxLength(300))])
const optional = v.exactOptional
const isTrue = v.literal(true)

const bounds = {
  eq: optional(value),
  lt: optional(value),
  le: optional(value),
  gt: optional(value),
  ge: optional(value),
  between: optional(v.pipe(v.array(value), v.length(2, 'a lower and an upper bound'))),
}

/** What a build gave, by the name of its step; `fails` is a regular expression over its error, `at` how its failing line begins. */
const built = v.strictObject({
  build: nameSchema,
  ok: optional(v.boolean()),
  fails: optional(pattern),
  at: optional(text),
})

/** The steps of a build whose line holds `match`: all of them are so. */
const step = v.strictObject({
  build: nameSchema,
  match: text,
  stage: optional(text),
  is: v.picklist(['CACHED', 'RAN', 'SKIPPED']),
})

const size = v.strictObject({ of: v.pipe(v.string(), v.minLength(1), v.maxLength(300)), ...bounds })
const count = v.strictObject({ of: v.pipe(v.string(), v.minLength(1), v.maxLength(300)), ...bounds })

/** Files in a scope: `b1.final`, `b1.any`, `b1.layer[2]`, `b1.context`, `b1.stage(build)`, `r1.files`. `path` may hold `*` and `**`. */
const file = v.strictObject({
  in: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  path: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  exists: optional(isTrue),
  absent: optional(isTrue),
  contains: optional(text),
  /** Octal digits. */
  mode: optional(v.pipe(v.string(), v.regex(/^0?[0-7]{3,4}$/))),
  writable: optional(v.literal(false)),
  /** `10001:10001`. */
  owner: optional(v.pipe(v.string(), v.regex(/^\d+:\d+$/, 'user and group as numbers: 10001:10001'))),
  /** The same bytes as this file of the project. */
  equals: optional(pathSchema),
  under: optional(value),
})

/** Whether bytes are anywhere in what ships, in plain or in a usual encoding. */
const trace = v.strictObject({
  build: nameSchema,
  needle: v.pipe(v.string(), v.minLength(4), v.maxLength(300)),
  in: v.optional(
    v.pipe(v.array(v.picklist(['layers', 'config', 'history', 'provenance', 'log'])), v.minLength(1), v.maxLength(5)),
    ['layers', 'config', 'history', 'provenance'],
  ),
  found: v.optional(v.boolean(), false),
})

const config = v.strictObject({
  of: nameSchema,
  /** `user`, `entrypoint`, `cmd`, `env.NAME`, `workdir`, `ports`, `labels.NAME`, `stopsignal`, `healthcheck`, `volumes`, `platform`, `final_from`. */
  field: v.pipe(
    v.string(),
    v.regex(
      /^(user|entrypoint|cmd|workdir|ports|stopsignal|healthcheck|volumes|platform|final_from|(env|labels)\..{1,100})$/,
    ),
  ),
  eq: optional(v.union([text, v.pipe(v.array(text), v.maxLength(30))])),
  re: optional(pattern),
  absent: optional(isTrue),
  nonroot: optional(isTrue),
  exec_form: optional(isTrue),
  contains: optional(text),
  /** The same as that of another build or image. */
  same: optional(text),
})

const run = v.strictObject({
  of: nameSchema,
  name: optional(text),
  stdout: optional(pattern),
  stderr: optional(pattern),
  exit: optional(
    v.union([v.pipe(v.number(), v.integer()), v.pipe(v.array(v.pipe(v.number(), v.integer())), v.maxLength(10))]),
  ),
  fails: optional(isTrue),
  /** It still ran when the procedure was over. */
  running: optional(v.boolean()),
  pid1: optional(pattern),
  /** Seconds until it had ended after `docker stop`, at most. */
  stop_seconds: optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600))),
  after_stop: optional(v.literal('absent')),
})

const http = v.strictObject({
  of: nameSchema,
  status: optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599))),
  body: optional(text),
  matches: optional(pattern),
  json: optional(v.record(v.pipe(v.string(), v.maxLength(100)), v.union([text, v.number(), v.boolean()]))),
  header: optional(v.strictObject({ name: v.pipe(v.string(), v.maxLength(100)), re: pattern })),
  /** It got no answer. */
  error: optional(isTrue),
})

/** Sameness of bytes: two images by their IDs, or how many of the lowest layers of `a` are also those of `b`. */
const digest = v.strictObject({
  a: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  b: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  same: optional(v.boolean()),
  shares: optional(value),
})

const lint = v.strictObject({
  build: nameSchema,
  /** A check's name, or `all`. */
  rule: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,60}$/)),
  except: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(30)), []),
  le: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)), 0),
})

/** The text as a parsed Dockerfile: the last resort, where no result shows it. */
const source = v.strictObject({
  file: pathSchema,
  /** `FROM`; with none, any. */
  instruction: optional(v.pipe(v.string(), v.regex(/^[A-Za-z]{2,20}$/))),
  has: optional(pattern),
  lacks: optional(pattern),
  unchanged: optional(isTrue),
  /** All of its lines are among the pieces that were given. */
  from_pieces: optional(isTrue),
})

/** Answers that are right; `at_least` so many parts of them, where not all have to be. */
const answer = v.strictObject({
  ask: v.union([nameSchema, v.pipe(v.array(nameSchema), v.minLength(1), v.maxLength(20))]),
  at_least: optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
})

const entries = { built, step, size, count, file, trace, config, run, http, digest, lint, source, answer }

/** The names of the predicates, in the order of the reference. */
export const predicateNames = [
  'built',
  'step',
  'size',
  'count',
  'file',
  'trace',
  'config',
  'run',
  'http',
  'digest',
  'lint',
  'source',
  'answer',
] as const

export type PredicateName = (typeof predicateNames)[number]
type Built<Name extends PredicateName> = v.InferOutput<(typeof entries)[Name]>
/** What a predicate is asked, by its name. */
export type Predicates = { readonly [Name in PredicateName]: Readonly<Built<Name>> }

/** A claim about what a procedure did: one of the thirteen, or some of them together. Exactly one key is given. */
export type Predicate = {
  readonly [Name in PredicateName]?: Predicates[Name]
} & {
  readonly all?: readonly Predicate[]
  readonly any?: readonly Predicate[]
  readonly not?: Predicate
  readonly each?: { readonly in: readonly string[]; readonly that: Predicate }
}

/** How deep claims may be nested. */
const deepest = 6
const several = v.pipe(
  v.array(v.lazy((): v.GenericSchema<unknown, Predicate> => inner)),
  v.minLength(1),
  v.maxLength(20),
)

/** The entries of a claim, for what has more entries beside them. */
export const predicateEntries = {
  ...Object.fromEntries(predicateNames.map((name) => [name, optional(entries[name])])),
} as { [Name in PredicateName]: v.ExactOptionalSchema<(typeof entries)[Name], undefined> }

const combinators = {
  all: optional(several),
  any: optional(several),
  not: optional(v.lazy((): v.GenericSchema<unknown, Predicate> => inner)),
  /** For each of some builds, runs or nodes: `$` in the claim stands for its name. */
  each: optional(
    v.strictObject({
      in: v.pipe(v.array(nameSchema), v.minLength(1), v.maxLength(20)),
      that: v.lazy((): v.GenericSchema<unknown, Predicate> => inner),
    }),
  ),
}

export const claimEntries = { ...predicateEntries, ...combinators }

const inner: v.GenericSchema<unknown, Predicate> = v.pipe(
  v.strictObject(claimEntries),
  v.check(
    (claim) => Object.keys(claim).length === 1,
    `one claim: ${[...predicateNames, 'all', 'any', 'not', 'each'].join(', ')}`,
  ),
)

export const predicateSchema: v.GenericSchema<unknown, Predicate> = v.pipe(
  inner,
  v.check((claim) => depthOf(claim) <= deepest, `claims within claims at most ${deepest} deep`),
)

/** How deep a claim is nested: 1 for one of the thirteen. */
export function depthOf({ all, any, not, each }: Predicate): number {
  const below = [
    ...(all ?? []),
    ...(any ?? []),
    ...(not === undefined ? [] : [not]),
    ...(each === undefined ? [] : [each.that]),
  ]
  return 1 + Math.max(0, ...below.map(depthOf))
}
