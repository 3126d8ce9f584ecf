import type { LayerView } from '../../engine/views.ts'

/** Which of the eight colours for layers a layer has, from 1, the lowest of the learner's own first; none for those of the base image. */
export function layerColor(layers: readonly LayerView[], index: number): number | undefined {
  if (layers[index]?.base !== false) return undefined
  return ((index - layers.findIndex((layer) => !layer.base)) % 8) + 1
}
