import { words } from '../words/words.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/**
 * A number of bytes for people, in docker's decimal units and its three digits: `0 B`, `1.9 kB`, `432 MB`. Source: docker/go-units,
 * HumanSizeWithPrecision, which `docker images` calls with three digits (it writes no space).
 */
export function sizeText(bytes: number): string {
  let value = bytes
  let unit = 0
  // Not 1000: what rounds up to a thousand belongs to the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${words.figures.decimal(Number(value.toPrecision(3)))} ${units[unit] ?? ''}`
}
