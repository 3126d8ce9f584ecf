import * as v from 'valibot'
import type { Process } from '../../process.ts'
import { tableReader } from '../table.ts'
import { compareVersions } from '../versions.ts'

const Row = v.union([
  v.strictTuple([v.string(), v.number(), v.number(), v.string()]),
  v.strictTuple([v.string(), v.number(), v.number(), v.string(), v.string()]),
  v.strictTuple([v.string(), v.number(), v.number(), v.string(), v.string(), v.literal(1)]),
])
const NpmTable = v.object({
  privateScopes: v.array(v.string()),
  source: v.string(),
  top: v.record(v.string(), v.strictTuple([v.string(), v.number(), v.array(v.number())])),
  packages: v.array(Row),
})

type NpmTable = v.InferOutput<typeof NpmTable>

const readTable = tableReader(NpmTable)

/** One version of a package. */
export interface NpmPackage {
  readonly name: string
  readonly version: string
  /** Bytes and number of its own files. */
  readonly bytes: number
  readonly files: number
  readonly dependencies: readonly string[]
  /** Names of its commands. */
  readonly commands: readonly string[]
  /** Whether the figures are its own; else those of another version or a usual size stand for them. */
  readonly isKnown: boolean
}

/** What the registry has. */
export interface Registry {
  readonly source: string
  readonly isPrivate: (name: string) => boolean
  /** A package by name and version; sizes of another version stand in where that one is not known. */
  readonly version: (name: string, version: string) => NpmPackage
  /** The newest version; undefined for a name that the registry lacks. */
  readonly newest: (name: string) => NpmPackage | undefined
  /** All that installing the newest version brings, itself included. */
  readonly closure: (name: string) => readonly NpmPackage[]
  /** Bytes that the documents about versions take in the cache after an installation without lock file. */
  readonly documentBytes: (name: string) => number
}

/** The registry's data; undefined when the table is not loaded. */
export function registryOf(process: Process): Registry | undefined {
  const table = readTable(process, 'npm')
  return table === undefined ? undefined : registryFrom(table)
}

const registries = new WeakMap<NpmTable, Registry>()

function registryFrom(table: NpmTable): Registry {
  const known = registries.get(table)
  if (known !== undefined) return known
  const pool = table.packages.map(packageOf)
  const byName = new Map<string, NpmPackage[]>()
  for (const found of pool) byName.set(found.name, [...(byName.get(found.name) ?? []), found])
  const newest = (name: string): NpmPackage | undefined => {
    const wanted = table.top[name]?.[0]
    const versions = byName.get(name) ?? []
    return versions.find((found) => found.version === wanted) ?? [...versions].sort(newerFirst)[0]
  }
  const closure = (name: string): readonly NpmPackage[] => {
    const measured = table.top[name]?.[2].map((at) => pool[at]).filter((found) => found !== undefined)
    return measured ?? closureByNames(name, newest)
  }
  const registry: Registry = {
    source: table.source,
    isPrivate: (name) => table.privateScopes.some((scope) => name.startsWith(`${scope}/`)),
    newest,
    closure,
    version: (name, version) => {
      const exact = byName.get(name)?.find((found) => found.version === version)
      if (exact !== undefined) return exact
      const other = newest(name)
      const usual = { bytes: 60_000, files: 20, dependencies: [], commands: [] }
      return { ...usual, ...other, name, version, isKnown: false }
    },
    documentBytes: (name) => {
      const measured = table.top[name]?.[1]
      if (measured === undefined) return usualDocument
      const rest = closure(name)
      const others = rest.reduce(
        (sum, found) => sum + archiveBytes(found) + (found.name === name ? 0 : usualDocument),
        0,
      )
      return Math.max(usualDocument / 4, measured - others)
    },
  }
  registries.set(table, registry)
  return registry
}

/** The document that lists a package's versions. */
const usualDocument = 36_000

/** Bytes of the archive that is downloaded for a package, with its line in the index of the cache. */
export function archiveBytes(found: NpmPackage): number {
  return Math.floor(found.bytes * 0.29) + 1_500
}

function packageOf([id, bytes, files, dependencies, commands = '']: v.InferOutput<typeof Row>): NpmPackage {
  const at = id.lastIndexOf('@')
  const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '))
  return {
    name: id.slice(0, at),
    version: id.slice(at + 1),
    bytes,
    files,
    dependencies: words(dependencies),
    commands: words(commands),
    isKnown: true,
  }
}

function closureByNames(name: string, newest: (name: string) => NpmPackage | undefined): readonly NpmPackage[] {
  const found = new Map<string, NpmPackage>()
  const waiting = [name]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const one = found.has(next) ? undefined : newest(next)
    if (one === undefined) continue
    found.set(next, one)
    waiting.push(...one.dependencies)
  }
  return [...found.values()]
}

function newerFirst(a: NpmPackage, b: NpmPackage): number {
  return compareVersions(b.version, a.version)
}
