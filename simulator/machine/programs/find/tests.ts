import type { Time } from '../../../filesystem/tree.ts'
import { stat } from '../../files.ts'
import type { Process } from '../../process.ts'
import { isNumber } from '../../users.ts'
import { groupNumber, readAccounts } from '../accounts.ts'
import { byteTextOf } from '../bytes.ts'
import { parseTime } from '../calendar.ts'
import { why } from '../libc.ts'
import { parseMode } from '../mode.ts'
import type { Flavour } from '../program.ts'
import { quote } from '../quote.ts'
import { compileRegex } from '../regex/regex.ts'
import type { Bound, Expression } from './syntax.ts'

/** What reads the words of an expression, as a test needs it. */
export interface TestReader {
  readonly process: Process
  readonly flavour: Flavour
  /** The next word; ends the program when there is none. */
  readonly argument: () => string
  /** Ends the program with the flavour's words. */
  readonly wrong: (gnu: string, busybox: string) => never
}

/** Reads a test, or an action with an argument; undefined for a word that is neither. */
export function readTest(reader: TestReader, word: string): Expression | undefined {
  const insensitive = word.startsWith('-i')
  switch (word) {
    case '-name':
    case '-iname':
      return { kind: 'name', pattern: reader.argument(), ignoreCase: insensitive }
    case '-path':
    case '-ipath':
    case '-wholename':
    case '-iwholename':
      return { kind: 'path', pattern: reader.argument(), ignoreCase: insensitive }
    case '-lname':
    case '-ilname':
      return { kind: 'link name', pattern: reader.argument(), ignoreCase: insensitive }
    case '-regex':
    case '-iregex':
      return readRegex(reader, insensitive)
    case '-type':
    case '-xtype':
      return readType(reader, word)
    case '-perm':
      return readPermission(reader)
    case '-size':
      return readSize(reader)
    case '-links':
      return { kind: 'count', of: 'links', bound: readBound(reader, word) }
    case '-inum':
      return { kind: 'count', of: 'inode', bound: readBound(reader, word) }
    case '-uid':
      return { kind: 'count', of: 'user', bound: readBound(reader, word) }
    case '-gid':
      return { kind: 'count', of: 'group', bound: readBound(reader, word) }
    case '-user':
      return readOwner(reader, false)
    case '-group':
      return readOwner(reader, true)
    case '-mtime':
    case '-ctime':
    case '-atime':
      return { kind: 'age', bound: readBound(reader, word), unit: 86400 }
    case '-mmin':
    case '-cmin':
    case '-amin':
      return { kind: 'age', bound: readBound(reader, word), unit: 60 }
    case '-newer':
    case '-anewer':
    case '-cnewer':
      return { kind: 'newer', than: timeOf(reader, reader.argument()) }
    case '-newermt':
      return { kind: 'newer', than: readDate(reader, reader.argument()) }
    case '-samefile':
      return { kind: 'same file', as: readExisting(reader, reader.argument()) }
    case '-printf':
      return { kind: 'printf', form: byteTextOf(reader.argument()) }
    case '-fprintf': {
      const file = reader.argument()
      return { kind: 'printf', file, form: byteTextOf(reader.argument()) }
    }
    default:
      return undefined
  }
}

function readBound(reader: TestReader, word: string): Bound {
  const text = reader.argument()
  const found = /^([+-]?)(\d+(?:\.\d+)?)$/.exec(text)
  if (found === null) return reader.wrong(`invalid argument \`${text}' to \`${word}'`, `invalid number '${text}'`)
  const sign = found[1] === '+' || found[1] === '-' ? found[1] : ''
  return { sign, number: Number(found[2]) }
}

function readSize(reader: TestReader): Expression {
  const text = reader.argument()
  const found = /^([+-]?)(\d+)([bcwkMG]?)$/.exec(text)
  if (found === null) return reader.wrong(`Invalid argument \`${text}' to -size`, `invalid number '${text}'`)
  const units: Readonly<Record<string, number>> = { '': 512, b: 512, c: 1, w: 2, k: 1024, M: 1 << 20, G: 1 << 30 }
  const sign = found[1] === '+' || found[1] === '-' ? found[1] : ''
  return { kind: 'size', bound: { sign, number: Number(found[2]) }, unit: units[found[3] ?? ''] ?? 512 }
}

function readType(reader: TestReader, word: string): Expression {
  const letters = reader.argument()
  const form = reader.flavour === 'gnu' ? /^[bcdpfls](,[bcdpfls])*$/ : /^[bcdpfls]$/
  if (form.test(letters)) return { kind: 'type', letters }
  return reader.wrong(
    letters.length > 1 && !letters.includes(',')
      ? 'Arguments to -type should contain only one letter'
      : `Unknown argument to ${word}: ${letters}`,
    `invalid argument '${letters}' to '${word}'`,
  )
}

function readPermission(reader: TestReader): Expression {
  const text = reader.argument()
  const how = text.startsWith('-')
    ? 'all'
    : text.startsWith('/') || (text.startsWith('+') && /^\+\d/.test(text))
      ? 'any'
      : 'exact'
  const change = parseMode(how === 'exact' ? text : text.slice(1), 0)
  if (change === undefined) return reader.wrong(`invalid mode ${quote(text)}`, `invalid mode '${text}'`)
  return { kind: 'permission', how, mode: change(0, false) }
}

function readRegex(reader: TestReader, ignoreCase: boolean): Expression {
  const pattern = byteTextOf(reader.argument())
  // Emacs's syntax, GNU find's own, differs from POSIX's basic one in that + and ? are special.
  const emacs = pattern.replace(/\\.|\[[^\]]*\]|[+?]/g, (part) => (part === '+' || part === '?' ? `\\${part}` : part))
  const budget = reader.process.machine.budget
  const regex = compileRegex(`^\\(${emacs}\\)$`, { extended: false, ignoreCase }, budget)
  return { kind: 'regex', matches: (path) => regex.find(path) !== undefined }
}

function readOwner(reader: TestReader, isGroup: boolean): Expression {
  const text = reader.argument()
  const accounts = readAccounts(reader.process)
  const number = isGroup
    ? groupNumber(accounts, text)
    : (accounts.users.find((user) => user.name === text)?.uid ?? (isNumber(text) ? Number(text) : undefined))
  const kind = isGroup ? 'group' : 'user'
  if (number === undefined)
    return reader.wrong(
      isGroup
        ? `${quote(text)} is not the name of an existing group`
        : `${quote(text)} is not the name of a known user`,
      `unknown ${kind} ${text}`,
    )
  return { kind: 'count', of: isGroup ? 'group' : 'user', bound: { sign: '', number } }
}

function readExisting(reader: TestReader, path: string): string {
  const found = stat(reader.process, path)
  if (found.errno === undefined) return path
  const text = why(reader.process, found.errno)
  return reader.wrong(`${quote(path)}: ${text}`, `${path}: ${text}`)
}

function timeOf(reader: TestReader, path: string): Time {
  const found = stat(reader.process, readExisting(reader, path))
  return found.value?.mtime ?? { seconds: 0, nanoseconds: 0 }
}

function readDate(reader: TestReader, text: string): Time {
  const time = parseTime(text, reader.process.machine.clock.now())
  return (
    time ??
    reader.wrong(`I cannot figure out how to interpret ${quote(text)} as a date or time`, `invalid date '${text}'`)
  )
}
