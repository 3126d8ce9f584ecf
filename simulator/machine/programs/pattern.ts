import type { Budget } from '../../values/budget.ts'

/** How `fnmatch` reads a pattern. */
export interface PatternOptions {
  /** `*`, `?` and brackets do not match a slash. */
  readonly keepSlash?: boolean
  readonly ignoreCase?: boolean
}

/**
 * Whether a shell pattern (`*`, `?`, `[a-z]`, `[!x]`, `[[:digit:]]`, backslash) matches a whole name. The number of ways tried is charged to
 * the budget. Source: fnmatch(3).
 */
export function matchesPattern(pattern: string, name: string, budget: Budget, options: PatternOptions = {}): boolean {
  const fold = (text: string): string => (options.ignoreCase ? text.toLowerCase() : text)
  return matches(partsOf(fold(pattern)), fold(name), budget, options.keepSlash === true)
}

type Part = { readonly kind: 'star' } | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }

function partsOf(pattern: string): readonly Part[] {
  const parts: Part[] = []
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] ?? ''
    if (sign === '*') parts.push({ kind: 'star' })
    else if (sign === '?') parts.push({ kind: 'one', accepts: () => true })
    else if (sign === '[' && bracketEnd(pattern, at) !== -1) {
      const end = bracketEnd(pattern, at)
      parts.push({ kind: 'one', accepts: bracket(pattern.slice(at + 1, end)) })
      at = end
    } else {
      const literal = sign === '\\' && at + 1 < pattern.length ? (pattern[++at] ?? '') : sign
      parts.push({ kind: 'one', accepts: (character) => character === literal })
    }
  }
  return parts
}

function bracketEnd(pattern: string, start: number): number {
  let at = start + 1
  if (pattern[at] === '!' || pattern[at] === '^') at++
  for (let isFirst = true; at < pattern.length; isFirst = false) {
    if (pattern[at] === ']' && !isFirst) return at
    const named = /^\[:[a-z]+:\]/.exec(pattern.slice(at))
    at += named === null ? 1 : named[0].length
  }
  return -1
}

const classes: Readonly<Record<string, RegExp>> = {
  alpha: /^[A-Za-z]$/,
  digit: /^[0-9]$/,
  alnum: /^[A-Za-z0-9]$/,
  upper: /^[A-Z]$/,
  lower: /^[a-z]$/,
  space: /^\s$/,
  blank: /^[ \t]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  xdigit: /^[0-9A-Fa-f]$/,
}

function bracket(text: string): (character: string) => boolean {
  const isInverse = text[0] === '!' || text[0] === '^'
  const inside = isInverse ? text.slice(1) : text
  return (character) => isListed(inside, character) !== isInverse
}

function isListed(inside: string, character: string): boolean {
  for (let at = 0; at < inside.length; at++) {
    const named = /^\[:([a-z]+):\]/.exec(inside.slice(at))
    if (named !== null) {
      if (classes[named[1] ?? '']?.test(character)) return true
      at += named[0].length - 1
      continue
    }
    const from = inside[at] ?? ''
    const to = inside[at + 1] === '-' ? inside[at + 2] : undefined
    if (to === undefined ? character === from : character >= from && character <= to) return true
    if (to !== undefined) at += 2
  }
  return false
}

function matches(parts: readonly Part[], name: string, budget: Budget, keepSlash: boolean): boolean {
  // The set of places in the pattern that the name up to here can have reached.
  let reached = closure(new Set([0]), parts)
  for (const character of name) {
    budget.spend(1)
    const next = new Set<number>()
    for (const at of reached) {
      const part = parts[at]
      if (part === undefined) continue
      const isKept = keepSlash && character === '/'
      if (part.kind === 'star') {
        if (!isKept) next.add(at)
      } else if (part.accepts(character) && (!isKept || isLiteralSlash(part))) next.add(at + 1)
    }
    reached = closure(next, parts)
    if (reached.size === 0) return false
  }
  return reached.has(parts.length)
}

function isLiteralSlash(part: Part): boolean {
  return part.kind === 'one' && part.accepts('/') && !part.accepts('a')
}

function closure(places: Set<number>, parts: readonly Part[]): Set<number> {
  for (const at of places) if (parts[at]?.kind === 'star') places.add(at + 1)
  return places
}
