import * as v from 'valibot'
import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { tableReader } from '../table.ts'

const NamedFile = v.union([
  v.strictTuple([v.string(), v.number()]),
  v.strictTuple([v.string(), v.number(), v.string()]),
])
const Row = v.union([
  v.strictTuple([v.string(), v.string(), v.number(), v.number(), v.string()]),
  v.strictTuple([v.string(), v.string(), v.number(), v.number(), v.string(), v.array(NamedFile)]),
  v.strictTuple([v.string(), v.string(), v.number(), v.number(), v.string(), v.array(NamedFile), v.literal(1)]),
])
const ApkTable = v.object({
  source: v.string(),
  index: v.object({ main: v.number(), community: v.number() }),
  packages: v.array(Row),
})

const readTable = tableReader(ApkTable)

/** One package of Alpine. Sizes in bytes; `installed` is what apk tells. */
export interface ApkPackage {
  readonly name: string
  readonly version: string
  readonly size: number
  readonly installed: number
  readonly depends: readonly string[]
  /** `program` is what runs the file; after `-> ` it is the target of a link. */
  readonly files: readonly { readonly path: string; readonly size: number; readonly program: string | undefined }[]
  readonly isEstimate: boolean
}

/** The repositories that an image names. */
export interface ApkIndex {
  readonly source: string
  /** Bytes of the index files as they are downloaded and kept. */
  readonly main: number
  readonly community: number
  readonly find: (name: string) => ApkPackage | undefined
}

const indexes = new WeakMap<object, ApkIndex>()

/** The repositories' data; undefined when the table is not loaded. */
export function indexOf(process: Process): ApkIndex | undefined {
  const table = readTable(process, 'apk')
  if (table === undefined) return undefined
  let index = indexes.get(table)
  if (index === undefined) {
    const packages = new Map(table.packages.map((row) => [row[0], packageOf(row)]))
    index = { source: table.source, ...table.index, find: (name) => packages.get(name) }
    indexes.set(table, index)
  }
  return index
}

function packageOf([name, version, size, installed, depends, files = [], estimate]: v.InferOutput<
  typeof Row
>): ApkPackage {
  return {
    name,
    version,
    size,
    installed,
    depends: depends === '' ? [] : depends.split(' '),
    files: files.map(([path, bytes, program]) => ({ path: `/${path}`, size: bytes, program })),
    isEstimate: estimate === 1,
  }
}

/** The addresses in /etc/apk/repositories. */
export function repositoriesOf(process: Process): readonly string[] {
  const text = readTextFile(process, '/etc/apk/repositories').value ?? ''
  return text
    .split('\n')
    .map((line) => line.trim().replace(/^@\S+\s+/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
}
