import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { placeFile } from '../placing.ts'

/** The packages that are installed: name → version (empty where the image does not tell it). */
export type Installed = Map<string, string>

const statusPath = '/var/lib/dpkg/status'
const statesPath = '/var/lib/apt/extended_states'

/** Reads dpkg's database; empty when there is none. */
export function readInstalled(process: Process): Installed {
  const text = readTextFile(process, statusPath).value ?? ''
  const installed: Installed = new Map()
  for (const paragraph of text.split('\n\n')) {
    const name = /^Package: (\S+)$/m.exec(paragraph)?.[1]
    if (name === undefined || !/^Status: \S+ \S+ installed$/m.test(paragraph)) continue
    installed.set(name, /^Version: (\S+)$/m.exec(paragraph)?.[1] ?? '')
  }
  return installed
}

/** Writes dpkg's database. */
export function writeInstalled(process: Process, installed: Installed): void {
  const paragraphs = [...installed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, version]) =>
        `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\n${version === '' ? '' : `Version: ${version}\n`}\n`,
    )
  placeFile(process, statusPath, paragraphs.join(''))
}

/** The packages that came only because others needed them. */
export function readAutomatic(process: Process): Set<string> {
  const text = readTextFile(process, statesPath).value ?? ''
  return new Set(
    [...text.matchAll(/^Package: (\S+)\nArchitecture: \S+\nAuto-Installed: 1$/gm)].map(([, name = '']) => name),
  )
}

/** Writes which packages came only because others needed them. */
export function writeAutomatic(process: Process, automatic: ReadonlySet<string>): void {
  const paragraphs = [...automatic].sort().map((name) => `Package: ${name}\nArchitecture: amd64\nAuto-Installed: 1\n\n`)
  placeFile(process, statesPath, paragraphs.join(''))
}

/** The paths that a package put into the system, as dpkg wrote them down; undefined for a package of the base image. */
export function pathsOf(process: Process, name: string): readonly string[] | undefined {
  const text = readTextFile(process, listPath(name)).value
  return text?.split('\n').filter((path) => path !== '' && path !== '/.')
}

/** Writes down the paths that a package put into the system. */
export function writePaths(process: Process, name: string, paths: readonly string[]): void {
  placeFile(process, listPath(name), `/.\n${paths.join('\n')}\n`)
}

/** Where dpkg writes down a package's paths. */
export function listPath(name: string): string {
  return `/var/lib/dpkg/info/${name}.list`
}
