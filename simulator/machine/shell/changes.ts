import { matches, type Pattern } from './pattern.ts'
import { quoteForShell } from './quote.ts'
import type { Shell } from './shell.ts'
import type { Operation, Parameter, Word } from './syntax.ts'

/** How the words inside `${…}` are expanded. */
export interface InnerWords {
  /** Adds a word in place. */
  readonly parts: (word: Word) => void
  readonly text: (word: Word) => string
  readonly pattern: (word: Word) => Pattern
  readonly number: (word: Word) => bigint
}

type Changing = Exclude<Operation, { kind: 'length' | '-' | '=' | '?' | '+' | 'bad' }>

/** What an operation (`#`, `%`, `/`, `:`, `^`, `@`) makes of a value. */
export function changeOf(
  shell: Shell,
  part: Parameter,
  operation: Changing,
  inner: InnerWords,
): (value: string) => string {
  switch (operation.kind) {
    case '#':
    case '##':
    case '%':
    case '%%': {
      const pattern = inner.pattern(operation.pattern)
      return (value) => trimmed(shell, value, pattern, operation.kind)
    }
    case 'slice': {
      const from = Number(inner.number(operation.from))
      const length = operation.length === undefined ? undefined : Number(inner.number(operation.length))
      return (value) => sliceText(shell, part, value, from, length)
    }
    case 'replace': {
      const pattern = inner.pattern(operation.pattern)
      const by = inner.text(operation.by)
      return (value) => replaced(shell, value, pattern, by, operation.how)
    }
    case 'case': {
      const isUpper = operation.how.startsWith('^')
      const change = (text: string) => (isUpper ? text.toUpperCase() : text.toLowerCase())
      return (value) => (operation.how.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1))
    }
    case 'transform':
      return (value) => transformed(value, operation.letter)
  }
}

function transformed(value: string, letter: string): string {
  if (letter === 'Q') return quoteForShell(value)
  if (letter === 'U') return value.toUpperCase()
  if (letter === 'L') return value.toLowerCase()
  return letter === 'u' ? value.slice(0, 1).toUpperCase() + value.slice(1) : value
}

function trimmed(shell: Shell, value: string, pattern: Pattern, kind: '#' | '##' | '%' | '%%'): string {
  shell.machine.budget.spend(value.length)
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length)
  if (kind === '##' || kind === '%%') lengths.reverse()
  for (const length of lengths) {
    const isAtStart = kind === '#' || kind === '##'
    const piece = isAtStart ? value.slice(0, length) : value.slice(value.length - length)
    if (matches(pattern, piece)) return isAtStart ? value.slice(length) : value.slice(0, value.length - length)
  }
  return value
}

function sliceText(shell: Shell, part: Parameter, value: string, from: number, length: number | undefined): string {
  const start = from < 0 ? value.length + from : from
  if (start < 0 || start > value.length) return ''
  const end = length === undefined ? value.length : length < 0 ? value.length + length : start + length
  if (end < start && shell.dialect.isBash) throw shell.fatal(`${part.name}: substring expression < 0`, 1)
  return value.slice(start, Math.max(start, end))
}

/** `${@:from:length}` and `${name[@]:from:length}`. */
export function sliceList(
  shell: Shell,
  part: Parameter,
  values: readonly string[],
  operation: Extract<Operation, { kind: 'slice' }>,
  inner: InnerWords,
): readonly string[] {
  // `$@` counts from 1; 0 is the shell's name.
  const all = part.index === undefined ? [shell.name, ...values] : values
  const from = Number(inner.number(operation.from))
  const start = from < 0 ? Math.max(0, all.length + from) : from
  const length = operation.length === undefined ? all.length : Number(inner.number(operation.length))
  return all.slice(start, start + Math.max(0, length))
}

function replaced(
  shell: Shell,
  value: string,
  pattern: Pattern,
  by: string,
  how: 'first' | 'all' | 'start' | 'end',
): string {
  if (pattern.length === 0 && how !== 'start' && how !== 'end') return value
  let result = ''
  let at = 0
  while (at <= value.length) {
    shell.machine.budget.spend(1)
    const length = how === 'start' && at > 0 ? undefined : longestMatch(value, at, pattern, how === 'end')
    if (length !== undefined && (length > 0 || how === 'start' || how === 'end')) {
      result += by
      at += length
      if (how !== 'all') return result + value.slice(at)
      continue
    }
    if (how === 'start') return value
    result += value[at] ?? ''
    at++
  }
  return result
}

function longestMatch(value: string, at: number, pattern: Pattern, toEnd: boolean): number | undefined {
  for (let length = value.length - at; length >= (toEnd ? value.length - at : 0); length--)
    if (matches(pattern, value.slice(at, at + length))) return length
  return undefined
}
