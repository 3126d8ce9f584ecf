import type { Range } from './range.ts'

/** Text to be put in the place of a stretch of a file; an empty range inserts. */
export interface TextEdit {
  readonly range: Range
  readonly text: string
}

/** The text with the edits made; they may come in any order. Throws RangeError when two of them overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let at = 0
  for (const { range, text: replacement } of [...edits].sort((a, b) => a.range.from - b.range.from)) {
    if (range.from < at) throw new RangeError(`edits overlap at ${range.from}`)
    result += text.slice(at, range.from) + replacement
    at = range.to
  }
  return result + text.slice(at)
}
