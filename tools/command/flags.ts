import { parseArgs } from 'node:util'
import type { BuildRequest, Platform, Tree } from '../../simulator/index.ts'

/** The flags of `docker build` that change what is built, as a request without its context; and what is left over. */
export interface BuildFlags {
  readonly request: Omit<BuildRequest, 'context'>
  /** `-f`, as given. */
  readonly file?: string
  readonly positionals: readonly string[]
  readonly progress: 'plain' | 'json'
  /** `-o`, as given. */
  readonly output?: string
}

/** What flags may ask of the computer they are given on: secrets and contexts by path, variables by name. Undefined where there is none. */
export interface Outside {
  readonly bytesAt: (path: string) => Uint8Array | undefined
  readonly folderAt: (path: string) => Tree | undefined
  readonly variable: (name: string) => string | undefined
}

/** A flag that docker does not have, lacks its value, or names what is not there; the message says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const many = { type: 'string', multiple: true } as const
const one = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/** Flags after these are taken and have no effect on what is built here. */
const ignored = {
  'shm-size': one,
  ulimit: many,
  'cgroup-parent': one,
  allow: many,
  pull: flag,
  load: flag,
  quiet: { ...flag, short: 'q' },
} as const

/** Reads the flags of `docker build`. Throws {@link UsageError}. */
export function readBuildFlags(words: readonly string[], outside: Outside): BuildFlags {
  const { values, positionals } = parse(words)
  const platform = values.platform === undefined ? undefined : platformOf(values.platform)
  const network = networkOf(values.network)
  const secrets = new Map((values.secret ?? []).map((value) => secretOf(value, outside)))
  const contexts = new Map((values['build-context'] ?? []).map((value) => namedContextOf(value, outside)))
  return {
    positionals,
    progress: progressOf(values.progress),
    ...(values.file === undefined ? {} : { file: values.file }),
    ...(values.output === undefined ? {} : { output: values.output }),
    request: {
      buildArgs: Object.fromEntries((values['build-arg'] ?? []).flatMap((value) => argumentOf(value, outside))),
      labels: Object.fromEntries((values.label ?? []).map((value) => split(value, '='))),
      noCacheFilter: (values['no-cache-filter'] ?? []).flatMap((value) => value.split(',')),
      hosts: values['add-host'] ?? [],
      tags: values.tag ?? [],
      secrets,
      namedContexts: contexts,
      ...(values.target === undefined ? {} : { target: values.target }),
      ...(values['no-cache'] === true ? { noCache: true } : {}),
      ...(platform === undefined ? {} : { platform }),
      ...(network === undefined ? {} : { network }),
    },
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        'add-host': many,
        'build-arg': many,
        'build-context': many,
        file: { ...one, short: 'f' },
        label: many,
        network: one,
        'no-cache': flag,
        'no-cache-filter': many,
        output: { ...one, short: 'o' },
        platform: one,
        progress: one,
        secret: many,
        tag: { ...many, short: 't' },
        target: one,
        ...ignored,
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function progressOf(value: string | undefined): 'plain' | 'json' {
  if (value === undefined || value === 'plain' || value === 'auto') return 'plain'
  if (value === 'json' || value === 'rawjson') return 'json'
  throw new UsageError(`--progress ${value}: plain or json is meant`)
}

function networkOf(value: string | undefined): 'default' | 'none' | 'host' | undefined {
  if (value === undefined || value === 'default' || value === 'none' || value === 'host') return value
  throw new UsageError(`--network ${value}: default, none or host is meant`)
}

/** Several platforms, separated by commas, would be several builds; the first one is built. */
function platformOf(value: string): Platform {
  const [os = 'linux', architecture = 'amd64', variant] = (value.split(',')[0] ?? '').split('/')
  return { os, architecture, ...(variant === undefined ? {} : { variant }) }
}

/** `--build-arg NAME` without a value takes it from the environment, and counts for nothing when it is not there. */
function argumentOf(value: string, outside: Outside): readonly (readonly [string, string])[] {
  if (value.includes('=')) return [split(value, '=')]
  const found = outside.variable(value)
  return found === undefined ? [] : [[value, found]]
}

/** `id=name,src=path`, `id=name,env=VARIABLE`, or `id=name` for the variable or the file of that name. Source: docker buildx build, "--secret". */
function secretOf(value: string, outside: Outside): readonly [string, Uint8Array] {
  const fields = new Map(value.split(',').map((field) => split(field, '=')))
  const id = fields.get('id')
  if (id === undefined) throw new UsageError(`--secret ${value}: an id is needed`)
  const path = fields.get('src') ?? fields.get('source')
  const named = fields.get('env')
  const variable = outside.variable(named ?? id)
  const encoded = variable === undefined ? undefined : new TextEncoder().encode(variable)
  const bytes =
    path !== undefined ? outside.bytesAt(path) : named !== undefined ? encoded : (encoded ?? outside.bytesAt(id))
  if (bytes === undefined) throw new UsageError(`--secret ${value}: ${path ?? named ?? id} is not there`)
  return [id, bytes]
}

function namedContextOf(value: string, outside: Outside): readonly [string, Tree | string] {
  const [name, place] = split(value, '=')
  if (/^[a-z-]+:\/\//.test(place)) return [name, place]
  const tree = outside.folderAt(place)
  if (tree === undefined) throw new UsageError(`--build-context ${value}: ${place} is not a folder`)
  return [name, tree]
}

function split(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}
