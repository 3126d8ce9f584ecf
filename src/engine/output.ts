import type { OutputPiece } from '../../simulator/hosts.ts'

/** Characters and lines that one answer may bring, at most: of more, the end. A screen keeps fewer lines than that. */
const outputAtMost = 200_000
const linesAtMost = 4000

/** Output that an answer can carry: of too much, the end, and how much is left out. */
export function boundedOutput(output: readonly OutputPiece[]): readonly OutputPiece[] {
  let characters = outputAtMost
  let lines = linesAtMost
  let shown = 0
  const kept: OutputPiece[] = []
  for (const piece of [...output].reverse()) {
    const text = endOf(piece.text, characters, lines)
    if (text === '') break
    kept.unshift({ ...piece, text })
    shown += text.length
    characters -= text.length
    lines -= linesIn(text)
    if (text.length < piece.text.length) break
  }
  const all = output.reduce((sum, { text }) => sum + text.length, 0)
  if (shown === all) return output
  const note = `[${(all - shown).toLocaleString('en')} characters before this are not shown]\n`
  return [{ stream: 'stderr', text: note, atMs: kept[0]?.atMs ?? 0 }, ...kept]
}

/** The end of a text, of so many characters and lines at most. */
function endOf(text: string, characters: number, lines: number): string {
  if (characters <= 0) return ''
  let from = Math.max(0, text.length - characters)
  let at = text.length
  for (let left = lines; at > from; left--) {
    const end = text.lastIndexOf('\n', at - 1)
    if (end < from) break
    if (left <= 0) {
      from = end + 1
      break
    }
    at = end
  }
  return text.slice(from)
}

function linesIn(text: string): number {
  return text.split('\n').length - 1
}
