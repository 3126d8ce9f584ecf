import type { Image, Layer } from '../image/image.ts'
import type { Build } from '../solver/result.ts'
import { type Quantity, sum } from '../values/estimate.ts'

/** Two images layer by layer, lowest first. A layer that both have stands in one row. */
export interface LayerRow {
  readonly left?: Layer
  readonly right?: Layer
  /** Both images stand on it: it is stored and sent once. */
  readonly isShared: boolean
}

/** Two builds side by side. */
export interface BuildComparison {
  readonly rows: readonly LayerRow[]
  /** File bytes of each image, and of the layers that both have. */
  readonly left: Quantity
  readonly right: Quantity
  readonly shared: Quantity
  /** Steps of the learner's lines that came from the cache and that ran, for each. */
  readonly leftSteps: StepCount
  readonly rightSteps: StepCount
}

export interface StepCount {
  readonly cached: number
  readonly ran: number
}

/** Compares two builds: their layers, sizes and steps. A failed build has no layers. */
export function compareBuilds(left: Build, right: Build): BuildComparison {
  const rows = rowsOf(left.image?.layers ?? [], right.image?.layers ?? [])
  return {
    rows,
    left: sizeOf(left.image),
    right: sizeOf(right.image),
    shared: sum(rows.flatMap((row) => (row.isShared && row.left !== undefined ? [row.left.fileBytes] : []))),
    leftSteps: countSteps(left),
    rightSteps: countSteps(right),
  }
}

/** File bytes of an image's layers, hidden ones too: what `docker images` counts. */
export function sizeOf(image: Image | undefined): Quantity {
  return sum((image?.layers ?? []).map((layer) => layer.fileBytes))
}

/** The stacks aligned at the layers they share, in order. */
function rowsOf(left: readonly Layer[], right: readonly Layer[]): readonly LayerRow[] {
  const rows: LayerRow[] = []
  let from = 0
  for (const layer of left) {
    const at = right.findIndex((other, index) => index >= from && other.diffID === layer.diffID)
    if (at < 0) {
      rows.push({ left: layer, isShared: false })
      continue
    }
    for (const other of right.slice(from, at)) rows.push({ right: other, isShared: false })
    const partner = right[at]
    rows.push({ left: layer, ...(partner === undefined ? {} : { right: partner }), isShared: true })
    from = at + 1
  }
  for (const other of right.slice(from)) rows.push({ right: other, isShared: false })
  return rows
}

function countSteps(build: Build): StepCount {
  const own = build.steps.filter((step) => step.instruction !== undefined)
  return {
    cached: own.filter((step) => step.status === 'cached').length,
    ran: own.filter((step) => step.status === 'ran').length,
  }
}
