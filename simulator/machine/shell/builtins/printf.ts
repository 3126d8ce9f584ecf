import { bytesOf } from '../../../values/bytes.ts'
import { quoteForPrintf } from '../quote.ts'
import type { Shell } from '../shell.ts'
import { regular } from './builtin.ts'
import { byteMark, interpretEscapes, printBytes } from './echo.ts'

/** `printf`. Source: POSIX.1-2024, printf; bash adds `-v` and `%q`. */
export const printfBuiltin = regular((shell, words) => {
  let at = 1
  let variable: string | undefined
  if (shell.dialect.isBash && words[1] === '-v') {
    variable = words[2]
    at = 3
  }
  if (words[at] === '--') at++
  const format = words[at]
  if (format === undefined) {
    const usage: Record<typeof shell.dialect.name, string> = {
      dash: 'usage: printf format [arg ...]',
      ash: `${shell.name.replace(/.*\//, '')}: usage: printf FORMAT [ARGUMENT...]`,
      bash: 'printf: usage: printf [-v var] format [arguments]',
    }
    if (shell.dialect.name === 'dash') throw shell.fatal(usage.dash, 2, 'printf')
    shell.errors.write(`${usage[shell.dialect.name]}\n`)
    return 2
  }
  const formatter = new Formatter(shell, format, words.slice(at + 1))
  const text = formatter.run()
  if (variable === undefined) printBytes(shell, text)
  else shell.set(variable, text)
  return formatter.status
})

