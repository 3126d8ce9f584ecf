import type { Time } from '../filesystem/tree.ts'
import { momentOf } from '../machine/programs/calendar.ts'

/** A time as Go writes it in JSON: RFC 3339 in UTC, nanoseconds only where there are some, without zeros at their end. */
export function formatTime(time: Time): string {
  const moment = momentOf(time.seconds)
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = `${String(moment.year).padStart(4, '0')}-${two(moment.month)}-${two(moment.day)}`
  const clock = `${two(moment.hour)}:${two(moment.minute)}:${two(moment.second)}`
  const fraction = time.nanoseconds === 0 ? '' : `.${String(time.nanoseconds).padStart(9, '0').replace(/0+$/, '')}`
  return `${date}T${clock}${fraction}Z`
}
