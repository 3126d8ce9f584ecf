import { escapeLetters } from '../../escapes.ts'
import type { ByteText } from '../bytes.ts'
import { AwkSyntaxError } from './syntax.ts'

export type TokenKind =
  | 'number'
  | 'text'
  | 'regex'
  | 'name'
  | 'function'
  | 'builtin'
  | 'word'
  | 'sign'
  | 'newline'
  | 'end'

/** One word or sign of a program. `text` is the value of texts and regular expressions. */
export interface Token {
  readonly kind: TokenKind
  readonly text: ByteText
  readonly line: number
}

const words = new Set(
  'BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
)

/** The functions that awk brings, with mawk's and busybox's additions. */
export const builtins = new Set(
  'atan2 close cos exp fflush gsub index int length log match rand sin split sprintf sqrt srand strftime sub substr system systime tolower toupper and or xor lshift rshift compl'.split(
    ' ',
  ),
)

const signs = [
  '**=',
  '&&',
  '||',
  '==',
  '<=',
  '>=',
  '!=',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '!~',
  '>>',
  '**',
  ...'{}()[];,+-*/%^!<>|?:~$=',
]

/** Reads a program into tokens; a slash begins a regular expression where no value stands before it. */
export function tokensOf(source: ByteText): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  const add = (kind: TokenKind, text: ByteText): void => {
    tokens.push({ kind, text, line })
  }
  while (at < source.length) {
    const rest = source.slice(at, at + 256)
    const blank = /^(?:[ \t\r]|\\\r?\n|#[^\n]*)+/.exec(source.slice(at))?.[0]
    if (blank !== undefined) {
      line += blank.split('\n').length - 1
      at += blank.length
      continue
    }
    const sign = source[at] ?? ''
    if (sign === '\n') {
      add('newline', '\n')
      line++
      at++
      continue
    }
    const number = /^(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(rest)?.[0]
    if (number !== undefined) {
      add('number', number)
      at += number.length
      continue
    }
    const name = /^[A-Za-z_]\w*/.exec(rest)?.[0]
    if (name !== undefined) {
      at += name.length
      add(words.has(name) ? 'word' : builtins.has(name) ? 'builtin' : source[at] === '(' ? 'function' : 'name', name)
      continue
    }
    if (sign === '"') {
      const found = /^"((?:[^"\\\n]|\\[\s\S])*)"/.exec(source.slice(at))
      if (found === null) throw new AwkSyntaxError(line, source.slice(at).split('\n')[0] ?? '')
      add('text', unescapeText(found[1] ?? ''))
      at += found[0].length
      continue
    }
    if (sign === '/' && !endsValue(tokens.at(-1))) {
      const found =
        /^\/((?:[^/\\\n[]|\\.|\[\^?\]?(?:[^\]\n\\]|\\.|\[:\w+:\])*\])*)\//.exec(source.slice(at)) ??
        /^\/((?:[^/\\\n]|\\.)*)\//.exec(source.slice(at))
      if (found === null) throw new AwkSyntaxError(line, '/')
      add('regex', (found[1] ?? '').replace(/\\\//g, '/'))
      at += found[0].length
      continue
    }
    const operator = signs.find((other) => source.startsWith(other, at))
    if (operator === undefined) throw new AwkSyntaxError(line, sign)
    add('sign', operator)
    at += operator.length
  }
  add('newline', '\n')
  line++
  add('end', 'end of file')
  return tokens
}

function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false
  if (token.kind === 'number' || token.kind === 'text' || token.kind === 'name' || token.kind === 'builtin') return true
  return token.kind === 'sign' && [')', ']', '$', '++', '--'].includes(token.text)
}

const escapes: Readonly<Record<string, string>> = { ...escapeLetters, '\\': '\\', '"': '"', '/': '/' }

/** The value of a text as it is written in a program, in -v or as an operand. An unknown escape keeps its backslash. */
export function unescapeText(text: ByteText): ByteText {
  return text.replace(/\\([0-7]{1,3}|\n|[\s\S])/g, (whole, sign: string) => {
    if (/^[0-7]/.test(sign)) return String.fromCharCode(Number.parseInt(sign, 8) & 255)
    return sign === '\n' ? '' : (escapes[sign] ?? whole)
  })
}
