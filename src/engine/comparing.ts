import { type Build, compareBuilds, deliveryOf, type Image } from '../../simulator/index.ts'
import { describeBuild, describeDelivery } from './describe.ts'
import type { CompareView, DeliveryView } from './views.ts'

/** One side of a comparison: a build that was made, or what a Dockerfile of the project would give now. */
export type Side =
  | { readonly kind: 'build'; readonly key: number }
  | { readonly kind: 'dockerfile'; readonly path: string }

/** Two builds side by side, as plain data. Their keys are 0 where the engine does not keep them. */
export function describeComparison(left: Keyed, right: Keyed): CompareView {
  const { rows, shared } = compareBuilds(left.build, right.build)
  const [old, young] = [left.build.image, right.build.image]
  const places = { left: 0, right: 0 }
  return {
    left: describeBuild(left.build, left.key),
    right: describeBuild(right.build, right.key),
    rows: rows.map((row) => ({
      ...(row.left === undefined ? {} : { left: places.left++ }),
      ...(row.right === undefined ? {} : { right: places.right++ }),
      isShared: row.isShared,
    })),
    shared,
    ...(young === undefined ? {} : { wholeRight: delivered(young) }),
    ...(old === undefined ? {} : { wholeLeft: delivered(old) }),
    ...(old === undefined || young === undefined
      ? {}
      : { toRight: delivered(young, old), toLeft: delivered(old, young) }),
  }
}

/** A build, and what the engine knows it by. */
export interface Keyed {
  readonly build: Build
  readonly key: number
}

function delivered(image: Image, ...known: readonly Image[]): DeliveryView {
  return describeDelivery(deliveryOf(image, known))
}
