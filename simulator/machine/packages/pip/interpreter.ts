import { directoryName } from '../../../values/path.ts'
import { exists, list, readTextFile, realPath } from '../../files.ts'
import type { Process } from '../../process.ts'
import { findProgram } from '../../run.ts'
import { normalName } from './index-data.ts'

/** The Python that packages are installed for. */
export interface Interpreter {
  /** `/usr/local`, `/usr`, or the folder of a virtual environment. */
  readonly prefix: string
  /** `3.13`. */
  readonly version: string
  /** What its scripts begin with. */
  readonly executable: string
  /** Where its packages lie. */
  readonly packages: string
  /** The C library of the image. */
  readonly libc: 'glibc' | 'musl'
  /** Whether the distribution keeps its own packages here, so that pip refuses. Source: PEP 668. */
  readonly isManaged: boolean
}

/** The Python that a command of the same folder (`pip`, `python3`) belongs to; undefined when there is none. */
export function interpreterOf(process: Process): Interpreter | undefined {
  const called = process.arguments[0] ?? ''
  const own = findProgram(process, called).value
  const beside = own === undefined ? undefined : `${directoryName(absolute(process, own))}/python3`
  const path = beside !== undefined && exists(process, beside) ? beside : findProgram(process, 'python3').value
  if (path === undefined) return undefined
  const prefix = directoryName(directoryName(absolute(process, path)))
  const isEnvironment = exists(process, `${prefix}/pyvenv.cfg`)
  const real = realPath(process, path).value ?? path
  const version = /python(\d+\.\d+)$/.exec(real)?.[1] ?? versionIn(process, prefix)
  if (version === undefined) return undefined
  // Debian keeps what pip brings apart from its own packages.
  const isDebian = prefix === '/usr'
  return {
    prefix: isDebian ? '/usr/local' : prefix,
    version,
    executable: isDebian ? '/usr/bin/python3' : `${prefix}/bin/python${version}`,
    packages: isDebian
      ? `/usr/local/lib/python${version}/dist-packages`
      : `${prefix}/lib/python${version}/site-packages`,
    libc: exists(process, '/lib/ld-musl-x86_64.so.1') ? 'musl' : 'glibc',
    isManaged: isDebian && !isEnvironment && version >= '3.11',
  }
}

function absolute(process: Process, path: string): string {
  return path.startsWith('/') ? path : `${process.directory}/${path}`
}

function versionIn(process: Process, prefix: string): string | undefined {
  const folder = (list(process, `${prefix}/lib`).value ?? []).find((name) => /^python3\.\d+$/.test(name))
  return folder?.slice('python'.length)
}

/** The same Python, with packages for the user alone. Source: Python documentation, site, USER_BASE. */
export function forUser(process: Process, python: Interpreter): Interpreter {
  const prefix = `${process.environment.get('HOME') ?? '/root'}/.local`
  return { ...python, prefix, packages: `${prefix}/lib/python${python.version}/site-packages` }
}

/** What is installed for a Python: normal name → version. */
export function installedFor(process: Process, python: Interpreter): ReadonlyMap<string, string> {
  const installed = new Map<string, string>()
  const own = forUser(process, python).packages
  const places = own === python.packages ? [own] : [own, python.packages]
  const folders = places.flatMap((place) => (list(process, place).value ?? []).map((name) => `${place}/${name}`))
  for (const folder of folders) {
    if (!folder.endsWith('.dist-info')) continue
    const metadata = readTextFile(process, `${folder}/METADATA`).value ?? ''
    const name = /^Name: (.*)$/m.exec(metadata)?.[1]
    const version = /^Version: (.*)$/m.exec(metadata)?.[1]
    if (name !== undefined && version !== undefined) installed.set(normalName(name), version)
  }
  return installed
}
