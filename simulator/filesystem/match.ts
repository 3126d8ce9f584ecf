/**
 * Shell patterns as Go's `filepath.Match` reads them: `*` any run without a slash, `?` one character that is not a slash, `[a-z]` and `[^a-z]`
 * a class, `\x` the character itself.
 */

/** One step of a pattern. */
type Piece =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'character'; readonly value: string }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] }

/** Whether a name, whole, fits a pattern; `'bad pattern'` when the pattern is malformed, whatever the name. Source: Go, path/filepath/match.go. */
export function matchGlob(pattern: string, name: string): boolean | 'bad pattern' {
  const pieces = piecesOf(pattern)
  return pieces === undefined ? 'bad pattern' : matchPieces(pieces, [...name])
}

/** Whether a path has a character that makes it a pattern: an unescaped `*`, `?` or `[`. Source: BuildKit, `containsWildcards`. */
export function hasWildcard(path: string): boolean {
  for (let at = 0; at < path.length; at++) {
    const character = path[at]
    if (character === '\\') at++
    else if (character === '*' || character === '?' || character === '[') return true
  }
  return false
}

const known = new Map<string, readonly Piece[] | undefined>()

/** The pieces of a pattern, kept for the next call; undefined when it is malformed. */
function piecesOf(pattern: string): readonly Piece[] | undefined {
  if (known.has(pattern)) return known.get(pattern)
  const pieces = parsePieces([...pattern])
  if (known.size > 1000) known.clear()
  known.set(pattern, pieces)
  return pieces
}

function parsePieces(characters: readonly string[]): readonly Piece[] | undefined {
  const pieces: Piece[] = []
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    if (character === '*') {
      if (pieces.at(-1)?.kind !== 'star') pieces.push({ kind: 'star' })
    } else if (character === '?') pieces.push({ kind: 'any' })
    else if (character === '[') {
      const parsed = parseClass(characters, at + 1)
      if (parsed === undefined) return undefined
      pieces.push(parsed.piece)
      at = parsed.end
    } else if (character !== '\\') pieces.push({ kind: 'character', value: character })
    else {
      const value = characters[++at]
      if (value === undefined) return undefined
      pieces.push({ kind: 'character', value })
    }
  }
  return pieces
}

/** The class that begins after `[`; `end` is where its `]` stands. */
function parseClass(characters: readonly string[], from: number): { piece: Piece; end: number } | undefined {
  const negated = characters[from] === '^'
  let at = negated ? from + 1 : from
  const ranges: [string, string][] = []
  const take = (): string | undefined => {
    const character = characters[at++]
    if (character === '-' || character === ']') return undefined
    return character === '\\' ? characters[at++] : character
  }
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = take()
    if (low === undefined) return undefined
    let high: string | undefined = low
    if (characters[at] === '-') {
      at++
      high = take()
    }
    if (high === undefined) return undefined
    ranges.push([low, high])
  }
  return { piece: { kind: 'class', negated, ranges }, end: at }
}

function matchPieces(pieces: readonly Piece[], name: readonly string[]): boolean {
  let [piece, at] = [0, 0]
  // Where the last star stands and how far it reaches. An earlier star need not be tried again: neither can pass a slash.
  let star: { readonly piece: number; to: number } | undefined
  while (at < name.length || piece < pieces.length) {
    const next = pieces[piece]
    if (next?.kind === 'star') {
      star = { piece: ++piece, to: at }
      continue
    }
    const character = name[at]
    if (next !== undefined && character !== undefined && matchOne(next, character)) {
      piece++
      at++
      continue
    }
    const skipped = star === undefined ? undefined : name[star.to]
    if (star === undefined || skipped === undefined || skipped === '/') return false
    star.to++
    piece = star.piece
    at = star.to
  }
  return true
}

function matchOne(piece: Piece, character: string): boolean {
  switch (piece.kind) {
    case 'any':
      return character !== '/'
    case 'character':
      return character === piece.value
    case 'class':
      return piece.ranges.some(([low, high]) => isBetween(character, low, high)) !== piece.negated
    case 'star':
      return false
  }
}

function isBetween(character: string, low: string, high: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return (low.codePointAt(0) ?? 0) <= code && code <= (high.codePointAt(0) ?? 0)
}
