import type { Image } from '../image/image.ts'
import { type Quantity, sum } from '../values/estimate.ts'
import { type Blob, blobOf } from './blob.ts'
import { type Delivery, type LayerWay, sentOf, waysOf } from './delivery.ts'
import { lineRates, lineTime, type Span, spansOf } from './line.ts'

/** A layer that is pulled. */
export interface LayerPull extends LayerWay, Span {
  readonly blob: Blob
  /** When it is unpacked too, which goes layer by layer from the lowest. */
  readonly unpackedMs: number
}

/** What a pull does on one computer. */
export interface Pull {
  /** Lowest first. */
  readonly layers: readonly LayerPull[]
  readonly delivery: Delivery
  readonly durationMs: Quantity
}

/** Questions before a layer's bytes come; and those for the manifest and the settings. */
const layerQuestions = 1
const paperQuestions = 3

/** A computer pulls an image; `known` are the images that it has. */
export function pullImage(image: Image, known: readonly Image[]): Pull {
  const [pull] = pullTogether(image, [known])
  if (pull === undefined) throw new RangeError('one computer gives one pull')
  return pull
}

/** Computers pull an image together, each with the images that it has; the registry's line is shared among them. */
export function pullTogether(image: Image, computers: readonly (readonly Image[])[]): readonly Pull[] {
  const waysByKnown = new Map<readonly Image[], readonly LayerWay[]>()
  const ways = computers.map((known) => {
    const found = waysByKnown.get(known) ?? waysFor(image, known)
    waysByKnown.set(known, found)
    return found
  })
  const spans = spansOf(
    ways.map((own) =>
      own.flatMap(({ layer, way }) =>
        way === 'sent' ? [{ waitMs: layerQuestions * lineRates.answer, bytes: layer.compressedSize().value }] : [],
      ),
    ),
    lineRates.downloads,
  )
  const deliveries = new Map([...waysByKnown.values()].map((own) => [own, sentOf(own)]))
  return ways.map((own, at) => pullOf(own, spans[at] ?? [], deliveries.get(own) ?? sentOf(own)))
}

function waysFor(image: Image, known: readonly Image[]): readonly LayerWay[] {
  const there = new Set(known.flatMap((other) => other.layers.map(({ diffID }) => diffID)))
  return waysOf(image, ({ diffID }) => there.has(diffID))
}

function pullOf(ways: readonly LayerWay[], spans: readonly Span[], delivery: Delivery): Pull {
  const beginMs = paperQuestions * lineRates.answer
  let sent = 0
  let unpackedMs = beginMs
  const layers = ways.map((way): LayerPull => {
    const blob = blobOf(way.layer)
    if (way.way !== 'sent') return { ...way, blob, startMs: beginMs, endMs: beginMs, unpackedMs: beginMs }
    const span = spans[sent++] ?? { startMs: 0, endMs: 0 }
    const endMs = beginMs + span.endMs
    unpackedMs = Math.max(unpackedMs, endMs) + (way.layer.fileBytes.value / lineRates.unpack) * 1000
    return { ...way, blob, startMs: beginMs + span.startMs, endMs, unpackedMs }
  })
  return { layers, delivery, durationMs: lineTime(unpackedMs) }
}

/** What all computers pull together, and when the last one is done. */
export function totalOf(pulls: readonly Pull[]): { readonly bytes: Quantity; readonly durationMs: Quantity } {
  return {
    bytes: sum(pulls.map(({ delivery }) => delivery.bytes)),
    durationMs: lineTime(Math.max(0, ...pulls.map(({ durationMs }) => durationMs.value))),
  }
}
