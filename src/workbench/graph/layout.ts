import { lineBetween, lowestOf } from './lines.ts'
import type { Edge, GraphStage, GraphView } from './view.ts'

/** Where a box stands; all in rem, from the top left of the drawing. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where everything stands. */
export interface Layout {
  readonly width: number
  readonly height: number
  /** A box for each stage, in their order. */
  readonly boxes: readonly Box[]
  /** The line of each edge as an SVG path, in their order. */
  readonly paths: readonly string[]
}

/** Heights in rem: of a box's head, of a step in it, of what is left free below. */
export const headHeight = 3.4
export const stepHeight = 1.5
const foot = 0.4

const widest = 23
const narrowest = 12
const between = 3.5
const above = 1.25
/** What stands free at the left of a single column, for its lines. */
const gutter = 2.25

/**
 * Places the stages in so many rem of width: in columns, each right of all that it takes from, where there is room for as many; else one below the
 * other, with the lines at their left. Stages take from earlier ones only, so that no line ever goes back.
 */
export function layoutOf(view: GraphView, width: number): Layout {
  const ranks = ranksOf(view)
  const columns = Math.max(0, ...ranks) + 1
  const room = (width + between) / columns - between
  const boxes =
    columns === 1 || room < narrowest
      ? inOneColumn(view.stages, Math.min(width, 44))
      : inColumns(view.stages, ranks, Math.min(room, widest))
  const single = columns === 1 || room < narrowest
  const paths = view.edges.map((edge, lane) => pathOf(edge, lane, { stages: view.stages, boxes, single }))
  return {
    width: Math.max(0, ...boxes.map((box) => box.left + box.width)),
    height: Math.max(0, ...boxes.map((box) => box.top + box.height), ...paths.map(lowestOf)),
    boxes,
    paths,
  }
}

/** For each stage how many stand before it in the longest way to it. */
function ranksOf({ stages, edges }: GraphView): readonly number[] {
  const ranks: number[] = []
  for (const { index } of stages)
    ranks.push(Math.max(0, ...edges.filter((edge) => edge.to === index).map((edge) => (ranks[edge.from] ?? 0) + 1)))
  // A stage that begins nothing but the last column's work stands next to it, not far to its left.
  return ranks.map((rank, index) => {
    const next = edges.filter((edge) => edge.from === index).map((edge) => ranks[edge.to] ?? 0)
    return edges.some((edge) => edge.to === index) || next.length === 0 ? rank : Math.min(...next) - 1
  })
}

function heightOf(stage: GraphStage): number {
  return headHeight + stage.steps.length * stepHeight + foot
}

function inOneColumn(stages: readonly GraphStage[], width: number): readonly Box[] {
  const left = stages.length === 1 ? 0 : gutter
  let top = 0
  return stages.map((stage) => {
    const box = { left, top, width: width - left, height: heightOf(stage) }
    top += box.height + above
    return box
  })
}

/** Columns side by side, each in the middle of the height. */
function inColumns(stages: readonly GraphStage[], ranks: readonly number[], width: number): readonly Box[] {
  const heights = stages.map(heightOf)
  const column = (rank: number) => heights.filter((_, index) => ranks[index] === rank)
  const tall = (column: readonly number[]) => column.reduce((sum, height) => sum + height + above, -above)
  const height = Math.max(...ranks.map((rank) => tall(column(rank))))
  const tops = new Map<number, number>()
  return stages.map((_, index) => {
    const rank = ranks[index] ?? 0
    const own = heights[index] ?? 0
    const top = tops.get(rank) ?? (height - tall(column(rank))) / 2
    tops.set(rank, top + own + above)
    return { left: rank * (width + between), top, width, height: own }
  })
}

/** What the lines run between. */
interface Drawn {
  readonly stages: readonly GraphStage[]
  readonly boxes: readonly Box[]
  /** All stand in one column. */
  readonly single: boolean
}

/** From the stage that gives to the step that takes. */
function pathOf(edge: Edge, lane: number, { stages, boxes, single }: Drawn): string {
  const [from, to, taker] = [boxes[edge.from], boxes[edge.to], stages[edge.to]]
  if (from === undefined || to === undefined || taker === undefined) return ''
  const place = taker.steps.findIndex((step) => step.instruction === edge.instruction)
  const end = to.top + (place < 0 ? headHeight / 2 : headHeight + (place + 0.5) * stepHeight)
  if (!single) {
    const start = { x: from.left + from.width, y: from.top + headHeight / 2 }
    return lineBetween(start, { x: to.left, y: end }, boxes, lane)
  }
  const start = from.top + from.height - 0.8
  // The further it goes, the further out: lines that run beside each other stay apart.
  const out = Math.min(gutter - 0.2, 0.7 + 0.3 * (edge.to - edge.from))
  const bend = from.left - out * 1.33
  return path(from.left, start, bend, start, bend, end, to.left, end)
}

function path(...numbers: readonly number[]): string {
  const [x = 0, y = 0, ...bends] = numbers.map((number) => Number(number.toFixed(2)))
  return `M${x} ${y}C${bends.join(' ')}`
}
