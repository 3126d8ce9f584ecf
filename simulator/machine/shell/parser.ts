import type { Range } from '../../values/range.ts'
import { assignmentOf } from './assignment.ts'
import { type Grammar, parseCompound } from './compound-parser.ts'
import type { OpenDocument } from './documents.ts'
import { Lexer, ShellSyntaxError } from './lexer.ts'
import {
  type AndOr,
  type Assignment,
  type Command,
  type List,
  type Pipeline,
  plainText,
  plainWord,
  type Redirect,
  type Word,
} from './syntax.ts'
import { end, Tokens } from './tokens.ts'

/** What the parser gives next: a line of commands, the end, or what is wrong with the text from here on. */
export type Parsed =
  | { readonly kind: 'commands'; readonly list: List }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly message: string; readonly line: number }

/** Words and operators that end a list within a compound command. */
const terminators = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', ')', ';;', ';&', ';;&'])

const testJoiners: ReadonlyMap<string, string> = new Map([
  ['&&', '-a'],
  ['||', '-o'],
])

/**
 * A shell text, parsed a line of commands at a time, as shells run it: what stands before an error is run. Aliases are not replaced.
 */
export class Parser implements Grammar {
  readonly tokens: Tokens

  constructor(lexer: Lexer) {
    // Substitutions in a here-document are read by a parser of the body's own lexer.
    this.tokens = new Tokens(lexer, this, {
      readSubstitution: (body) => new Parser(body).readSubstitution(),
      readText: (text, line) => this.readText(text, line),
    })
  }

  /** Here-documents that the text's end has ended. */
  get openDocuments(): readonly OpenDocument[] {
    return this.tokens.documents.open
  }

  /** The line that has been come to. */
  get line(): number {
    return this.tokens.lexer.line
  }

  /** The next line that holds commands. After an error or the end there is nothing more. */
  next(): Parsed {
    try {
      this.tokens.skipLineEnds()
      if (this.tokens.lexer.peek() === '') {
        this.tokens.documents.read()
        return { kind: 'end' }
      }
      const list = this.#line()
      return { kind: 'commands', list }
    } catch (thrown) {
      if (!(thrown instanceof ShellSyntaxError)) throw thrown
      return { kind: 'error', message: thrown.message, line: thrown.line }
    }
  }

  readSubstitution(): List {
    const list = this.list((token) => token === ')' || (token === end && this.tokens.dialect.isBash))
    if (this.tokens.next() === end && this.tokens.dialect.isBash)
      throw this.tokens.lexer.error(this.tokens.dialect.texts.unterminated(')'))
    this.tokens.expect(')')
    return list
  }

  readText(text: string, line: number): List {
    const parser = new Parser(new Lexer(text, this.tokens.dialect, line))
    const all: AndOr[] = []
    for (;;) {
      const parsed = parser.next()
      if (parsed.kind === 'end') return all
      if (parsed.kind === 'error') throw new ShellSyntaxError(parsed.message, parsed.line)
      all.push(...parsed.list)
    }
  }

