import type { Catalog } from '../image/catalog.ts'
import type { Image } from '../image/image.ts'
import type { Quantity } from '../values/estimate.ts'
import { type Blob, blobOf } from './blob.ts'
import { type Delivery, type LayerWay, sentOf, waysOf } from './delivery.ts'
import { mountsFor } from './library.ts'
import { lineRates, lineTime, type Span, spansOf, type Transfer } from './line.ts'
import { type Manifest, manifestOf, manifestSize } from './manifest.ts'
import { hasBlob, type Registry, withBlobs, withManifest } from './registry.ts'

/** A layer that is pushed. */
export interface LayerPush extends LayerWay, Span {
  readonly blob: Blob
}

/** What a push does. */
export interface Push {
  /** Lowest first. */
  readonly layers: readonly LayerPush[]
  /** The layers that are sent, and their bytes: what the engine's other figures count as well. */
  readonly delivery: Delivery
  readonly manifest: Manifest
  /** Bytes of settings and manifest, which follow the layers. */
  readonly paperBytes: number
  readonly durationMs: Quantity
  /** The registry afterwards. */
  readonly registry: Registry
}

/** Questions of a push: is the blob there; mount it; begin, end an upload. */
const questions = { there: 1, again: 0, mounted: 2, sent: 3 } as const

/**
 * Pushes an image to a repository under a tag: layers that the repository lacks are mounted from another one of the server, or sent. Nobody is asked for
 * rights; see rights.ts.
 */
export function pushImage(registry: Registry, catalog: Catalog, image: Image, repository: string, tag?: string): Push {
  const ways = waysOf(
    image,
    (layer) => hasBlob(registry, repository, blobOf(layer).digest),
    mountsFor(registry, catalog, image, repository),
  )
  const transfers = ways.map(
    ({ layer, way }): Transfer => ({
      waitMs: questions[way] * lineRates.answer,
      bytes: way === 'sent' ? blobOf(layer).size.value : 0,
    }),
  )
  // Docker begins with the top layer.
  const spans = spansOf([transfers.toReversed()], lineRates.uploads)[0]?.toReversed() ?? []
  const layers = ways.map((way, at): LayerPush => {
    const { startMs, endMs } = spans[at] ?? { startMs: 0, endMs: 0 }
    return { ...way, blob: blobOf(way.layer), startMs, endMs }
  })
  const manifest = manifestOf(image)
  const paperBytes = manifest.config.size + manifestSize(manifest)
  const layersMs = Math.max(0, ...layers.map(({ endMs }) => endMs))
  const papersMs = 3 * lineRates.answer + (paperBytes / lineRates.computer) * 1000
  const stored = withBlobs(
    registry,
    repository,
    layers.map(({ blob }) => blob),
  )
  return {
    layers,
    delivery: sentOf(ways),
    manifest,
    paperBytes,
    durationMs: lineTime(layersMs + papersMs),
    registry: withManifest(stored, repository, manifest, tag),
  }
}
