import { parseCondition } from './condition.ts'
import type { Dialect } from './dialect.ts'
import { endsWord, Lexer, ShellSyntaxError } from './lexer.ts'
import {
  type AndOr,
  type Assignment,
  type CaseItem,
  type Command,
  type Compound,
  type IfClause,
  type List,
  type Pipeline,
  plainText,
  type Redirect,
  type Word,
} from './syntax.ts'
import { type CommandReader, readArithmetic, readDocument, readUntil, readWord } from './words.ts'

/** What the parser gives next: a line of commands, the end, or what is wrong with the text from here on. */
export type Parsed =
  | { readonly kind: 'commands'; readonly list: List }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly message: string; readonly line: number }

/** What {@link Parser} sees where the text ends. */
const end = '\0'

const reservedWords = new Set([
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

/** Words and operators that end a list within a compound command. */
const terminators = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', ')', ';;', ';&', ';;&'])

const testJoiners: ReadonlyMap<string, string> = new Map([
  ['&&', '-a'],
  ['||', '-o'],
])

/** A here-document whose body comes after the line. */
interface PendingDocument {
  readonly name: string
  readonly isQuoted: boolean
  readonly stripsTabs: boolean
  /** Where it is asked for. */
  readonly line: number
  readonly fill: (body: Word) => void
}

/**
 * A shell text, parsed a line of commands at a time, as shells run it: what stands before an error is run. Aliases are not replaced.
 */
export class Parser implements CommandReader {
  #lexer: Lexer
  #pending: PendingDocument[] = []
  readonly #dialect: Dialect

  constructor(text: string, dialect: Dialect, firstLine = 1) {
    this.#dialect = dialect
    this.#lexer = new Lexer(text, dialect, firstLine)
  }

  /** Here-documents that the text's end has ended. */
  readonly openDocuments: { readonly name: string; readonly line: number; readonly endLine: number }[] = []

  /** The line that has been come to. */
  get line(): number {
    return this.#lexer.line
  }

  /** The next line that holds commands. After an error or the end there is nothing more. */
  next(): Parsed {
    try {
      this.#skipLineEnds()
      if (this.#lexer.peek() === '') {
        this.#readDocuments()
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
    const list = this.#list((token) => token === ')' || (token === end && this.#dialect.isBash))
    if (this.#token() === end && this.#dialect.isBash) throw this.#lexer.error(this.#dialect.texts.unterminated(')'))
    this.#expect(')')
    return list
  }

  readText(text: string, line: number): List {
    const parser = new Parser(text, this.#dialect, line)
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
      const token = this.#token()
      if (token === '&' || token === ';') {
        this.#take(token)
        items.push({ ...item, inBackground: token === '&' })
        const after = this.#token()
        if (after !== '\n' && after !== end) continue
      } else items.push(item)
      const last = this.#token()
      if (last === end) return items
      if (last !== '\n') throw this.#unexpected(undefined)
      this.#takeLineEnd()
      return items
    }
  }

  /** Commands up to a token that ends them, which is left. At least one is needed but in command substitutions. */
  #list(isEnd: (token: string) => boolean, needed?: string, mayBeEmpty = false): List {
    const items: AndOr[] = []
    this.#skipLineEnds()
    while (!isEnd(this.#tokenOrWord())) {
      if (this.#token() === end) throw this.#unexpected(needed ?? ')')
      if (items.length > 0 && terminators.has(this.#tokenOrWord())) throw this.#unexpected(needed)
      const item = this.#andOr()
      const token = this.#token()
      const inBackground = token === '&'
      items.push({ ...item, inBackground })
      if (token === '&' || token === ';') this.#take(token)
      else if (token !== '\n' && !isEnd(this.#tokenOrWord())) throw this.#unexpected(needed)
      this.#skipLineEnds()
    }
    if (items.length === 0 && needed !== undefined && !mayBeEmpty) throw this.#unexpected(undefined)
    return items
  }

  #andOr(): AndOr {
    const first = this.#pipeline()
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = []
    for (;;) {
      const token = this.#token()
      if (token !== '&&' && token !== '||') return { first, rest, inBackground: false }
      this.#take(token)
      this.#skipLineEnds()
      rest.push({ operator: token, pipeline: this.#pipeline() })
    }
  }

  #pipeline(): Pipeline {
    let negated = false
    const isTimed = this.#dialect.isBash && this.#tokenOrWord() === 'time'
    if (isTimed) {
      this.#takeWord()
      if (this.#tokenOrWord() === '-p') this.#takeWord()
    }
    while (this.#tokenOrWord() === '!' && this.#isReservedHere('!')) {
      this.#takeWord()
      negated = !negated
      if (!this.#dialect.isBash) break
    }
    const commands = [this.#command()]
    for (;;) {
      const token = this.#token()
      if (token !== '|' && token !== '|&') return { negated, isTimed, commands }
      this.#take(token)
      if (token === '|&') {
        const last = commands.pop()
        if (last !== undefined)
          commands.push(withRedirect(last, { descriptor: 2, operator: '>&', target: [text('1')] }))
      }
      this.#skipLineEnds()
      commands.push(this.#command())
    }
  }

  #command(): Command {
    return this.#lexer.nested(() => {
      const line = this.#lineHere()
      const compound = this.#compound()
      if (compound === undefined) return this.#simple()
      if (compound.kind === 'function') return compound
      const redirects: Redirect[] = []
      while (this.#redirect(redirects));
      return { kind: 'compound', command: compound, redirects, line }
    })
  }

  #compound(): Compound | Extract<Command, { kind: 'function' }> | undefined {
    const line = this.#lineHere()
    const lexer = this.#lexer
    if (this.#token() === '(') {
      if (this.#dialect.isBash && lexer.peekSecond() === '(') {
        const before = lexer.at
        lexer.takeIf('((')
        const expression = readArithmetic(lexer, this)
        if (expression !== undefined) return { kind: 'arithmetic', expression, line }
        lexer.at = before
      }
      this.#take('(')
      const body = this.#list((token) => token === ')', ')')
      this.#expect(')')
      return { kind: 'subshell', body }
    }
    const word = this.#tokenOrWord()
    switch (word) {
      case '{':
        this.#takeWord()
        return { kind: 'group', body: this.#until('}') }
      case 'if':
        return this.#if()
      case 'while':
      case 'until': {
        this.#takeWord()
        const condition = this.#until('do')
        return { kind: word, condition, body: this.#until('done') }
      }
      case 'for':
        return this.#for(line)
      case 'case':
        return this.#case(line)
      case '[[':
        return this.#dialect.isBash ? this.#condition(line) : undefined
      case 'function':
        return this.#dialect.isExtended ? this.#functionWord(line) : undefined
      default:
        if (this.#token() !== '' || !reservedWords.has(word)) return undefined
        throw this.#unexpected(undefined)
    }
  }

  #until(word: string): List {
    const list = this.#list((token) => token === word, `"${word}"`)
    this.#takeWord()
    return list
  }

  #if(): Compound {
    const clauses: IfClause[] = []
    this.#takeWord()
    for (;;) {
      const condition = this.#until('then')
      const body = this.#list((token) => token === 'elif' || token === 'else' || token === 'fi', '"fi"')
      clauses.push({ condition, body })
      const word = this.#takeWord()
      if (word === 'fi') return { kind: 'if', clauses, otherwise: undefined }
      if (word === 'else') return { kind: 'if', clauses, otherwise: this.#until('fi') }
    }
  }

  #for(line: number): Compound {
    const lexer = this.#lexer
    const start = lexer.at
    this.#takeWord()
    lexer.skipBlanks()
    if (this.#dialect.isBash && lexer.takeIf('((')) return this.#count()
    const name = this.#token() === '' ? plainText(this.#word()) : undefined
    if (name === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw this.#badLoopVariable()
    let words: Word[] | undefined
    this.#skipLineEnds()
    if (this.#tokenOrWord() === 'in') {
      this.#takeWord()
      words = []
      while (this.#token() === '') words.push(this.#word())
      if (this.#token() !== ';' && this.#token() !== '\n') throw this.#unexpected(undefined)
    }
    const source = lexer.text.slice(start, lexer.at).trim()
    if (this.#token() === ';') this.#take(';')
    this.#skipLineEnds()
    const body = this.#loopBody()
    return { kind: 'for', name, words, body, line, source }
  }

  #badLoopVariable(): ShellSyntaxError {
    if (this.#dialect.isBash) return this.#unexpected(undefined)
    const line = this.#lexer.line + (this.#lexer.peek() === '\n' ? 1 : 0)
    return new ShellSyntaxError(
      `${this.#dialect.name === 'dash' ? 'Syntax error: Bad' : 'syntax error: bad'} for loop variable`,
      line,
    )
  }

  /** `do … done`, in bash and ash also `{ … }`. */
  #loopBody(): List {
    const word = this.#tokenOrWord()
    if (word === '{' && this.#dialect.isBash) {
      this.#takeWord()
      return this.#until('}')
    }
    if (word !== 'do') throw this.#unexpected('"do"')
    this.#takeWord()
    return this.#until('done')
  }

  #count(): Compound {
    const lexer = this.#lexer
    const first = readUntil(lexer, this, ';')
    lexer.takeIf(';')
    const condition = readUntil(lexer, this, ';')
    lexer.takeIf(';')
    const step = readArithmetic(lexer, this)
    if (step === undefined) throw lexer.error('syntax error: arithmetic expression required')
    if (this.#token() === ';') this.#take(';')
    this.#skipLineEnds()
    return { kind: 'count', first, condition, step, body: this.#loopBody() }
  }

  #case(line: number): Compound {
    const start = this.#lexer.at
    this.#takeWord()
    const word = this.#word()
    const source = `${this.#lexer.text.slice(start, this.#lexer.at)} in`
    this.#skipLineEnds()
    if (this.#tokenOrWord() !== 'in') throw this.#unexpected('"in"')
    this.#takeWord()
    const items: CaseItem[] = []
    for (;;) {
      this.#skipLineEnds()
      if (this.#tokenOrWord() === 'esac') break
      items.push(this.#caseItem())
    }
    this.#takeWord()
    return { kind: 'case', word, items, line, source }
  }

  #caseItem(): CaseItem {
    if (this.#token() === '(') this.#take('(')
    const patterns: Word[] = []
    for (;;) {
      if (this.#token() !== '')
        throw this.#unexpected(this.#token() === end && !this.#dialect.isBash ? '")"' : undefined)
      patterns.push(this.#word())
      if (this.#token() !== '|') break
      this.#take('|')
    }
    if (this.#token() !== ')') throw this.#unexpected('")"')
    this.#take(')')
    const body = this.#list(
      (token) => token === ';;' || token === ';&' || token === ';;&' || token === 'esac',
      '";;"',
      true,
    )
    const token = this.#token()
    if (token === ';;' || token === ';&' || token === ';;&') {
      this.#take(token)
      return { patterns, body, end: token }
    }
    return { patterns, body, end: ';;' }
  }

  #condition(line: number): Compound {
    this.#takeWord()
    const lexer = this.#lexer
    const condition = parseCondition({
      peek: () => {
        this.#skipLineEnds()
        for (const operator of ['&&', '||', '(', ')', '<', '>']) {
          const before = lexer.at
          if (!lexer.takeIf(operator)) continue
          lexer.at = before
          return operator
        }
        return this.#tokenOrWord()
      },
      skip: (token) => {
        if (!lexer.takeIf(token)) this.#takeWord()
      },
      word: (isPattern) => this.#conditionWord(isPattern),
      fail: () => this.#unexpected('"]]"'),
    })
    if (this.#tokenOrWord() !== ']]') throw this.#unexpected('"]]"')
    this.#takeWord()
    return { kind: 'condition', condition, line }
  }

  /** In a regular expression parentheses and bars belong to the word. */
  #conditionWord(isPattern: boolean): Word {
    const lexer = this.#lexer
    lexer.skipBlanks()
    let word: Word = readWord(lexer, this)
    while (isPattern && lexer.peek() !== '' && '()|<>&;'.includes(lexer.peek())) {
      if ('&;'.includes(lexer.peek())) break
      if (lexer.peek() === '|' && lexer.peekSecond() === '|') break
      word = [...word, text(lexer.take()), ...readWord(lexer, this)]
    }
    if (word.length === 0) throw this.#unexpected(undefined)
    return word
  }

  #functionWord(line: number): Extract<Command, { kind: 'function' }> {
    this.#takeWord()
    const name = plainText(this.#word()) ?? ''
    if (this.#token() === '(') {
      this.#take('(')
      this.#expect(')')
    }
    this.#skipLineEnds()
    return { kind: 'function', name, body: this.#command(), line }
  }

  #simple(): Command {
    const line = this.#lineHere()
    const assignments: Assignment[] = []
    const words: Word[] = []
    const redirects: Redirect[] = []
    let isTest = false
    for (;;) {
      if (this.#redirect(redirects)) continue
      const token = this.#token()
      const joined = isTest && words.length > 0 ? testJoiners.get(token) : undefined
      if (joined !== undefined) {
        this.#take(token)
        words.push([text(joined)])
        continue
      }
      if (token === '(' && words.length === 1 && assignments.length === 0 && redirects.length === 0)
        return this.#functionDefinition(words[0] ?? [], line)
      if (token !== '') break
      const word = this.#word()
      const assignment = words.length === 0 ? this.#assignmentOf(word) : undefined
      if (assignment === undefined) words.push(word)
      // busybox's `[[` is a command whose `&&` and `||` are words of it.
      if (words.length === 1) isTest = this.#dialect.name === 'ash' && plainText(word) === '[['
      if (isTest && plainText(word) === ']]') isTest = false
      if (assignment !== undefined) assignments.push(assignment)
    }
    if (assignments.length + words.length + redirects.length === 0) throw this.#unexpected(undefined)
    return { kind: 'simple', assignments, words, redirects, line }
  }

  #functionDefinition(word: Word, line: number): Command {
    const name = plainText(word)
    this.#take('(')
    if (this.#token() === '' && !this.#dialect.isBash)
      throw this.#lexer.error(this.#dialect.texts.unexpected('word', '")"'))
    this.#expect(')')
    if (name === undefined || (this.#dialect.name === 'dash' && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)))
      throw this.#lexer.error(
        `${this.#dialect.name === 'dash' ? 'Syntax error: Bad' : 'syntax error: bad'} function name`,
      )
    this.#skipLineEnds()
    return { kind: 'function', name, body: this.#command(), line }
  }

  #assignmentOf(word: Word): Assignment | undefined {
    const assignment = assignmentOf(word, this.#dialect)
    if (assignment === undefined || !this.#dialect.isBash) return assignment
    if (assignment.value.length > 0 || this.#lexer.peek() !== '(') return assignment
    this.#lexer.at++
    const elements: Word[] = []
    for (;;) {
      this.#skipLineEnds()
      if (this.#lexer.peek() === ')' || this.#lexer.peek() === '') break
      const element = this.#word()
      if (element.length === 0) throw this.#unexpected(undefined)
      elements.push(element)
    }
    this.#expect(')')
    return { ...assignment, elements }
  }

  /** Reads one redirection if one comes next. */
  #redirect(into: Redirect[]): boolean {
    const lexer = this.#lexer
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
    if (endsWord(lexer.peek())) throw this.#unexpected(undefined)
    const word = readWord(lexer, this)
    if (operator === '<<' || operator === '<<-') this.#document(word, operator === '<<-', descriptor, into)
    else into.push({ descriptor, operator, target: word })
    return true
  }

  #document(word: Word, stripsTabs: boolean, descriptor: number, into: Redirect[]): void {
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

  #readDocuments(): void {
    const pending = this.#pending
    this.#pending = []
    for (const document of pending) {
      const line = this.#lexer.line
      const body = this.#documentText(document)
      document.fill(
        document.isQuoted
          ? [{ kind: 'text', text: body, quoted: true }]
          : readDocument(new Lexer(body, this.#dialect, line), this.#readerOf(body, line)),
      )
    }
  }

  /** Substitutions in a body are read from the body's own text. */
  #readerOf(body: string, line: number): CommandReader {
    return {
      readSubstitution: (lexer) => {
        const parser = new Parser(body, this.#dialect, line)
        parser.#lexer = lexer
        return parser.readSubstitution()
      },
      readText: (text, at) => this.readText(text, at),
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
    this.openDocuments.push({
      name: document.name,
      line: document.line,
      endLine: lexer.line - (lexer.text.endsWith('\n') ? 1 : 0),
    })
    return body
  }

  #skipLineEnds(): void {
    while (this.#token() === '\n') this.#takeLineEnd()
  }

  #takeLineEnd(): void {
    this.#lexer.at++
    this.#readDocuments()
  }

  /** The operator or newline that comes next, or the end; empty for a word. Takes nothing but blanks. */
  #token(): string {
    this.#lexer.skipBlanks()
    const next = this.#lexer.peek()
    if (next === '\n') return next
    if (next === '') return end
    const operator = this.#lexer.operator()
    return isRedirection(operator) ? '' : operator
  }

  /** As {@link #token}, but a plain word gives its text. */
  #tokenOrWord(): string {
    const token = this.#token()
    if (token !== '') return token
    const before = this.#lexer.at
    const word = this.#lexer.takeWhile((character) => !endsWord(character) && !'\'"\\$`'.includes(character))
    const isWhole = endsWord(this.#lexer.peek())
    this.#lexer.at = before
    return isWhole ? word : ''
  }

  #isReservedHere(word: string): boolean {
    return this.#token() === '' && this.#tokenOrWord() === word
  }

  #takeWord(): string {
    return plainText(this.#word()) ?? ''
  }

  #word(): Word {
    this.#lexer.skipBlanks()
    const word = readWord(this.#lexer, this)
    if (word.length === 0 && this.#lexer.peek() !== '') throw this.#unexpected(undefined)
    return word
  }

  #take(token: string): void {
    this.#lexer.skipBlanks()
    this.#lexer.takeIf(token)
  }

  #expect(token: string): void {
    if (this.#token() !== token) throw this.#unexpected(`"${token}"`)
    this.#take(token)
  }

  #lineHere(): number {
    this.#lexer.skipBlanks()
    this.#lexer.peek()
    return this.#lexer.line
  }

  #unexpected(expecting: string | undefined): ShellSyntaxError {
    const { dialect } = this.#lexer
    this.#lexer.skipBlanks()
    // dash and ash have read the line's end when they find it.
    const line = this.#lexer.line + (this.#lexer.peek() === '\n' && !dialect.isBash ? 1 : 0)
    const isQuotable = expecting === undefined || expecting.startsWith('"') ? expecting : `"${expecting}"`
    return new ShellSyntaxError(dialect.texts.unexpected(this.#describe(), isQuotable), line)
  }

  #describe(): string {
    const lexer = this.#lexer
    if (lexer.peek() === '') return lexer.dialect.name === 'dash' ? 'end of file' : 'end of file'
    if (lexer.peek() === '\n') return lexer.dialect.isBash ? '"newline"' : 'newline'
    const operator = lexer.operator()
    if (operator !== '') return isRedirection(operator) && !lexer.dialect.isBash ? 'redirection' : `"${operator}"`
    const word = this.#tokenOrWord()
    if (reservedWords.has(word)) return `"${word}"`
    return lexer.dialect.isBash ? `"${word}"` : 'word'
  }
}

function isRedirection(operator: string): operator is Redirect['operator'] | '<<-' {
  return (operator.startsWith('<') || operator.startsWith('>') || operator.startsWith('&>')) && operator !== ''
}

function text(value: string): { readonly kind: 'text'; readonly text: string; readonly quoted: boolean } {
  return { kind: 'text', text: value, quoted: false }
}

function withRedirect(command: Command, redirect: Redirect): Command {
  if (command.kind === 'function') return command
  return { ...command, redirects: [...command.redirects, redirect] }
}

/** What a word assigns, if it is an assignment: `name=value`, in bash and ash `name+=value`, in bash `name[index]=value`. */
export function assignmentOf(word: Word, dialect: Dialect): Assignment | undefined {
  const [first] = word
  if (first?.kind !== 'text' || first.quoted) return undefined
  const pattern = dialect.isBash
    ? /^([A-Za-z_][A-Za-z0-9_]*)(?:\[([^\]]*)\])?(\+?)=/
    : /^([A-Za-z_][A-Za-z0-9_]*)()(\+?)=/
  const [whole, name = '', index, plus = ''] = pattern.exec(first.text) ?? []
  if (whole === undefined || (plus !== '' && !dialect.isBash)) return undefined
  const rest = first.text.slice(whole.length)
  const value: Word = rest === '' ? word.slice(1) : [{ ...first, text: rest }, ...word.slice(1)]
  return { name, value, appends: plus !== '', ...(index !== undefined && index !== '' && { index: [text(index)] }) }
}
