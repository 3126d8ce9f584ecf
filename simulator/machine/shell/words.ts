import { escapeLetters } from '../escapes.ts'
import { endsWord, isNamePart, isNameStart, type Lexer, ShellSyntaxError } from './lexer.ts'
import { type InnerReader, readBrace, unterminated } from './parameter-parser.ts'
import type { List, Part, Word } from './syntax.ts'

/** How commands inside words are parsed; the parser gives itself. */
export interface CommandReader {
  /** Reads commands up to a `)` and takes it. */
  readonly readSubstitution: (lexer: Lexer) => List
  /** Parses the text between backquotes. */
  readonly readText: (text: string, line: number) => List
}

/** Where a word's characters stand: it decides which of them are special and what ends it. */
interface Place {
  readonly kind: 'bare' | 'double' | 'brace' | 'document' | 'arithmetic' | 'elements'
  /** Inside double quotes, or as if. */
  readonly quoted: boolean
  /** Ends a brace's word early: the `/` of `${x/a/b}`. */
  readonly stop?: string
}

/** Reads an unquoted word, up to a blank or operator. Empty when none is there. */
export function readWord(lexer: Lexer, commands: CommandReader): Word {
  return readParts(lexer, commands, { kind: 'bare', quoted: false })
}

/** Parses the body of a here-document whose name was not quoted. */
export function readDocument(lexer: Lexer, commands: CommandReader): Word {
  return readParts(lexer, commands, { kind: 'document', quoted: true })
}

/** Reads an arithmetic expression up to `))` and takes that; undefined (nothing taken) when the parentheses do not match. */
export function readArithmetic(lexer: Lexer, commands: CommandReader): Word | undefined {
  const before = lexer.at
  const parts = readParts(lexer, commands, { kind: 'arithmetic', quoted: true })
  if (lexer.takeIf('))')) return parts
  lexer.isAtEndAfter = lexer.peek() === ''
  lexer.retryFrom(before)
  return undefined
}

/** Reads up to a character that is not within quotes or substitutions, and leaves it. */
export function readUntil(lexer: Lexer, commands: CommandReader, stop: string): Word {
  return readParts(lexer, commands, { kind: 'elements', quoted: false, stop })
}

function readParts(lexer: Lexer, commands: CommandReader, place: Place): Word {
  return lexer.nested(() => new PartReader(lexer, commands, place).read())
}

class PartReader {
  readonly #lexer: Lexer
  readonly #commands: CommandReader
  readonly #place: Place
  readonly #line: number
  readonly #parts: Part[] = []
  #text = ''
  #parentheses = 0

  constructor(lexer: Lexer, commands: CommandReader, place: Place) {
    this.#lexer = lexer
    this.#commands = commands
    this.#place = place
    this.#line = lexer.line
  }

  read(): Word {
    const lexer = this.#lexer
    const { kind, quoted } = this.#place
    for (;;) {
      const next = lexer.peek()
      if (this.#isEnd(next)) break
      lexer.at++
      if (next === '\\') this.#readEscape()
      else if (next === "'" && !quoted) this.#push({ kind: 'text', text: this.#readSingle(), quoted: true })
      else if (next === '"' && kind !== 'document' && kind !== 'arithmetic') this.#readDouble()
      else if (next === '"' && kind === 'arithmetic' && lexer.dialect.isBash) continue
      else if (next === '$') this.#readDollar()
      else if (next === '`') this.#push({ kind: 'command', list: this.#readBackquotes(), quoted })
      else this.#text += next
    }
    this.#flush()
    return this.#parts
  }

  #isEnd(next: string): boolean {
    const { kind, stop } = this.#place
    switch (kind) {
      case 'bare':
        return endsWord(next)
      case 'document':
        return next === ''
      case 'double':
        if (next === '') throw this.#unterminated('"')
        return next === '"'
      case 'brace':
        if (next === '') throw this.#unterminated('}')
        return next === '}' || (stop !== undefined && next === stop)
      case 'elements':
        return next === '' || next === stop
      case 'arithmetic':
        if (next === '(') this.#parentheses++
        if (next === ')' && --this.#parentheses < 0) return true
        return next === ''
    }
  }

  #unterminated(mark: string): Error {
    return unterminated(this.#lexer, mark, this.#line)
  }

  #push(part: Part): void {
    this.#flush()
    this.#parts.push(part)
  }

  #flush(): void {
    if (this.#text !== '') this.#parts.push({ kind: 'text', text: this.#text, quoted: this.#place.quoted })
    this.#text = ''
  }

