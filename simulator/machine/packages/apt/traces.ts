import { readFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { placeFile, removeAll, sized } from '../placing.ts'
import type { Archive, DebPackage } from './archive.ts'

/*
 * What an installation leaves beside the files that a package's Installed-Size counts. Measured: layers of `apt-get install` in a real docker on Debian 12
 * (tests/truth/apt), 6 kB of control files for a small package, 1.7 % for a large one; compiled Python is 0.8 of its sources.
 */

/** Control files of one package: checksums, scripts, triggers. */
const controlBytes = 3000
const controlShare = 0.008

const compiledShare = 0.8

/** The questions of all packages, which debconf writes anew, and keeps as they were, when a package that asks any is set up. */
const debconfFiles = [
  ['templates.dat', 780_197],
  ['templates.dat-old', 753_157],
  ['config.dat', 16_381],
] as const

const source = 'measured: layers of apt-get install on Debian 12'

/** Places the control files of a package and, for libraries of Python, what is compiled when it is set up. Gives the paths. */
export function placeTraces(process: Process, found: DebPackage, archive: Archive): readonly string[] {
  const identity = `apt:${found.name}@${found.version}`
  const sums = sumsPath(found.name)
  const size = controlBytes + found.installed * controlShare
  placeFile(process, sums, sized({ identity: `${identity}${sums}`, size, kind: 'text', source }))
  const minor = /^libpython3\.(\d+)-(?:minimal|stdlib)$/.exec(found.name)?.[1]
  if (minor === undefined && !/^python3-/.test(found.name)) return []
  const folder = minor === undefined ? '/usr/lib/python3/dist-packages' : `/usr/lib/python3.${minor}`
  const path = `${folder}/__pycache__/.other-files-${found.name}`
  const bytes = found.installed * compiledShare
  placeFile(
    process,
    path,
    sized({ identity: `${identity} compiled`, size: bytes, kind: 'binary', source: archive.source }),
  )
  return [path]
}

/** Takes away the control files of a package. */
export function removeTraces(process: Process, name: string): void {
  removeAll(process, sumsPath(name))
}

function sumsPath(name: string): string {
  return `/var/lib/dpkg/info/${name}.md5sums`
}

/** The state before, which dpkg keeps; and debconf's files, when one of the packages asks questions. */
export function placeBackups(process: Process, packages: readonly DebPackage[], statusBefore: string): void {
  placeFile(process, '/var/lib/dpkg/status-old', statusBefore)
  if (!packages.some((found) => found.depends.includes('debconf'))) return
  for (const [name, size] of debconfFiles) {
    const path = `/var/cache/debconf/${name}`
    // Answers that were set before stay readable.
    if (readFile(process, path).value?.kind === 'real') continue
    placeFile(process, path, sized({ identity: `debconf:${name}`, size, kind: 'text', source }))
  }
}
