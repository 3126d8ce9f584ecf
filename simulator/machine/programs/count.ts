import type { Flavour } from './program.ts'

/** What one letter or more after a number multiplies it by: `10k`, `2M`, `1b`, with GNU also `1kB` (1000). */
const powers = 'KMGTPE'

/** A number of bytes or lines with a suffix, `+` or `-` before it kept apart; undefined for what is no such number. busybox knows b, k and m alone. */
export function parseCount(
  text: string,
  flavour: Flavour,
): { readonly sign: string; readonly count: number } | undefined {
  const found = /^([-+]?)(\d+)(?:(b)|([kKmMGTPE])(iB|B)?)?$/.exec(text)
  if (found === null || (flavour === 'busybox' && !/^[-+]?\d+[bkm]?$/.test(text))) return undefined
  const [, sign = '', digits = '', blocks, unit, ending] = found
  const base = ending === 'B' ? 1000 : 1024
  const factor = blocks ? 512 : unit ? base ** (powers.indexOf(unit.toUpperCase()) + 1) : 1
  return { sign, count: Number(digits) * factor }
}
