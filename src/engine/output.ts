import type { OutputPiece } from '../../simulator/hosts.ts'

/** Characters that one answer may bring, at most: of more, the end. */
const outputAtMost = 200_000

/** Output that an answer can carry: of too much, the end, and how much is left out. */
export function boundedOutput(output: readonly OutputPiece[]): readonly OutputPiece[] {
  const all = output.reduce((sum, { text }) => sum + text.length, 0)
  if (all <= outputAtMost) return output
  let left = outputAtMost
  const kept: OutputPiece[] = []
  for (const piece of [...output].reverse()) {
    if (left <= 0) break
    kept.unshift({ ...piece, text: piece.text.slice(-left) })
    left -= piece.text.length
  }
  const note = `[${(all - outputAtMost).toLocaleString('en')} characters before this are not shown]\n`
  return [{ stream: 'stderr', text: note, atMs: kept[0]?.atMs ?? 0 }, ...kept]
}
