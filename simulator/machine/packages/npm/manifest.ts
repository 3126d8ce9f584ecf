import * as v from 'valibot'
import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'

const Names = v.optional(v.record(v.string(), v.string()), {})
const ManifestSchema = v.object({
  name: v.optional(v.string(), ''),
  version: v.optional(v.string(), ''),
  scripts: Names,
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
})

/** What a package.json says, as far as installing and running scripts go. */
export type Manifest = v.InferOutput<typeof ManifestSchema>

const LockedSchema = v.object({
  version: v.optional(v.string()),
  dev: v.optional(v.boolean(), false),
  link: v.optional(v.boolean(), false),
})
const LockSchema = v.object({
  lockfileVersion: v.number(),
  packages: v.record(v.string(), v.unknown()),
})

/** One place of a lock file: where the package goes and which it is. */
export interface Locked {
  /** `node_modules/express`, `node_modules/a/node_modules/b`. */
  readonly place: string
  readonly name: string
  readonly version: string
  readonly isDevelopment: boolean
}

/** What could be read, or why not, in npm's words. */
export type ReadResult<T> = { readonly found: T } | { readonly missing: true } | { readonly wrong: string }

/** Reads the package.json of a folder. */
export function readManifest(process: Process, folder: string): ReadResult<Manifest> {
  return readJson(process, `${folder}/package.json`, ManifestSchema)
}

/** Reads the lock file of a folder (`package-lock.json` or `npm-shrinkwrap.json`). */
export function readLock(process: Process, folder: string): ReadResult<readonly Locked[]> {
  const shrinkwrap = readJson(process, `${folder}/npm-shrinkwrap.json`, LockSchema)
  const read = 'missing' in shrinkwrap ? readJson(process, `${folder}/package-lock.json`, LockSchema) : shrinkwrap
  if (!('found' in read)) return read
  const locked: Locked[] = []
  for (const [place, entry] of Object.entries(read.found.packages)) {
    const parsed = v.safeParse(LockedSchema, entry)
    if (place === '' || !parsed.success || parsed.output.link || parsed.output.version === undefined) continue
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    locked.push({ place, name, version: parsed.output.version, isDevelopment: parsed.output.dev })
  }
  return { found: locked }
}

function readJson<T>(process: Process, path: string, schema: v.GenericSchema<unknown, T>): ReadResult<T> {
  const text = readTextFile(process, path)
  if (text.errno !== undefined) return { missing: true }
  try {
    const parsed = v.safeParse(schema, JSON.parse(text.value))
    return parsed.success ? { found: parsed.output } : { wrong: `Invalid ${path}: ${parsed.issues[0].message}` }
  } catch (thrown) {
    return { wrong: `Failed to parse JSON data in ${path}: ${thrown instanceof Error ? thrown.message : 'not JSON'}` }
  }
}

/** The text of a lock file. */
export function lockText(manifest: Manifest, locked: readonly Locked[]): string {
  const packages: Record<string, unknown> = {
    '': {
      name: manifest.name,
      version: manifest.version,
      ...(Object.keys(manifest.dependencies).length > 0 && { dependencies: manifest.dependencies }),
      ...(Object.keys(manifest.devDependencies).length > 0 && { devDependencies: manifest.devDependencies }),
    },
  }
  for (const one of [...locked].sort((a, b) => (a.place < b.place ? -1 : 1)))
    packages[one.place] = { version: one.version, ...(one.isDevelopment && { dev: true }) }
  return `${JSON.stringify({ name: manifest.name, version: manifest.version, lockfileVersion: 3, requires: true, packages }, null, 2)}\n`
}
