import { textOf } from '../../values/bytes.ts'
import { list, lstat, removeDirectory, unlink as unlinkFile } from '../files.ts'
import type { Process } from '../process.ts'
import { why } from './libc.ts'
import { readAll } from './operands.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { lastName, pathsIn, within, withoutSlashes } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const gnuTable: OptionTable = {
  short: 'dfiIrRv',
  long: {
    force: 'f',
    recursive: 'r',
    dir: 'd',
    verbose: 'v',
    interactive: 'interactive?',
    'one-file-system': 'one',
    'preserve-root': 'preserve?',
    'no-preserve-root': 'no-preserve',
  },
  usage: '[OPTION]... [FILE]...',
}
const busyboxTable: OptionTable = { short: 'firRv', usage: '[-irf] FILE...' }

/** What `rm` was asked for. */
interface Removal {
  readonly process: Process
  readonly recursive: boolean
  readonly force: boolean
  readonly asks: boolean
  readonly verbose: boolean
  readonly emptyDirectories: boolean
  /** Reads the next answer. */
  readonly agrees: (question: string) => boolean
}

/** `rm`: removes files and, with `-r`, directories. */
export const rm = program({
  names: ['rm'],
  summary: 'Removes files and directories.',
  missing:
    'Questions that depend on a terminal: there is none, so a file that may not be written is removed without one.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    const removal = removalOf(process, options)
    if (options.operands.length === 0) {
      if (removal.force) return 0
      wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    }
    if (flavour === 'busybox') return sum(options.operands, (path) => removeAsBusybox(removal, withoutSlashes(path)))
    return sum(options.operands, (path) => removeAsGnu(removal, path, !options.has('no-preserve')))
  },
})

function removalOf(process: Process, options: Options): Removal {
  const asking = options.last('fiI')
  let answers: string[] | undefined
  return {
    process,
    recursive: options.has('r') || options.has('R'),
    force: asking === 'f',
    asks: asking === 'i' || ['always', ''].includes(options.value('interactive') ?? 'never'),
    verbose: options.has('v'),
    emptyDirectories: options.has('d'),
    agrees: (question) => {
      process.errors.write(question)
      answers ??= linesOf(process)
      return /^[yY]/.test(answers.shift() ?? '')
    },
  }
}

function linesOf(process: Process): string[] {
  const content = readAll(process, process.input)
  return content.kind === 'real' ? textOf(content.bytes).split('\n') : []
}

/** 1 when one of the operands gave false. */
function sum(operands: readonly string[], remove: (path: string) => boolean): number {
  return operands.filter((path) => !remove(path)).length > 0 ? 1 : 0
}

function removeAsGnu(removal: Removal, path: string, keepsRoot: boolean): boolean {
  const { process } = removal
  const wrong = (text: string): false => {
    printError(process, text)
    return false
  }
  const name = lastName(path)
  if (removal.recursive && (name === '.' || name === '..'))
    return wrong(`refusing to remove '.' or '..' directory: skipping ${quote(path)}`)
  if (removal.recursive && keepsRoot && withoutSlashes(path) === '/') {
    printError(process, "it is dangerous to operate recursively on '/'")
    return wrong('use --no-preserve-root to override this failsafe')
  }
  return removeEntryAsGnu(removal, path)
}

function removeEntryAsGnu(removal: Removal, path: string): boolean {
  const { process } = removal
  const wrong = (errno: Parameters<typeof why>[1]): false => {
    printError(process, `cannot remove ${quote(path)}: ${why(process, errno)}`)
    return false
  }
  process.machine.budget.spend(1)
  const found = lstat(process, path.endsWith('/') && path !== '/' ? withoutSlashes(path) : path)
  if (found.errno !== undefined)
    return removal.force && (found.errno === 'ENOENT' || found.errno === 'ENOTDIR') ? true : wrong(found.errno)
  if (path.endsWith('/') && found.value.kind === 'symlink') return wrong(removal.recursive ? 'ENOTDIR' : 'EISDIR')
  if (found.value.kind !== 'directory') {
    const kind =
      found.value.kind === 'file' && found.value.content.size === 0 ? 'regular empty file' : kindOf(found.value.kind)
    if (removal.asks && !removal.agrees(`rm: remove ${kind} ${quote(path)}? `)) return true
    const errno = unlinkFile(process, path)
    if (errno !== undefined) return wrong(errno)
    if (removal.verbose) process.output.write(`removed ${quote(path)}\n`)
    return true
  }
  if (!removal.recursive && !removal.emptyDirectories) return wrong('EISDIR')
  if (removal.recursive) {
    const below = list(process, path)
    if (
      removal.asks &&
      (below.value?.length ?? 0) > 0 &&
      !removal.agrees(`rm: descend into directory ${quote(path)}? `)
    )
      return true
    if (below.errno !== undefined) return removeDirectory(process, path) === undefined ? true : wrong(below.errno)
    const kept = below.value.filter((name) => !removeEntryAsGnu(removal, within(path, name)))
    if (kept.length > 0) return false
  }
  if (removal.asks && !removal.agrees(`rm: remove directory ${quote(path)}? `)) return true
  const errno = removeDirectory(process, path)
  if (errno !== undefined) return wrong(errno)
  if (removal.verbose) process.output.write(`removed directory ${quote(path)}\n`)
  return true
}

