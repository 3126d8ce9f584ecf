import * as v from 'valibot'
import { publicHosts } from '../../../values/hosts.ts'
import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { tableReader } from '../table.ts'

const NamedFile = v.union([
  v.strictTuple([v.string(), v.number()]),
  v.strictTuple([v.string(), v.number(), v.string()]),
])
const Row = v.union([
  v.strictTuple([v.string(), v.string(), v.number(), v.number(), v.string()]),
  v.strictTuple([v.string(), v.string(), v.number(), v.number(), v.string(), v.string()]),
  v.strictTuple([v.string(), v.string(), v.number(), v.number(), v.string(), v.string(), v.array(NamedFile)]),
])
const AptTable = v.object({
  suite: v.string(),
  lists: v.record(v.string(), v.number()),
  downloaded: v.number(),
  source: v.string(),
  packages: v.array(Row),
})

const readTable = tableReader(AptTable)

/** One package as the archive has it on a day. Sizes in bytes. */
export interface DebPackage {
  readonly name: string
  readonly version: string
  /** Of the .deb. */
  readonly size: number
  readonly installed: number
  readonly depends: readonly string[]
  readonly recommends: readonly string[]
  readonly files: readonly DebFile[]
}

/** A file that is known by name. `program` is what runs it; after `-> ` it is the target of a link. */
export interface DebFile {
  readonly path: string
  readonly size: number
  readonly program: string | undefined
}

/** The archive that an image's sources point to. */
export interface Archive {
  readonly suite: string
  readonly host: string
  /** Of the host and the folder in it. */
  readonly address: string
  readonly isUbuntu: boolean
  /** Index files by name, with their sizes. */
  readonly lists: Readonly<Record<string, number>>
  readonly downloaded: number
  /** Where the figures come from. */
  readonly source: string
  /** The package as it stands in the index of a day (see {@link dayOf}); undefined where there is none. */
  readonly find: (name: string, day: number) => DebPackage | undefined
}

/** The archive of the image that a process runs in; undefined when its table is not loaded. */
export function archiveOf(process: Process): Archive | undefined {
  const release = releaseOf(process)
  const isUbuntu = release.get('ID') === 'ubuntu'
  const suite = release.get('VERSION_CODENAME') ?? 'bookworm'
  const table = readTable(process, suite === 'trixie' ? 'apt-trixie' : 'apt-bookworm')
  if (table === undefined) return undefined
  const rows = rowsOf(table)
  const host = isUbuntu ? publicHosts.ubuntu : publicHosts.debian
  return {
    suite,
    isUbuntu,
    host,
    address: `http://${host}/${isUbuntu ? 'ubuntu' : 'debian'}`,
    lists: table.lists,
    downloaded: table.downloaded,
    source: isUbuntu ? `${table.source}; its figures stand for Ubuntu's` : table.source,
    find: (name, day) => {
      const row = rows.get(name)
      return row === undefined ? undefined : packageOf(row, day)
    },
  }
}

/** The lines of /etc/os-release. */
export function releaseOf(process: Process): ReadonlyMap<string, string> {
  const text = readTextFile(process, '/etc/os-release').value ?? ''
  return new Map([...text.matchAll(/^(\w+)="?([^"\n]*)"?$/gm)].map(([, key = '', value = '']) => [key, value]))
}

type Row = v.InferOutput<typeof Row>

const rowsByTable = new WeakMap<object, ReadonlyMap<string, Row>>()

function rowsOf(table: v.InferOutput<typeof AptTable>): ReadonlyMap<string, Row> {
  let rows = rowsByTable.get(table)
  if (rows === undefined) {
    rows = new Map(table.packages.map((row) => [row[0], row]))
    rowsByTable.set(table, rows)
  }
  return rows
}

function packageOf(row: Row, day: number): DebPackage {
  const [name, version, size, installed, depends, recommends = '', files = []] = row
  return {
    name,
    version: versionOn(version, day),
    size,
    installed,
    depends: words(depends),
    recommends: words(recommends),
    files: files.map(([path, bytes, program]) => ({ path: `/${path}`, size: bytes, program })),
  }
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ')
}

const secondsPerDay = 86_400
const collected = Date.UTC(2026, 10, 24) / 1000

/** The number of the day since the index was collected; never below 0. */
export function dayOf(seconds: number): number {
  return Math.max(0, Math.floor((seconds - collected) / secondsPerDay))
}

/**
 * The version that the archive serves on a day. Packages with security updates (`+deb12u3`) get the next one every four weeks, and the file
 * of the one before goes away: that is how a stale index comes to name files that are no longer there.
 */
function versionOn(version: string, day: number): string {
  return version.replace(
    /(\+deb\d+u)(\d+)$/,
    (_, stem: string, count: string) => `${stem}${Number(count) + Math.floor(day / 28)}`,
  )
}
