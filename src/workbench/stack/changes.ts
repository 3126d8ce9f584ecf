import type { BuildView, LayerView } from '../../engine/views.ts'

/** What became of a layer since another build; `by` how many bytes more it has. */
export type LayerChange = { readonly kind: 'same' | 'new' } | { readonly kind: 'rebuilt'; readonly by: number }

/** How an image differs from that of a build before. */
export interface ImageChanges {
  /** Of each layer, the lowest first. */
  readonly layers: readonly LayerChange[]
  /** Layers that the image before had and this one has not, and what made them. */
  readonly gone: readonly Left[]
}

/** A layer of the image before. */
interface Left {
  readonly layer: LayerView
  readonly label: string
}

/**
 * Compares an image with that of a build before, layer by layer. The same bytes are the same layer; other bytes by the same line are a layer rebuilt;
 * the rest are new or gone. Undefined when one of the two builds gave no image.
 */
export function imageChanges(build: BuildView, before: BuildView): ImageChanges | undefined {
  const now = build.image?.layers
  const left: Left[] | undefined = before.image?.layers.map((layer) => ({ layer, label: madeBy(layer, before) }))
  if (now === undefined || left === undefined) return undefined
  const take = (isIt: (other: Left) => boolean) => {
    const at = left.findIndex(isIt)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  const same = now.map((layer) => take((other) => other.layer.diffID === layer.diffID))
  const layers = now.map((layer, index): LayerChange => {
    if (same[index] !== undefined) return { kind: 'same' }
    const old = take((other) => other.layer.base === layer.base && other.label === madeBy(layer, build))
    return old === undefined
      ? { kind: 'new' }
      : { kind: 'rebuilt', by: layer.fileBytes.value - old.layer.fileBytes.value }
  })
  return { layers, gone: left }
}

function madeBy(layer: LayerView, build: BuildView): string {
  const instruction = layer.base || layer.instruction === undefined ? undefined : build.instructions[layer.instruction]
  return instruction?.text ?? layer.createdBy
}
