import type { Node, Time } from '../../../filesystem/tree.ts'
import type { Process } from '../../process.ts'
import type { Accounts } from '../accounts.ts'
import { formatTime } from '../calendar.ts'
import { apparentSize, blocksOf, busyboxHumanSize, humanSize, inodeOf, linkCount, modeText } from '../facts.ts'
import type { ListingHow } from './options.ts'

/** One entry of a listing. */
export interface Entry {
  /** As it is shown. */
  readonly name: string
  /** As it is opened. */
  readonly path: string
  readonly node: Node
  /** What the link leads to, when it is one and that is there. */
  readonly target?: Node | undefined
}

/** The lines of `ls -l`, without the total. */
export function longLines(
  process: Process,
  how: ListingHow,
  accounts: Accounts,
  entries: readonly Entry[],
): readonly string[] {
  const rows = entries.map((entry) => rowOf(process, how, accounts, entry))
  return how.flavour === 'gnu' ? gnuLines(how, rows) : busyboxLines(how, rows)
}

interface Row {
  readonly inode: string
  readonly blocks: string
  readonly mode: string
  readonly links: string
  readonly owner: string
  readonly group: string
  readonly ownerIsNumber: boolean
  readonly groupIsNumber: boolean
  readonly size: string
  readonly device: readonly [major: string, minor: string] | undefined
  readonly time: string
  readonly name: string
}

function rowOf(process: Process, how: ListingHow, accounts: Accounts, entry: Entry): Row {
  const { node } = entry
  const owner = how.numeric ? `${node.uid}` : accounts.userName(node.uid)
  const group = how.numeric ? `${node.gid}` : accounts.groupName(node.gid)
  const isDevice = node.kind === 'character' || node.kind === 'block'
  return {
    inode: `${inodeOf(process, entry.path, node)}`,
    blocks: blocksText(how, node),
    mode: modeText(node),
    links: `${linkCount(process, node)}`,
    owner,
    group,
    ownerIsNumber: owner === `${node.uid}`,
    groupIsNumber: group === `${node.gid}`,
    size: sizeText(how, apparentSize(node)),
    device: isDevice ? [`${node.major}`, `${node.minor}`] : undefined,
    time: timeText(process.machine.clock.now(), how, node.mtime),
    name: markedName(how, entry),
  }
}

function sizeText(how: ListingHow, bytes: number): string {
  if (how.human === undefined) return `${bytes}`
  return how.flavour === 'gnu' ? humanSize(bytes, how.human) : busyboxHumanSize(bytes)
}

/** The room on disk in kilobytes, or for people. */
export function blocksText(how: ListingHow, node: Node): string {
  const bytes = blocksOf(node) * 512
  return how.human === undefined ? `${bytes / 1024}` : sizeText(how, bytes)
}

const halfYear = 31556952 / 2

function timeText(now: Time, how: ListingHow, time: Time): string {
  const age = now.seconds - time.seconds
  const isRecent = age >= 0 && age < halfYear
  if (how.timeForm === 'locale') return formatTime(isRecent ? '%b %e %H:%M' : '%b %e  %Y', time)
  if (how.timeForm === 'iso') return formatTime(isRecent ? '%m-%d %H:%M' : '%Y-%m-%d ', time)
  const [old = '', recent = old] = how.timeForm.split('\n')
  return formatTime(isRecent ? recent : old, time)
}

/** The name with the sign of its kind, and for `-l` with where a link leads. */
export function markedName(how: ListingHow, { name, node, target }: Entry): string {
  const shown = how.quotes ? `"${name.replace(/["\\]/g, '\\$&')}"` : name
  if (how.format !== 'long' || node.kind !== 'symlink') return shown + indicator(how, node)
  return `${shown} -> ${node.target}${target === undefined ? '' : indicator(how, target)}`
}

function indicator(how: ListingHow, node: Node): string {
  if (how.indicators === 'none') return ''
  if (node.kind === 'directory') return '/'
  if (how.indicators === 'slash') return ''
  if (node.kind === 'symlink') return '@'
  if (node.kind === 'fifo') return '|'
  return how.indicators === 'all' && node.kind === 'file' && (node.mode & 0o111) !== 0 ? '*' : ''
}

function gnuLines(how: ListingHow, rows: readonly Row[]): readonly string[] {
  const widest = (text: (row: Row) => string): number => Math.max(0, ...rows.map((row) => text(row).length))
  const major = widest((row) => row.device?.[0] ?? '')
  const minor = widest((row) => row.device?.[1] ?? '')
  const widths = {
    inode: widest((row) => row.inode),
    blocks: widest((row) => row.blocks),
    links: widest((row) => row.links),
    owner: widest((row) => row.owner),
    group: widest((row) => row.group),
    size: Math.max(
      widest((row) => (row.device === undefined ? row.size : '')),
      major > 0 ? major + 2 + minor : 0,
    ),
  }
  const account = (name: string, isNumber: boolean, width: number): string =>
    isNumber ? name.padStart(width) : name.padEnd(width)
  return rows.map((row) => {
    const device =
      row.device === undefined
        ? row.size.padStart(widths.size)
        : `${row.device[0].padStart(major + Math.max(0, widths.size - (major + 2 + minor)))}, ${row.device[1].padStart(minor)}`
    return [
      ...(how.shows.inode ? [row.inode.padStart(widths.inode)] : []),
      ...(how.shows.blocks ? [row.blocks.padStart(widths.blocks)] : []),
      row.mode,
      row.links.padStart(widths.links),
      ...(how.shows.owner ? [account(row.owner, row.ownerIsNumber, widths.owner)] : []),
      ...(how.shows.group ? [account(row.group, row.groupIsNumber, widths.group)] : []),
      ...(how.shows.context ? ['?'] : []),
      device,
      row.time,
      row.name,
    ].join(' ')
  })
}

/** busybox gives every column a fixed width. */
function busyboxLines(how: ListingHow, rows: readonly Row[]): readonly string[] {
  return rows.map((row) => {
    const account = (name: string, isNumber: boolean): string => (isNumber ? name : name.slice(0, 8)).padEnd(9)
    const size =
      row.device === undefined
        ? row.size.padStart(how.human === undefined ? 9 : 7)
        : `${row.device[0].padStart(4)}, ${row.device[1].padStart(3)}`
    return [
      how.shows.inode ? `${row.inode.padStart(7)} ` : '',
      how.shows.blocks ? `${row.blocks.padStart(6)} ` : '',
      `${row.mode} `,
      `${row.links.padStart(4)} `,
      how.shows.owner ? account(row.owner, row.ownerIsNumber) : '',
      account(row.group, row.groupIsNumber),
      size,
      ` ${row.time} `,
      row.name,
    ].join('')
  })
}
