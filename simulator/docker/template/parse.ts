import { functionNames } from './functions.ts'
import { type Operand, type Part, type Pipe, TemplateError } from './syntax.ts'

/** Reads a template; throws a {@link TemplateError} in Go's words. Source: Go, text/template/parse. */
export function parseTemplate(text: string): readonly Part[] {
  const reader = new Reader(piecesOf(text))
  const parts = reader.parts()
  const { end } = reader
  if (end !== 'end of all') throw wrong(`unexpected {{${end}}}`)
  return parts
}

function wrong(message: string): TemplateError {
  return new TemplateError(`template: :1: ${message}`)
}

interface Piece {
  readonly isAction: boolean
  readonly text: string
  readonly column: number
}

/** Cuts a template into text and actions; `{{- ` and ` -}}` take blanks away. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let trims = false
  const add = (from: number, to: number, trimsEnd: boolean): void => {
    const raw = text.slice(from, to)
    const left = trims ? raw.trimStart() : raw
    const cut = trimsEnd ? left.trimEnd() : left
    if (cut !== '') pieces.push({ isAction: false, text: cut, column: from })
  }
  for (;;) {
    const open = text.indexOf('{{', at)
    if (open === -1) break
    const isTrimmed = /^\{\{-\s/.test(text.slice(open, open + 4))
    add(at, open, isTrimmed)
    const begin = open + (isTrimmed ? 3 : 2)
    const close = endOf(text, begin)
    const inside = text.slice(begin, close)
    trims = /\s-$/.test(inside)
    const body = trims ? inside.slice(0, -1) : inside
    if (!/^\s*\/\*[\s\S]*\*\/\s*$/.test(body)) pieces.push({ isAction: true, text: body, column: begin })
    at = close + 2
  }
  add(at, text.length, false)
  return pieces
}

function endOf(text: string, begin: number): number {
  for (let at = begin; at < text.length; at++) {
    if (text.startsWith('}}', at)) return at
    if (text.startsWith('/*', at)) at = Math.max(at, text.indexOf('*/', at))
    const quote = text[at] ?? ''
    if (quote !== '"' && quote !== '`') continue
    let close = at + 1
    while (close < text.length && text[close] !== quote) close += quote === '"' && text[close] === '\\' ? 2 : 1
    if (close >= text.length)
      throw wrong(quote === '"' ? 'unterminated quoted string' : 'unterminated raw quoted string')
    at = close
  }
  throw wrong('unclosed action')
}

