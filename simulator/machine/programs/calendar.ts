import type { Time } from '../../filesystem/tree.ts'

/** A moment in UTC, by the calendar. Months from 1, weekdays from Sunday = 0, days of the year from 1. */
export interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly weekday: number
  readonly yearDay: number
}

export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
)
export const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** The days from 1970-01-01 to a date; months and days may be out of range and carry over. */
export function daysTo(year: number, month: number, day: number): number {
  const years = year + Math.floor((month - 1) / 12)
  const shifted = (((month - 1) % 12) + 12 + 10) % 12
  // March first, so that the leap day is the last of its year.
  const from = shifted >= 10 ? years - 1 : years
  const era = Math.floor(from / 400)
  const yearOfEra = from - era * 400
  const dayOfYear = Math.floor((153 * shifted + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

/** Seconds since 1970 as a date and a time of day in UTC. */
export function momentOf(seconds: number): Moment {
  const days = Math.floor(seconds / 86400)
  const rest = seconds - days * 86400
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return {
    year,
    month,
    day: dayOfYear - Math.floor((153 * march + 2) / 5) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysTo(year, 1, 1) + 1,
  }
}

const pad = (value: number, width = 2, fill = '0'): string => `${value}`.padStart(width, fill)

/** A time in a form of `strftime`, in UTC and the C locale. What is no conversion stays as it is. */
export function formatTime(form: string, time: Time): string {
  const moment = momentOf(time.seconds)
  return form.replace(
    /%([-_0^:]?)(?:([1-9])(?=N))?([A-Za-z%])/g,
    (whole, flag: string, digits: string | undefined, letter: string) => {
      if (letter === 'N') return pad(time.nanoseconds, 9).slice(0, Number(digits ?? 9))
      const text = flag === ':' && letter === 'z' ? '+00:00' : conversion(letter, moment, time)
      if (text === undefined) return whole
      if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '')
      if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length))
      if (flag === '0') return text.replace(/^ +/, (blanks) => '0'.repeat(blanks.length))
      return flag === '^' ? text.toUpperCase() : text
    },
  )
}

function conversion(letter: string, moment: Moment, time: Time): string | undefined {
  const { year, month, day, hour, minute, second, weekday, yearDay } = moment
  const dayName = dayNames[weekday] ?? ''
  const monthName = monthNames[month - 1] ?? ''
  const hour12 = hour % 12 === 0 ? 12 : hour % 12
  const clock = `${pad(hour)}:${pad(minute)}:${pad(second)}`
  switch (letter) {
    case '%':
      return '%'
    case 'n':
      return '\n'
    case 't':
      return '\t'
    case 'Y':
      return `${year}`
    case 'C':
      return pad(Math.floor(year / 100))
    case 'y':
      return pad(year % 100)
    case 'm':
      return pad(month)
    case 'd':
      return pad(day)
    case 'e':
      return pad(day, 2, ' ')
    case 'H':
      return pad(hour)
    case 'k':
      return pad(hour, 2, ' ')
    case 'I':
      return pad(hour12)
    case 'l':
      return pad(hour12, 2, ' ')
    case 'M':
      return pad(minute)
    case 'S':
      return pad(second)
    case 'p':
      return hour < 12 ? 'AM' : 'PM'
    case 'P':
      return hour < 12 ? 'am' : 'pm'
    case 'a':
      return dayName.slice(0, 3)
    case 'A':
      return dayName
    case 'b':
    case 'h':
      return monthName.slice(0, 3)
    case 'B':
      return monthName
    case 'j':
      return pad(yearDay, 3)
    case 'u':
      return `${weekday === 0 ? 7 : weekday}`
    case 'w':
      return `${weekday}`
    case 'U':
      return pad(Math.floor((yearDay + 6 - weekday) / 7))
    case 'W':
      return pad(Math.floor((yearDay + 6 - ((weekday + 6) % 7)) / 7))
    case 'V':
      return pad(isoWeek(moment).week)
    case 'G':
      return `${isoWeek(moment).year}`
    case 'g':
      return pad(isoWeek(moment).year % 100)
    case 's':
      return `${time.seconds}`
    case 'z':
      return '+0000'
    case 'Z':
      return 'UTC'
    case 'F':
      return `${year}-${pad(month)}-${pad(day)}`
    case 'T':
    case 'X':
      return clock
    case 'R':
      return clock.slice(0, 5)
    case 'r':
      return `${pad(hour12)}:${pad(minute)}:${pad(second)} ${hour < 12 ? 'AM' : 'PM'}`
    case 'D':
    case 'x':
      return `${pad(month)}/${pad(day)}/${pad(year % 100)}`
    case 'c':
      return `${dayName.slice(0, 3)} ${monthName.slice(0, 3)} ${pad(day, 2, ' ')} ${clock} ${year}`
    default:
      return undefined
  }
}

function isoWeek(moment: Moment): { readonly year: number; readonly week: number } {
  // The week of a day is that of its Thursday.
  const thursday = daysTo(moment.year, moment.month, moment.day) - ((moment.weekday + 6) % 7) + 3
  const { year, yearDay } = momentOf(thursday * 86400)
  return { year, week: Math.floor((yearDay - 1) / 7) + 1 }
}

