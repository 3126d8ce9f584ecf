/** A compiled pattern. */
export type Pattern = readonly Token[]

type Token =
  | { readonly kind: 'one'; readonly character: string }
  | { readonly kind: 'any' | 'many' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly items: readonly SetItem[] }

type SetItem = { readonly from: string; readonly to: string } | { readonly class: (character: string) => boolean }

/**
 * Compiles a shell pattern: `*`, `?`, `[a-z]`, `[!…]`, `[[:digit:]]`; a backslash makes the next character plain.
 * `caretNegates`: `[^…]` is as `[!…]`; in dash it is not. Source: POSIX.1-2024, Shell Command Language, 2.14.
 */
export function compilePattern(text: string, caretNegates = true): Pattern {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text[at] ?? ''
    at++
    if (character === '\\' && at < text.length) tokens.push({ kind: 'one', character: text[at++] ?? '' })
    else if (character === '?') tokens.push({ kind: 'any' })
    else if (character === '*') {
      if (tokens.at(-1)?.kind !== 'many') tokens.push({ kind: 'many' })
    } else if (character === '[') {
      const set = readSet(text, at, caretNegates)
      if (set === undefined) tokens.push({ kind: 'one', character })
      else {
        tokens.push(set.token)
        at = set.end
      }
    } else tokens.push({ kind: 'one', character })
  }
  return tokens
}

/** Whether a text has a character that makes it a pattern (unescaped `*`, `?`, `[`). */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text.replace(/\\[\s\S]/g, ''))
}

/** The text of a pattern without its escapes. */
export function unescapePattern(text: string): string {
  return text.replace(/\\([\s\S])/g, '$1')
}

/** A text with all that is special in a pattern escaped. */
export function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]!^-]/g, '\\$&')
}

/** Whether a pattern matches the whole of a text. */
export function matches(pattern: Pattern, text: string): boolean {
  let token = 0
  let at = 0
  let starToken = -1
  let starAt = 0
  while (at < text.length) {
    const wanted = pattern[token]
    if (wanted !== undefined && wanted.kind !== 'many' && accepts(wanted, text[at] ?? '')) {
      token++
      at++
    } else if (wanted?.kind === 'many') {
      starToken = token++
      starAt = at
    } else if (starToken >= 0) {
      token = starToken + 1
      at = ++starAt
    } else return false
  }
  while (pattern[token]?.kind === 'many') token++
  return token === pattern.length
}

function accepts(token: Token, character: string): boolean {
  switch (token.kind) {
    case 'one':
      return token.character === character
    case 'any':
      return true
    case 'many':
      return false
    case 'set':
      return token.negated !== token.items.some((item) => isIn(item, character))
  }
}

function isIn(item: SetItem, character: string): boolean {
  return 'class' in item ? item.class(character) : character >= item.from && character <= item.to
}

function readSet(
  text: string,
  start: number,
  caretNegates: boolean,
): { readonly token: Token; readonly end: number } | undefined {
  let at = start
  const negated = text[at] === '!' || (caretNegates && text[at] === '^')
  if (negated) at++
  const items: SetItem[] = []
  let isFirst = true
  for (;;) {
    if (at >= text.length) return undefined
    if (text[at] === ']' && !isFirst) return { token: { kind: 'set', negated, items }, end: at + 1 }
    isFirst = false
    const named = /^\[:([a-z]+):\]/.exec(text.slice(at, at + 16))
    const test = named === null ? undefined : classes.get(named[1] ?? '')
    if (named !== null && test !== undefined) {
      items.push({ class: test })
      at += named[0].length
      continue
    }
    if (text[at] === '\\' && at + 1 < text.length) at++
    const from = text[at++] ?? ''
    if (text[at] !== '-' || text[at + 1] === ']' || at + 1 >= text.length) {
      items.push({ from, to: from })
      continue
    }
    at++
    if (text[at] === '\\' && at + 1 < text.length) at++
    items.push({ from, to: text[at++] ?? '' })
  }
}

const classes: ReadonlyMap<string, (character: string) => boolean> = new Map(
  Object.entries({
    alnum: /[A-Za-z0-9]/,
    alpha: /[A-Za-z]/,
    blank: /[ \t]/,
    cntrl: /[\x00-\x1f\x7f]/,
    digit: /[0-9]/,
    graph: /[!-~]/,
    lower: /[a-z]/,
    print: /[ -~]/,
    punct: /[!-/:-@[-`{-~]/,
    space: /[ \t\n\r\f\v]/,
    upper: /[A-Z]/,
    xdigit: /[0-9A-Fa-f]/,
  }).map(([name, expression]) => [name, (character: string) => expression.test(character)]),
)
