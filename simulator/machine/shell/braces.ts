import type { Part, Word } from './syntax.ts'

type Unit = Part | { readonly kind: 'mark'; readonly text: '{' | ',' | '}' }

/** bash's brace expansion: `a{b,c}d` gives two words, `{1..3}` three. A word without braces gives itself. Source: bash(1), Brace Expansion. */
export function expandBraces(word: Word): readonly Word[] {
  if (!word.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{'))) return [word]
  return expandUnits(unitsOf(word), 0)
}

function unitsOf(word: Word): readonly Unit[] {
  const units: Unit[] = []
  for (const part of word) {
    if (part.kind !== 'text' || part.quoted) {
      units.push(part)
      continue
    }
    for (const piece of part.text.split(/([{},])/)) {
      if (piece === '{' || piece === ',' || piece === '}') units.push({ kind: 'mark', text: piece })
      else if (piece !== '') units.push({ ...part, text: piece })
    }
  }
  return units
}

const mostWords = 10_000

function expandUnits(units: readonly Unit[], depth: number): readonly Word[] {
  const open = units.findIndex((unit) => unit.kind === 'mark' && unit.text === '{')
  if (open === -1 || depth > 50) return [units.map(asText)]
  const close = closingOf(units, open)
  const inner = close === -1 ? [] : units.slice(open + 1, close)
  const alternatives = close === -1 ? undefined : alternativesOf(inner, depth)
  if (alternatives === undefined) {
    const rest = expandUnits(units.slice(open + 1), depth + 1)
    return rest.map((word) => [...units.slice(0, open + 1).map(asText), ...word])
  }
  const before = units.slice(0, open).map(asText)
  const after = expandUnits(units.slice(close + 1), depth + 1)
  const words: Word[] = []
  for (const alternative of alternatives)
    for (const rest of after) if (words.length < mostWords) words.push([...before, ...alternative, ...rest])
  return words
}

function closingOf(units: readonly Unit[], open: number): number {
  let depth = 0
  for (let at = open; at < units.length; at++) {
    const unit = units[at]
    if (unit?.kind !== 'mark') continue
    if (unit.text === '{') depth++
    if (unit.text === '}' && --depth === 0) return at
  }
  return -1
}

function alternativesOf(inner: readonly Unit[], depth: number): readonly Word[] | undefined {
  const parts: Unit[][] = [[]]
  let nested = 0
  for (const unit of inner) {
    if (unit.kind === 'mark' && unit.text === '{') nested++
    if (unit.kind === 'mark' && unit.text === '}') nested--
    if (unit.kind === 'mark' && unit.text === ',' && nested === 0) parts.push([])
    else parts.at(-1)?.push(unit)
  }
  if (parts.length > 1) return parts.flatMap((part) => expandUnits(part, depth + 1))
  const [only] = inner
  return inner.length === 1 && only?.kind === 'text' ? sequenceOf(only.text) : undefined
}

function sequenceOf(text: string): readonly Word[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text)
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text)
  const found = numbers ?? letters
  if (found === null) return undefined
  const [, first = '', last = '', by] = found
  const from = numbers === null ? first.charCodeAt(0) : Number(first)
  const to = numbers === null ? last.charCodeAt(0) : Number(last)
  const width = numbers !== null && /^-?0\d/.test(first) ? Math.max(first.length, last.length) : 0
  const step = Math.max(1, Math.abs(Number(by ?? 1)))
  const words: Word[] = []
  for (let value = from; from <= to ? value <= to : value >= to; value += from <= to ? step : -step) {
    const shown = numbers === null ? String.fromCharCode(value) : `${value}`.padStart(width, '0')
    words.push([{ kind: 'text', text: shown, quoted: true }])
    if (words.length >= mostWords) break
  }
  return words
}

function asText(unit: Unit): Part {
  return unit.kind === 'mark' ? { kind: 'text', text: unit.text, quoted: false } : unit
}
