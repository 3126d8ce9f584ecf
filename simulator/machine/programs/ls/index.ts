import { compareBytes } from '../../../values/bytes.ts'
import { list, lstat, stat } from '../../files.ts'
import type { Errno, Process } from '../../process.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { byteTextOf } from '../bytes.ts'
import { apparentSize, blocksOf, inodeOf } from '../facts.ts'
import { why } from '../libc.ts'
import { print } from '../operands.ts'
import { matchesPattern } from '../pattern.ts'
import { within } from '../place.ts'
import { end, type Flavour, printError, program } from '../program.ts'
import { quote } from '../quote.ts'
import { inColumns, withCommas } from './columns.ts'
import { blocksText, type Entry, longLines, markedName } from './lines.ts'
import { type ListingHow, readListing } from './options.ts'

const missing = 'Colours; times of access and of change of attributes, for which the time of last change stands.'

/** `ls`: what is in directories. */
export const ls = program({
  names: ['ls'],
  summary: 'Lists files and directories.',
  modelled: 'Inode numbers, and the room that files take on disk (blocks of 4096 bytes).',
  missing,
  run: (process, flavour) => listOperands(process, flavour, 'ls'),
})

/** `dir`: `ls -C`. */
export const dir = program({
  names: ['dir'],
  summary: 'Lists files in columns.',
  missing,
  run: (process, flavour) => listOperands(process, flavour, 'dir'),
})

/** `vdir`: `ls -l`. */
export const vdir = program({
  names: ['vdir'],
  summary: 'Lists files with their attributes.',
  missing,
  run: (process, flavour) => listOperands(process, flavour, 'vdir'),
})

/** A listing as it goes on. */
interface Listing {
  readonly process: Process
  readonly how: ListingHow
  readonly accounts: Accounts
  /** How bad it was: 1 for something below a directory, 2 for an operand (GNU), 1 for all (busybox). */
  status: number
  isFirst: boolean
}

function listOperands(process: Process, flavour: Flavour, name: string): number {
  const { operands, ...how } = readListing(process, flavour, name)
  const listing: Listing = { process, how, accounts: readAccounts(process), status: 0, isFirst: true }
  const paths = operands.length > 0 ? operands : ['.']
  const entries = sorted(
    listing,
    paths.flatMap((path) => operandEntry(listing, path) ?? []),
  )
  const isOpened = (entry: Entry): boolean => !how.itself && entry.node.kind === 'directory'
  const files = entries.filter((entry) => !isOpened(entry))
  const directories = entries.filter(isOpened)
  if (files.length > 0) {
    printEntries(listing, files)
    listing.isFirst = false
  }
  const hasHeadings = how.recursive || paths.length > 1
  for (const { path } of directories) listDirectory(listing, path, hasHeadings, true)
  return listing.status
}

function operandEntry(listing: Listing, path: string): Entry | undefined {
  const { process, how } = listing
  const itself = lstat(process, path)
  const followed = itself.value?.kind === 'symlink' ? stat(process, path) : itself
  const follows =
    how.follows === 'all' ||
    how.follows === 'operands' ||
    (how.follows === 'directories' && followed.value?.kind === 'directory')
  const found = follows ? followed : itself
  if (found.errno !== undefined) {
    wrong(listing, `cannot access ${quote(path)}`, path, found.errno, true)
    return undefined
  }
  return { name: byteTextOf(path), path, node: found.value, target: followed.value }
}

function wrong(listing: Listing, action: string, path: string, errno: Errno, isOperand: boolean): void {
  const { process, how } = listing
  const isGnu = how.flavour === 'gnu'
  const shown = isGnu ? action : action.startsWith('cannot open') ? `can't open '${path}'` : path
  printError(process, `${shown}: ${why(process, errno)}`)
  listing.status = Math.max(listing.status, isGnu && isOperand ? 2 : 1)
}

function listDirectory(listing: Listing, path: string, hasHeading: boolean, isOperand: boolean): void {
  const { process, how } = listing
  process.machine.budget.spend(5)
  const names = list(process, path)
  const heading = (): void => {
    if (!hasHeading) return
    show(listing, `${listing.isFirst ? '' : '\n'}${byteTextOf(path)}:\n`)
  }
  if (names.errno !== undefined) {
    if (how.flavour === 'busybox') heading()
    wrong(listing, `cannot open directory ${quote(path)}`, path, names.errno, isOperand)
    return
  }
  heading()
  listing.isFirst = false
  const shown = names.value.filter((name) => isShown(listing, name))
  const all = how.hidden === 'with dots' ? ['.', '..', ...shown] : shown
  const entries = sorted(
    listing,
    all.flatMap((name): readonly Entry[] => {
      const child = within(path, name)
      const itself = lstat(process, child)
      const followed = itself.value?.kind === 'symlink' ? stat(process, child) : itself
      const found = how.follows === 'all' && followed.errno === undefined ? followed : itself
      if (found.errno !== undefined) wrong(listing, `cannot access ${quote(child)}`, child, found.errno, false)
      return found.errno === undefined
        ? [{ name: byteTextOf(name), path: child, node: found.value, target: followed.value }]
        : []
    }),
  )
  if (how.format === 'long' || how.shows.blocks) {
    const blocks = entries.reduce((sum, { node }) => sum + blocksOf(node), 0)
    show(listing, `total ${totalText(how, blocks)}${how.end}`)
  }
  printEntries(listing, entries)
  if (!how.recursive) return
  for (const { name, path: child, node } of entries)
    if (node.kind === 'directory' && name !== '.' && name !== '..') listDirectory(listing, child, true, false)
}

