import { bytesOf } from '../values/bytes.ts'

/**
 * Go's durations, as HEALTHCHECK takes them and history prints them. In nanoseconds, which a number holds exactly up to 104 days and, in
 * whole seconds, far beyond. Source: Go's time.ParseDuration and Duration.String.
 */

const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  '\u00b5s': 1_000n,
  '\u03bcs': 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

const most = 2n ** 63n

/** The nanoseconds of a text such as `1m30s`, or why it is none, in Go's words. */
export function parseDuration(text: string): number | { readonly error: string } {
  const invalid = { error: `time: invalid duration ${quoted(text)}` }
  const negative = text.startsWith('-')
  let rest = negative || text.startsWith('+') ? text.slice(1) : text
  if (rest === '0') return 0
  if (rest === '') return invalid
  let total = 0n
  while (rest !== '') {
    const number = /^(\d*)(?:\.(\d*))?/.exec(rest)
    const [written, whole, fraction] = [number?.[0] ?? '', number?.[1] ?? '', number?.[2] ?? '']
    if (whole === '' && fraction === '') return invalid
    const unitText = /^[^.\d]*/.exec(rest.slice(written.length))?.[0] ?? ''
    if (unitText === '') return { error: `time: missing unit in duration ${quoted(text)}` }
    const unit = Object.hasOwn(nanoseconds, unitText) ? nanoseconds[unitText] : undefined
    if (unit === undefined) return { error: `time: unknown unit ${quoted(unitText)} in duration ${quoted(text)}` }
    total += BigInt(whole) * unit + fractionOf(fraction, unit)
    if (total > most) return invalid
    rest = rest.slice(written.length + unitText.length)
  }
  if (negative) return -Number(total)
  return total === most ? invalid : Number(total)
}

function fractionOf(digits: string, unit: bigint): bigint {
  // Digits beyond the eighteenth are far below a nanosecond; Go drops them too.
  const kept = digits.slice(0, 18)
  return kept === '' ? 0n : (BigInt(kept) * unit) / 10n ** BigInt(kept.length)
}

/** Go's text of so many nanoseconds: `1m30s`, `1.5s`, `250ms`, `0s`. */
export function formatDuration(duration: number): string {
  if (duration === 0) return '0s'
  const sign = duration < 0 ? '-' : ''
  const size = Math.abs(duration)
  if (size < 1e3) return `${sign}${size}ns`
  if (size < 1e6) return `${sign}${decimal(size, 1e3)}\u00b5s`
  if (size < 1e9) return `${sign}${decimal(size, 1e6)}ms`
  const seconds = `${decimal(size % 60e9, 1e9)}s`
  const minutes = Math.floor(size / 60e9)
  if (minutes === 0) return `${sign}${seconds}`
  const hours = Math.floor(minutes / 60)
  return `${sign}${hours === 0 ? '' : `${hours}h`}${minutes % 60}m${seconds}`
}

function decimal(value: number, unit: number): string {
  const whole = Math.floor(value / unit)
  const digits = String(unit).length - 1
  const fraction = String(value % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '')
  return fraction === '' ? String(whole) : `${whole}.${fraction}`
}

/** The quoting of package time, which is not %q: what is not printable ASCII becomes the hex of its UTF-8 bytes. */
function quoted(text: string): string {
  let inside = ''
  for (const character of text) {
    if (character === '"' || character === '\\') inside += `\\${character}`
    else if (character < ' ' || character >= '\u0080') inside += hexOf(character)
    else inside += character
  }
  return `"${inside}"`
}

function hexOf(character: string): string {
  return [...bytesOf(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}
