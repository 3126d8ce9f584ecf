import { escapeLetters } from '../escapes.ts'
import { byteTextOf } from './bytes.ts'
import { print } from './operands.ts'
import { end, printError, program } from './program.ts'

/** `echo` as a program: GNU's and busybox's both know -n, -e and -E. */
export const echo = program({
  names: ['echo'],
  summary: 'Prints its words.',
  run: (process) => {
    const words = process.arguments.slice(1)
    let newline = true
    let escapes = false
    while (/^-[neE]+$/.test(words[0] ?? '')) {
      for (const letter of words.shift()?.slice(1) ?? '') {
        if (letter === 'n') newline = false
        else escapes = letter === 'e'
      }
    }
    const text = byteTextOf(words.join(' '))
    const expanded = escapes ? expandEscapes(text, 'echo') : { text, stop: false }
    print(process, expanded.text + (newline && !expanded.stop ? '\n' : ''))
  },
})

/** `printf`: see {@link formatPrintf}. */
export const printf = program({
  names: ['printf'],
  summary: 'Prints its words in a form.',
  run: (process, flavour) => {
    const words = process.arguments.slice(process.arguments[1] === '--' ? 2 : 1)
    const [form, ...rest] = words
    if (form === undefined) {
      if (flavour === 'busybox')
        process.errors.write('BusyBox v1.37.0 multi-call binary.\n\nUsage: printf FORMAT [ARG]...\n')
      else process.errors.write("printf: missing operand\nTry 'printf --help' for more information.\n")
      return end(1)
    }
    const problems: string[] = []
    const text = formatPrintf(form, rest, (problem) => problems.push(problem))
    print(process, text)
    for (const problem of problems) printError(process, flavour === 'gnu' ? gnuProblem(problem) : problem)
    return problems.length > 0 ? 1 : 0
  },
})

function gnuProblem(problem: string): string {
  const bad = /^invalid number '(.*)'$/s.exec(problem)
  return bad === null
    ? problem
    : /^[0-9+-]/.test(bad[1] ?? '')
      ? `‘${bad[1]}’: value not completely converted`.replace(/[‘’]/g, "'")
      : `'${bad[1]}': expected a numeric value`
}

interface Expanded {
  readonly text: string
  /** `\c` was met: nothing more is printed. */
  readonly stop: boolean
}

const simpleEscapes: Readonly<Record<string, string>> = { ...escapeLetters, e: '\x1b', '\\': '\\' }

/** Backslash escapes as `echo -e` (octal `\0nnn`), `printf`'s form (octal `\nnn`) and its `%b` (both) read them. */
export function expandEscapes(text: string, style: 'echo' | 'form' | 'b'): Expanded {
  let expanded = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign !== '\\' || at + 1 >= text.length) {
      expanded += sign
      continue
    }
    const rest = text.slice(at + 1)
    if (rest[0] === 'c' && style !== 'form') return { text: expanded, stop: true }
    const number =
      /^x([0-9a-fA-F]{1,2})/.exec(rest) ??
      (style === 'form' ? /^([0-7]{1,3})/ : style === 'echo' ? /^0([0-7]{0,3})/ : /^0?([0-7]{1,3})|^0/).exec(rest)
    const simple = Object.hasOwn(simpleEscapes, rest[0] ?? '') ? simpleEscapes[rest[0] ?? ''] : undefined
    if (simple !== undefined) {
      expanded += simple
      at++
    } else if (number !== null) {
      expanded += String.fromCharCode(Number.parseInt(number[1] || '0', rest[0] === 'x' ? 16 : 8) & 255)
      at += number[0].length
    } else if (style === 'form' && rest[0] === '"') {
      expanded += '"'
      at++
    } else expanded += sign
  }
  return { text: expanded, stop: false }
}

/**
 * The text that printf makes of a form and its words, as byte text: the form is used again until all words are. What is wrong goes to
 * `report` (`invalid number 'x'`, `%z: invalid conversion specification`), and the rest is printed all the same. Source: POSIX printf.
 */
export function formatPrintf(form: string, words: readonly string[], report: (problem: string) => void): string {
  const template = byteTextOf(form)
  let next = 0
  let text = ''
  do {
    const before = next
    const round = formatOnce(template, () => words[next++], report)
    text += round.text
    if (round.stop || next === before) break
  } while (next < words.length)
  return text
}

