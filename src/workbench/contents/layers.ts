import type { BuildView, LayerView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { historyText } from '../stack/view.ts'

/** How a layer is named and drawn wherever files are told of. */
export interface LayerMark {
  readonly layer: number
  /** `layer 4`, counted from 1 as in the table of the layers. */
  readonly name: string
  /** What made it: an instruction, or a line of the base image's history. */
  readonly made: string
  /** From 1 to 8, of the colours for layers; absent for the base image. */
  readonly color?: number
  /** The instruction that it is linked with. */
  readonly instruction?: number
}

/** The marks of all layers of a build's image, the lowest first. */
export function layerMarks(build: BuildView): readonly LayerMark[] {
  const layers = build.image?.layers ?? []
  const firstOwn = layers.findIndex((layer) => !layer.base)
  return layers.map((layer, index) => ({
    layer: index,
    name: words.contents.layer(index + 1),
    made: madeBy(layer, build),
    ...(layer.base ? {} : { color: ((index - firstOwn) % 8) + 1 }),
    ...(layer.instruction === undefined ? {} : { instruction: layer.instruction }),
  }))
}

function madeBy(layer: LayerView, build: BuildView): string {
  if (layer.base)
    return layer.createdBy === '' ? words.contents.baseImage : words.contents.baseImage2(historyText(layer.createdBy))
  const instruction = layer.instruction === undefined ? undefined : build.instructions[layer.instruction]
  return instruction?.text ?? historyText(layer.createdBy)
}
