import { sha256Hex } from '../../../values/digest.ts'
import { exists } from '../../files.ts'
import type { Process } from '../../process.ts'
import { findProgram } from '../../run.ts'
import { complain, download, hasNetwork, say, tellModel, work } from '../console.ts'
import { placeFile, sized } from '../placing.ts'
import { compareVersions } from '../versions.ts'
import { indexOf, normalName, type PipIndex, type PipPackage } from './index-data.ts'
import { type Interpreter, installedFor } from './interpreter.ts'
import { meets, pinned, type Requirement } from './requirement.ts'
import { placePackage } from './unpack.ts'

/** What was asked of `pip install`, `download` or `wheel`. */
export interface PipCommand {
  readonly requirements: readonly Requirement[]
  /** Where downloads are kept; undefined with `--no-cache-dir`. */
  readonly cache: string | undefined
  readonly isQuiet: boolean
  readonly compiles: boolean
  /** Where wheels are put instead of being installed (`pip wheel`, `pip download`). */
  readonly wheelsTo: string | undefined
  /** Where packages go instead of the interpreter's folder (`--target`). */
  readonly target: string | undefined
  readonly withDependencies: boolean
}

/** A package that will be installed, in the version that is wanted. */
interface Chosen {
  readonly found: PipPackage
  readonly version: string
}

/** Installs requirements and what they need. Gives the exit status. */
export function install(process: Process, python: Interpreter, command: PipCommand): number {
  const index = indexOf(process)
  if (index === undefined) return 1
  const tell = (...lines: readonly string[]): void => {
    if (!command.isQuiet) say(process, ...lines)
  }
  const installed =
    command.wheelsTo === undefined && command.target === undefined
      ? installedFor(process, python)
      : new Map<string, string>()
  const chosen = new Map<string, Chosen>()
  const waiting = [...command.requirements]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const name = normalName(next.name)
    if (chosen.has(name)) continue
    const there = installed.get(name)
    if (there !== undefined && meets(there, next)) {
      tell(`Requirement already satisfied: ${next.name}${next.versions} in ${python.packages}${next.from} (${there})`)
      continue
    }
    const one = choose(process, index, python, next)
    if (one === undefined) return 1
    chosen.set(name, one)
    tell(`Collecting ${next.name}${next.versions}${next.from}`)
    if (!obtain(process, python, one, command, index, tell)) return 1
    const from = ` (from ${next.name}${next.versions}${next.from.replace(/^ \(/, '->').replace(/\)$/, '')})`
    if (command.withDependencies)
      for (const needed of one.found.requires) waiting.push({ name: needed, versions: '', from })
  }
  if (chosen.size > 0) tellModel(process, `pip: sizes come from ${index.source}.`)
  return finish(process, python, [...chosen.values()], command, index, tell)
}

type Tell = (...lines: readonly string[]) => void

/** The version for a requirement, or pip's words why there is none. */
function choose(process: Process, index: PipIndex, python: Interpreter, wanted: Requirement): Chosen | undefined {
  const found = index.find(wanted.name)
  if (!hasNetwork(process)) {
    for (const total of [4, 3, 2, 1, 0])
      complain(
        process,
        `WARNING: Retrying (Retry(total=${total}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution': /simple/${normalName(wanted.name)}/`,
      )
    return noVersion(process, wanted, 'none')
  }
  if (found === undefined) {
    process.machine.note({
      kind: 'not-simulated',
      message: `The Python package "${wanted.name}" is not in the catalog; the real index may have it.`,
    })
    return noVersion(process, wanted, 'none')
  }
  const pin = pinned(wanted)
  // The catalog has one version of each; an older one that is pinned exists too, with about the same size.
  const version = pin !== undefined && compareVersions(pin, found.version) < 0 ? pin : found.version
  if (!meets(version, wanted) || (found.kind === 'glibc' && python.libc === 'musl'))
    return noVersion(process, wanted, found.kind === 'glibc' && python.libc === 'musl' ? 'none' : found.version)
  return { found, version }
}

function noVersion(process: Process, wanted: Requirement, versions: string): undefined {
  complain(
    process,
    `ERROR: Could not find a version that satisfies the requirement ${wanted.name}${wanted.versions} (from versions: ${versions})`,
    `ERROR: No matching distribution found for ${wanted.name}${wanted.versions}`,
  )
  return undefined
}

/** The name of the file that the index offers. */
function fileName({ found, version }: Chosen, python: Interpreter): string {
  const name = found.name.replaceAll('-', '_')
  if (found.kind === 'source') return `${found.name}-${version}.tar.gz`
  if (found.kind === 'any') return `${name}-${version}-py3-none-any.whl`
  const tag = `cp${python.version.replace('.', '')}`
  return `${name}-${version}-${tag}-${tag}-${python.libc === 'musl' ? 'musllinux_1_2' : 'manylinux_2_28'}_x86_64.whl`
}

