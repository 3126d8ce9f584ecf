import { BudgetExceeded } from '../../values/budget.ts'
import { escapePattern } from './pattern.ts'

const longestWord = 1 << 24

/** One word after expansion. */
export interface Field {
  /** Without quotes. */
  readonly text: string
  /** As a pattern: what was quoted is escaped. */
  readonly pattern: string
  /** Some unquoted `*`, `?` or `[` is in it. */
  readonly mayBePattern: boolean
}

/**
 * Collects the pieces of a word into fields, splitting unquoted values at the characters of IFS.
 * Source: POSIX.1-2024, Shell Command Language, 2.6.5.
 */
export class FieldBuilder {
  readonly #separators: string
  readonly #fields: Field[] = []
  #text = ''
  #pattern = ''
  #mayBePattern = false
  #isStarted = false

  constructor(separators: string) {
    this.#separators = separators
  }

  /** Adds a piece that is neither split nor a pattern. Also an empty one makes a field. */
  addQuoted(text: string): void {
    this.#checkLength(text)
    this.#isStarted = true
    this.#text += text
    this.#pattern += escapePattern(text)
  }

  /** Adds a piece as it stands: not split, but a pattern. */
  addPlain(text: string): void {
    if (text === '') return
    this.#checkLength(text)
    this.#isStarted = true
    this.#text += text
    this.#pattern += text.includes('\\') ? text.replaceAll('\\', '\\\\') : text
    if (/[*?[]/.test(text)) this.#mayBePattern = true
  }

  /** Adds an unquoted value: split, and each part a pattern. */
  addSplit(value: string): void {
    const separators = this.#separators
    if (separators === '') {
      this.addPlain(value)
      return
    }
    let at = 0
    let from = 0
    while (at < value.length) {
      const character = value[at] ?? ''
      if (!separators.includes(character)) {
        at++
        continue
      }
      this.addPlain(value.slice(from, at))
      const isBlank = isWhite(character)
      at = this.#skipBlanks(value, at)
      const next = value[at] ?? ''
      const isMark = !isBlank || (next !== '' && separators.includes(next) && !isWhite(next))
      if (isMark) {
        at = this.#skipBlanks(value, at + (isBlank ? 1 : 0) + (isBlank ? 0 : 1))
        this.endField(true)
      } else this.endField(false)
      from = at
    }
    this.addPlain(value.slice(from))
  }

  /** Ends the field. Without `evenEmpty`, nothing happens where none has begun. */
  endField(evenEmpty: boolean): void {
    if (!this.#isStarted && !evenEmpty) return
    this.#fields.push({ text: this.#text, pattern: this.#pattern, mayBePattern: this.#mayBePattern })
    this.#text = ''
    this.#pattern = ''
    this.#mayBePattern = false
    this.#isStarted = false
  }

  /** All fields, the last one ended. */
  finish(): readonly Field[] {
    this.endField(false)
    return this.#fields
  }

  #checkLength(text: string): void {
    if (this.#text.length + text.length > longestWord)
      throw new BudgetExceeded(`a word of more than ${longestWord} characters`)
  }

  #skipBlanks(value: string, from: number): number {
    let at = from
    while (at < value.length && isWhite(value[at] ?? '') && this.#separators.includes(value[at] ?? '')) at++
    return at
  }
}

function isWhite(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n'
}
