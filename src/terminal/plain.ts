/**
 * Text as it stands when a terminal has printed it: lines that were written over as they were last, without colours. Knows the cursor's ways that
 * docker's progress goes: up, down, to the start of a line, and what takes a line or the rest of a screen away.
 */
export function plain(text: string): string {
  const rows: string[] = ['']
  let row = 0
  let column = 0
  for (const [piece] of text.matchAll(/\x1b\[[\d;?]*[A-Za-z]|\x1b.|[\r\n]|[^\x1b\r\n]+/g)) {
    const [, count = '', letter = ''] = /^\x1b\[([\d;?]*)([A-Za-z])$/.exec(piece) ?? []
    const steps = Math.max(1, Number.parseInt(count, 10) || 0)
    if (piece === '\n') {
      row += 1
      column = 0
    } else if (piece === '\r') column = 0
    else if (letter === 'A') row = Math.max(0, row - steps)
    else if (letter === 'B') row += steps
    else if (letter === 'C') column += steps
    else if (letter === 'D') column = Math.max(0, column - steps)
    else if (letter === 'G') column = steps - 1
    else if (letter === 'K') rows[row] = count === '2' || count === '1' ? '' : (rows[row] ?? '').slice(0, column)
    else if (letter === 'J') {
      rows[row] = (rows[row] ?? '').slice(0, column)
      rows.length = Math.min(rows.length, row + 1)
    } else if (!piece.startsWith('\x1b')) {
      const before = (rows[row] ?? '').padEnd(column)
      rows[row] = before.slice(0, column) + piece + before.slice(column + piece.length)
      column += piece.length
    }
    while (rows.length <= row) rows.push('')
  }
  return rows.join('\n')
}
