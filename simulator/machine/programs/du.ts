import type { Node } from '../../filesystem/tree.ts'
import { list, lstat, realPath, stat } from '../files.ts'
import { mountOf } from '../mounts.ts'
import type { Process } from '../process.ts'
import { apparentSize, blocksOf, busyboxHumanSize, humanSize, inodeOf } from './facts.ts'
import { why } from './libc.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { matchesPattern } from './pattern.ts'
import { lastName, within } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote, quoteIfNeeded } from './quote.ts'

const gnuTable: OptionTable = {
  short: '0abB:cd:DhHklLmPsSt:xX:',
  long: {
    null: '0',
    all: 'a',
    'apparent-size': 'apparent',
    'block-size': 'B:',
    bytes: 'b',
    total: 'c',
    'dereference-args': 'D',
    'max-depth': 'd:',
    'human-readable': 'h',
    inodes: 'inodes',
    'count-links': 'l',
    dereference: 'L',
    'separate-dirs': 'S',
    si: 'si',
    summarize: 's',
    'one-file-system': 'x',
    exclude: 'exclude:',
    time: 'time?',
  },
  usage: '[OPTION]... [FILE]...',
}
const busyboxTable: OptionTable = { short: 'abcd:hHkLlmsx', usage: '[-aHLdclsxhmkb] [FILE]...' }

/** A counting of room as it goes on. */
interface Counting {
  readonly process: Process
  readonly flavour: Flavour
  readonly options: Options
  readonly depth: number
  /** Hard-linked files that were counted. */
  readonly counted: Set<number>
  readonly show: (bytes: number, path: string) => void
  status: number
}

/** `du`: the room that files take. */
export const du = program({
  names: ['du'],
  summary: 'Counts the room that files and directories take.',
  modelled: 'Room is counted as on a disk with blocks of 4096 bytes, each directory taking one.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    const depth = depthFrom(process, options)
    if (options.has('s') && options.has('a'))
      flavour === 'gnu' ? wrongUsage(process, flavour, table, 'cannot both summarize and show all entries') : undefined
    const counting: Counting = {
      process,
      flavour,
      options,
      depth: options.has('s') ? 0 : depth,
      counted: new Set(),
      status: 0,
      show: (bytes, path) => {
        process.output.write(`${sizeShown(flavour, options, bytes)}\t${path}${options.has('0') ? '\0' : '\n'}`)
      },
    }
    const paths = options.operands.length > 0 ? options.operands : ['.']
    const total = paths.reduce((sum, path) => sum + count(counting, path, 0), 0)
    if (options.has('c')) counting.show(total, 'total')
    return counting.status
  },
})

function depthFrom(process: Process, options: Options): number {
  const text = options.value('d')
  if (text === undefined) return Number.POSITIVE_INFINITY
  return /^\d+$/.test(text) ? Number(text) : fail(process, `invalid maximum depth ${quote(text)}`)
}

function isApparent(options: Options): boolean {
  return options.has('b') || options.has('apparent')
}

function sizeShown(flavour: Flavour, options: Options, bytes: number): string {
  const given = options.last('bhkm')
  if (options.has('si')) return humanSize(bytes, 1000)
  if (given === 'h') return flavour === 'gnu' ? humanSize(bytes) : busyboxHumanSize(bytes)
  const unit = given === 'b' ? 1 : given === 'm' ? 1 << 20 : given === 'k' ? 1024 : unitFrom(options.value('B'))
  return `${Math.ceil(bytes / unit)}`
}

function unitFrom(text = '1K'): number {
  const found = /^(\d*)([KMGT]?)(i?B)?$/i.exec(text)
  const powers: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1 << 20, G: 1 << 30, T: 2 ** 40 }
  return Number(found?.[1] || 1) * (powers[(found?.[2] ?? '').toUpperCase()] ?? 1)
}

function count(counting: Counting, path: string, level: number): number {
  const { process, flavour, options } = counting
  process.machine.budget.spend(2)
  const follows = options.has('L') || (level === 0 && (options.has('D') || options.has('H')))
  const found = follows ? stat(process, path) : lstat(process, path)
  if (found.errno !== undefined) {
    printError(process, `${flavour === 'gnu' ? `cannot access ${quote(path)}` : path}: ${why(process, found.errno)}`)
    counting.status = 1
    return 0
  }
  const node = found.value
  if (options.values('exclude').some((pattern) => matchesPattern(pattern, lastName(path), process.machine.budget)))
    return 0
  if (isCounted(counting, path, node)) return 0
  const own = isApparent(options) ? apparentSize(node) : blocksOf(node) * 512
  if (node.kind !== 'directory') {
    if (level === 0 || (options.has('a') && level <= counting.depth)) counting.show(own, path)
    return own
  }
  const names = list(process, path)
  if (names.errno !== undefined) {
    printError(
      process,
      `${flavour === 'gnu' ? `cannot read directory ${quoteIfNeeded(path)}` : `can't open '${path}'`}: ${why(process, names.errno)}`,
    )
    counting.status = 1
  }
  let below = 0
  let direct = 0
  for (const name of names.value ?? []) {
    const child = within(path, name)
    if (options.has('x') && mountAt(process, child) !== mountAt(process, path)) continue
    const size = count(counting, child, level + 1)
    below += size
    if (lstat(process, child).value?.kind !== 'directory') direct += size
  }
  if (level <= counting.depth) counting.show(own + (options.has('S') ? direct : below), path)
  return own + below
}

/** Every name of a hard-linked file after the first counts nothing, unless asked for. */
function isCounted({ process, options, counted }: Counting, path: string, node: Node): boolean {
  if (node.kind !== 'file' || node.link === undefined || options.has('l')) return false
  const inode = inodeOf(process, path, node)
  if (counted.has(inode)) return true
  counted.add(inode)
  return false
}

/** The mount that a path lies on. */
export function mountAt(process: Process, path: string): string {
  return mountOf(process.machine, realPath(process, path).value ?? '/').path
}
