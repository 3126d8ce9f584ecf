import type { Node } from '../../filesystem/tree.ts'
import { list, lstat, chmod as setMode, stat } from '../files.ts'
import type { Errno, Process } from '../process.ts'
import { why } from './libc.ts'
import { type ModeChange, modeLetters, parseMode } from './mode.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { within } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const gnuTable: OptionTable = {
  short: 'cfRv',
  long: {
    changes: 'c',
    silent: 'f',
    quiet: 'f',
    recursive: 'R',
    verbose: 'v',
    reference: 'reference:',
    'preserve-root': 'preserve',
    'no-preserve-root': 'no-preserve',
  },
  usage: '[OPTION]... MODE[,MODE]... FILE...',
}
const busyboxTable: OptionTable = { short: 'cfRv', usage: '[-Rcvf] MODE[,MODE]... FILE...' }

/** What is changed, and how it is told. */
interface ModeWork {
  readonly process: Process
  readonly flavour: Flavour
  readonly change: ModeChange
  /** The change as if there were no umask, for a mode that looks like an option: what differs is a surprise. */
  readonly withoutUmask: ModeChange | undefined
  readonly options: Options
}

/** `chmod`: sets permissions. */
export const chmod = program({
  names: ['chmod'],
  summary: 'Sets the permissions of files.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const words = process.arguments.slice(1)
    const dashed = dashedMode(words, flavour)
    const options = readOptions(process, flavour, table, dashed === undefined ? words : without(words, dashed))
    const work = workFrom(process, flavour, table, options, dashed === undefined ? undefined : words[dashed])
    const paths = options.has('reference') || dashed !== undefined ? options.operands : options.operands.slice(1)
    return paths.filter((path) => !changeEntry(work, path, true)).length > 0 ? 1 : 0
  },
})

/** Where a mode stands that looks like options (`-x`), before any other operand. */
function dashedMode(words: readonly string[], flavour: Flavour): number | undefined {
  const isMode = (word: string): boolean =>
    flavour === 'gnu' ? /^-[rwxXstugoa,+=0-7-]/.test(word) && !word.startsWith('--') : /^-[^-]*[^Rcvf-]/.test(word)
  const at = words.findIndex((word) => word === '--' || !word.startsWith('-') || isMode(word))
  return at !== -1 && words[at] !== '--' && isMode(words[at] ?? '') ? at : undefined
}

function without(words: readonly string[], at: number): readonly string[] {
  return words.filter((_, index) => index !== at)
}

function workFrom(
  process: Process,
  flavour: Flavour,
  table: OptionTable,
  options: Options,
  dashed: string | undefined,
): ModeWork {
  const wrong = (message: string): never => wrongUsage(process, flavour, table, flavour === 'gnu' ? message : '')
  const reference = options.value('reference')
  const [first] = options.operands
  if (reference !== undefined) {
    if (first === undefined) wrong('missing operand')
    const found = stat(process, reference)
    if (found.errno !== undefined)
      return fail(process, `failed to get attributes of ${quote(reference)}: ${why(process, found.errno)}`)
    const { mode } = found.value
    return { process, flavour, options, change: () => mode, withoutUmask: undefined }
  }
  const text = dashed ?? first
  if (text === undefined) return wrong('missing operand')
  if (dashed === undefined ? options.operands.length < 2 : first === undefined)
    return wrong(`missing operand after ${quote(text)}`)
  const change = parseMode(text, process.umask)
  if (change === undefined)
    return flavour === 'gnu'
      ? wrongUsage(process, flavour, table, `invalid mode: ${quote(text)}`)
      : fail(process, `invalid mode '${text}'`)
  // busybox's octal modes are all of the mode, also for directories.
  const isOctal = /^[0-7]+$/.test(text)
  const own: ModeChange = flavour === 'busybox' && isOctal ? () => Number.parseInt(text, 8) : change
  return { process, flavour, options, change: own, withoutUmask: dashed === undefined ? undefined : parseMode(text, 0) }
}

function changeEntry(work: ModeWork, path: string, isOperand: boolean): boolean {
  const { process, options } = work
  process.machine.budget.spend(1)
  const itself = lstat(process, path)
  // Links below a directory that is changed are left alone.
  if (!isOperand && itself.value?.kind === 'symlink') return true
  const found = stat(process, path)
  if (found.errno !== undefined) {
    const isLoose = found.errno === 'ENOENT' && itself.value?.kind === 'symlink'
    return wrong(
      work,
      isLoose ? `cannot operate on dangling symlink ${quote(path)}` : `cannot access ${quote(path)}`,
      path,
      found.errno,
    )
  }
  const node = found.value
  const mode = work.change(node.mode, node.kind === 'directory')
  const errno = setMode(process, path, mode)
  let isFine = errno === undefined || wrong(work, `changing permissions of ${quote(path)}`, path, errno)
  if (errno === undefined) {
    tell(work, path, node, mode)
    isFine = !isSurprise(work, path, node, mode)
  }
  if (!options.has('R') || node.kind !== 'directory') return isFine
  const names = list(process, path)
  if (names.errno !== undefined) return wrong(work, `cannot read directory ${quote(path)}`, path, names.errno)
  const left = names.value.filter((name) => !changeEntry(work, within(path, name), false))
  return isFine && left.length === 0
}

function wrong({ process, flavour, options }: ModeWork, action: string, path: string, errno: Errno): false {
  if (flavour === 'busybox') {
    if (!options.has('f') || errno === 'ENOENT') printError(process, `${path}: ${why(process, errno)}`)
  } else if (!options.has('f'))
    printError(process, action.startsWith('cannot operate') ? action : `${action}: ${why(process, errno)}`)
  return false
}

function tell({ process, flavour, options }: ModeWork, path: string, node: Node, mode: number): void {
  const isChanged = mode !== node.mode
  if (!options.has('v') && !(options.has('c') && isChanged)) return
  const shown = (bits: number): string => `${bits.toString(8).padStart(4, '0')} (${modeLetters(bits)})`
  if (flavour === 'busybox') process.output.write(`mode of '${path}' changed to ${shown(mode)}\n`)
  else if (isChanged)
    process.output.write(`mode of ${quote(path)} changed from ${shown(node.mode)} to ${shown(mode)}\n`)
  else process.output.write(`mode of ${quote(path)} retained as ${shown(mode)}\n`)
}

/** GNU warns when the umask kept a mode like `-r` from doing all that it says. */
function isSurprise({ process, flavour, withoutUmask }: ModeWork, path: string, node: Node, mode: number): boolean {
  if (flavour !== 'gnu' || withoutUmask === undefined) return false
  const naive = withoutUmask(node.mode, node.kind === 'directory')
  if ((mode & ~naive) === 0) return false
  printError(process, `${path}: new permissions are ${modeLetters(mode)}, not ${modeLetters(naive)}`)
  return true
}