function kindOf(kind: string): string {
  const names: Readonly<Record<string, string>> = {
    symlink: 'symbolic link',
    character: 'character special file',
    block: 'block special file',
    fifo: 'fifo',
  }
  return names[kind] ?? 'regular file'
}

/** Removes as busybox's `remove_file` does; false after an error that it printed. */
function removeAsBusybox(removal: Removal, path: string): boolean {
  const { process } = removal
  const wrong = (text: string): false => {
    printError(process, text)
    return false
  }
  process.machine.budget.spend(1)
  const name = lastName(path)
  if (name === '.' || name === '..') return wrong("can't remove '.' or '..'")
  const found = lstat(process, path)
  if (found.errno !== undefined) {
    if (found.errno !== 'ENOENT') return wrong(`can't stat '${path}': ${why(process, found.errno)}`)
    return removal.force ? true : wrong(`can't remove '${path}': ${why(process, found.errno)}`)
  }
  if (found.value.kind === 'directory') {
    if (!removal.recursive) return wrong(`'${path}' is a directory`)
    if (removal.asks && !removal.agrees(`rm: descend into directory '${path}'? `)) return true
    const below = list(process, path)
    if (below.errno !== undefined) return wrong(`can't open '${path}': ${why(process, below.errno)}`)
    const kept = pathsIn(process, path).filter((child) => !removeAsBusybox(removal, child))
    if (kept.length > 0) return false
    if (removal.asks && !removal.agrees(`rm: remove directory '${path}'? `)) return true
    const errno = removeDirectory(process, path)
    if (errno !== undefined) return wrong(`can't remove '${path}': ${why(process, errno)}`)
    if (removal.verbose) process.output.write(`removed directory: '${path}'\n`)
    return true
  }
  if (removal.asks && !removal.agrees(`rm: remove '${path}'? `)) return true
  const errno = unlinkFile(process, path)
  if (errno !== undefined) return wrong(`can't remove '${path}': ${why(process, errno)}`)
  if (removal.verbose) process.output.write(`removed '${path}'\n`)
  return true
}

/** Removes an entry and all below it, errors printed in the flavour's words: for programs that move. */
export function removeAll(process: Process, flavour: Flavour, path: string): boolean {
  const removal: Removal = {
    process,
    recursive: true,
    force: true,
    asks: false,
    verbose: false,
    emptyDirectories: false,
    agrees: () => true,
  }
  return flavour === 'gnu' ? removeEntryAsGnu(removal, path) : removeAsBusybox(removal, path)
}

/** `unlink`: removes one file. */
export const unlink = program({
  names: ['unlink'],
  summary: 'Removes one file.',
  run: (process, flavour) => {
    const table = { short: '', usage: 'FILE' }
    const { operands } = readOptions(process, flavour, table)
    const [path, extra] = operands
    if (path === undefined) wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    if (extra !== undefined)
      wrongUsage(process, flavour, table, flavour === 'gnu' ? `extra operand ${quote(extra)}` : '')
    const errno = unlinkFile(process, path)
    if (errno === undefined) return 0
    const action = flavour === 'gnu' ? `cannot unlink ${quote(path)}` : `can't remove file '${path}'`
    return fail(process, `${action}: ${why(process, errno)}`)
  },
})

/** `rmdir`: removes empty directories. */
export const rmdir = program({
  names: ['rmdir'],
  summary: 'Removes empty directories.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'pv',
      long: { parents: 'p', verbose: 'v', 'ignore-fail-on-non-empty': 'ignore' },
      usage: '[OPTION]... DIRECTORY...',
    }
    const options = readOptions(process, flavour, table)
    if (options.operands.length === 0) wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    let status = 0
    for (const operand of options.operands) {
      let isOperand = true
      for (const path of options.has('p') ? parentsUpwards(operand, flavour) : [operand]) {
        if (options.has('v')) process.output.write(`rmdir: removing directory, ${quote(path)}\n`)
        const errno = removeDirectory(process, path)
        if (errno !== undefined) {
          if (errno === 'ENOTEMPTY' && options.has('ignore')) break
          const action = isOperand ? 'failed to remove' : 'failed to remove directory'
          printError(process, `${flavour === 'gnu' ? `${action} ${quote(path)}` : `'${path}'`}: ${why(process, errno)}`)
          status = 1
          break
        }
        isOperand = false
      }
    }
    return status
  },
})

/** `a/b/c`, `a/b`, `a`; busybox ends an absolute path with the root. */
function parentsUpwards(path: string, flavour: Flavour): readonly string[] {
  const paths = [path]
  for (let at = withoutSlashes(path); at.includes('/'); ) {
    at = withoutSlashes(at.slice(0, at.lastIndexOf('/')))
    if (at === '' || at === '/') return flavour === 'busybox' ? [...paths, '/'] : paths
    paths.push(at)
  }
  return paths
}
