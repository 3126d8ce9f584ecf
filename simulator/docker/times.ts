import { later, type Time } from '../filesystem/tree.ts'
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

/** A time to the second, without its zone: `2026-01-01T00:00:00`. */
export function rfcSeconds(time: Time): string {
  return formatTime('%Y-%m-%dT%H:%M:%S', time)
}

/** A time as docker's JSON has it: RFC 3339 with nanoseconds, zeros at the end left out. */
export function rfcText(time: Time): string {
  const fraction = `${time.nanoseconds}`.padStart(9, '0').replace(/0+$/, '')
  return `${rfcSeconds(time)}${fraction === '' ? '' : `.${fraction}`}Z`
}

const unitsMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** A time in the past as `--since` takes it: `10m`, `1h30m`, a date, seconds since 1970, RFC 3339; undefined for what is none. */
export function pastTime(text: string, now: Time): Time | undefined {
  if (/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)]
    return later(now, -parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (unitsMs[unit] ?? 0), 0))
  }
  if (/^\d+(\.\d+)?$/.test(text)) return later({ seconds: 0, nanoseconds: 0 }, Number(text) * 1000)
  const [, day, time = 'T00:00:00'] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?Z?$/.exec(text) ?? []
  return day === undefined ? undefined : rfcTime(`${day}${time.length === 6 ? `${time}:00` : time}Z`)
}

/** How much later one time is than another. */
export function millisecondsBetween(from: Time, to: Time): number {
  return (to.seconds - from.seconds) * 1000 + (to.nanoseconds - from.nanoseconds) / 1e6
}
