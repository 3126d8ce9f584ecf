/** A rectangle, in pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * A box divided among sizes, in their order, each part's area in proportion to its size and as near to a square as can be had. Sizes should come
 * with the biggest first; one of 0 gets no area. Source: Bruls, Huizing and van Wijk, "Squarified Treemaps".
 */
export function squares(sizes: readonly number[], box: Box): readonly Box[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total <= 0) return sizes.map(() => ({ ...box, width: 0, height: 0 }))
  const areas = sizes.map((size) => (size / total) * box.width * box.height)
  const boxes: Box[] = []
  let free = box
  for (let from = 0; from < areas.length; ) {
    const to = endOfRow(areas, from, Math.min(free.width, free.height))
    const [row, rest] = layRow(areas.slice(from, to), free)
    boxes.push(...row)
    free = rest
    from = to
  }
  return boxes
}

/** How many areas from one on stand in a row along a side, until another one would make the worst of them less square. */
function endOfRow(areas: readonly number[], from: number, side: number): number {
  let sum = areas[from] ?? 0
  let worst = worstRatio(sum, sum, sum, side)
  let [least, most] = [sum, sum]
  for (let to = from + 1; to < areas.length; to++) {
    const next = areas[to] ?? 0
    sum += next
    least = Math.min(least, next)
    most = Math.max(most, next)
    const ratio = worstRatio(least, most, sum, side)
    if (ratio > worst) return to
    worst = ratio
  }
  return areas.length
}

function worstRatio(least: number, most: number, sum: number, side: number): number {
  if (sum <= 0 || least <= 0) return Number.POSITIVE_INFINITY
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least))
}

/** A row of areas along the shorter side of a box, and what is left of that. */
function layRow(areas: readonly number[], box: Box): readonly [readonly Box[], Box] {
  const sum = areas.reduce((before, area) => before + area, 0)
  const isTall = box.height > box.width
  const side = isTall ? box.width : box.height
  const depth = side <= 0 ? 0 : sum / side
  let along = 0
  const row = areas.map((area): Box => {
    const length = depth <= 0 ? 0 : area / depth
    const at = along
    along += length
    return isTall
      ? { x: box.x + at, y: box.y, width: length, height: depth }
      : { x: box.x, y: box.y + at, width: depth, height: length }
  })
  const rest = isTall
    ? { ...box, y: box.y + depth, height: Math.max(0, box.height - depth) }
    : { ...box, x: box.x + depth, width: Math.max(0, box.width - depth) }
  return [row, rest]
}
