import type { Dialect } from './dialect.ts'
import { Documents } from './documents.ts'
import { endsWord, type Lexer, ShellSyntaxError } from './lexer.ts'
import { plainText, type Redirect, type Word } from './syntax.ts'
import { type CommandReader, readWord } from './words.ts'

/** What {@link Tokens} gives where the text ends. */
export const end = '\0'

/** Words that are special where a command begins. */
export const reservedWords: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'case',
  'esac',
  'while',
  'until',
  'for',
  '{',
  '}',
  '!',
])

/** A shell text as operators, line ends and words. Here-documents are read as lines end. */
export class Tokens {
  readonly lexer: Lexer
  readonly dialect: Dialect
  readonly documents: Documents
  readonly #reader: CommandReader

  /** `bodyReader` reads the substitutions in here-documents. */
  constructor(lexer: Lexer, reader: CommandReader, bodyReader: CommandReader) {
    this.lexer = lexer
    this.dialect = lexer.dialect
    this.#reader = reader
    this.documents = new Documents(lexer, bodyReader)
  }

  /** The operator or newline that comes next, or the end; empty for a word. Takes nothing but blanks. */
  next(): string {
    this.lexer.skipBlanks()
    const next = this.lexer.peek()
    if (next === '\n') return next
    if (next === '') return end
    const operator = this.lexer.operator()
    return isRedirection(operator) ? '' : operator
  }

  /** As {@link next}, but a plain word gives its text. */
  nextOrWord(): string {
    const token = this.next()
    if (token !== '') return token
    const before = this.lexer.at
    const word = this.lexer.takeWhile((character) => !endsWord(character) && !'\'"\\$`'.includes(character))
    const isWhole = endsWord(this.lexer.peek())
    this.lexer.at = before
    return isWhole ? word : ''
  }

  /** Takes a word. */
  word(): Word {
    this.lexer.skipBlanks()
    const word = readWord(this.lexer, this.#reader)
    if (word.length === 0 && this.lexer.peek() !== '') throw this.unexpected(undefined)
    return word
  }

  /** Takes a word; gives its text when it is plain. */
  takeWord(): string {
    return plainText(this.word()) ?? ''
  }

  /** Takes an operator or newline that comes next. */
  take(token: string): void {
    this.lexer.skipBlanks()
    this.lexer.takeIf(token)
  }

  /** Takes an operator that must come next. */
  expect(token: string): void {
    if (this.next() !== token) throw this.unexpected(`"${token}"`)
    this.take(token)
  }

  /** Takes newlines. */
  skipLineEnds(): void {
    while (this.next() === '\n') this.takeLineEnd()
  }

  /** Takes a newline, and the here-documents after it. */
  takeLineEnd(): void {
    this.lexer.at++
    this.documents.read()
  }

  /** The line of what comes next. */
  line(): number {
    this.lexer.skipBlanks()
    this.lexer.peek()
    return this.lexer.line
  }

  /** Reads one redirection if one comes next. */
  redirect(into: Redirect[]): boolean {
    const lexer = this.lexer
    lexer.skipBlanks()
    const before = lexer.at
    const digits = lexer.takeWhile((character) => /[0-9]/.test(character))
    const operator = lexer.operator()
    if (!isRedirection(operator)) {
      lexer.at = before
      return false
    }
    lexer.takeIf(operator)
    const descriptor = digits === '' ? (operator.startsWith('<') ? 0 : 1) : Number(digits)
    lexer.skipBlanks()
    if (endsWord(lexer.peek())) throw this.unexpected(undefined)
    const word = readWord(lexer, this.#reader)
    if (operator === '<<' || operator === '<<-') this.documents.add(word, operator === '<<-', descriptor, into)
    else into.push({ descriptor, operator, target: word })
    return true
  }

  /** What is wrong when what comes next may not come here. `expecting`: what should. */
  unexpected(expecting: string | undefined): ShellSyntaxError {
    const { dialect } = this.lexer
    this.lexer.skipBlanks()
    // dash and ash have read the line's end when they find it.
    const line = this.lexer.line + (this.lexer.peek() === '\n' && !dialect.isBash ? 1 : 0)
    const isQuotable = expecting === undefined || expecting.startsWith('"') ? expecting : `"${expecting}"`
    return new ShellSyntaxError(dialect.texts.unexpected(this.#describe(), isQuotable), line)
  }

  #describe(): string {
    const lexer = this.lexer
    if (lexer.peek() === '') return 'end of file'
    if (lexer.peek() === '\n') return lexer.dialect.isBash ? '"newline"' : 'newline'
    const operator = lexer.operator()
    if (operator !== '') return isRedirection(operator) && !lexer.dialect.isBash ? 'redirection' : `"${operator}"`
    const word = this.nextOrWord()
    if (reservedWords.has(word)) return `"${word}"`
    return lexer.dialect.isBash ? `"${word}"` : 'word'
  }
}

function isRedirection(operator: string): operator is Redirect['operator'] | '<<-' {
  return operator.startsWith('<') || operator.startsWith('>') || operator.startsWith('&>')
}
