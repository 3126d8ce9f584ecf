import { lineAt, lineStarts } from '../../values/range.ts'
import type { Dialect } from './dialect.ts'

/** A text that is no program of the shell language. */
export class ShellSyntaxError extends Error {
  override readonly name = 'ShellSyntaxError'
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

/** The deepest nesting that is parsed; a text that nests deeper was not written by anybody. */
const deepest = 120
const mostRetries = 200

/** A shell text being read, one character after another. Joined lines (backslash, newline) are seen as one. */
export class Lexer {
  readonly text: string
  readonly dialect: Dialect
  at = 0
  /** The last arithmetic expression that was not closed went on to the end of the text. */
  isAtEndAfter = false
  #depth = 0
  #retries = 0
  readonly #starts: readonly number[]
  readonly #firstLine: number

  constructor(text: string, dialect: Dialect, firstLine = 1) {
    this.text = text
    this.dialect = dialect
    this.#starts = lineStarts(text)
    this.#firstLine = firstLine
  }

  /** The line of the next character, from 1. */
  get line(): number {
    return lineAt(this.#starts, this.at) + this.#firstLine - 1
  }

  /** The next character, line joins skipped; empty at the end. */
  peek(): string {
    while (this.text[this.at] === '\\' && this.text[this.at + 1] === '\n') this.at += 2
    return this.text[this.at] ?? ''
  }

  /** The character after the next. */
  peekSecond(): string {
    this.peek()
    let second = this.at + 1
    while (this.text[second] === '\\' && this.text[second + 1] === '\n') second += 2
    return this.text[second] ?? ''
  }

  /** Takes the next character. */
  take(): string {
    const character = this.peek()
    if (character !== '') this.at++
    return character
  }

  /** Takes `expected` if it comes next. */
  takeIf(expected: string): boolean {
    const before = this.at
    for (const character of expected)
      if (this.take() !== character) {
        this.at = before
        return false
      }
    return true
  }

  /** Takes all characters that `belongs` accepts. */
  takeWhile(belongs: (character: string) => boolean): string {
    let taken = ''
    for (let next = this.peek(); next !== '' && belongs(next); next = this.peek()) taken += this.take()
    return taken
  }

  /** Skips blanks and a comment. */
  skipBlanks(): void {
    while (this.peek() === ' ' || this.peek() === '\t') this.at++
    if (this.peek() === '#') while (this.at < this.text.length && this.text[this.at] !== '\n') this.at++
  }

  /** What an operator begins with here; empty when a word, a line end or the end comes. Takes nothing. */
  operator(): string {
    for (const operator of this.dialect.isBash
      ? bashOperators
      : this.dialect.isExtended
        ? extendedOperators
        : operators) {
      const before = this.at
      const isHere = this.takeIf(operator)
      this.at = before
      if (isHere) return operator
    }
    return ''
  }

  /** Runs a part of the parser one level deeper. */
  nested<T>(parse: () => T): T {
    this.#depth++
    if (this.#depth > deepest) throw this.error('nested too deeply')
    const parsed = parse()
    this.#depth--
    return parsed
  }

  /** Goes back to `at` to read what stands there in another way. Bounded, since what is nested would be read again and again. */
  retryFrom(at: number): void {
    this.#retries++
    if (this.#retries > mostRetries) throw this.error('nested too deeply')
    this.at = at
  }

  error(message: string): ShellSyntaxError {
    return new ShellSyntaxError(message, this.line)
  }
}

// Longest first.
const operators = ['<<-', '&&', '||', ';;', '<<', '>>', '<&', '>&', '<>', '>|', '&', '|', ';', '<', '>', '(', ')']
const extendedOperators = ['<<<', '&>', ...operators]
const bashOperators = ['&>>', '<<<', ';;&', '&>', ';&', '|&', ...operators]

/** Whether a character ends an unquoted word. */
export function endsWord(character: string): boolean {
  return character === '' || ' \t\n;&|<>()'.includes(character)
}

export function isNameStart(character: string): boolean {
  return /^[A-Za-z_]$/.test(character)
}

export function isNamePart(character: string): boolean {
  return /^[A-Za-z0-9_]$/.test(character)
}
