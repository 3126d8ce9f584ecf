import { chmod, isDirectory, lstat, makeDevice, makeDirectory, makeFifo, stat } from '../files.ts'
import type { Errno, Process } from '../process.ts'
import { why } from './libc.ts'
import { parseMode } from './mode.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { withoutSlashes } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

/** `mkdir`: makes directories. */
export const mkdir = program({
  names: ['mkdir'],
  summary: 'Makes directories.',
  missing: 'Security contexts (-Z).',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'm:pvZ',
      gnuOnly: 'Z',
      long: { mode: 'm:', parents: 'p', verbose: 'v', context: 'Z' },
      usage: '[OPTION]... DIRECTORY...',
    }
    const options = readOptions(process, flavour, table)
    if (options.operands.length === 0) wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    const mode = modeOption(process, options, 0o777)
    const tell = (path: string): void => {
      if (!options.has('v')) return
      process.output.write(
        flavour === 'gnu' ? `mkdir: created directory ${quote(path)}\n` : `created directory: '${path}'\n`,
      )
    }
    let status = 0
    for (const path of options.operands) {
      const failure = options.has('p')
        ? makeWithParents(process, path, { mode, tell, flavour })
        : makeOne(process, path, mode, tell)
      if (failure === undefined) continue
      printError(process, cannotMake(process, flavour, failure))
      status = 1
    }
    return status
  },
})

/** A directory that could not be made. */
export interface DirectoryFailure {
  readonly path: string
  readonly errno: Errno
}

/** `cannot create directory 'x': File exists`, in the flavour's words. */
export function cannotMake(process: Process, flavour: Flavour, { path, errno }: DirectoryFailure): string {
  const action = flavour === 'gnu' ? `cannot create directory ${quote(path)}` : `can't create directory '${path}'`
  return `${action}: ${why(process, errno)}`
}

function makeOne(
  process: Process,
  path: string,
  mode: number | undefined,
  tell: (path: string) => void,
): DirectoryFailure | undefined {
  const errno = makeDirectory(process, path, mode ?? 0o777)
  if (errno !== undefined) return { path, errno }
  // A mode that was asked for is not cut by the umask.
  if (mode !== undefined) setMode(process, path, mode)
  tell(path)
  return undefined
}

function setMode(process: Process, path: string, mode: number): void {
  const inherited = (stat(process, path).value?.mode ?? 0) & 0o2000
  chmod(process, path, mode | inherited)
}

/** How {@link makeWithParents} makes what is missing. */
export interface MakingDirectories {
  /** Of the last directory, and not cut by the umask; undefined for what is usual. */
  readonly mode?: number | undefined
  readonly tell?: (path: string) => void
  readonly flavour?: Flavour
}

/** Makes a directory and the missing ones above it, as `mkdir -p`; it is fine when it is there. */
export function makeWithParents(
  process: Process,
  path: string,
  { mode, tell = () => undefined, flavour = 'gnu' }: MakingDirectories = {},
): DirectoryFailure | undefined {
  const trimmed = withoutSlashes(path)
  const ends = [...trimmed.matchAll(/[^/]\/+(?=[^/])/g)].map((found) => found.index + 1)
  for (const end of ends) {
    const above = trimmed.slice(0, end)
    const shown = flavour === 'gnu' ? above : `${above}/`
    // What cannot be made because of what it is in shows when the next one is made.
    if (isDirectory(process, above)) continue
    const errno = makeDirectory({ ...process, umask: process.umask & ~0o300 }, above)
    if (errno !== undefined) return { path: shown, errno: errno === 'EEXIST' ? whyNotDirectory(process, above) : errno }
    tell(shown)
  }
  if (isDirectory(process, path)) return undefined
  const made = makeOne(process, path, mode, tell)
  const isLooseLink = made?.errno === 'EEXIST' && flavour === 'busybox' && stat(process, path).errno === 'ENOENT'
  return isLooseLink ? { path, errno: 'ENOENT' } : made
}

function whyNotDirectory(process: Process, path: string): Errno {
  return stat(process, path).errno === 'ENOENT' && lstat(process, path).errno === undefined ? 'EEXIST' : 'ENOTDIR'
}

/** The mode given with `-m`; ends the program when it is none. Relative modes change `usual`. */
export function modeOption(process: Process, options: Options, usual: number, key = 'm'): number | undefined {
  const text = options.value(key)
  if (text === undefined) return undefined
  const change = parseMode(text, process.umask)
  if (change === undefined) return fail(process, `invalid mode ${quote(text)}`)
  return change(usual, false)
}

/** `mkfifo`: makes named pipes. */
export const mkfifo = program({
  names: ['mkfifo'],
  summary: 'Makes named pipes.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'm:Z',
      gnuOnly: 'Z',
      long: { mode: 'm:', context: 'Z' },
      usage: '[OPTION]... NAME...',
    }
    const options = readOptions(process, flavour, table)
    if (options.operands.length === 0) wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    const mode = modeOption(process, options, 0o666)
    let status = 0
    for (const path of options.operands) {
      const errno = makeFifo(process, path)
      if (errno === undefined) {
        if (mode !== undefined) chmod(process, path, mode)
        continue
      }
      printError(process, `${flavour === 'gnu' ? `cannot create fifo ${quote(path)}` : path}: ${why(process, errno)}`)
      status = 1
    }
    return status
  },
})

/** `mknod`: makes devices and named pipes. */
export const mknod = program({
  names: ['mknod'],
  summary: 'Makes devices and named pipes.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'm:Z',
      gnuOnly: 'Z',
      long: { mode: 'm:', context: 'Z' },
      usage: '[OPTION]... NAME TYPE [MAJOR MINOR]',
    }
    const options = readOptions(process, flavour, table)
    const wrong = (message: string): never => wrongUsage(process, flavour, table, flavour === 'gnu' ? message : '')
    const [path, type, ...numbers] = options.operands
    const mode = modeOption(process, options, 0o666)
    if (path === undefined) return wrong('missing operand')
    if (type === undefined) return wrong(`missing operand after ${quote(path)}`)
    if (!/^[bcup]/.test(type)) return wrong(`invalid device type ${quote(type)}`)
    const needed = type.startsWith('p') ? 0 : 2
    const [extra] = numbers.slice(needed)
    if (extra !== undefined) return wrong(`extra operand ${quote(extra)}`)
    if (numbers.length < needed) return wrong(`missing operand after ${quote(numbers.at(-1) ?? type)}`)
    const [major = 0, minor = 0] = numbers.map(Number)
    const kind = type.startsWith('b') ? 'block' : 'character'
    const errno = needed === 0 ? makeFifo(process, path) : makeDevice(process, path, kind, { major, minor })
    if (errno !== undefined) return fail(process, `${path}: ${why(process, errno)}`)
    if (mode !== undefined) chmod(process, path, mode)
    return 0
  },
})
