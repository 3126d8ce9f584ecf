import type { ByteText } from '../bytes.ts'
import { formatPrintf } from '../printf.ts'

/** What came from outside and looks like a number: compares as a number, prints as it was. */
export class NumberText {
  readonly text: ByteText
  readonly number: number
  constructor(text: ByteText, number: number) {
    this.text = text
    this.number = number
  }
}

/** A value of awk; undefined is a variable that was never set: nothing and 0. */
export type Value = number | ByteText | NumberText | undefined

const numeric = /^[ \t\n\r]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\r]*$/

/** Text from outside: fields, -v, getline. */
export function valueFrom(text: ByteText): Value {
  return numeric.test(text) ? new NumberText(text, Number(text)) : text
}

export function numberOf(value: Value): number {
  if (typeof value === 'number') return value
  if (value === undefined) return 0
  if (value instanceof NumberText) return value.number
  return Number(/^[ \t\n\r]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(value)?.[1] ?? 0)
}

/** A value as text; numbers that are no integers, or larger than `largest`, in the form of CONVFMT (or OFMT for print). */
export function textOfValue(value: Value, form: ByteText, largest = 1e16): ByteText {
  if (typeof value === 'string') return value
  if (value === undefined) return ''
  if (value instanceof NumberText) return value.text
  if (Number.isInteger(value) && Math.abs(value) <= largest) return `${value === 0 ? 0 : value}`
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return formatPrintf(form, [`${value}`], () => undefined)
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'string') return value !== ''
  return value instanceof NumberText ? value.number !== 0 : value !== undefined && value !== 0
}

/** Numbers compare as numbers, anything else as text. */
export function compareValues(left: Value, right: Value, form: ByteText): number {
  if (typeof left !== 'string' && typeof right !== 'string') return numberOf(left) - numberOf(right)
  const [a, b] = [textOfValue(left, form), textOfValue(right, form)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** The text that `sprintf` makes. Source: POSIX awk, "Output Statements". */
export function formatValues(form: ByteText, values: readonly Value[], convert: ByteText): ByteText {
  let next = 0
  return form.replace(
    /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlLqjzt]*([a-zA-Z%])/g,
    (whole, flags: string, width: string | undefined, precision: string | undefined, letter: string) => {
      if (letter === '%') return '%'
      const stars = (part: string | undefined): string =>
        part === '*' ? `${Math.trunc(numberOf(values[next++]))}` : (part ?? '')
      const wide = stars(width)
      const hasPrecision = /\.[\d*]*[a-zA-Z]+$/.test(whole)
      const exact = hasPrecision ? `.${stars(precision) || '0'}` : ''
      const shape = `%${flags}${wide}${exact}`
      const value = values[next++]
      const nothing = (): undefined => undefined
      if (letter === 's')
        return padded(textOfValue(value, convert), flags, wide, hasPrecision ? Number(exact.slice(1)) : undefined)
      if (letter === 'c') {
        const sign =
          typeof value === 'number' || value instanceof NumberText
            ? String.fromCharCode(numberOf(value) & 255)
            : textOfValue(value, convert).slice(0, 1)
        return padded(sign, flags, wide, undefined)
      }
      const number = numberOf(value)
      if (!Number.isFinite(number)) return padded(textOfValue(number, convert), flags, wide, undefined)
      if ('dioxXu'.includes(letter)) return formatPrintf(shape + letter, [`${BigInt(Math.trunc(number))}`], nothing)
      return formatPrintf(shape + letter, [`${number}`], nothing)
    },
  )
}

function padded(text: ByteText, flags: string, width: string, length: number | undefined): ByteText {
  const cut = length === undefined ? text : text.slice(0, length)
  const size = Math.abs(Number(width || 0))
  return flags.includes('-') || width.startsWith('-') ? cut.padEnd(size) : cut.padStart(size)
}