const specification = /^%([-+ #0]*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|h|ll|l|j|z|t|L)?([diouxXcsbqeEfFgGaA%])?/

class Formatter {
  readonly #shell: Shell
  readonly #format: string
  #arguments: readonly string[]
  #isCut = false
  status = 0

  constructor(shell: Shell, format: string, words: readonly string[]) {
    this.#shell = shell
    this.#format = format
    this.#arguments = words
  }

  /** The format is used again while there are arguments, if it takes any. */
  run(): string {
    let text = ''
    for (;;) {
      this.#shell.machine.budget.spend(1 + this.#format.length / 10)
      const before = this.#arguments.length
      text += this.#once()
      if (this.#isCut || this.#arguments.length === 0 || this.#arguments.length === before) return text
    }
  }

  #take(): string | undefined {
    const [first] = this.#arguments
    this.#arguments = this.#arguments.slice(1)
    return first
  }

  #once(): string {
    const format = this.#format
    let text = ''
    let at = 0
    while (at < format.length && !this.#isCut) {
      const character = format[at] ?? ''
      if (character === '\\') {
        const [shown, length] = escapeAt(format, at, this.#shell.dialect.name === 'dash')
        if (shown === undefined && this.#shell.dialect.name === 'ash') {
          this.#isCut = true
          return text
        }
        text += shown ?? '\\c'
        at += length
      } else if (character !== '%') {
        text += character
        at++
      } else {
        const found = specification.exec(format.slice(at))
        const [whole = '%', flags = '', width, precision, letter] = found ?? []
        at += whole.length
        if (letter === undefined) return text + this.#badFormat(format.slice(at - whole.length))
        text += this.#convert(flags, width, precision, letter)
      }
    }
    return text
  }

  #badFormat(directive: string): string {
    this.#isCut = true
    this.status = 1
    const { name } = this.#shell.dialect
    if (name === 'dash') throw this.#shell.fatal(`${directive.slice(0, 2)}: invalid directive`, 2, 'printf')
    if (name === 'ash')
      this.#shell.errors.write(
        `${this.#shell.name.replace(/.*\//, '')}: ${directive.replace(/[hlLjzt]+/, '')}: invalid format\n`,
      )
    else
      this.#shell.complain(`\`${directive.replace(/[hlLjzt]+/, '').slice(1, 2)}': invalid format character`, 'printf')
    return ''
  }

  #convert(flags: string, width: string | undefined, precision: string | undefined, letter: string): string {
    if (letter === '%') return '%'
    const given = width === '*' ? Number(this.#integer(this.#take())) : Number(width ?? 0)
    const leftFlag = given < 0 ? `${flags}-` : flags
    const exactly =
      precision === '*' ? Number(this.#integer(this.#take())) : precision === undefined ? undefined : Number(precision)
    const digits = exactly === undefined || exactly < 0 ? undefined : exactly
    return pad(this.#shown(flags, digits, letter), Math.abs(given), leftFlag, letter, digits)
  }

  #shown(flags: string, digits: number | undefined, letter: string): string {
    const argument = this.#take()
    switch (letter) {
      case 's':
        return cut(argument ?? '', digits)
      case 'q':
        return quoteForPrintf(argument ?? '')
      case 'b': {
        const { shown, isCut } = interpretEscapes(
          (argument ?? '').replace(/\\([1-7][0-7]{0,2})/g, '\\0$1'),
          this.#shell.dialect.name === 'dash',
        )
        if (isCut) this.#isCut = true
        return cut(shown, digits)
      }
      case 'c':
        return (argument ?? '').slice(0, 1)
      case 'd':
      case 'i':
        return signed(this.#integer(argument), flags, digits)
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
      case 'a':
      case 'A':
        return floating(this.#number(argument), letter, digits ?? 6, flags)
      default:
        return unsigned(BigInt.asUintN(64, this.#integer(argument)), letter, flags, digits)
    }
  }

  #integer(text: string | undefined): bigint {
    if (text === undefined && this.#shell.dialect.name !== 'ash') return 0n
    if (text === undefined) return this.#integer('')
    if (text === '' && this.#shell.dialect.name !== 'ash') return 0n
    const quoted = /^["']([\s\S])/u.exec(text)
    if (quoted !== null) return BigInt(quoted[1]?.codePointAt(0) ?? 0)
    const [whole = '', sign = '', hex, octal, decimal = '0'] =
      /^\s*([-+]?)(?:0[xX]([0-9a-fA-F]+)|0([0-7]+)|([0-9]+))/.exec(text) ?? []
    if (whole.length !== text.length || whole === '') this.#badNumber(text, whole)
    if (whole === '') return 0n
    const size = hex !== undefined ? BigInt(`0x${hex}`) : octal !== undefined ? BigInt(`0o${octal}`) : BigInt(decimal)
    // A number with something after it counts as 0 in busybox.
    if (whole.length !== text.length && this.#shell.dialect.name === 'ash') return 0n
    return sign === '-' ? -size : size
  }

  #number(text: string | undefined): number {
    if (text === undefined || text === '') return 0
    const [whole = ''] = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(text) ?? []
    if (whole.length !== text.length) this.#badNumber(text, whole)
    return Number(whole)
  }

  #badNumber(text: string, understood: string): void {
    this.status = 1
    const { name } = this.#shell.dialect
    if (name === 'dash')
      this.#shell.complain(
        `${text}: ${understood === '' ? 'expected numeric value' : 'not completely converted'}`,
        'printf',
      )
    else if (name === 'ash')
      this.#shell.errors.write(`${this.#shell.name.replace(/.*\//, '')}: invalid number '${text}'\n`)
    else this.#shell.complain(`${text}: invalid number`, 'printf')
  }
}

/** The character that an escape stands for; undefined for `\c`. */
function escapeAt(format: string, at: number, isStrict: boolean): readonly [shown: string | undefined, length: number] {
  const octal = /^\\([0-7]{1,3})/.exec(format.slice(at))
  if (octal !== null) return [byteMark(Number.parseInt(octal[1] ?? '0', 8) & 255), octal[0].length]
  const next = format[at + 1] ?? ''
  if (next === '"') return ['"', 2]
  const { shown, isCut } = interpretEscapes(format.slice(at, at + 4), isStrict)
  if (isCut) return [undefined, 2]
  const hex = isStrict ? null : /^\\x[0-9a-fA-F]{1,2}/.exec(format.slice(at))
  if (hex !== null) return [shown.slice(0, 1), hex[0].length]
  return shown.startsWith('\\') && next !== '\\' ? ['\\', 1] : [shown.slice(0, 1), 2]
}

function cut(text: string, digits: number | undefined): string {
  return digits === undefined ? text : text.slice(0, digits)
}

function signed(value: bigint, flags: string, digits: number | undefined): string {
  const sign = value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  return sign + `${value < 0n ? -value : value}`.padStart(digits ?? 0, '0')
}

function unsigned(value: bigint, letter: string, flags: string, digits: number | undefined): string {
  const base = letter === 'o' ? 8 : letter === 'u' ? 10 : 16
  const shown = value.toString(base).padStart(digits ?? 0, '0')
  const prefix = flags.includes('#') && value !== 0n ? (letter === 'o' ? '0' : letter === 'u' ? '' : '0x') : ''
  return letter === 'X' ? (prefix + shown).toUpperCase() : prefix + shown
}

function floating(value: number, letter: string, digits: number, flags: string): string {
  const lower = letter.toLowerCase()
  const size = Math.abs(value)
  const shown = lower === 'f' ? size.toFixed(digits) : lower === 'e' ? exponent(size, digits) : general(size, digits)
  const sign = value < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  return sign + (letter === lower ? shown : shown.toUpperCase())
}

function exponent(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([-+])(\d)$/, 'e$10$2')
}

function general(value: number, digits: number): string {
  const precision = Math.max(1, digits)
  const power = value === 0 ? 0 : Math.floor(Math.log10(value))
  if (power < -4 || power >= precision) return exponent(value, precision - 1).replace(/\.?0+e/, 'e')
  const shown = value.toFixed(Math.max(0, precision - 1 - power))
  return shown.includes('.') ? shown.replace(/\.?0+$/, '') : shown
}

function pad(text: string, width: number, flags: string, letter: string, digits: number | undefined): string {
  const length = /[^\x00-\x7f]/.test(text) ? bytesOf(text.replace(/[\ue000-\ue0ff]/g, '.')).length : text.length
  if (length >= width) return text
  const blanks = ' '.repeat(width - length)
  if (flags.includes('-')) return text + blanks
  const isNumber = 'diouxXeEfFgG'.includes(letter)
  if (!flags.includes('0') || !isNumber || (digits !== undefined && 'diouxX'.includes(letter))) return blanks + text
  const [, sign = '', rest = ''] = /^([-+ ]?(?:0[xX])?)(.*)$/.exec(text) ?? []
  return sign + '0'.repeat(width - length) + rest
}
