import type { Image, Layer } from '../image/image.ts'
import { type Quantity, sum } from '../values/estimate.ts'

/**
 * How a layer comes to the other side: its bytes are `sent`; it is `there` already; it is `mounted` from another repository of the same registry,
 * without sending it; or `again`, an image's second mention of a layer.
 */
export type Way = 'sent' | 'there' | 'mounted' | 'again'

/** A layer on its way. */
export interface LayerWay {
  readonly layer: Layer
  readonly way: Way
  /** The repository that a mounted layer comes from. */
  readonly from?: string
}

/**
 * What becomes of each layer of an image that is pushed or pulled, lowest first. `isThere` answers for the other side; `mountable` names the
 * repository that a layer can be mounted from. Source: OCI distribution-spec, "Pushing blobs", "Mounting a blob from another repository".
 */
export function waysOf(
  image: Image,
  isThere: (layer: Layer) => boolean,
  mountable: (layer: Layer) => string | undefined = () => undefined,
): readonly LayerWay[] {
  const seen = new Set<string>()
  return image.layers.map((layer) => {
    if (seen.has(layer.diffID)) return { layer, way: 'again' }
    seen.add(layer.diffID)
    if (isThere(layer)) return { layer, way: 'there' }
    const from = mountable(layer)
    return from === undefined ? { layer, way: 'sent' } : { layer, way: 'mounted', from }
  })
}

/** What has to travel so that somebody who has some images gets another one. */
export interface Delivery {
  /** Layers that the other side lacks, lowest first. */
  readonly layers: readonly Layer[]
  /** Their bytes on the wire. */
  readonly bytes: Quantity
}

/** The layers that are sent, and their bytes. */
export function sentOf(ways: readonly LayerWay[]): Delivery {
  const layers = ways.filter(({ way }) => way === 'sent').map(({ layer }) => layer)
  return { layers, bytes: sum(layers.map((layer) => layer.compressedSize())) }
}

/** The layers of an image that none of `known` has: what a push sends, or what a node that holds them pulls. */
export function deliveryOf(image: Image, known: readonly Image[]): Delivery {
  const there = new Set(known.flatMap((other) => other.layers.map((layer) => layer.diffID)))
  return sentOf(waysOf(image, (layer) => there.has(layer.diffID)))
}
