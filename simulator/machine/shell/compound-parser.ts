import { parseCondition } from './condition.ts'
import { ShellSyntaxError } from './lexer.ts'
import {
  type CaseItem,
  type Command,
  type Compound,
  type IfClause,
  type List,
  plainText,
  plainWord,
  type Word,
} from './syntax.ts'
import { end, reservedWords, type Tokens } from './tokens.ts'
import { type CommandReader, readArithmetic, readUntil, readWord } from './words.ts'

/** What compound commands are parsed with: the parser. */
export interface Grammar extends CommandReader {
  readonly tokens: Tokens
  /** Commands up to a token that ends them, which is left; `needed` is what an error says was expected. */
  readonly list: (isEnd: (token: string) => boolean, needed?: string, mayBeEmpty?: boolean) => List
  readonly command: () => Command
}

/** Reads a compound command or a function after the word `function`; undefined when a simple command comes. */
export function parseCompound(grammar: Grammar): Compound | Extract<Command, { kind: 'function' }> | undefined {
  const { tokens } = grammar
  const line = tokens.line()
  const lexer = tokens.lexer
  if (tokens.next() === '(') {
    if (tokens.dialect.isBash && lexer.peekSecond() === '(') {
      const before = lexer.at
      lexer.takeIf('((')
      const expression = readArithmetic(lexer, grammar)
      if (expression !== undefined) return { kind: 'arithmetic', expression, line }
      lexer.at = before
    }
    tokens.take('(')
    const body = grammar.list((token) => token === ')', ')')
    tokens.expect(')')
    return { kind: 'subshell', body }
  }
  const word = tokens.nextOrWord()
  switch (word) {
    case '{':
      tokens.takeWord()
      return { kind: 'group', body: parseUntil(grammar, '}') }
    case 'if':
      return parseIf(grammar)
    case 'while':
    case 'until': {
      tokens.takeWord()
      const condition = parseUntil(grammar, 'do')
      return { kind: word, condition, body: parseUntil(grammar, 'done') }
    }
    case 'for':
      return parseFor(grammar, line)
    case 'case':
      return parseCase(grammar, line)
    case '[[':
      return tokens.dialect.isBash ? parseTest(grammar, line) : undefined
    case 'function':
      return tokens.dialect.isExtended ? parseFunctionWord(grammar, line) : undefined
    default:
      if (tokens.next() !== '' || !reservedWords.has(word)) return undefined
      throw tokens.unexpected(undefined)
  }
}

function parseUntil(grammar: Grammar, word: string): List {
  const { tokens } = grammar
  const list = grammar.list((token) => token === word, `"${word}"`)
  tokens.takeWord()
  return list
}

function parseIf(grammar: Grammar): Compound {
  const { tokens } = grammar
  const clauses: IfClause[] = []
  tokens.takeWord()
  for (;;) {
    const condition = parseUntil(grammar, 'then')
    const body = grammar.list((token) => token === 'elif' || token === 'else' || token === 'fi', '"fi"')
    clauses.push({ condition, body })
    const word = tokens.takeWord()
    if (word === 'fi') return { kind: 'if', clauses, otherwise: undefined }
    if (word === 'else') return { kind: 'if', clauses, otherwise: parseUntil(grammar, 'fi') }
  }
}