function totalText(how: ListingHow, blocks: number): string {
  // Only its size counts here: the blocks of a file of that many bytes.
  const content = { kind: 'sized', size: blocks * 512, compressibility: 'zeros', identity: 'total' } as const
  return blocksText(how, { kind: 'file', mode: 0, uid: 0, gid: 0, mtime: { seconds: 0, nanoseconds: 0 }, content })
}

function isShown({ process, how }: Listing, name: string): boolean {
  if (how.hidden === 'left out' && name.startsWith('.')) return false
  return !how.ignored.some((pattern) => matchesPattern(pattern, name, process.machine.budget))
}

function show({ process }: Listing, text: string): void {
  if (text !== '') print(process, text)
  else if (!process.output.write('')) end(141)
}

function printEntries(listing: Listing, entries: readonly Entry[]): void {
  const { process, how, accounts } = listing
  process.machine.budget.spend(entries.length * 2)
  if (how.format === 'long') {
    show(
      listing,
      longLines(process, how, accounts, entries)
        .map((line) => line + how.end)
        .join(''),
    )
    return
  }
  const names = prefixed(listing, entries)
  if (how.format === 'lines') show(listing, names.map((name) => name + how.end).join(''))
  else if (how.format === 'commas') show(listing, withCommas(names, how.width))
  else show(listing, inColumns(names, how.width, how.format === 'columns' ? 'down' : 'across', how.flavour))
}

/** Names with what stands before them: inode numbers and blocks. */
function prefixed({ process, how }: Listing, entries: readonly Entry[]): readonly string[] {
  const inodes = entries.map(({ path, node }) => `${inodeOf(process, path, node)}`)
  const blocks = entries.map(({ node }) => blocksText(how, node))
  const isGnu = how.flavour === 'gnu'
  const width = (texts: readonly string[], fixed: number): number =>
    isGnu ? Math.max(0, ...texts.map((text) => text.length)) : fixed
  const [inodeWidth, blockWidth] = [width(inodes, 7), width(blocks, 6)]
  return entries.map((entry, at) => {
    const inode = how.shows.inode ? `${(inodes[at] ?? '').padStart(inodeWidth)} ` : ''
    const room = how.shows.blocks ? `${(blocks[at] ?? '').padStart(blockWidth)} ` : ''
    const context = how.shows.context && isGnu ? '? ' : ''
    return inode + room + context + markedName(how, entry)
  })
}

function sorted({ how }: Listing, entries: readonly Entry[]): readonly Entry[] {
  if (how.sort === 'none') return entries
  const byName = (a: Entry, b: Entry): number => compareBytes(a.name, b.name)
  const compare = (a: Entry, b: Entry): number => {
    switch (how.sort) {
      case 'time':
        return b.node.mtime.seconds - a.node.mtime.seconds || b.node.mtime.nanoseconds - a.node.mtime.nanoseconds
      case 'size':
        return apparentSize(b.node) - apparentSize(a.node)
      case 'extension':
        return compareBytes(extensionOf(a.name), extensionOf(b.name))
      case 'version':
        return compareVersions(a.name, b.name)
      default:
        return 0
    }
  }
  const order = [...entries].sort((a, b) => compare(a, b) || byName(a, b))
  if (how.reverse) order.reverse()
  if (!how.directoriesFirst) return order
  const isDirectory = (entry: Entry): boolean => (entry.target ?? entry.node).kind === 'directory'
  return [...order.filter(isDirectory), ...order.filter((entry) => !isDirectory(entry))]
}

function extensionOf(name: string): string {
  return name.includes('.') ? name.slice(name.lastIndexOf('.')) : ''
}

/** Names with their numbers in the order of numbers, as `sort -V`. */
function compareVersions(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? []
  const right = b.match(/\d+|\D+/g) ?? []
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [one = '', other = ''] = [left[at], right[at]]
    const areNumbers = /^\d/.test(one) && /^\d/.test(other)
    const order = areNumbers ? Number(one) - Number(other) : compareBytes(one, other)
    if (order !== 0) return order
  }
  return left.length - right.length
}
