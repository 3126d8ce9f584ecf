import { isNamePart, isNameStart, type Lexer, ShellSyntaxError } from './lexer.ts'
import type { Operation, Parameter, Word } from './syntax.ts'

/** How the words inside `${…}` are read. */
export interface InnerReader {
  /** Up to the closing brace, or before it to `stop`; that is left. */
  readonly word: (quoted: boolean, stop?: string) => Word
  /** Up to a character, which is left. */
  readonly until: (stop: string) => Word
}

/** `${…}` after its opening brace. */
export function readBrace(lexer: Lexer, inner: InnerReader, quoted: boolean): Parameter {
  const from = lexer.at
  const { dialect } = lexer
  const isIndirect =
    dialect.isBash && lexer.peek() === '!' && (isNameStart(lexer.peekSecond()) || /[0-9]/.test(lexer.peekSecond()))
  if (isIndirect) lexer.at++
  const isLength = lexer.peek() === '#' && lexer.peekSecond() !== '}' && beginsParameter(lexer)
  if (isLength) lexer.at++
  const name = readParameterName(lexer)
  const common = { kind: 'parameter', name, quoted, ...(isIndirect && { isIndirect }) } as const
  if (name === '') return { ...common, operation: skipBad(lexer, from) }
  let index: Word | undefined
  if (dialect.isBash && isNameStart(name[0] ?? '') && lexer.takeIf('[')) {
    index = inner.until(']')
    lexer.takeIf(']')
  }
  const indexed = { ...common, ...(index !== undefined && { index }) }
  if (isLength) return { ...indexed, operation: lexer.takeIf('}') ? { kind: 'length' } : skipBad(lexer, from) }
  if (lexer.takeIf('}')) return { ...indexed, operation: undefined }
  return { ...indexed, operation: readOperation(lexer, inner, quoted) ?? skipBad(lexer, from) }
}

/** Whether what follows a `#` is a parameter, so that `${#…}` is a length and not an operation on `$#`. */
function beginsParameter(lexer: Lexer): boolean {
  const second = lexer.peekSecond()
  if (isNamePart(second)) return true
  if (!'@*#?-$!'.includes(second)) return false
  return lexer.text[lexer.at + 2] === '}'
}

function readParameterName(lexer: Lexer): string {
  const next = lexer.peek()
  if (isNameStart(next)) return lexer.takeWhile(isNamePart)
  if (/[0-9]/.test(next)) return lexer.takeWhile((character) => /[0-9]/.test(character))
  return next !== '' && '@*#?-$!'.includes(next) ? lexer.take() : ''
}

function readOperation(lexer: Lexer, inner: InnerReader, quoted: boolean): Operation | undefined {
  const { dialect } = lexer
  const word = (isPattern: boolean, stop?: string): Word => inner.word(quoted && !isPattern, stop)
  const closed = (operation: Operation): Operation => {
    lexer.take()
    return operation
  }
  const colon = lexer.peek() === ':' && '-=?+'.includes(lexer.peekSecond() || ' ')
  if (colon) lexer.at++
  const next = lexer.peek()
  if (next === '-' || next === '=' || next === '?' || next === '+') {
    lexer.at++
    return closed({ kind: next, colon, word: word(false) })
  }
  if (next === '#' || next === '%') {
    lexer.at++
    const isLongest = lexer.takeIf(next)
    const kind = next === '#' ? (isLongest ? '##' : '#') : isLongest ? '%%' : '%'
    return closed({ kind, pattern: word(true) })
  }
  if (!dialect.isExtended) return undefined
  if (next === ':') {
    lexer.at++
    const start = word(false, ':')
    const length = lexer.takeIf(':') ? word(false) : undefined
    return closed({ kind: 'slice', from: start, length })
  }
  if (next === '/') {
    lexer.at++
    const how = lexer.takeIf('/') ? 'all' : lexer.takeIf('#') ? 'start' : lexer.takeIf('%') ? 'end' : 'first'
    const pattern = word(true, '/')
    const by = lexer.takeIf('/') ? word(false) : []
    return closed({ kind: 'replace', how, pattern, by })
  }
  if (!dialect.isBash) return undefined
  if (next === '^' || next === ',') {
    lexer.at++
    const how = next === '^' ? (lexer.takeIf('^') ? '^^' : '^') : lexer.takeIf(',') ? ',,' : ','
    return closed({ kind: 'case', how, pattern: word(true) })
  }
  if (next === '@' && lexer.text[lexer.at + 2] === '}') {
    lexer.at++
    return closed({ kind: 'transform', letter: lexer.take() })
  }
  return undefined
}

function skipBad(lexer: Lexer, from: number): Operation {
  const end = lexer.text.indexOf('}', lexer.at)
  if (end === -1) {
    const line = lexer.line
    lexer.at = lexer.text.length
    throw unterminated(lexer, '}', line)
  }
  lexer.at = end + 1
  return { kind: 'bad', text: lexer.text.slice(from, end) }
}

/** dash and ash tell the line where the text ended, bash the one where the quote began. */
export function unterminated(lexer: Lexer, mark: string, line: number): ShellSyntaxError {
  const { name, texts } = lexer.dialect
  if (name === 'bash') return new ShellSyntaxError(texts.unterminated(mark), line)
  if (mark !== '}') return lexer.error(texts.unterminated(mark))
  return new ShellSyntaxError(`${name === 'dash' ? 'Syntax error: Missing' : 'syntax error: missing'} '}'`, line)
}