/** Downloads a package, or takes it from the cache; builds it when it comes as source. False when building fails. */
function obtain(
  process: Process,
  python: Interpreter,
  one: Chosen,
  command: PipCommand,
  index: PipIndex,
  tell: Tell,
): boolean {
  const file = fileName(one, python)
  const hash = sha256Hex(file)
  const cached =
    command.cache === undefined
      ? undefined
      : `${command.cache}/http-v2/${[...hash.slice(0, 5)].join('/')}/${hash.slice(0, 56)}.body`
  const built =
    command.cache === undefined
      ? undefined
      : `${command.cache}/wheels/${hash.slice(0, 2)}/${hash.slice(2, 60)}/${one.found.name}-${one.version}.whl`
  if (built !== undefined && one.found.kind === 'source' && exists(process, built)) {
    tell(`  Using cached ${one.found.name}-${one.version}.whl`)
    return true
  }
  if (cached !== undefined && exists(process, cached)) tell(`  Using cached ${file} (${kilobytes(one.found.size)})`)
  else {
    tell(`  Downloading ${file} (${kilobytes(one.found.size)})`)
    download(process, one.found.size)
    if (cached !== undefined)
      placeFile(
        process,
        cached,
        sized({ identity: `pip:${file}`, size: one.found.size * 1.003 + 9_000, kind: 'packed', source: index.source }),
      )
  }
  if (one.found.kind !== 'source') return true
  if (!compile(process, one, tell)) return false
  if (built !== undefined)
    placeFile(
      process,
      built,
      sized({ identity: `pip:built ${file}`, size: one.found.installed / 3, kind: 'packed', source: index.source }),
    )
  return true
}

/** Compiles a package that comes as source: what it needs must be there. */
function compile(process: Process, { found }: Chosen, tell: Tell): boolean {
  tell('  Preparing metadata (setup.py): started')
  const missing = found.needs.find((command) => findProgram(process, command).value === undefined)
  const hasHeaders = exists(process, '/usr/include/stdio.h') || exists(process, '/usr/share/doc/libc6-dev/.other-files')
  if (missing === undefined && hasHeaders) {
    tell(
      "  Preparing metadata (setup.py): finished with status 'done'",
      `Building wheels for collected packages: ${found.name}`,
      `  Building wheel for ${found.name} (setup.py): finished with status 'done'`,
    )
    work(process, 18_000)
    return true
  }
  work(process, 2_500)
  const why =
    missing === 'pg_config'
      ? ['Error: pg_config executable not found.', '', 'pg_config is required to build psycopg2 from source.']
      : missing !== undefined
        ? [`error: command '${missing === 'cc' ? 'gcc' : missing}' failed: No such file or directory`]
        : [
            'fatal error: stdio.h: No such file or directory',
            'compilation terminated.',
            "error: command '/usr/bin/gcc' failed with exit code 1",
          ]
  complain(
    process,
    '  error: subprocess-exited-with-error',
    '',
    `  × Building wheel for ${found.name} (setup.py) did not run successfully.`,
    '  │ exit code: 1',
    '  ╰─> [18 lines of output]',
    ...why.map((line) => `      ${line}`.trimEnd()),
    '      [end of output]',
    '',
    `ERROR: Failed to build installable wheels for some pyproject.toml based projects (${found.name})`,
  )
  return false
}

function kilobytes(size: number): string {
  return size >= 1_000_000
    ? `${(size / 1_000_000).toFixed(1)} MB`
    : size >= 10_000
      ? `${Math.round(size / 1000)} kB`
      : `${(size / 1000).toFixed(1)} kB`
}

function finish(
  process: Process,
  python: Interpreter,
  chosen: readonly Chosen[],
  command: PipCommand,
  index: PipIndex,
  tell: Tell,
): number {
  const names = chosen.map(({ found }) => found.name).sort()
  if (command.wheelsTo !== undefined) {
    for (const one of chosen) {
      const file = fileName(one, python).replace(/\.tar\.gz$/, `-cp${python.version.replace('.', '')}-linux_x86_64.whl`)
      if (
        placeFile(
          process,
          `${command.wheelsTo}/${file}`,
          sized({ identity: `pip:${file}`, size: one.found.size, kind: 'packed', source: index.source }),
        ) !== undefined
      )
        return 1
      tell(`Saved ${command.wheelsTo}/${file}`)
    }
    return 0
  }
  if (chosen.length === 0) return 0
  tell(`Installing collected packages: ${names.join(', ')}`)
  for (const { found, version } of chosen) {
    const wrong = placePackage(process, python, found, version, command, index)
    if (wrong === undefined) continue
    complain(
      process,
      `ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '${command.target ?? python.packages}/${found.name}'`,
      'Consider using the `--user` option or check the permissions.',
    )
    return 1
  }
  work(process, 800 + chosen.reduce((sum, { found }) => sum + found.installed, 0) / 12_000)
  tell(
    `Successfully installed ${chosen
      .map(({ found, version }) => `${found.name}-${version}`)
      .sort()
      .join(' ')}`,
  )
  if (process.user.uid === 0 && !exists(process, `${python.prefix}/pyvenv.cfg`))
    complain(
      process,
      "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv. Use the --root-user-action option if you know what you are doing and want to suppress this warning.",
    )
  return 0
}
