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
import { disk } from './stat.ts'

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

function mountAt(process: Process, path: string): string {
  return mountOf(process.machine, realPath(process, path).value ?? '/').path
}

/** `df`: the room on the disk. */
export const df = program({
  names: ['df'],
  summary: 'Prints the room on file systems.',
  exact: 'The layout of the table.',
  modelled: 'One disk of 64 GiB, half of it free.',
  missing: 'Other file systems than the one that holds the image.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: flavour === 'gnu' ? 'aB:hHiklPt:Tx:' : 'ahikmPTt:B:',
      long:
        flavour === 'gnu'
          ? {
              all: 'a',
              'human-readable': 'h',
              si: 'H',
              inodes: 'i',
              portability: 'P',
              'print-type': 'T',
              total: 'total',
              sync: 'sync',
              local: 'l',
              output: 'output?',
            }
          : {},
      usage: flavour === 'gnu' ? '[OPTION]... [FILE]...' : '[-PkmhTai] [-B SIZE] [-t TYPE] [FILESYSTEM]...',
    }
    const options = readOptions(process, flavour, table)
    let status = 0
    const found: string[] = []
    for (const path of options.operands.length > 0 ? options.operands : ['/']) {
      const node = stat(process, path)
      if (node.errno === undefined) {
        found.push(mountAt(process, path))
        continue
      }
      printError(
        process,
        flavour === 'gnu' ? `${path}: ${why(process, node.errno)}` : `${path}: can't find mount point`,
      )
      status = 1
    }
    if (found.length > 0)
      process.output.write(flavour === 'gnu' ? gnuTableOf(options, found) : busyboxTableOf(options, found))
    else if (flavour === 'busybox') process.output.write(busyboxTableOf(options, []))
    return status
  },
})

/** Size, used and free, as they are shown. */
function figuresOf(flavour: Flavour, options: Options): readonly [string, string, string] {
  const shown = (blocks: number): string => {
    const bytes = blocks * 4096
    if (options.has('i')) return `${blocks}`
    if (options.has('h')) return flavour === 'gnu' ? humanSize(bytes) : busyboxHumanSize(bytes)
    if (options.has('H')) return humanSize(bytes, 1000)
    return `${bytes / (options.has('m') ? 1 << 20 : 1024)}`
  }
  const [all, free] = options.has('i') ? [disk.files, disk.freeFiles] : [disk.blocks, disk.free]
  return [shown(all), shown(all - free), shown(free)]
}

function gnuTableOf(options: Options, mounts: readonly string[]): string {
  const [size, used, free] = figuresOf('gnu', options)
  const isHuman = options.has('h') || options.has('H')
  const usage = options.has('i') ? 'IUse%' : options.has('P') ? 'Capacity' : 'Use%'
  const headings = options.has('i')
    ? ['Inodes', 'IUsed', 'IFree']
    : [isHuman ? 'Size' : options.has('P') ? '1024-blocks' : '1K-blocks', 'Used', isHuman ? 'Avail' : 'Available']
  const percent = options.has('i') ? '25%' : '50%'
  const rows = [
    ['Filesystem', ...(options.has('T') ? ['Type'] : []), ...headings, usage, 'Mounted on'],
    ...mounts.map((mount) => ['overlay', ...(options.has('T') ? ['overlay'] : []), size, used, free, percent, mount]),
  ]
  const first = options.has('T') ? 2 : 1
  const least = [14, ...(options.has('T') ? [4] : []), 5, 5, 5, 4, 0]
  const widths = least.map((width, at) => Math.max(width, ...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === row.length - 1 ? cell : at < first ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join(' '),
    )
    .map((line) => `${line}\n`)
    .join('')
}

function busyboxTableOf(options: Options, mounts: readonly string[]): string {
  const [size, used, free] = figuresOf('busybox', options)
  const heading = options.has('i')
    ? '     Inodes      Used Available Use%'
    : options.has('h')
      ? '      Size      Used Available Use%'
      : options.has('P')
        ? ' 1024-blocks    Used Available Capacity'
        : ` ${options.has('m') ? '1M' : '1K'}-blocks      Used Available Use%`
  const type = options.has('T') ? ' Type      ' : ''
  const percent = options.has('i') ? '25%' : '50%'
  const rows = mounts.map(
    (mount) =>
      `${'overlay'.padEnd(20)}${type === '' ? '' : ' overlay   '} ${size.padStart(9)} ${used.padStart(9)} ${free.padStart(9)} ${percent.padStart(4)} ${mount}\n`,
  )
  return `${'Filesystem'.padEnd(20)}${type}${heading} Mounted on\n${rows.join('')}`
}