const units: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86400,
  week: 604800,
  fortnight: 1209600,
}

/**
 * A date as people and programs write it (`@0`, `2020-01-02`, `2020-01-02T03:04:05.5Z`, `2 days ago`, `yesterday`, `Jan 2 2020 03:04`,
 * `Thu, 02 Jan 2020 03:04:05 GMT`), in UTC unless it names an offset. Undefined for what is not understood. `now` is what relative dates start from.
 */
export function parseTime(text: string, now: Time): Time | undefined {
  const epochForm = /^@(-?\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (epochForm !== null) return { seconds: Number(epochForm[1]), nanoseconds: nanosecondsOf(epochForm[2]) }
  const today = momentOf(now.seconds)
  let { year, month, day } = today
  let clock: number | undefined
  let nanoseconds = 0
  let offset = 0
  let relativeSeconds = 0
  let relativeMonths = 0
  let hasDate = false
  let rest = text.trim().toLowerCase()
  const take = (pattern: RegExp): readonly string[] | undefined => {
    const found = pattern.exec(rest)
    if (found === null) return undefined
    rest = rest.slice(found[0].length).replace(/^[\s,]+/, '')
    return found.map((group) => group ?? '')
  }
  while (rest !== '') {
    let found = take(/^(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d))?/) ?? take(/^(\d{4})(\d{2})(\d{2})(?:t(?=\d))?(?!\d)/)
    if (found !== undefined) {
      ;[year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
      if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
      hasDate = true
      continue
    }
    found = take(/^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(am|pm)?/)
    if (found !== undefined) {
      const hour = (Number(found[1]) % (found[5] === '' ? 24.5 : 12)) + (found[5] === 'pm' ? 12 : 0)
      if (hour > 23 || Number(found[2]) > 59 || Number(found[3]) > 60) return undefined
      clock = hour * 3600 + Number(found[2]) * 60 + Number(found[3] || 0)
      nanoseconds = nanosecondsOf(found[4])
      continue
    }
    found = take(/^(?:utc|gmt|z)(?![a-z])/)
    if (found !== undefined) continue
    found = clock === undefined ? undefined : take(/^([+-])(\d{2}):?(\d{2})/)
    if (found !== undefined) {
      offset = (Number(found[2]) * 3600 + Number(found[3]) * 60) * (found[1] === '-' ? -1 : 1)
      continue
    }
    found = take(/^(\d{1,2})\s+([a-z]{3})[a-z]*\s*(\d{4})?(?!:)/)
    const monthNumber = (name: string): number =>
      monthNames.findIndex((other) => other.toLowerCase().startsWith(name)) + 1
    if (found !== undefined && monthNumber(found[2] ?? '') > 0) {
      ;[day, month, year] = [Number(found[1]), monthNumber(found[2] ?? ''), Number(found[3] || year)]
      hasDate = true
      continue
    }
    if (found !== undefined) return undefined
    found = take(/^([a-z]{3})[a-z]*\s+(\d{1,2})(?![\d:])(?:,?\s+(\d{4})(?!:))?/)
    if (found !== undefined && monthNumber(found[1] ?? '') > 0) {
      ;[month, day, year] = [monthNumber(found[1] ?? ''), Number(found[2]), Number(found[3] || year)]
      hasDate = true
      continue
    }
    if (found !== undefined) return undefined
    found = take(/^(now|today|yesterday|tomorrow|midnight)(?![a-z])/)
    if (found !== undefined) {
      if (found[1] === 'yesterday') relativeSeconds -= 86400
      if (found[1] === 'tomorrow') relativeSeconds += 86400
      continue
    }
    found = take(/^(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*/)
    if (found !== undefined) continue
    found = take(/^([+-]?\s*\d+|next|last)\s*([a-z]+?)s?(?![a-z])(\s+ago(?![a-z]))?/)
    if (found === undefined) {
      const yearOnly = hasDate ? take(/^(\d{4})(?!\d)/) : undefined
      if (yearOnly === undefined) return undefined
      year = Number(yearOnly[1])
      continue
    }
    const number = found[1] === 'next' ? 1 : found[1] === 'last' ? -1 : Number((found[1] ?? '').replace(/\s/g, ''))
    const count = found[3] === '' ? number : -number
    if (found[2] === 'month') {
      month += count
      relativeMonths += count
    } else if (found[2] === 'year') {
      year += count
      relativeMonths += 12 * count
    } else {
      const unit = units[found[2] ?? '']
      if (unit === undefined) return undefined
      relativeSeconds += count * unit
    }
  }
  const wasRead = hasDate && relativeMonths === 0
  if (wasRead && day > daysTo(year, month + 1, 1) - daysTo(year, month, 1)) return undefined
  const isRelative = !hasDate && clock === undefined
  const timeOfDay = isRelative ? ((now.seconds % 86400) + 86400) % 86400 : (clock ?? 0)
  const seconds = daysTo(year, month, day) * 86400 + timeOfDay - offset + relativeSeconds
  return { seconds, nanoseconds: isRelative ? now.nanoseconds : nanoseconds }
}

function nanosecondsOf(digits: string | undefined): number {
  return Number((digits ?? '').slice(0, 9).padEnd(9, '0'))
}