const conversion = /^%([-+ #0]*)(\*|\d+)?(?:\.(\*|-?\d+)?)?[hlLqjzt]*(.?)/s

function formatOnce(template: string, take: () => string | undefined, report: (problem: string) => void): Expanded {
  let text = ''
  for (let at = 0; at < template.length; at++) {
    const sign = template[at] ?? ''
    if (sign === '\\') {
      const piece = /^\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)/s.exec(template.slice(at))?.[0] ?? '\\'
      if (piece === '\\c') return { text, stop: true }
      text += expandEscapes(piece, 'form').text
      at += piece.length - 1
      continue
    }
    const found = sign === '%' ? conversion.exec(template.slice(at)) : null
    if (found === null) {
      text += sign
      continue
    }
    at += found[0].length - 1
    const [whole, flags = '', widthText = '', , letter = ''] = found
    if (letter === '%' && whole === '%%') {
      text += '%'
      continue
    }
    let width = widthText === '*' ? Number(take() ?? 0) : Number(widthText || 0)
    const hasPrecision = whole.includes('.')
    const precision = hasPrecision ? (found[3] === '*' ? Number(take() ?? 0) : Number(found[3] ?? 0)) : undefined
    const left = flags.includes('-') || width < 0
    width = Math.abs(width)
    if (!'diouxXeEfFgGaAcsbq'.includes(letter) || letter === '') {
      report(`%${letter}: invalid conversion specification`.replace(/^%/, whole.slice(0, whole.length - letter.length)))
      return { text, stop: true }
    }
    const word = take()
    if (letter === 'b') {
      const expanded = expandEscapes(byteTextOf(word ?? ''), 'b')
      text += pad(precision === undefined ? expanded.text : expanded.text.slice(0, precision), width, left, ' ')
      if (expanded.stop) return { text, stop: true }
      continue
    }
    text += convert(letter, word, { flags, width, left, precision, report })
  }
  return { text, stop: false }
}

interface Conversion {
  readonly flags: string
  readonly width: number
  readonly left: boolean
  readonly precision: number | undefined
  readonly report: (problem: string) => void
}

function convert(letter: string, word: string | undefined, how: Conversion): string {
  const { flags, width, left, precision } = how
  if (letter === 'c') return pad(byteTextOf(word ?? '').slice(0, 1), width, left, ' ')
  if (letter === 's' || letter === 'q') {
    const text = byteTextOf(word ?? '')
    return pad(precision === undefined ? text : text.slice(0, precision), width, left, ' ')
  }
  const zero = flags.includes('0') && !left && (precision === undefined || 'eEfFgG'.includes(letter))
  const body = 'eEfFgGaA'.includes(letter)
    ? floatText(letter, numberOf(word, how.report), how)
    : integerText(letter, integerOf(word, how.report), how)
  return pad(body, width, left, zero ? '0' : ' ')
}

function pad(text: string, width: number, left: boolean, fill: string): string {
  if (left) return text.padEnd(width)
  if (fill !== '0') return text.padStart(width)
  const sign = /^[-+ ]?(0[xX])?/.exec(text)?.[0] ?? ''
  return sign + text.slice(sign.length).padStart(width - sign.length, '0')
}

/** A number as printf takes it: decimal, octal, hexadecimal, or a quote and a character. */
function integerOf(word: string | undefined, report: (problem: string) => void): bigint {
  if (word === undefined || word === '') {
    if (word === '') report(`invalid number ''`)
    return 0n
  }
  if (/^["']./s.test(word)) return BigInt(byteTextOf(word).charCodeAt(1))
  const found = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(word)
  if (found === null || found[0].length < word.length) report(`invalid number '${word}'`)
  if (found === null) return 0n
  const digits = found[2] ?? '0'
  const value = /^0[0-7]/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits)
  return found[1] === '-' ? -value : value
}

function numberOf(word: string | undefined, report: (problem: string) => void): number {
  if (word === undefined || word === '') return 0
  if (/^["']./s.test(word)) return byteTextOf(word).charCodeAt(1)
  const found = /^\s*[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)/.exec(word)
  if (found === null || found[0].length < word.length) report(`invalid number '${word}'`)
  return found === null ? 0 : Number(found[0])
}

function integerText(letter: string, value: bigint, how: Conversion): string {
  const isSigned = letter === 'd' || letter === 'i'
  const magnitude = isSigned ? (value < 0n ? -value : value) : BigInt.asUintN(64, value)
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10
  let digits = magnitude.toString(base)
  if (letter === 'X') digits = digits.toUpperCase()
  if (how.precision !== undefined) digits = digits.padStart(how.precision, '0')
  if (how.flags.includes('#') && magnitude !== 0n)
    digits = (base === 8 ? '0' : base === 16 ? `0${letter}` : '') + digits
  const sign = !isSigned ? '' : value < 0n ? '-' : how.flags.includes('+') ? '+' : how.flags.includes(' ') ? ' ' : ''
  return sign + digits
}

function floatText(letter: string, value: number, how: Conversion): string {
  const sign =
    value < 0 || Object.is(value, -0) ? '-' : how.flags.includes('+') ? '+' : how.flags.includes(' ') ? ' ' : ''
  const text = formatNumber(letter.toLowerCase(), Math.abs(value), how.precision ?? 6, how.flags.includes('#'))
  return sign + (letter === letter.toUpperCase() ? text.toUpperCase() : text)
}

/** A number that is not negative as C's `%f`, `%e` and `%g` write it. */
export function formatNumber(letter: string, value: number, precision: number, keepZeros = false): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf'
  if (letter === 'f') return fixed(value, precision)
  if (letter === 'e') return exponential(value, precision)
  const digits = precision === 0 ? 1 : precision
  const exponent = value === 0 ? 0 : Number(value.toExponential(Math.min(digits - 1, 100)).split('e')[1])
  const text =
    exponent < -4 || exponent >= digits ? exponential(value, digits - 1) : fixed(value, digits - 1 - exponent)
  if (keepZeros || !text.includes('.')) return text
  return text.replace(/\.?0+(?=e|$)/, '')
}

function fixed(value: number, precision: number): string {
  if (value >= 1e21) return BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '')
  const rounded = value.toFixed(Math.min(precision, 100))
  return evenAtTie(rounded, value.toFixed(100))
}

function exponential(value: number, precision: number): string {
  const [rounded = '', exponent = '0'] = value.toExponential(Math.min(precision, 100)).split('e')
  const mantissa = evenAtTie(rounded, value.toExponential(100).split('e')[0] ?? '')
  const digits = exponent.replace(/^[+-]/, '').padStart(2, '0')
  return `${mantissa}e${exponent.startsWith('-') ? '-' : '+'}${digits}`
}

/** C rounds a number that lies just between two to the even one, JavaScript up. `exact` has all digits that count. */
function evenAtTie(rounded: string, exact: string): string {
  const lower = exact.slice(0, rounded.length)
  const rest = exact.slice(rounded.length).replace('.', '')
  return /^50*$/.test(rest) && /[02468]$/.test(lower) ? lower : rounded
}