class Reader {
  readonly #pieces: readonly Piece[]
  #at = 0
  /** What ended the parts that were read last. */
  end = ''
  #rest: Tokens | undefined

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  parts(): readonly Part[] {
    const parts: Part[] = []
    for (;;) {
      const piece = this.#pieces[this.#at++]
      if (piece === undefined) {
        this.end = 'end of all'
        return parts
      }
      if (!piece.isAction) {
        parts.push({ kind: 'text', text: piece.text })
        continue
      }
      const tokens = new Tokens(piece)
      const word = tokens.peek()
      if (word === 'end' || word === 'else') {
        tokens.next()
        this.end = word
        this.#rest = tokens
        return parts
      }
      if (word === 'if' || word === 'with' || word === 'range') parts.push(this.#block(word, tokens))
      else if (word === 'break' || word === 'continue') parts.push({ kind: word })
      else if (word === undefined) throw wrong('missing value for command')
      else parts.push({ kind: 'show', pipe: pipeOf(tokens, 'command') })
    }
  }

  #block(kind: 'if' | 'with' | 'range', tokens: Tokens): Part {
    tokens.next()
    const pipe = pipeOf(tokens, kind)
    const then = this.parts()
    let otherwise: readonly Part[] = []
    if (this.end === 'else') {
      const rest = this.#rest
      const word = rest?.peek()
      if (rest !== undefined && (word === 'if' || word === 'with')) {
        otherwise = [this.#block(word, rest)]
        return { kind, pipe, then, otherwise }
      }
      otherwise = this.parts()
    }
    if (this.end !== 'end') throw wrong('unexpected EOF')
    return { kind, pipe, then, otherwise }
  }
}

const token =
  /\s*(?:("(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*')|(\$\w*(?:\.\w+)*|\.\w+(?:\.\w+)*|-?\d[\w.]*|\w+)|(:=|[|=(),.]))/y

/** The words of an action. */
class Tokens {
  readonly #piece: Piece
  readonly #words: readonly { readonly text: string; readonly column: number; readonly isAfterBlank: boolean }[]
  #at = 0

  constructor(piece: Piece) {
    this.#piece = piece
    const words = []
    let at = 0
    while (piece.text.slice(at).trim() !== '') {
      token.lastIndex = at
      const found = token.exec(piece.text)
      const text = found?.[1] ?? found?.[2] ?? found?.[3]
      if (found === null || text === undefined)
        throw wrong(`unexpected ${JSON.stringify(piece.text.slice(at).trim()[0] ?? '')} in command`)
      words.push({
        text,
        column: piece.column + token.lastIndex - text.length,
        isAfterBlank: found[0].length > text.length,
      })
      at = token.lastIndex
    }
    this.#words = words
  }

  peek(ahead = 0): string | undefined {
    return this.#words[this.#at + ahead]?.text
  }

  next(): { readonly text: string; readonly column: number; readonly isAfterBlank: boolean } {
    return this.#words[this.#at++] ?? { text: '', column: this.#piece.column, isAfterBlank: false }
  }

  /** Whether the next word follows without a blank. */
  isJoined(): boolean {
    return this.#words[this.#at]?.isAfterBlank === false
  }
}

function pipeOf(tokens: Tokens, context: string, isInner = false): Pipe {
  const variables: string[] = []
  let isAssignment = false
  const first = tokens.peek()
  const isDeclaration = /^(:=|=|,)$/.test(tokens.peek(1) ?? '')
  if (first?.startsWith('$') === true && isDeclaration) {
    for (;;) {
      variables.push(tokens.next().text)
      const sign = tokens.next().text
      if (sign === ',') continue
      isAssignment = sign === '='
      break
    }
  }
  const commands: Operand[][] = []
  let command: Operand[] = []
  for (;;) {
    const word = tokens.peek()
    const isEnd = word === undefined || (isInner && word === ')')
    if (isEnd || word === '|') {
      if (command.length === 0) throw wrong(`missing value for ${commands.length === 0 ? context : 'command'}`)
      commands.push(command)
      command = []
      if (isEnd) return { variables, isAssignment, commands }
      tokens.next()
      continue
    }
    command.push(operandOf(tokens))
  }
}

function operandOf(tokens: Tokens): Operand {
  const { text, column } = tokens.next()
  const at = { column, text }
  if (text === '(') {
    const pipe = pipeOf(tokens, 'parenthesized pipeline', true)
    if (tokens.next().text !== ')') throw wrong('unclosed left paren')
    const follows = tokens.isJoined() && tokens.peek()?.startsWith('.') === true
    return { ...at, kind: 'pipe', pipe, names: follows ? tokens.next().text.slice(1).split('.') : [] }
  }
  if (text === '.') return { ...at, kind: 'field', names: [] }
  if (text.startsWith('.')) return { ...at, kind: 'field', names: text.slice(1).split('.') }
  if (text.startsWith('$')) {
    const [name = '$', ...names] = text.split('.')
    return { ...at, kind: 'variable', name, names }
  }
  if (text.startsWith('"')) return { ...at, kind: 'literal', value: unquoted(text) }
  if (text.startsWith('`')) return { ...at, kind: 'literal', value: text.slice(1, -1) }
  if (/^-?\d/.test(text)) return { ...at, kind: 'literal', value: Number(text) }
  if (text === 'true' || text === 'false') return { ...at, kind: 'literal', value: text === 'true' }
  if (text === 'nil') return { ...at, kind: 'nil' }
  if (!functionNames.has(text))
    throw wrong(
      /^\w+$/.test(text)
        ? `function ${JSON.stringify(text)} not defined`
        : `unexpected ${JSON.stringify(text)} in operand`,
    )
  return { ...at, kind: 'function', name: text }
}

function unquoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)
}
