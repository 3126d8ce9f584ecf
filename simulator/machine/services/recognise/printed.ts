import type { Printed } from '../card.ts'

/** What a program printed so far. */
export interface Print {
  readonly text: string
  readonly stream: 'stdout' | 'stderr'
  /** It pushed out what waited. */
  readonly flushes: boolean
}

/** As a card has it: lines wait in the buffer unless one after them was pushed out. */
export function printedLines(prints: readonly Print[], isBuffered: boolean): Printed[] {
  const flushed = prints.findLastIndex(({ flushes }) => flushes)
  const lines: Printed[] = []
  for (const [at, { text, stream }] of prints.entries()) {
    const buffered = isBuffered && stream === 'stdout' && at > flushed
    const last = lines.at(-1)
    if (last !== undefined && last.stream === stream && last.buffered === buffered)
      lines[lines.length - 1] = { ...last, text: last.text + text }
    else lines.push({ text, stream, buffered })
  }
  return lines
}