  #readEscape(): void {
    const lexer = this.#lexer
    const { kind, quoted } = this.#place
    // The character itself: a joined line was skipped before the backslash was seen.
    const next = lexer.text[lexer.at] ?? ''
    if (!quoted) {
      if (next !== '') lexer.at++
      this.#push({ kind: 'text', text: next === '' ? '\\' : next, quoted: true })
      return
    }
    const special = kind === 'document' ? '$`\\' : kind === 'brace' ? '$`"\\}' : '$`"\\'
    if (next !== '' && special.includes(next)) {
      lexer.at++
      this.#push({ kind: 'text', text: next, quoted: true })
    } else this.#text += '\\'
  }

  #readSingle(): string {
    const lexer = this.#lexer
    const end = lexer.text.indexOf("'", lexer.at)
    if (end === -1) {
      lexer.at = lexer.text.length
      throw this.#unterminated("'")
    }
    const text = lexer.text.slice(lexer.at, end)
    lexer.at = end + 1
    return text
  }

  #readDouble(): void {
    const lexer = this.#lexer
    const inner = readParts(lexer, this.#commands, { kind: 'double', quoted: true })
    lexer.take()
    this.#flush()
    if (inner.length === 0) this.#parts.push({ kind: 'text', text: '', quoted: true })
    this.#parts.push(...inner)
  }

  #readDollar(): void {
    const lexer = this.#lexer
    const { quoted, kind } = this.#place
    const next = lexer.peek()
    if (next === '(') {
      lexer.at++
      this.#push(this.#readParenthesis())
    } else if (next === '{') {
      lexer.at++
      this.#push(readBrace(lexer, this.#inner(), quoted))
    } else if (isNameStart(next)) {
      this.#push({ kind: 'parameter', name: lexer.takeWhile(isNamePart), quoted, operation: undefined })
    } else if (next !== '' && '0123456789@*#?-$!'.includes(next)) {
      this.#push({ kind: 'parameter', name: lexer.take(), quoted, operation: undefined })
    } else if (next === "'" && !quoted && lexer.dialect.isExtended) {
      lexer.at++
      this.#push({ kind: 'text', text: this.#readEscapedQuote(), quoted: true })
    } else if (next === '"' && kind === 'bare' && lexer.dialect.isBash) return
    else this.#text += '$'
  }

  #inner(): InnerReader {
    const lexer = this.#lexer
    const commands = this.#commands
    return {
      word: (quoted, stop) =>
        readParts(lexer, commands, { kind: 'brace', quoted, ...(stop !== undefined && { stop }) }),
      until: (stop) => readUntil(lexer, commands, stop),
    }
  }

  #readParenthesis(): Part {
    const lexer = this.#lexer
    const line = lexer.line
    const { quoted } = this.#place
    if (lexer.peek() === '(') {
      const before = lexer.at
      lexer.at++
      const expression = readArithmetic(lexer, this.#commands)
      if (expression !== undefined) return { kind: 'arithmetic', expression, quoted }
      if (lexer.dialect.name === 'dash' || lexer.isAtEndAfter) throw missingParentheses(lexer, line)
      lexer.at = before
    }
    return { kind: 'command', list: this.#commands.readSubstitution(lexer), quoted }
  }

  #readBackquotes(): List {
    const lexer = this.#lexer
    const line = lexer.line
    let text = ''
    for (;;) {
      const next = lexer.text[lexer.at]
      if (next === undefined) throw backquoteError(lexer, line)
      lexer.at++
      if (next === '`') return this.#commands.readText(text, line)
      const after = lexer.text[lexer.at] ?? ''
      if (next !== '\\') text += next
      else if (after === '\n') lexer.at++
      else if (after !== '' && (this.#place.quoted ? '$`\\"' : '$`\\').includes(after)) {
        text += after
        lexer.at++
      } else text += next
    }
  }

  /** `$'…'`. Source: bash(1), QUOTING. */
  #readEscapedQuote(): string {
    const lexer = this.#lexer
    let text = ''
    for (;;) {
      const next = lexer.text[lexer.at]
      if (next === undefined) throw this.#unterminated("'")
      lexer.at++
      if (next === "'") return text
      if (next !== '\\') {
        text += next
        continue
      }
      const rest = lexer.text.slice(lexer.at)
      const [whole = '', octal, hex, unicode, simple = ''] =
        /^(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([\s\S]))/.exec(rest) ?? []
      lexer.at += whole.length
      if (octal !== undefined) text += String.fromCharCode(Number.parseInt(octal, 8) & 255)
      else if (hex ?? unicode) text += String.fromCharCode(Number.parseInt(hex ?? unicode ?? '0', 16))
      else text += escapes.get(simple) ?? `\\${simple}`
    }
  }
}

const escapes = new Map(Object.entries({ ...escapeLetters, e: '\x1b', '\\': '\\', "'": "'", '"': '"', '?': '?' }))

function backquoteError(lexer: Lexer, line: number): ShellSyntaxError {
  const { name, texts } = lexer.dialect
  if (name === 'bash') return new ShellSyntaxError(texts.unterminated('`'), line)
  return lexer.error(`${name === 'dash' ? 'Syntax' : 'syntax'} error: EOF in backquote substitution`)
}

function missingParentheses(lexer: Lexer, line: number): ShellSyntaxError {
  const { name, texts } = lexer.dialect
  if (name === 'bash') return new ShellSyntaxError(texts.unterminated(')'), line)
  lexer.at = lexer.text.length
  return lexer.error(`${name === 'dash' ? 'Syntax error: Missing' : 'syntax error: missing'} '))'`)
}
