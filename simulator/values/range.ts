/** A stretch of a text: UTF-16 offsets, `to` excluded. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Offsets at which the lines of a text begin; the first is 0. Lines end at `\n`. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The number, from 1, of the line that holds `offset`. `starts` as from {@link lineStarts}. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

/** First and last line, from 1, that a range touches. An empty range touches the line it stands in. */
export interface LineRange {
  readonly first: number
  readonly last: number
}

/** The lines that a range touches. */
export function linesOf(starts: readonly number[], range: Range): LineRange {
  return { first: lineAt(starts, range.from), last: lineAt(starts, Math.max(range.from, range.to - 1)) }
}
