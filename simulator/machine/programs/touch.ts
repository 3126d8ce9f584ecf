import type { Time } from '../../filesystem/tree.ts'
import { access, lstat, openWrite, setTime, stat } from '../files.ts'
import type { Errno, Process } from '../process.ts'
import { daysTo, momentOf, parseTime } from './calendar.ts'
import { why } from './libc.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const gnuTable: OptionTable = {
  short: 'acd:fhmr:t:',
  long: { 'no-create': 'c', date: 'd:', 'no-dereference': 'h', reference: 'r:', time: 'time:' },
  usage: '[OPTION]... FILE...',
}
const busyboxTable: OptionTable = {
  short: 'acd:hmr:t:',
  long: { 'no-create': 'c', date: 'd:', 'no-dereference': 'h', reference: 'r:' },
  usage: '[-cham] [-d DATE] [-t DATE] [-r FILE] FILE...',
}

/** `touch`: makes files and sets their times. */
export const touch = program({
  names: ['touch'],
  summary: 'Makes files, or gives them a time.',
  missing: 'Times of access: an image does not keep them.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    const time = timeGiven(process, flavour, options)
    if (options.operands.length === 0)
      wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing file operand' : '')
    const onlyAccess = (options.has('a') || /^(a|u)/.test(options.value('time') ?? '')) && !options.has('m')
    let status = 0
    for (const path of options.operands) {
      const errno = touchOne(process, path, {
        time,
        onlyAccess,
        mayMake: !options.has('c') && (flavour === 'busybox' || !options.has('h')),
        followLink: !options.has('h'),
      })
      if (errno === undefined || (errno === 'ENOENT' && options.has('c'))) continue
      printError(process, flavour === 'gnu' ? complaint(process, path, errno) : `${path}: ${why(process, errno)}`)
      status = 1
    }
    return status
  },
})

/** What is wrong, where a file could be opened and only its times are not to be set. Source: coreutils, touch.c. */
function complaint(process: Process, path: string, errno: Errno): string {
  const unopened = errno === 'EPERM' ? access(process, path, 'w') : errno
  if (unopened !== undefined) return `cannot touch ${quote(path)}: ${why(process, unopened)}`
  return `setting times of ${quote(path)}: ${why(process, errno)}`
}

interface Touching {
  readonly time: Time | undefined
  readonly onlyAccess: boolean
  readonly mayMake: boolean
  readonly followLink: boolean
}

function touchOne(
  process: Process,
  path: string,
  { time, onlyAccess, mayMake, followLink }: Touching,
): Errno | undefined {
  const found = followLink ? stat(process, path) : lstat(process, path)
  if (found.errno === 'ENOENT' && mayMake) {
    const made = openWrite(process, path, { append: true })
    if (made.errno !== undefined) return made.errno === 'EISDIR' ? 'ENOENT' : made.errno
    made.value.close()
    return time === undefined || onlyAccess ? undefined : setTime(process, path, time, followLink)
  }
  if (found.errno !== undefined) return found.errno
  return onlyAccess ? undefined : setTime(process, path, time, followLink)
}

function timeGiven(process: Process, flavour: Flavour, options: Options): Time | undefined {
  const now = process.machine.clock.now()
  const reference = options.value('r')
  const text = options.value('d')
  const stamp = options.value('t')
  const invalid = (date: string): never =>
    fail(process, flavour === 'gnu' ? `invalid date format ${quote(date)}` : `invalid date '${date}'`)
  if (reference !== undefined) {
    const found = stat(process, reference)
    if (found.errno === undefined)
      return text === undefined ? found.value.mtime : (parseTime(text, found.value.mtime) ?? invalid(text))
    const action = flavour === 'gnu' ? `failed to get attributes of ${quote(reference)}` : `can't stat '${reference}'`
    return fail(process, `${action}: ${why(process, found.errno)}`)
  }
  if (stamp !== undefined) return parseStamp(stamp, now) ?? invalid(stamp)
  if (text === undefined) return undefined
  if (flavour === 'gnu') return parseTime(text, now) ?? invalid(text)
  const time = parseBusyboxDate(text, now)
  // The second before 1970 is how its C library says that a date is none.
  return time === undefined || time.seconds === -1 ? invalid(text) : time
}

/** `[[CC]YY]MMDDhhmm[.ss]` in UTC. Source: POSIX touch. */
export function parseStamp(text: string, now: Time): Time | undefined {
  const found = /^(\d{2})?(\d{2})?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(text)
  if (found === null) return undefined
  const digits = text.replace(/\..*/, '').length
  const parts = text.replace(/\..*/, '').match(/\d\d/g) ?? []
  const [minute, hour, day, month] = parts.slice(-4).reverse().map(Number)
  const yearOfCentury = Number(parts[digits === 12 ? 1 : 0])
  const year =
    digits === 8
      ? momentOf(now.seconds).year
      : digits === 12
        ? Number(`${parts[0]}${parts[1]}`)
        : yearOfCentury + (yearOfCentury < 69 ? 2000 : 1900)
  return timeFrom(year, month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, Number(found[7] ?? 0))
}

function timeFrom(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): Time | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined
  return { seconds: daysTo(year, month, day) * 86400 + hour * 3600 + minute * 60 + second, nanoseconds: 0 }
}

/** The few forms that busybox reads; what they leave out stays as it is now. Source: busybox libbb/time.c, parse_datestr. */
function parseBusyboxDate(text: string, now: Time): Time | undefined {
  const today = momentOf(now.seconds)
  if (/^@\d+$/.test(text)) return { seconds: Number(text.slice(1)), nanoseconds: 0 }
  const clock = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text)
  if (clock !== null)
    return timeFrom(
      today.year,
      today.month,
      today.day,
      Number(clock[1]),
      Number(clock[2]),
      Number(clock[3] ?? today.second),
    )
  const date = /^(?:(\d{1,4})[-.])?(\d{1,2})[-.](\d{1,2})(?:[ -](\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?$/.exec(text)
  if (date !== null)
    return timeFrom(
      Number(date[1] ?? today.year),
      Number(date[2]),
      Number(date[3]),
      Number(date[4] ?? today.hour),
      Number(date[5] ?? today.minute),
      Number(date[6] ?? today.second),
    )
  return /^\d{8,12}(\.\d{2})?$/.test(text) ? parseStamp(text, now) : undefined
}
