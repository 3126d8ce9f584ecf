import { Lexer } from './lexer.ts'
import type { Redirect, Word } from './syntax.ts'
import { type CommandReader, readDocument } from './words.ts'

/** A here-document whose body comes after the line. */
interface PendingDocument {
  readonly name: string
  readonly isQuoted: boolean
  readonly stripsTabs: boolean
  /** Where it is asked for. */
  readonly line: number
  readonly fill: (body: Word) => void
}

/** A here-document that the text's end has ended. */
export interface OpenDocument {
  readonly name: string
  readonly line: number
  readonly endLine: number
}

/** The here-documents that a line asks for: noted where they are met, read when the line ends. Source: POSIX.1-2024, Shell Command Language, 2.7.4. */
export class Documents {
  readonly open: OpenDocument[] = []
  readonly #lexer: Lexer
  readonly #reader: CommandReader
  #pending: PendingDocument[] = []

  /** `reader` reads the substitutions in the bodies. */
  constructor(lexer: Lexer, reader: CommandReader) {
    this.#lexer = lexer
    this.#reader = reader
  }

  /** Notes `<< word`; its redirection gets the body later. */
  add(word: Word, stripsTabs: boolean, descriptor: number, into: Redirect[]): void {
    const at = into.length
    into.push({ descriptor, operator: '<<', target: [] })
    const name = word
      .map((part) => (part.kind === 'text' ? part.text : part.kind === 'parameter' ? `$${part.name}` : ''))
      .join('')
    const isQuoted = word.some((part) => part.kind === 'text' && part.quoted)
    this.#pending.push({
      name,
      isQuoted,
      stripsTabs,
      line: this.#lexer.line,
      fill: (body) => {
        into[at] = { descriptor, operator: '<<', target: body }
      },
    })
  }

  /** Reads the bodies that were noted, from where the lexer stands. */
  read(): void {
    const pending = this.#pending
    this.#pending = []
    for (const document of pending) {
      const line = this.#lexer.line
      const body = this.#documentText(document)
      document.fill(
        document.isQuoted
          ? [{ kind: 'text', text: body, quoted: true }]
          : readDocument(new Lexer(body, this.#lexer.dialect, line), this.#reader),
      )
    }
  }

  #documentText(document: PendingDocument): string {
    const lexer = this.#lexer
    let body = ''
    while (lexer.at < lexer.text.length) {
      let end = lexer.text.indexOf('\n', lexer.at)
      if (end === -1) end = lexer.text.length
      let line = lexer.text.slice(lexer.at, end)
      // A joined line goes on, so its second half cannot be the name that ends the body.
      while (!document.isQuoted && /(^|[^\\])(\\\\)*\\$/.test(line) && end < lexer.text.length) {
        const next = lexer.text.indexOf('\n', end + 1)
        line += lexer.text.slice(end, next === -1 ? lexer.text.length : next)
        end = next === -1 ? lexer.text.length : next
      }
      lexer.at = Math.min(end + 1, lexer.text.length)
      if (document.stripsTabs) line = line.replace(/^\t+/gm, '')
      if (line === document.name) return body
      body += end < lexer.text.length || lexer.text.endsWith('\n') ? `${line}\n` : line
    }
    this.open.push({
      name: document.name,
      line: document.line,
      endLine: lexer.line - (lexer.text.endsWith('\n') ? 1 : 0),
    })
    return body
  }
}
