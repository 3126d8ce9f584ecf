/** How {@link didYouMean} compares: `ignoreCase` also gives the suggestion the case of the word (all upper, else lower). */
export interface SuggestOptions {
  readonly ignoreCase: boolean
}

/**
 * The candidate that a mistyped word most likely stands for: at most two edits away, the nearest one, the earlier one of equals.
 * Undefined when none is near, or when the word is one of the candidates (then something else is wrong).
 * Source: moby/buildkit util/suggest.
 */
export function didYouMean(word: string, candidates: Iterable<string>, options: SuggestOptions): string | undefined {
  const wanted = options.ignoreCase ? word.toLowerCase() : word
  let nearest: string | undefined
  let least = 3
  for (const candidate of candidates) {
    const other = options.ignoreCase ? candidate.toLowerCase() : candidate
    if (other === wanted) return undefined
    const distance = editDistance(wanted, other, least)
    if (distance >= least) continue
    least = distance
    nearest = options.ignoreCase ? matchCase(other, word) : other
  }
  return nearest
}

/** ` (did you mean X?)` for the end of a message, or nothing. */
export function suggestion(word: string, candidates: Iterable<string>, options: SuggestOptions): string {
  const nearest = didYouMean(word, candidates, options)
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`
}

function matchCase(suggested: string, word: string): string {
  if (word === word.toLowerCase()) return suggested
  return word === word.toUpperCase() ? suggested.toUpperCase() : suggested
}

/** Levenshtein's distance, counted in characters; `limit` stands for all that is as far or farther. */
function editDistance(left: string, right: string, limit: number): number {
  const from = [...left]
  const to = [...right]
  if (Math.abs(from.length - to.length) >= limit) return limit
  let row = to.map((_, column) => column + 1)
  from.forEach((character, index) => {
    let diagonal = index
    let before = index + 1
    row = to.map((other, column) => {
      const above = row[column] ?? limit
      before = Math.min(above + 1, before + 1, diagonal + (character === other ? 0 : 1))
      diagonal = above
      return before
    })
  })
  return Math.min(limit, row.at(-1) ?? from.length)
}
