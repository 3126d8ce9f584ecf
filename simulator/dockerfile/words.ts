import { findBlank, isSpace, skipBlanks } from './blanks.ts'

/** A stretch of a logical line: indices into its text, `to` excluded. `text` differs from what stands there where characters were dropped. */
export interface Piece {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** The items of a list without quoting, as EXPOSE, FROM and COPY have it: separated by blanks. `from` stands at no blank. */
export function listItems(text: string, from: number, to: number): readonly Piece[] {
  const items: Piece[] = []
  let at = from
  while (at < to) {
    const end = findBlank(text, at, to)
    items.push({ text: text.slice(at, end), from: at, to: end })
    at = skipBlanks(text, end, to)
  }
  return items
}

const singleQuote = 39
const doubleQuote = 34

/**
 * The words of ENV, LABEL and ARG: white space separates them outside quotes; the escape character keeps the next character with it,
 * but not inside single quotes. Quotes and escapes stay; an escape character at the very end is dropped.
 * Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go, parseWords.
 */
export function shellWords(text: string, from: number, to: number, escapeUnit: number): readonly Piece[] {
  const words: Piece[] = []
  let at = from
  while (at < to) {
    if (isSpace(text.charCodeAt(at))) {
      at++
      continue
    }
    const start = at
    let quote = 0
    let dropped = 0
    while (at < to) {
      const unit = text.charCodeAt(at)
      if (quote === 0) {
        if (isSpace(unit)) break
        if (unit === singleQuote || unit === doubleQuote) quote = unit
      } else if (unit === quote) quote = 0
      if (unit === escapeUnit && quote !== singleQuote) {
        if (at + 1 === to) dropped = 1
        else at++
      }
      at++
    }
    if (at - dropped > start) words.push({ text: text.slice(start, at - dropped), from: start, to: at })
  }
  return words
}
