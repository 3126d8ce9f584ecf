import { isExact, type Quantity } from '../values/estimate.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** A number of bytes for people: `54.2 MB`. */
export function bytesText(bytes: number): string {
  let value = Math.abs(bytes)
  let unit = 0
  // Not 1000: what rounds up to a thousand belongs to the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${bytes < 0 ? '−' : ''}${Number(value.toPrecision(3))} ${units[unit] ?? ''}`
}

/** What a figure counts. */
export type Unit = 'bytes' | 'seconds' | 'number'

/** A figure for people; `≈` stands before a modelled one. */
export function figureText(quantity: Quantity, unit: Unit): string {
  const text =
    unit === 'bytes'
      ? bytesText(quantity.value)
      : unit === 'seconds'
        ? `${Number(quantity.value.toPrecision(3))} s`
        : String(Number(quantity.value.toPrecision(6)))
  return isExact(quantity) ? text : `≈ ${text}`
}
