import * as v from 'valibot'
import { parse } from 'yaml'

/**
 * A behaviour card: what a program does when it is started, written down instead of executed. By hand as YAML, beside the program as
 * `NAME.card.yaml` or in its first comment below `layerwise-card:`. Texts may quote: `${NAME}` and `${NAME:-default}` from the environment,
 * `${source: EXPRESSION}` the first group of a regular expression in the program's source, `${query.NAME}` from the request, `${arch}`,
 * `${file: PATH}`.
 */
const text = v.pipe(v.string(), v.maxLength(20_000))
const short = v.pipe(v.string(), v.maxLength(500))
const many = <Of extends v.GenericSchema>(of: Of) => v.pipe(v.array(of), v.maxLength(50))
const status = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599))
const exit = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))

const printed = v.strictObject({
  text,
  stream: v.optional(v.picklist(['stdout', 'stderr']), 'stdout'),
  /** It waits in the program's own buffer while the output is no terminal, as that of Python does. */
  buffered: v.optional(v.boolean(), false),
})

const lines = v.union([text, printed, many(v.union([text, printed]))])

/** What must be there; for a route, what must be there to answer as written. */
const needs = v.strictObject({
  /** A C library: `glibc` or `musl`. Without its loader the program does not start. */
  libc: v.exactOptional(v.picklist(['glibc', 'musl'])),
  loader: v.exactOptional(short),
  arch: v.exactOptional(v.picklist(['amd64', 'arm64'])),
  /** Shared libraries by file name. */
  libraries: v.exactOptional(many(short)),
  interpreter: v.exactOptional(short),
  files: v.exactOptional(many(short)),
  env: v.exactOptional(many(short)),
  network: v.exactOptional(v.boolean()),
  certificates: v.exactOptional(v.boolean()),
})

/** An empty text leaves a header out that would be there without. */
const headers = v.record(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]*$/)), short)
const reply = v.strictObject({
  status: v.optional(status, 200),
  /** Default: JSON, HTML or plain text, by how the body begins. */
  type: v.exactOptional(short),
  headers: v.exactOptional(headers),
  body: v.optional(text, ''),
  /** The body is this file, or the file of the request's path below this directory. */
  file: v.exactOptional(short),
  folder: v.exactOptional(short),
  /** What the program prints when it answers so, before the access line. */
  prints: v.exactOptional(lines),
})
const route = v.union([
  text,
  v.strictObject({ ...reply.entries, needs: v.exactOptional(needs), otherwise: v.exactOptional(reply) }),
])

const signal = v.union([
  exit,
  v.picklist(['ignored', 'default']),
  v.strictObject({ status: exit, prints: v.exactOptional(lines) }),
])

export const cardSchema = v.strictObject({
  about: v.exactOptional(text),
  /** `8080`, `"127.0.0.1:8080"`, `"${PORT:-8080}"`; several as a list. */
  listens: v.exactOptional(
    v.union([v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), short, many(short)]),
  ),
  start_line: v.exactOptional(lines),
  /** Modelled milliseconds until it listens. */
  start_ms: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))),
  /** `GET /path` to what is answered; a path may end in `*`. What no route fits is 404. */
  routes: v.exactOptional(
    v.record(v.pipe(v.string(), v.regex(/^([A-Z]+|\*) \/\S*$/, 'a method and a path: GET /version')), route),
  ),
  not_found: v.exactOptional(reply),
  /** Headers of every answer. */
  headers: v.exactOptional(headers),
  /** The version of HTTP that it speaks. Default 1.1. */
  http: v.exactOptional(v.picklist(['1.0', '1.1'])),
  /** Printed, with status 1, when its port is taken. */
  port_taken: v.exactOptional(lines),
  /** Printed for each request. `${method}`, `${target}`, `${status}` and `${time}` are those of the request. */
  access_line: v.exactOptional(lines),
  writes: v.exactOptional(
    many(
      v.strictObject({
        path: short,
        mode: v.exactOptional(v.pipe(v.string(), v.regex(/^0?[0-7]{3,4}$/))),
        text: v.optional(text, ''),
        /** Bytes of which only the number is known, in place of a text. */
        size: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e12))),
        kind: v.exactOptional(v.picklist(['text', 'binary', 'packed', 'zeros'])),
      }),
    ),
  ),
  /** By name without SIG: the status that it ends with, `ignored`, or `default`: what the kernel does. */
  signals: v.exactOptional(v.record(v.pipe(v.string(), v.regex(/^[A-Z]+[12]?$/)), signal)),
  needs: v.exactOptional(needs),
  exit_on: v.exactOptional(
    v.strictObject({ missing_env: many(short), message: v.optional(text, ''), status: v.optional(exit, 1) }),
  ),
  /** For a program that ends: what it prints, and its status. */
  prints: v.exactOptional(lines),
  exits: v.exactOptional(exit),
})

export type Card = v.InferOutput<typeof cardSchema>
export type CardNeeds = v.InferOutput<typeof needs>
export type CardReply = v.InferOutput<typeof reply>
/** A text, or several, that a card has printed. */
export type Lines = v.InferOutput<typeof lines>
export type Printed = v.InferOutput<typeof printed>

/** A card, or what is wrong with it and where. */
export type ReadCard =
  | { readonly kind: 'read'; readonly card: Card }
  | { readonly kind: 'failed'; readonly message: string }

const longestCard = 100_000

/** Reads a card from YAML. */
export function readCard(yaml: string): ReadCard {
  if (yaml.length > longestCard) return { kind: 'failed', message: `a card of more than ${longestCard} characters` }
  let data: unknown
  try {
    data = parse(yaml, { maxAliasCount: 20 })
  } catch (thrown) {
    return { kind: 'failed', message: thrown instanceof Error ? thrown.message : 'no YAML' }
  }
  return cardOf(data)
}

/** Reads a card from plain data. */
export function cardOf(data: unknown): ReadCard {
  const result = v.safeParse(cardSchema, data)
  if (result.success) return { kind: 'read', card: result.output }
  return { kind: 'failed', message: wordsOf(result.issues[0], '') }
}

type Issue = v.BaseIssue<unknown>

/** What is wrong, and where: of a choice, what is wrong with the alternative that fits best. */
function wordsOf(issue: Issue, above: string): string {
  const names = (issue.path ?? []).map(({ key }) => String(key))
  const place = [above, ...names].filter((name) => name !== '').join(' > ')
  const nearest = [...(issue.issues ?? [])].sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0]
  if (issue.type === 'union' && nearest?.path !== undefined) return wordsOf(nearest, place)
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${place}: there is no such entry`
  const expected = issue.expected === null ? issue.message : `expected ${issue.expected}, found ${issue.received}`
  return place === '' ? expected : `${place}: ${expected}`
}

const marker = /^(\s*(?:#|\/\/|\*|--|;)?\s*)layerwise-card:\s*$/

/**
 * The card in a source's comment: the lines after `layerwise-card:` that begin as that one does, up to the first that does not. Undefined
 * when there is none in the first 100 lines.
 */
export function cardInComment(source: string): string | undefined {
  const lines = source.split('\n')
  const at = lines.slice(0, 100).findIndex((line) => marker.test(line))
  const prefix = marker.exec(lines[at] ?? '')?.[1]?.trimEnd()
  if (prefix === undefined) return undefined
  const found: string[] = []
  for (const line of lines.slice(at + 1)) {
    if (!line.startsWith(prefix) || (prefix.trim() === '' && line.trim() === '')) break
    if (/^\s*\*\//.test(line)) break
    found.push(line.slice(prefix.length))
  }
  return found.join('\n')
}
