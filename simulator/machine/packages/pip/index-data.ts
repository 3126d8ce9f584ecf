import * as v from 'valibot'
import type { Process } from '../../process.ts'
import { tableReader } from '../table.ts'

const Row = v.strictTuple([
  v.string(),
  v.string(),
  v.number(),
  v.number(),
  v.number(),
  v.number(),
  v.string(),
  v.string(),
])
const PipTable = v.object({ source: v.string(), packages: v.array(Row) })

const readTable = tableReader(PipTable)

/** One project of the package index, in the version that it has. Sizes in bytes. */
export interface PipPackage {
  readonly name: string
  readonly version: string
  /** Of the wheel, or of the source archive. */
  readonly size: number
  readonly installed: number
  /** Of the .pyc files that pip writes. */
  readonly compiled: number
  readonly requires: readonly string[]
  /** `any`: runs everywhere; `native`: compiled, for glibc and musl; `glibc`: compiled, for glibc alone; `source`: to be compiled here. */
  readonly kind: 'any' | 'native' | 'glibc' | 'source'
  /** Commands that compiling needs, and the library that running needs. */
  readonly needs: readonly string[]
  readonly library: string | undefined
}

/** The package index. */
export interface PipIndex {
  readonly source: string
  readonly find: (name: string) => PipPackage | undefined
}

const indexes = new WeakMap<object, PipIndex>()

/** The package index; undefined when its table is not loaded. */
export function indexOf(process: Process): PipIndex | undefined {
  const table = readTable(process, 'pip')
  if (table === undefined) return undefined
  let index = indexes.get(table)
  if (index === undefined) {
    const packages = new Map(table.packages.map((row) => [row[0], packageOf(row)]))
    index = { source: table.source, find: (name) => packages.get(normalName(name)) }
    indexes.set(table, index)
  }
  return index
}

/** Names are compared without regard to case, with `-`, `_` and `.` alike. Source: PEP 503. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

function packageOf([name, version, size, installed, , compiled, requires, kind]: v.InferOutput<
  typeof Row
>): PipPackage {
  const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '')
  const [how = '', library] = kind.split(' | ')
  const [first = '', ...needs] = words(how)
  return {
    name,
    version,
    size,
    installed,
    compiled,
    requires: words(requires),
    kind: first === 'any' || first === 'native' || first === 'glibc' ? first : 'source',
    needs,
    library,
  }
}
