import type { Box } from './layout.ts'

/** A place in the drawing, in rem. */
interface Point {
  readonly x: number
  readonly y: number
}

/** How far from a box a line passes it. */
const clearance = 0.6
/** How far lines that take the same way stand apart. */
const apart = 0.25

/**
 * A line from the right edge of a box to a point at the left of another, as an SVG path. It passes the columns between through what is free of boxes:
 * between two of them, or below the last. `lane`, a small number, keeps lines apart that take the same way.
 */
export function lineBetween(from: Point, to: Point, boxes: readonly Box[], lane: number): string {
  let path = `M${text(from)}`
  let at = from
  for (const { left, right, free } of columnsBetween(from.x, to.x, boxes)) {
    // As straight a way as there is.
    const straight = at.y + ((to.y - at.y) * (left - at.x)) / (to.x - at.x)
    const y = nearest(free, straight) + ((lane % 3) - 1) * apart
    path += `${curve(at, { x: left, y })}L${text({ x: right, y })}`
    at = { x: right, y }
  }
  return path + curve(at, to)
}

/** The lowest place that a line needs. */
export function lowestOf(path: string): number {
  return Math.max(0, ...[...path.matchAll(/[\d.-]+ ([\d.-]+)/g)].map(([, y]) => Number(y)))
}

interface Column {
  readonly left: number
  readonly right: number
  /** The heights at which nothing stands. */
  readonly free: readonly number[]
}

/** The columns that a line from one place to another crosses, from left to right. */
function columnsBetween(start: number, end: number, boxes: readonly Box[]): readonly Column[] {
  const lefts = [...new Set(boxes.map(({ left }) => left))].sort((a, b) => a - b)
  return lefts
    .filter((left) => left > start && left < end)
    .map((left) => {
      const own = boxes.filter((box) => box.left === left).sort((a, b) => a.top - b.top)
      const right = left + Math.max(...own.map(({ width }) => width))
      return { left, right, free: freeHeights(own) }
    })
    .filter(({ right }) => right < end)
}

function freeHeights(column: readonly Box[]): readonly number[] {
  const bottoms = column.map(({ top, height }) => top + height)
  const between = column.slice(1).map(({ top }, place) => ((bottoms[place] ?? 0) + top) / 2)
  const above = (column[0]?.top ?? 0) - clearance
  return [...(above < clearance ? [] : [above]), ...between, Math.max(...bottoms) + clearance]
}

function nearest(heights: readonly number[], to: number): number {
  return heights.reduce((best, height) => (Math.abs(height - to) < Math.abs(best - to) ? height : best))
}

function curve(from: Point, to: Point): string {
  const bend = Math.max(1.2, (to.x - from.x) / 2)
  return `C${text({ x: from.x + bend, y: from.y })} ${text({ x: to.x - bend, y: to.y })} ${text(to)}`
}

function text({ x, y }: Point): string {
  return `${Number(x.toFixed(2))} ${Number(y.toFixed(2))}`
}
