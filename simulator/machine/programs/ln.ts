import { isDirectory, link, lstat, realPath, rename, stat, symlink, unlink } from '../files.ts'
import type { Errno, Process } from '../process.ts'
import { notDirectory, type Pair, pairsInto } from './destinations.ts'
import { why } from './libc.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { isSameFile, lastName, within, withoutSlashes } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const gnuTable: OptionTable = {
  short: 'bdFfiLnPrsS:t:Tv',
  long: {
    backup: 'backup?',
    directory: 'd',
    force: 'f',
    interactive: 'i',
    logical: 'L',
    'no-dereference': 'n',
    physical: 'P',
    relative: 'r',
    symbolic: 's',
    suffix: 'S:',
    'target-directory': 't:',
    'no-target-directory': 'T',
    verbose: 'v',
  },
  usage: '[OPTION]... [-T] TARGET LINK_NAME',
}
const busyboxTable: OptionTable = { short: 'sfnbS:vT', usage: '[-sfnbtv] [-S SUF] TARGET... LINK|DIR' }

/** `ln`: gives files another name, or makes symbolic links. */
export const ln = program({
  names: ['ln'],
  summary: 'Makes hard and symbolic links.',
  missing: 'Questions (-i) are taken as answered with no.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    if (options.operands.length === 0)
      wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing file operand' : '')
    const links = flavour === 'gnu' ? linksAsGnu(process, options, table) : linksAsBusybox(process, options)
    let status = 0
    for (const [target, path] of links) if (!makeLink(process, flavour, options, target, path)) status = 1
    return status
  },
})

function linksAsGnu(process: Process, options: Options, table: OptionTable): readonly Pair[] {
  const { operands } = options
  const into = options.value('t')
  const last = operands.at(-1) ?? ''
  if (options.has('T')) {
    const [target = '', path, extra] = operands
    if (path === undefined) wrongUsage(process, 'gnu', table, `missing destination file operand after ${quote(target)}`)
    if (extra !== undefined) wrongUsage(process, 'gnu', table, `extra operand ${quote(extra)}`)
    return [[target, path]]
  }
  if (into !== undefined) {
    if (!isDirectory(process, into)) notDirectory(process, into, 'target')
    return pairsInto(into, operands, lastName)
  }
  if (operands.length === 1) return [[last, `./${lastName(last)}`]]
  if (isTargetDirectory(process, options, last)) return pairsInto(last, operands.slice(0, -1), lastName)
  if (operands.length > 2) notDirectory(process, last, 'target')
  return [[operands[0] ?? '', last]]
}

function linksAsBusybox(process: Process, options: Options): readonly Pair[] {
  const { operands } = options
  const last = operands.at(-1) ?? ''
  if (operands.length === 1) return [[last, lastName(last)]]
  const isInto = isTargetDirectory(process, options, last)
  if (isInto && options.has('T')) return fail(process, `'${last}' is a directory`)
  return operands.slice(0, -1).map((target) => [target, isInto ? within(last, lastName(target)) : last])
}

/** With -n a link to a directory is no directory. */
function isTargetDirectory(process: Process, options: Options, path: string): boolean {
  const found = options.has('n') && !path.endsWith('/') ? lstat(process, path) : stat(process, path)
  return found.value?.kind === 'directory'
}

function makeLink(process: Process, flavour: Flavour, options: Options, target: string, path: string): boolean {
  const wrong = (message: string): false => {
    printError(process, message)
    return false
  }
  const isSymbolic = options.has('s')
  if (!isSymbolic) {
    const found = options.has('L') ? stat(process, target) : lstat(process, target)
    if (found.errno !== undefined)
      return wrong(`${flavour === 'gnu' ? `failed to access ${quote(target)}` : target}: ${why(process, found.errno)}`)
    if (flavour === 'gnu' && found.value.kind === 'directory')
      return wrong(`${target}: hard link not allowed for directory`)
  }
  const before = lstat(process, path).value
  if (before !== undefined && options.has('f') && flavour === 'gnu') {
    if (before.kind === 'directory') return wrong(`${path}: cannot overwrite directory`)
    if (!isSymbolic && isSameFile(process, target, path, false))
      return wrong(`${quote(target)} and ${quote(path)} are the same file`)
  }
  if (before !== undefined && before.kind !== 'directory') {
    const isBackedUp = options.has('b') || options.has('backup')
    if (isBackedUp) rename(process, path, path + (options.value('S') ?? '~'))
    else if (options.has('f')) unlink(process, path)
  }
  const written = isSymbolic && options.has('r') ? relativeTarget(process, target, path) : target
  const existing = options.has('L') ? (realPath(process, target).value ?? target) : target
  const errno = isSymbolic ? symlink(process, written, path) : link(process, existing, path)
  if (errno !== undefined)
    return wrong(
      flavour === 'gnu' ? gnuFailure(process, isSymbolic, target, path, errno) : `${path}: ${why(process, errno)}`,
    )
  if (options.has('v'))
    process.output.write(`${quote(withoutDot(path))} ${isSymbolic ? '->' : '=>'} ${quote(written)}\n`)
  return true
}

function withoutDot(path: string): string {
  return path.startsWith('./') ? path.slice(2) : path
}

function gnuFailure(process: Process, isSymbolic: boolean, target: string, path: string, errno: Errno): string {
  const text = why(process, errno)
  if (isSymbolic) return `failed to create symbolic link ${quote(path)}${target === '' ? ` -> ''` : ''}: ${text}`
  const isShort = errno === 'EEXIST' || errno === 'ENOSPC' || errno === 'EROFS'
  return `failed to create hard link ${quote(path)}${isShort ? '' : ` => ${quote(target)}`}: ${text}`
}

/** The target as seen from the directory of the link. */
function relativeTarget(process: Process, target: string, path: string): string {
  const trimmed = withoutSlashes(path)
  const above = trimmed.includes('/') ? trimmed.slice(0, trimmed.lastIndexOf('/') + 1) : '.'
  const from = realPath(process, above).value
  const to = realPath(process, target).value
  return from === undefined || to === undefined ? target : relativePath(from, to)
}

/** The way from one absolute path to another. */
export function relativePath(from: string, to: string): string {
  const namesFrom = from.split('/').filter((name) => name !== '')
  const namesTo = to.split('/').filter((name) => name !== '')
  let shared = 0
  while (shared < namesFrom.length && shared < namesTo.length && namesFrom[shared] === namesTo[shared]) shared++
  return [...namesFrom.slice(shared).map(() => '..'), ...namesTo.slice(shared)].join('/') || '.'
}
