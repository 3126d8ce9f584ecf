import { words } from '../words/words.ts'

/** Longer parts are not quoted: nobody reads them in a sentence. */
const longestQuoted = 70

/**
 * How one line became another, for the middle of a sentence: `“jq” was added to its text`, `its text changed from “3.20” to “3.22”`. Whole words are
 * told, without what both begin and end with; undefined where that is too long to be read, or nothing differs.
 */
export function textChange(before: string, after: string): string | undefined {
  const old = wordsOf(before)
  const young = wordsOf(after)
  let from = 0
  while (from < old.length && from < young.length && old[from] === young[from]) from += 1
  let same = 0
  while (same < old.length - from && same < young.length - from && old.at(-1 - same) === young.at(-1 - same)) same += 1
  const gone = old.slice(from, old.length - same).join(' ')
  const come = young.slice(from, young.length - same).join(' ')
  if ((gone === '' && come === '') || Math.max(gone.length, come.length) > longestQuoted) return undefined
  if (gone === '') return words.reasons.textAdded(come)
  if (come === '') return words.reasons.textGone(gone)
  return words.reasons.textChanged(gone, come)
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