  /** One line: and-or lists up to a newline. */
  #line(): List {
    const items: AndOr[] = []
    for (;;) {
      const item = this.#andOr()
      const token = this.tokens.next()
      if (token === '&' || token === ';') {
        this.tokens.take(token)
        items.push({ ...item, inBackground: token === '&' })
        const after = this.tokens.next()
        if (after !== '\n' && after !== end) continue
      } else items.push(item)
      const last = this.tokens.next()
      if (last === end) return items
      if (last !== '\n') throw this.tokens.unexpected(undefined)
      this.tokens.takeLineEnd()
      return items
    }
  }

  /** Commands up to a token that ends them, which is left. At least one is needed but in command substitutions. */
  list(isEnd: (token: string) => boolean, needed?: string, mayBeEmpty = false): List {
    const items: AndOr[] = []
    this.tokens.skipLineEnds()
    while (!isEnd(this.tokens.nextOrWord())) {
      if (this.tokens.next() === end) throw this.tokens.unexpected(needed ?? ')')
      if (items.length > 0 && terminators.has(this.tokens.nextOrWord())) throw this.tokens.unexpected(needed)
      const item = this.#andOr()
      const token = this.tokens.next()
      const inBackground = token === '&'
      items.push({ ...item, inBackground })
      if (token === '&' || token === ';') this.tokens.take(token)
      else if (token !== '\n' && !isEnd(this.tokens.nextOrWord())) throw this.tokens.unexpected(needed)
      this.tokens.skipLineEnds()
    }
    if (items.length === 0 && needed !== undefined && !mayBeEmpty) throw this.tokens.unexpected(undefined)
    return items
  }

  #andOr(): AndOr {
    const first = this.#pipeline()
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = []
    for (;;) {
      const token = this.tokens.next()
      if (token !== '&&' && token !== '||') return { first, rest, inBackground: false }
      this.tokens.take(token)
      this.tokens.skipLineEnds()
      rest.push({ operator: token, pipeline: this.#pipeline() })
    }
  }

  #pipeline(): Pipeline {
    let negated = false
    const isTimed = this.tokens.dialect.isBash && this.tokens.nextOrWord() === 'time'
    if (isTimed) {
      this.tokens.takeWord()
      if (this.tokens.nextOrWord() === '-p') this.tokens.takeWord()
    }
    while (this.tokens.nextOrWord() === '!') {
      this.tokens.takeWord()
      negated = !negated
      if (!this.tokens.dialect.isBash) break
    }
    const commands = [this.command()]
    for (;;) {
      const token = this.tokens.next()
      if (token !== '|' && token !== '|&') return { negated, isTimed, commands }
      this.tokens.take(token)
      if (token === '|&') {
        const last = commands.pop()
        if (last !== undefined)
          commands.push(withRedirect(last, { descriptor: 2, operator: '>&', target: [plainWord('1')] }))
      }
      this.tokens.skipLineEnds()
      commands.push(this.command())
    }
  }

  /** One command with its redirections. */
  command(): Command {
    return this.tokens.lexer.nested(() => {
      const line = this.tokens.line()
      const compound = parseCompound(this)
      if (compound === undefined) return this.#simple()
      if (compound.kind === 'function') return compound
      const redirects: Redirect[] = []
      while (this.tokens.redirect(redirects));
      return { kind: 'compound', command: compound, redirects, line }
    })
  }

  #simple(): Command {
    const line = this.tokens.line()
    const assignments: Assignment[] = []
    const words: Word[] = []
    const ranges: Range[] = []
    const redirects: Redirect[] = []
    let isTest = false
    for (;;) {
      if (this.tokens.redirect(redirects)) continue
      const token = this.tokens.next()
      const joined = isTest && words.length > 0 ? testJoiners.get(token) : undefined
      if (joined !== undefined) {
        this.tokens.take(token)
        words.push([plainWord(joined)])
        ranges.push({ from: this.tokens.lexer.at - token.length, to: this.tokens.lexer.at })
        continue
      }
      if (token === '(' && words.length === 1 && assignments.length === 0 && redirects.length === 0)
        return this.#functionDefinition(words[0] ?? [], line)
      if (token !== '') break
      const from = this.tokens.lexer.at
      const word = this.tokens.word()
      const assignment = words.length === 0 ? this.#assignmentOf(word) : undefined
      if (assignment === undefined) {
        words.push(word)
        ranges.push({ from, to: this.tokens.lexer.at })
      }
      // busybox's `[[` is a command whose `&&` and `||` are words of it.
      if (words.length === 1) isTest = this.tokens.dialect.name === 'ash' && plainText(word) === '[['
      if (isTest && plainText(word) === ']]') isTest = false
      if (assignment !== undefined) assignments.push(assignment)
    }
    if (assignments.length + words.length + redirects.length === 0) throw this.tokens.unexpected(undefined)
    return { kind: 'simple', assignments, words, ranges, redirects, line }
  }

  #functionDefinition(word: Word, line: number): Command {
    const name = plainText(word)
    this.tokens.take('(')
    if (this.tokens.next() === '' && !this.tokens.dialect.isBash)
      throw this.tokens.lexer.error(this.tokens.dialect.texts.unexpected('word', '")"'))
    this.tokens.expect(')')
    if (name === undefined || (this.tokens.dialect.name === 'dash' && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)))
      throw this.tokens.lexer.error(
        `${this.tokens.dialect.name === 'dash' ? 'Syntax error: Bad' : 'syntax error: bad'} function name`,
      )
    this.tokens.skipLineEnds()
    return { kind: 'function', name, body: this.command(), line }
  }

  #assignmentOf(word: Word): Assignment | undefined {
    const assignment = assignmentOf(word, this.tokens.dialect)
    if (assignment === undefined || !this.tokens.dialect.isBash) return assignment
    if (assignment.value.length > 0 || this.tokens.lexer.peek() !== '(') return assignment
    this.tokens.lexer.at++
    const elements: Word[] = []
    for (;;) {
      this.tokens.skipLineEnds()
      if (this.tokens.lexer.peek() === ')' || this.tokens.lexer.peek() === '') break
      const element = this.tokens.word()
      if (element.length === 0) throw this.tokens.unexpected(undefined)
      elements.push(element)
    }
    this.tokens.expect(')')
    return { ...assignment, elements }
  }
}

function withRedirect(command: Command, redirect: Redirect): Command {
  if (command.kind === 'function') return command
  return { ...command, redirects: [...command.redirects, redirect] }
}
