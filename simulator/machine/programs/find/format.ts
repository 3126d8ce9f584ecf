import { escapeLetters } from '../../escapes.ts'
import type { Process } from '../../process.ts'
import type { Accounts } from '../accounts.ts'
import { byteTextOf } from '../bytes.ts'
import { formatTime } from '../calendar.ts'
import { apparentSize, blocksOf, inodeOf, kindLetter, linkCount, modeText } from '../facts.ts'
import { lastName } from '../place.ts'
import type { Visit } from './syntax.ts'

/** What `-printf` prints for an entry. */
export function formatVisit(process: Process, accounts: Accounts, form: string, entry: Visit): string {
  const signs: Readonly<Record<string, string>> = { ...escapeLetters, '\\': '\\', c: '' }
  return form.replace(
    /\\([0-7]{1,3}|[\s\S])|%([-0 #+]*)(\d*)(?:\.(\d+))?([ABCT][\s\S]|[\s\S])/g,
    (
      whole,
      escaped: string | undefined,
      flags: string = '',
      width: string = '',
      cut: string | undefined,
      letters: string = '',
    ) => {
      if (escaped !== undefined)
        return /^[0-7]/.test(escaped)
          ? String.fromCharCode(Number.parseInt(escaped, 8) & 255)
          : (signs[escaped] ?? whole)
      if (letters === '%') return '%'
      const fact = factOf(process, accounts, letters, entry)
      if (fact === undefined) return whole
      const text = cut === undefined ? fact : fact.slice(0, Number(cut))
      if (flags.includes('-')) return text.padEnd(Number(width))
      return text.padStart(Number(width), flags.includes('0') ? '0' : ' ')
    },
  )
}

function factOf(process: Process, accounts: Accounts, letters: string, entry: Visit): string | undefined {
  const { node, path, start, depth } = entry
  if (letters.length === 2) return timeOf(letters[1] ?? '', entry)
  switch (letters) {
    case 'p':
      return byteTextOf(path)
    case 'f':
      return byteTextOf(lastName(path))
    case 'h':
      return byteTextOf(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')
    case 'P':
      return byteTextOf(path.slice(start.length).replace(/^\//, ''))
    case 'H':
      return byteTextOf(start)
    case 's':
      return `${apparentSize(node)}`
    case 'b':
      return `${blocksOf(node)}`
    case 'k':
      return `${blocksOf(node) / 2}`
    case 'm':
      return node.mode.toString(8)
    case 'M':
      return modeText(node)
    case 'u':
      return accounts.userName(node.uid)
    case 'g':
      return accounts.groupName(node.gid)
    case 'U':
      return `${node.uid}`
    case 'G':
      return `${node.gid}`
    case 'd':
      return `${depth}`
    case 'y':
    case 'Y':
      return kindLetter(node).replace('-', 'f')
    case 'l':
      return node.kind === 'symlink' ? byteTextOf(node.target) : ''
    case 'n':
      return `${linkCount(process, node)}`
    case 'i':
      return `${inodeOf(process, path, node)}`
    case 'D':
      return '51'
    case 'F':
      return 'overlay'
    case 't':
    case 'a':
    case 'c':
      return formatTime('%a %b %e %H:%M:%S.', node.mtime) + fraction(entry) + formatTime(' %Y', node.mtime)
    default:
      return undefined
  }
}

/** Ten digits, as GNU prints them. */
function fraction({ node }: Visit): string {
  return `${node.mtime.nanoseconds}`.padStart(9, '0').padEnd(10, '0')
}

function timeOf(letter: string, entry: Visit): string {
  const { mtime } = entry.node
  if (letter === '@') return `${mtime.seconds}.${fraction(entry)}`
  if (letter === '+') return formatTime('%Y-%m-%d+%H:%M:%S.', mtime) + fraction(entry)
  if (letter === 'S') return formatTime('%S.', mtime) + fraction(entry)
  if (letter === 'T' || letter === 'X') return formatTime('%H:%M:%S.', mtime) + fraction(entry)
  return formatTime(`%${letter}`, mtime)
}

/** The line of `-ls`, as of `ls -dils`. */
export function listVisit(process: Process, accounts: Accounts, { node, path }: Visit): string {
  const isRecent = process.machine.clock.now().seconds - node.mtime.seconds < 31556952 / 2
  const size =
    node.kind === 'character' || node.kind === 'block' ? `${node.major}, ${node.minor}` : `${apparentSize(node)}`
  const columns = [
    `${inodeOf(process, path, node)}`.padStart(9),
    `${blocksOf(node) / 2}`.padStart(6),
    `${modeText(node)} `,
    `${linkCount(process, node)}`.padStart(3),
    accounts.userName(node.uid).padEnd(8),
    accounts.groupName(node.gid).padEnd(8),
    size.padStart(8),
    formatTime(isRecent ? '%b %e %H:%M' : '%b %e  %Y', node.mtime),
    byteTextOf(path) + (node.kind === 'symlink' ? ` -> ${byteTextOf(node.target)}` : ''),
  ]
  return `${columns.join(' ')}\n`
}
