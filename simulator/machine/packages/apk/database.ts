import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { placeFile } from '../placing.ts'

/** One installed package, as apk's database tells. */
export interface Installed {
  readonly name: string
  readonly version: string
  /** Bytes as apk counts them. */
  readonly installed: number
  readonly depends: readonly string[]
  /** Paths of its files; empty for packages of the base image. */
  readonly paths: readonly string[]
}

const installedPath = '/lib/apk/db/installed'
const worldPath = '/etc/apk/world'

/** Reads the database of installed packages, in its order. */
export function readInstalled(process: Process): Map<string, Installed> {
  const text = readTextFile(process, installedPath).value ?? ''
  const installed = new Map<string, Installed>()
  for (const record of text.split('\n\n')) {
    const field = (letter: string): string => new RegExp(`^${letter}:(.*)$`, 'm').exec(record)?.[1] ?? ''
    const name = field('P')
    if (name === '') continue
    installed.set(name, {
      name,
      version: field('V'),
      installed: Number(field('I')) || 0,
      depends: field('D') === '' ? [] : field('D').split(' '),
      paths: pathsIn(record),
    })
  }
  return installed
}

function pathsIn(record: string): readonly string[] {
  const paths: string[] = []
  let folder = ''
  for (const line of record.split('\n')) {
    if (line.startsWith('F:')) folder = line.slice(2)
    else if (line.startsWith('R:')) paths.push(`/${folder}/${line.slice(2)}`)
  }
  return paths
}

/** Writes the database of installed packages. */
export function writeInstalled(process: Process, installed: ReadonlyMap<string, Installed>): void {
  placeFile(process, installedPath, [...installed.values()].map(recordOf).join(''))
}

function recordOf({ name, version, installed, depends, paths }: Installed): string {
  const lines = [`P:${name}`, `V:${version}`, 'A:x86_64', `I:${installed}`]
  if (depends.length > 0) lines.push(`D:${depends.join(' ')}`)
  for (const path of paths) {
    const slash = path.lastIndexOf('/')
    lines.push(`F:${path.slice(1, slash)}`, `R:${path.slice(slash + 1)}`)
  }
  return `${lines.join('\n')}\n\n`
}

/** What was asked for by name: words as `curl`, `curl=8.1-r0`, `.build=20260101.000000`. */
export function readWorld(process: Process): Set<string> {
  const text = readTextFile(process, worldPath).value ?? ''
  return new Set(text.split(/\s+/).filter((word) => word !== ''))
}

/** Writes what was asked for by name. */
export function writeWorld(process: Process, world: ReadonlySet<string>): void {
  placeFile(
    process,
    worldPath,
    [...world]
      .sort()
      .map((word) => `${word}\n`)
      .join(''),
  )
}

/** The name in a word of the world. */
export function nameIn(word: string): string {
  return word.replace(/[=<>~@].*/, '')
}

/** The line that ends every change: how much is installed now. */
export function summary(process: Process): string {
  const installed = [...readInstalled(process).values()]
  const bytes = installed.reduce((sum, one) => sum + one.installed, 0)
  return `OK: ${Math.floor(bytes / 1_048_576)} MiB in ${installed.length} packages`
}
