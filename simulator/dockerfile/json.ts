import type { Piece } from './words.ts'

/**
 * A JSON array of strings, as the exec form takes it: its strings unescaped, each with where it stands, quotes included.
 * `not-json` when the text is anything but one valid array, `not-strings` when the array holds something else.
 */
export type StringArray = readonly Piece[] | 'not-json' | 'not-strings'

const quote = 34
const backslash = 92
const comma = 44
const close = 93

/**
 * Reads the text between `from` and `to`, which starts with `[`, as a JSON array of strings. Half a surrogate pair becomes U+FFFD, as
 * Go's encoding/json has it. Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go, parseJSON.
 */
export function parseStringArray(text: string, from: number, to: number): StringArray {
  const strings: Piece[] = []
  let at = skipJSONSpace(text, from + 1, to)
  if (at < to && text.charCodeAt(at) === close) return skipJSONSpace(text, at + 1, to) === to ? strings : 'not-json'
  while (at < to) {
    if (text.charCodeAt(at) !== quote) return otherArray(text.slice(from, to))
    const end = endOfString(text, at, to)
    const value = end === -1 ? undefined : unescapeString(text, at, end)
    if (value === undefined) return 'not-json'
    strings.push({ text: value, from: at, to: end })
    at = skipJSONSpace(text, end, to)
    const unit = text.charCodeAt(at)
    if (at < to && unit === close) return skipJSONSpace(text, at + 1, to) === to ? strings : 'not-json'
    if (at >= to || unit !== comma) return 'not-json'
    at = skipJSONSpace(text, at + 1, to)
  }
  return 'not-json'
}

function skipJSONSpace(text: string, from: number, to: number): number {
  let at = from
  while (at < to) {
    const unit = text.charCodeAt(at)
    if (unit !== 32 && unit !== 9 && unit !== 10 && unit !== 13) break
    at++
  }
  return at
}

/** The index after the closing quote; -1 when there is none, or a control character stands inside. */
function endOfString(text: string, from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) return at + 1
    if (unit < 32) return -1
    if (unit === backslash) at++
  }
  return -1
}

function unescapeString(text: string, from: number, to: number): string | undefined {
  const inside = text.slice(from + 1, to - 1)
  if (!inside.includes('\\')) return inside
  try {
    return String(JSON.parse(`"${inside}"`)).replace(/\p{Surrogate}/gu, '\ufffd')
  } catch {
    return undefined
  }
}

/** An array with an element that is no string: valid JSON or not? */
function otherArray(text: string): 'not-json' | 'not-strings' {
  try {
    // Go refuses numbers that no float64 holds.
    JSON.parse(text, (_, value: unknown) => {
      if (value === Infinity || value === -Infinity) throw new RangeError('not a number')
      return value
    })
    return 'not-strings'
  } catch {
    return 'not-json'
  }
}
