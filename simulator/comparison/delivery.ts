import type { Image, Layer } from '../image/image.ts'
import { type Quantity, sum } from '../values/estimate.ts'

/** What has to travel so that somebody who has some images gets another one. */
export interface Delivery {
  /** Layers that the other side lacks, lowest first. */
  readonly layers: readonly Layer[]
  /** Their bytes on the wire. */
  readonly bytes: Quantity
}

/** The layers of an image that none of `known` has: what a push sends, or what a node that holds them pulls. Source: OCI distribution-spec, "Pushing blobs". */
export function deliveryOf(image: Image, known: readonly Image[]): Delivery {
  const there = new Set(known.flatMap((other) => other.layers.map((layer) => layer.diffID)))
  const layers: Layer[] = []
  for (const layer of image.layers) {
    // An image may hold one layer twice; it travels once.
    if (there.has(layer.diffID)) continue
    there.add(layer.diffID)
    layers.push(layer)
  }
  return { layers, bytes: sum(layers.map((layer) => layer.compressedSize())) }
}
