import { cleanPath } from '../values/path.ts'
import { matchGlob } from './match.ts'

/** One line of a pattern list. */
export interface Pattern {
  /** Position in the list that was parsed. */
  readonly line: number
  /** Cleaned, without the `!`. */
  readonly text: string
  /** A line with `!`: what it hits is kept after all. */
  readonly isException: boolean
}

/**
 * A list of patterns as .dockerignore, `--exclude` and `--parents` read them. Paths are relative, with slashes. A pattern hits a path when
 * it fits the path or any directory above it; the last pattern that hits decides.
 */
export interface Patterns {
  readonly patterns: readonly Pattern[]
  /** Equal exactly for lists that decide alike line by line. */
  readonly key: string
  readonly hasExceptions: boolean
  /** Whether the list selects a path: the last hit exists and is no exception. */
  readonly matches: (path: string) => boolean
  /** The line that decides about a path; undefined when no line hits it. */
  readonly decidingPattern: (path: string) => Pattern | undefined
  /**
   * The same for a walk from the top down, without looking at parents again: which patterns hit a path, given which hit its parent
   * (`undefined` for a path at the top).
   */
  readonly hits: (path: string, parent: Hits | undefined) => Hits
}

/** Which patterns of a list hit a path, by position. */
export interface Hits {
  readonly of: readonly boolean[]
  readonly isSelected: boolean
}

/** Why a list of patterns is refused. */
export interface PatternError {
  /** The builder's words. */
  readonly error: string
  /** Position of the line in the list. */
  readonly line: number
}

/**
 * Reads a list of patterns: blank ones are skipped, each is trimmed and cleaned as a path. Fails on a bare `!` and on a malformed class.
 * Source: moby/patternmatcher, filesystem-ops §9.
 */
export function parsePatterns(lines: readonly string[]): Patterns | PatternError {
  const patterns: (Pattern & { readonly fits: (path: string) => boolean })[] = []
  for (const [line, given] of lines.entries()) {
    const trimmed = given.trim()
    if (trimmed === '') continue
    const clean = cleanPath(trimmed)
    if (clean === '!') return { error: 'illegal exclusion pattern: "!"', line }
    const isException = clean.startsWith('!')
    const text = isException ? clean.slice(1) : clean
    if (matchGlob(text, '.') === 'bad pattern') return { error: 'syntax error in pattern', line }
    patterns.push({ line, text, isException, fits: matcherOf(text) })
  }
  const hits = (path: string, parent: Hits | undefined): Hits => {
    let isSelected = false
    const of = patterns.map((pattern, at) => {
      // A line that would change nothing is not tried, and so does not count for what is below either. Source: patternmatcher,
      // MatchesUsingParentResults.
      const isHit = parent?.of[at] === true || (pattern.isException === isSelected && pattern.fits(path))
      if (isHit) isSelected = !pattern.isException
      return isHit
    })
    return { of, isSelected }
  }
  const decidingPattern = (path: string): Pattern | undefined => {
    const names = path.split('/')
    const above = names.map((_, at) => names.slice(0, at + 1).join('/'))
    return patterns.findLast((pattern) => above.some(pattern.fits))
  }
  return {
    patterns,
    key: patterns.map((pattern) => (pattern.isException ? '!' : '') + pattern.text).join('\n'),
    hasExceptions: patterns.some((pattern) => pattern.isException),
    matches: (path) => decidingPattern(path)?.isException === false,
    decidingPattern,
    hits,
  }
}

/** The test of one cleaned pattern. Plain ones and those with `**` only in front or at the end are compared as texts. */
function matcherOf(pattern: string): (path: string) => boolean {
  const isPlain = (text: string): boolean => !/[*?[\]\\]/.test(text)
  if (isPlain(pattern)) return (path) => path === pattern
  if (pattern.startsWith('**') && isPlain(pattern.slice(2))) {
    const end = pattern.slice(2)
    return (path) => path.endsWith(end) || (end.startsWith('/') && path === end.slice(1))
  }
  if (pattern.endsWith('**') && isPlain(pattern.slice(0, -2))) {
    const start = pattern.slice(0, -2)
    return (path) => path.startsWith(start)
  }
  const expression = regularExpression(`^${expressionOf([...pattern])}$`)
  return (path) => expression?.test(path) === true
}

/**
 * The pattern as the body of a regular expression. As in the original `|`, `^` and a counted `{2}` keep the meaning that they have in regular
 * expressions, and so do `\\d`, `\\w` and `\\s`. Source: measured (case ignore-characters).
 */
function expressionOf(characters: readonly string[]): string {
  let text = ''
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    if (character === '*' && characters[at + 1] === '*') {
      at += characters[at + 2] === '/' ? 2 : 1
      text += at + 1 === characters.length ? '.*' : '(?:.*/)?'
    } else if (character === '*') text += '[^/]*'
    else if (character === '?') text += '[^/]'
    else if (character === '[') {
      const end = endOfClass(characters, at)
      text += classOf(characters.slice(at + 1, end))
      at = end
    } else if (character === '\\') text += escaped(characters[++at] ?? '\\')
    else if (character === '{') {
      const count = /^\{\d+(?:,\d*)?\}/.exec(characters.slice(at).join(''))?.[0]
      text += count ?? literal(character)
      at += (count?.length ?? 1) - 1
    } else text += character === '|' || character === '^' ? character : literal(character)
  }
  return text
}

function escaped(character: string): string {
  return /[dDwWsS]/.test(character) ? `\\${character}` : literal(character)
}

/** Undefined for what only looks like one: `*{2}`. */
function regularExpression(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'su')
  } catch {
    return undefined
  }
}

/** Where the class that opens at `from` closes; its first character never closes it. */
function endOfClass(characters: readonly string[], from: number): number {
  let at = from + (characters[from + 1] === '^' ? 2 : 1)
  for (let first = true; at < characters.length; at++, first = false) {
    if (characters[at] === '\\') at++
    else if (characters[at] === ']' && !first) return at
  }
  return characters.length
}

function classOf(inside: readonly string[]): string {
  let text = ''
  for (let at = 0; at < inside.length; at++) {
    const character = inside[at] ?? ''
    if (character === '\\') text += literal(inside[++at] ?? '\\')
    else if (character === '-' || (character === '^' && at === 0)) text += character
    else text += literal(character)
  }
  return `[${text}]`
}

function literal(character: string): string {
  return /[\^$\\.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character
}
