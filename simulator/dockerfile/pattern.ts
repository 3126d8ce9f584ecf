/**
 * The patterns of `${v#p}`, `${v%p}` and `${v/p/r}`: `*` stands for any run of characters but line ends, `?` for one, everything else
 * for itself. Source: moby/buildkit frontend/dockerfile/shell/lex.go, convertShellPatternToRegex; Go's regexp for what is replaced.
 */

/** A pattern taken apart: characters, and the two wildcards. */
export type Pattern = readonly (string | typeof anyRun | typeof anyOne)[]

const anyRun = Symbol('any run')
const anyOne = Symbol('any one')

/** Steps that matching one pattern may take; beyond it the text is left as it is. */
const mostSteps = 50_000_000

/** Takes a pattern apart, or says what is wrong with it: a backslash keeps only `*`, `?` and itself; before `}` and `/` it vanishes. */
export function parsePattern(text: string): Pattern | { readonly error: string } {
  const characters = [...text]
  const parts: Pattern[number][] = []
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    if (character === '*') {
      if (parts.at(-1) !== anyRun) parts.push(anyRun)
    } else if (character === '?') parts.push(anyOne)
    else if (character === '\\') {
      const next = characters[at + 1]
      if (next === '}' || next === '/') continue
      if (next !== '*' && next !== '?' && next !== '\\')
        return { error: `invalid pattern (${text}) in substitution: invalid escape '\\${next ?? '\ufffd'}'` }
      parts.push(next)
      at++
    } else parts.push(character)
  }
  return parts
}

/** The value without what the pattern matches at its start: as much as can be when `longest`, else as little. */
export function withoutPrefix(value: string, pattern: Pattern, longest: boolean): string {
  const characters = [...value]
  const end = matchEnds(characters, pattern, longest)?.[0] ?? -1
  return end < 0 ? value : characters.slice(end).join('')
}

/** The text of a pattern read from its end, escapes still before what they escape; messages show it so. */
export function reversePatternText(text: string): string {
  const characters = [...text]
  const reversed: string[] = []
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    const escaped = character === '\\' ? characters[++at] : undefined
    reversed.push(character + (escaped ?? ''))
  }
  return reversed.reverse().join('')
}

/** The value without what the pattern matches at its end. `reversed` is the pattern of {@link reversePatternText}. */
export function withoutSuffix(value: string, reversed: Pattern, longest: boolean): string {
  return reverse(withoutPrefix(reverse(value), reversed, longest))
}

function reverse(text: string): string {
  return [...text].reverse().join('')
}

/** The value with its first match replaced, `replacement` taken as it is. */
export function replaceFirst(value: string, pattern: Pattern, replacement: string): string {
  const characters = [...value]
  const ends = matchEnds(characters, pattern, true)
  const start = ends?.findIndex((end) => end >= 0) ?? -1
  if (ends === undefined || start < 0) return value
  return characters.slice(0, start).join('') + replacement + characters.slice(ends[start]).join('')
}

/** The value with every match replaced; in `replacement` Go's `$1`, `${name}` and `$$` are special. */
export function replaceAll(value: string, pattern: Pattern, replacement: string): string {
  const characters = [...value]
  const ends = matchEnds(characters, pattern, true)
  if (ends === undefined) return value
  let replaced = ''
  let copied = 0
  let start = 0
  while (start <= characters.length) {
    const end = ends[start] ?? -1
    if (end < 0) {
      start++
      continue
    }
    replaced += characters.slice(copied, start).join('')
    // An empty match directly after another match is none.
    if (end > copied || start === 0) replaced += fillTemplate(replacement, characters.slice(start, end).join(''))
    copied = end
    start = Math.max(start + 1, end)
  }
  return replaced + characters.slice(copied).join('')
}

/**
 * For each start, where the preferred match of the pattern ends, or -1; undefined when that is too much work. Filled from the pattern's
 * end to its start, so that no value makes it slow: a wildcard prefers the longest (or shortest) run after which the rest still matches.
 */
function matchEnds(value: readonly string[], pattern: Pattern, longest: boolean): Int32Array | undefined {
  const length = value.length
  if (length * pattern.length > mostSteps) return undefined
  let after = Int32Array.from({ length: length + 1 }, (_, start) => start)
  for (let part = pattern.length - 1; part >= 0; part--) {
    const wanted = pattern[part]
    const ends = new Int32Array(length + 1).fill(-1)
    for (let start = length; start >= 0; start--) {
      const character = value[start]
      if (wanted === anyRun) {
        const more = character === undefined || character === '\n' ? -1 : (ends[start + 1] ?? -1)
        const less = after[start] ?? -1
        ends[start] = longest ? (more >= 0 ? more : less) : less >= 0 ? less : more
      } else if (character !== undefined && (wanted === anyOne ? character !== '\n' : character === wanted)) {
        ends[start] = after[start + 1] ?? -1
      }
    }
    after = ends
  }
  return after
}

/** Go's Regexp.Expand where the pattern has no groups: `$0` is the match, other names are empty. */
function fillTemplate(template: string, match: string): string {
  if (!template.includes('$')) return template
  return template.replace(
    /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu,
    (whole, bare?: string, braced?: string) => {
      if (whole === '$$') return '$'
      return (bare ?? braced) === '0' ? match : ''
    },
  )
}