function parseFor(grammar: Grammar, line: number): Compound {
  const { tokens } = grammar
  const lexer = tokens.lexer
  const start = lexer.at
  tokens.takeWord()
  lexer.skipBlanks()
  if (tokens.dialect.isBash && lexer.takeIf('((')) return parseCount(grammar)
  const name = tokens.next() === '' ? plainText(tokens.word()) : undefined
  if (name === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw badLoopVariable(grammar)
  let words: Word[] | undefined
  tokens.skipLineEnds()
  if (tokens.nextOrWord() === 'in') {
    tokens.takeWord()
    words = []
    while (tokens.next() === '') words.push(tokens.word())
    if (tokens.next() !== ';' && tokens.next() !== '\n') throw tokens.unexpected(undefined)
  }
  const source = lexer.text.slice(start, lexer.at).trim()
  if (tokens.next() === ';') tokens.take(';')
  tokens.skipLineEnds()
  const body = parseLoopBody(grammar)
  return { kind: 'for', name, words, body, line, source }
}

function badLoopVariable(grammar: Grammar): ShellSyntaxError {
  const { tokens } = grammar
  if (tokens.dialect.isBash) return tokens.unexpected(undefined)
  const line = tokens.lexer.line + (tokens.lexer.peek() === '\n' ? 1 : 0)
  return new ShellSyntaxError(
    `${tokens.dialect.name === 'dash' ? 'Syntax error: Bad' : 'syntax error: bad'} for loop variable`,
    line,
  )
}

/** `do … done`, in bash and ash also `{ … }`. */
function parseLoopBody(grammar: Grammar): List {
  const { tokens } = grammar
  const word = tokens.nextOrWord()
  if (word === '{' && tokens.dialect.isBash) {
    tokens.takeWord()
    return parseUntil(grammar, '}')
  }
  if (word !== 'do') throw tokens.unexpected('"do"')
  tokens.takeWord()
  return parseUntil(grammar, 'done')
}

function parseCount(grammar: Grammar): Compound {
  const { tokens } = grammar
  const lexer = tokens.lexer
  const first = readUntil(lexer, grammar, ';')
  lexer.takeIf(';')
  const condition = readUntil(lexer, grammar, ';')
  lexer.takeIf(';')
  const step = readArithmetic(lexer, grammar)
  if (step === undefined) throw lexer.error('syntax error: arithmetic expression required')
  if (tokens.next() === ';') tokens.take(';')
  tokens.skipLineEnds()
  return { kind: 'count', first, condition, step, body: parseLoopBody(grammar) }
}

function parseCase(grammar: Grammar, line: number): Compound {
  const { tokens } = grammar
  const start = tokens.lexer.at
  tokens.takeWord()
  const word = tokens.word()
  const source = `${tokens.lexer.text.slice(start, tokens.lexer.at)} in`
  tokens.skipLineEnds()
  if (tokens.nextOrWord() !== 'in') throw tokens.unexpected('"in"')
  tokens.takeWord()
  const items: CaseItem[] = []
  for (;;) {
    tokens.skipLineEnds()
    if (tokens.nextOrWord() === 'esac') break
    items.push(parseCaseItem(grammar))
  }
  tokens.takeWord()
  return { kind: 'case', word, items, line, source }
}

function parseCaseItem(grammar: Grammar): CaseItem {
  const { tokens } = grammar
  if (tokens.next() === '(') tokens.take('(')
  const patterns: Word[] = []
  for (;;) {
    if (tokens.next() !== '')
      throw tokens.unexpected(tokens.next() === end && !tokens.dialect.isBash ? '")"' : undefined)
    patterns.push(tokens.word())
    if (tokens.next() !== '|') break
    tokens.take('|')
  }
  if (tokens.next() !== ')') throw tokens.unexpected('")"')
  tokens.take(')')
  const body = grammar.list(
    (token) => token === ';;' || token === ';&' || token === ';;&' || token === 'esac',
    '";;"',
    true,
  )
  const token = tokens.next()
  if (token === ';;' || token === ';&' || token === ';;&') {
    tokens.take(token)
    return { patterns, body, end: token }
  }
  return { patterns, body, end: ';;' }
}

function parseTest(grammar: Grammar, line: number): Compound {
  const { tokens } = grammar
  tokens.takeWord()
  const lexer = tokens.lexer
  const condition = parseCondition({
    peek: () => {
      tokens.skipLineEnds()
      for (const operator of ['&&', '||', '(', ')', '<', '>']) {
        const before = lexer.at
        if (!lexer.takeIf(operator)) continue
        lexer.at = before
        return operator
      }
      return tokens.nextOrWord()
    },
    skip: (token) => {
      if (!lexer.takeIf(token)) tokens.takeWord()
    },
    word: (isPattern) => parseTestWord(grammar, isPattern),
    fail: () => tokens.unexpected('"]]"'),
  })
  if (tokens.nextOrWord() !== ']]') throw tokens.unexpected('"]]"')
  tokens.takeWord()
  return { kind: 'condition', condition, line }
}

/** In a regular expression parentheses and bars belong to the word. */
function parseTestWord(grammar: Grammar, isPattern: boolean): Word {
  const { tokens } = grammar
  const lexer = tokens.lexer
  lexer.skipBlanks()
  let word: Word = readWord(lexer, grammar)
  while (isPattern && lexer.peek() !== '' && '()|<>&;'.includes(lexer.peek())) {
    if ('&;'.includes(lexer.peek())) break
    if (lexer.peek() === '|' && lexer.peekSecond() === '|') break
    word = [...word, plainWord(lexer.take()), ...readWord(lexer, grammar)]
  }
  if (word.length === 0) throw tokens.unexpected(undefined)
  return word
}

function parseFunctionWord(grammar: Grammar, line: number): Extract<Command, { kind: 'function' }> {
  const { tokens } = grammar
  tokens.takeWord()
  const name = plainText(tokens.word()) ?? ''
  if (tokens.next() === '(') {
    tokens.take('(')
    tokens.expect(')')
  }
  tokens.skipLineEnds()
  return { kind: 'function', name, body: grammar.command(), line }
}
