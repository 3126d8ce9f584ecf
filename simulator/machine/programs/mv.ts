import { isDirectory, lstat, realPath, rename, stat, unlink } from '../files.ts'
import type { Process } from '../process.ts'
import { copyAsBusybox } from './copy/busybox.ts'
import { type CopyHow, startCopying } from './copy/entry.ts'
import { copyAsGnu } from './copy/gnu.ts'
import { type Pair, pairsAsGnu, pairsInto } from './destinations.ts'
import { why } from './libc.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { isSameFile, lastName, placeOf } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'
import { removeAll } from './remove.ts'

const gnuTable: OptionTable = {
  short: 'bfinS:t:TuvZ',
  long: {
    backup: 'backup?',
    force: 'f',
    interactive: 'i',
    'no-clobber': 'n',
    'strip-trailing-slashes': 'strip',
    suffix: 'S:',
    'target-directory': 't:',
    'no-target-directory': 'T',
    update: 'u',
    verbose: 'v',
  },
  usage: '[OPTION]... [-T] SOURCE DEST',
}
const busyboxTable: OptionTable = {
  short: 'fint:Tv',
  long: { 'target-directory': 't:', 'no-target-directory': 'T', verbose: 'v' },
  usage: '[-finT] SOURCE DEST\n   or: mv [-fin] SOURCE... { -t DIRECTORY | DIRECTORY }',
}

/** `mv`: gives files and directories another name or place. */
export const mv = program({
  names: ['mv'],
  summary: 'Moves and renames files and directories.',
  missing: 'Questions (-i) are taken as answered with no.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    const pairs =
      flavour === 'gnu' ? pairsAsGnu(process, options, table, lastName) : pairsAsBusybox(process, options, table)
    const move = flavour === 'gnu' ? moveAsGnu : moveAsBusybox
    const made = new Set<string>()
    let status = 0
    for (const [from, to] of pairs) if (!move(process, options, from, to, made)) status = 1
    return status
  },
})

function pairsAsBusybox(process: Process, options: Options, table: OptionTable): readonly Pair[] {
  const { operands } = options
  const into = options.value('t')
  if (into !== undefined && operands.length > 0) return pairsInto(into, operands, lastName)
  const [first, second] = operands
  if (first === undefined || second === undefined) wrongUsage(process, 'busybox', table, '')
  const last = operands.at(-1) ?? ''
  if (options.has('T') && isDirectory(process, last)) fail(process, `'${last}' is a directory`)
  if (operands.length === 2 && !isDirectory(process, last)) return [[first, last]]
  return pairsInto(last, operands.slice(0, -1), lastName)
}

function moveAsGnu(process: Process, options: Options, from: string, to: string, made: Set<string>): boolean {
  const wrong = (message: string): false => {
    printError(process, message)
    return false
  }
  const found = lstat(process, from)
  if (found.errno !== undefined) return wrong(`cannot stat ${quote(from)}: ${why(process, found.errno)}`)
  const node = found.value
  const before = lstat(process, to).value
  if (before !== undefined) {
    if (isSameFile(process, from, to, false)) return wrong(`${quote(from)} and ${quote(to)} are the same file`)
    if (node.kind === 'directory' && before.kind !== 'directory')
      return wrong(`cannot overwrite non-directory ${quote(to)} with directory ${quote(from)}`)
    if (node.kind !== 'directory' && before.kind === 'directory')
      return wrong(`cannot overwrite directory ${quote(to)} with non-directory`)
    if (node.kind !== 'directory' && made.has(placeOf(process, to).value ?? to))
      return wrong(`will not overwrite just-created ${quote(to)} with ${quote(from)}`)
    const isNewer = before.mtime.seconds >= node.mtime.seconds
    if (options.has('n') || options.has('i') || (options.has('u') && isNewer)) return true
    if (options.has('b') || options.has('backup')) rename(process, to, to + (options.value('S') ?? '~'))
  }
  const errno = rename(process, from, to)
  if (errno === 'EXDEV') {
    const copying = startCopying(process, howToMove('gnu', options))
    if (node.kind !== 'directory' && before !== undefined) unlink(process, to)
    if (!copyAsGnu(copying, from, to)) return false
    if (options.has('v') && node.kind === 'directory') process.output.write(`removed directory ${quote(from)}\n`)
    return removeAll(process, 'gnu', from)
  }
  if (errno === 'EINVAL' && isInside(process, from, to))
    return wrong(`cannot move ${quote(from)} to a subdirectory of itself, ${quote(to)}`)
  if (errno !== undefined) return wrong(`cannot move ${quote(from)} to ${quote(to)}: ${why(process, errno)}`)
  made.add(placeOf(process, to).value ?? to)
  if (options.has('v')) process.output.write(`renamed ${quote(from)} -> ${quote(to)}\n`)
  return true
}

function isInside(process: Process, from: string, to: string): boolean {
  const top = realPath(process, from).value
  return top !== undefined && `${placeOf(process, to).value ?? ''}/`.startsWith(`${top}/`)
}

function howToMove(flavour: Flavour, options: Options): CopyHow {
  return {
    flavour,
    recursive: true,
    follows: 'none',
    kept: { mode: true, owner: true, times: true, links: true },
    force: true,
    noClobber: false,
    onlyNewer: false,
    verbose: flavour === 'gnu' && options.has('v'),
    removesFirst: false,
    makes: 'copies',
    isMove: true,
  }
}

/** Source: busybox coreutils/mv.c. */
function moveAsBusybox(process: Process, options: Options, from: string, to: string): boolean {
  const wrong = (message: string): false => {
    printError(process, message)
    return false
  }
  const before = stat(process, to)
  if (before.errno !== undefined && before.errno !== 'ENOENT' && !(before.errno === 'ENOTDIR' && to.endsWith('/')))
    return wrong(`can't stat '${to}': ${why(process, before.errno)}`)
  if (before.errno === undefined && (options.has('n') || (options.has('i') && !options.has('f')))) return true
  const errno = rename(process, from, to)
  if (errno === 'EXDEV') {
    const node = lstat(process, from).value
    if (before.value !== undefined) {
      const isDirectoryThere = before.value.kind === 'directory'
      if (isDirectoryThere !== (node?.kind === 'directory'))
        return wrong(
          `can't overwrite ${isDirectoryThere ? '' : 'non-'}directory with ${isDirectoryThere ? 'non-' : ''}directory`,
        )
      const inTheWay = unlink(process, to)
      if (inTheWay !== undefined) return wrong(`can't remove '${to}': ${why(process, inTheWay)}`)
    }
    const copying = startCopying(process, howToMove('busybox', options))
    if (!copyAsBusybox(copying, from, to) || !removeAll(process, 'busybox', from)) return false
  } else if (errno !== undefined) return wrong(`can't rename '${from}': ${why(process, errno)}`)
  if (options.has('v')) process.output.write(`'${from}' -> '${to}'\n`)
  return true
}
