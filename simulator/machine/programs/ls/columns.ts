import type { Flavour } from '../program.ts'

/** Names in columns as narrow as they come (`ls -C`), or row by row (`ls -x`), within a width. Each line ends with a newline. */
export function inColumns(
  names: readonly string[],
  width: number,
  direction: 'down' | 'across',
  flavour: Flavour,
): string {
  if (names.length === 0) return ''
  return flavour === 'gnu' ? gnuColumns(names, width, direction) : busyboxColumns(names, width, direction)
}

/** Source: GNU ls.c, calculate_columns: the largest number of columns that fits. */
function gnuColumns(names: readonly string[], width: number, direction: 'down' | 'across'): string {
  for (let columns = Math.min(names.length, Math.floor(width / 3) || 1); columns >= 1; columns--) {
    const rows = Math.ceil(names.length / columns)
    const columnOf = (at: number): number => (direction === 'down' ? Math.floor(at / rows) : at % columns)
    const widths = Array<number>(columns).fill(0)
    names.forEach((name, at) => {
      const column = columnOf(at)
      const gap = column === columns - 1 ? 0 : 2
      widths[column] = Math.max(widths[column] ?? 0, name.length + gap)
    })
    const total = widths.reduce((sum, each) => sum + each, 0)
    if (total < width || columns === 1) return linesOf(names, rows, columns, direction, widths)
  }
  return ''
}

function busyboxColumns(names: readonly string[], width: number, direction: 'down' | 'across'): string {
  const column = Math.max(...names.map((name) => name.length)) + 2
  const columns = Math.max(1, Math.floor(width / column))
  const rows = columns > 1 ? Math.ceil(names.length / columns) : names.length
  return linesOf(names, rows, columns, direction, Array<number>(columns).fill(column))
}

function linesOf(
  names: readonly string[],
  rows: number,
  columns: number,
  direction: 'down' | 'across',
  widths: readonly number[],
): string {
  let text = ''
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns }, (_, column) =>
      direction === 'down' ? names[column * rows + row] : names[row * columns + column],
    ).filter((name) => name !== undefined)
    text += `${cells.map((name, at) => (at === cells.length - 1 ? name : name.padEnd(widths[at] ?? 0))).join('')}\n`
  }
  return text
}

/** Names with commas between (`ls -m`), broken at the width. */
export function withCommas(names: readonly string[], width: number): string {
  let text = ''
  let length = 0
  names.forEach((name, at) => {
    const isLast = at === names.length - 1
    if (at > 0) {
      const fits = length + name.length + (isLast ? 0 : 2) < width
      text += fits ? ' ' : '\n'
      length = fits ? length + 1 : 0
    }
    text += name + (isLast ? '' : ',')
    length += name.length + 1
  })
  return names.length === 0 ? '' : `${text}\n`
}
