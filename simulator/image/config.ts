import * as v from 'valibot'
import { compareBytes } from '../values/bytes.ts'
import { type Digest, digestOf, isDigest } from '../values/digest.ts'
import type { Healthcheck, HistoryEntry, Image, ImageSettings, Platform } from './image.ts'

/**
 * The configuration of an image as the exact bytes that docker writes: compact JSON, keys of the top level sorted, those of `config` in
 * its own order, empty fields left out, `<`, `>` and `&` escaped as Go does. Source: measured docker 28.5, moby/docker-image-spec.
 */
export function configText(image: Image): string {
  const diffIDs = image.layers.map((layer) => layer.diffID)
  const text = objectText([
    ['architecture', image.platform.architecture],
    ['author', filled(image.author)],
    ['config', settingsText(image.settings)],
    ['created', image.created ?? null],
    ['history', image.history.length === 0 ? null : listText(image.history.map(entryText))],
    ['os', image.platform.os],
    [
      'rootfs',
      objectText([
        ['type', 'layers'],
        ['diff_ids', diffIDs.length === 0 ? null : diffIDs],
      ]),
    ],
    ['variant', filled(image.platform.variant)],
  ])
  return text.text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The digest of that text: the image ID of docker's classic store. */
export function configDigest(image: Image): Digest {
  return digestOf(configText(image))
}

/** JSON that is written already. JSON.stringify cannot be used for maps: it puts keys like `8` first. */
interface Written {
  readonly text: string
}

type Value = Written | string | number | boolean | null | readonly string[]

function isWritten(value: Value): value is Written {
  return typeof value === 'object' && value !== null && 'text' in value
}

/** An object with its keys in the order given; what is undefined is left out. */
function objectText(fields: readonly (readonly [key: string, value: Value | undefined])[]): Written {
  const members: string[] = []
  for (const [key, value] of fields)
    if (value !== undefined)
      members.push(`${JSON.stringify(key)}:${isWritten(value) ? value.text : JSON.stringify(value)}`)
  return { text: `{${members.join(',')}}` }
}

function listText(items: readonly Written[]): Written {
  return { text: `[${items.map((item) => item.text).join(',')}]` }
}

/** A map with sorted keys; absent when it has none. */
function mapText(pairs: readonly (readonly [key: string, value: Value])[]): Written | undefined {
  return pairs.length === 0 ? undefined : objectText([...new Map(pairs)].sort(([a], [b]) => compareBytes(a, b)))
}

function keysText(keys: readonly string[] | undefined): Written | undefined {
  return mapText((keys ?? []).map((key) => [key, { text: '{}' }]))
}

/** What is empty is left out, as Go does. */
function filled<T extends string | readonly string[]>(value: T | undefined): T | undefined {
  return value === undefined || value.length === 0 ? undefined : value
}

function settingsText(settings: ImageSettings): Written {
  return objectText([
    ['User', filled(settings.User)],
    ['ExposedPorts', keysText(settings.ExposedPorts)],
    ['Env', filled(settings.Env)],
    ['Entrypoint', filled(settings.Entrypoint)],
    ['Cmd', filled(settings.Cmd)],
    ['Volumes', keysText(settings.Volumes)],
    ['WorkingDir', filled(settings.WorkingDir)],
    ['Labels', mapText(Object.entries(settings.Labels ?? {}))],
    ['StopSignal', filled(settings.StopSignal)],
    ['ArgsEscaped', settings.ArgsEscaped || undefined],
    ['Healthcheck', settings.Healthcheck && healthcheckText(settings.Healthcheck)],
    ['OnBuild', filled(settings.OnBuild)],
    ['Shell', filled(settings.Shell)],
  ])
}

function healthcheckText(check: Healthcheck): Written {
  return objectText([
    ['Test', filled(check.Test)],
    ['Interval', check.Interval || undefined],
    ['Timeout', check.Timeout || undefined],
    ['StartPeriod', check.StartPeriod || undefined],
    ['StartInterval', check.StartInterval || undefined],
    ['Retries', check.Retries || undefined],
  ])
}

function entryText(entry: HistoryEntry): Written {
  return objectText([
    ['created', entry.created],
    ['created_by', filled(entry.created_by)],
    ['author', filled(entry.author)],
    ['comment', filled(entry.comment)],
    ['empty_layer', entry.empty_layer || undefined],
  ])
}

/** What a configuration says, read. */
export interface ParsedConfig {
  readonly kind: 'config'
  readonly platform: Platform
  readonly settings: ImageSettings
  readonly history: readonly HistoryEntry[]
  readonly diffIDs: readonly Digest[]
  readonly created?: string
  readonly author?: string
}

const text = v.exactOptional(v.string())
const texts = v.exactOptional(v.array(v.string()))
const keys = v.exactOptional(
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((map) => Object.keys(map)),
  ),
)
const duration = v.exactOptional(v.number())

/** The settings of an image as JSON has them. */
export const settingsSchema = v.object({
  User: text,
  ExposedPorts: keys,
  Env: texts,
  Entrypoint: texts,
  Cmd: texts,
  Volumes: keys,
  WorkingDir: text,
  Labels: v.exactOptional(v.record(v.string(), v.string())),
  StopSignal: text,
  ArgsEscaped: v.exactOptional(v.boolean()),
  Healthcheck: v.exactOptional(
    v.object({
      Test: v.optional(v.array(v.string()), []),
      Interval: duration,
      Timeout: duration,
      StartPeriod: duration,
      StartInterval: duration,
      Retries: duration,
    }),
  ),
  OnBuild: texts,
  Shell: texts,
})

/** One item of an image's history as JSON has it. */
export const historySchema = v.object({
  created: text,
  created_by: text,
  author: text,
  comment: text,
  empty_layer: v.exactOptional(v.boolean()),
})

/** A well-formed digest. */
export const digestSchema = v.pipe(v.string(), v.check(isDigest, 'not a sha256 digest'), v.transform(asDigest))

const configSchema = v.object({
  architecture: v.string(),
  os: v.string(),
  variant: text,
  author: text,
  created: text,
  config: v.optional(settingsSchema, {}),
  history: v.optional(v.array(historySchema), []),
  rootfs: v.object({ diff_ids: v.optional(v.array(digestSchema), []) }),
})

function asDigest(text: string): Digest {
  if (!isDigest(text)) throw new RangeError(`${text} is not a digest`)
  return text
}

/** JSON without the fields that are null, which Go writes where a value is absent. Throws what JSON.parse throws. */
export function parseGoJson(json: string): unknown {
  return JSON.parse(json, (_, value) => (value === null ? undefined : value))
}

/** Reads the configuration of an image from outside. Unknown keys are left out; what does not fit the form is refused with a reason. */
export function parseConfig(json: string): ParsedConfig | { readonly kind: 'failed'; readonly reason: string } {
  let value: unknown
  try {
    value = parseGoJson(json)
  } catch {
    return { kind: 'failed', reason: 'the image configuration is not JSON' }
  }
  const parsed = v.safeParse(configSchema, value)
  if (!parsed.success)
    return { kind: 'failed', reason: `the image configuration is malformed: ${reasonOf(parsed.issues[0])}` }
  const { architecture, os, variant, config, rootfs, ...rest } = parsed.output
  return {
    kind: 'config',
    platform: { os, architecture, ...(variant === undefined ? {} : { variant }) },
    settings: config,
    diffIDs: rootfs.diff_ids,
    ...rest,
  }
}

/** Where in a JSON value something is wrong, and what. */
export function reasonOf(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'value'}: ${issue.message}`
}
