import type { Time } from '../filesystem/tree.ts'
import { daysTo, formatTime } from '../machine/programs/calendar.ts'

/** The time of an RFC 3339 text in UTC; undefined for what is none. */
export function rfcTime(text: string): Time | undefined {
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text) ?? []
  if (year === undefined) return undefined
  const days = daysTo(Number(year), Number(month), Number(day))
  return {
    seconds: ((days * 24 + Number(hour)) * 60 + Number(minute)) * 60 + Number(second),
    nanoseconds: Number(fraction.padEnd(9, '0')),
  }
}

/** A time as docker's JSON has it: RFC 3339 with nanoseconds, zeros at the end left out. */
export function rfcText(time: Time): string {
  const fraction = `${time.nanoseconds}`.padStart(9, '0').replace(/0+$/, '')
  return `${formatTime('%Y-%m-%dT%H:%M:%S', time)}${fraction === '' ? '' : `.${fraction}`}Z`
}
