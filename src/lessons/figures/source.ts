import { type Quantity, sum } from '../../../simulator/index.ts'
import { figureText } from '../../workbench/figures.ts'
import { layerColor } from '../../workbench/stack/color.ts'
import { AuthorError } from '../author-error.ts'
import { type Attributes, playOf } from '../expression.ts'
import type { Play } from '../play.ts'
import type { Frame, Sheet } from './svg.ts'

/** What a drawing is made from. */
export interface FigureSource {
  readonly where: string
  /** What the author wrote between the braces. */
  readonly attributes: Attributes
  /** The builds of a scene of the lesson. Throws AuthorError for a scene that is not there. */
  readonly plays: (scene: string | null | undefined) => readonly Play[]
  /** A word of the drawing in the page's language: the author's own (`words="this machine = dieser Rechner"`), else as it is. */
  readonly say: (word: string) => string
}

/** Draws a figure: its pictures, one for each item of the author's list. Throws AuthorError. */
export type Drawing = (source: FigureSource) => readonly Frame[]

/** The build that a figure's `scene` and `build` name. */
export function playFor({ attributes, plays, where }: FigureSource, build = attributes.build ?? '1'): Play {
  return playOf(build, plays(attributes.scene), where)
}

/** One layer above the base as the figures draw it. */
export interface OwnLayer extends Sheet {
  readonly size: string
  readonly bytes: number
  /** Place among the image's layers, the lowest being 0. */
  readonly index: number
  readonly hidden: number
  readonly instruction?: number
}

/** The image of a build as sheets: its base in one, and the layers above it, lowest first. Throws AuthorError without an image. */
export function sheetsOf(
  { build, label }: Play,
  where: string,
): { readonly base: Sheet & { readonly layers: number }; readonly own: readonly OwnLayer[] } {
  const { image, instructions } = build
  if (image === undefined) throw new AuthorError(where, 'a build that gives an image', label)
  const base = image.layers.filter((layer) => layer.base)
  const own = image.layers.flatMap((layer, index): readonly OwnLayer[] => {
    if (layer.base) return []
    const { instruction } = layer
    return [
      {
        name: instruction === undefined ? layer.createdBy : shortText(instructions[instruction]?.text ?? ''),
        size: figureText(layer.fileBytes),
        bytes: layer.fileBytes.value,
        color: layerColor(image.layers, index),
        index,
        hidden: layer.hidden,
        ...(instruction === undefined ? {} : { instruction }),
      },
    ]
  })
  const from = instructions.filter(({ keyword }) => keyword === 'FROM').at(-1)?.text ?? 'FROM scratch'
  return {
    base: { name: from, size: figureText(totalOf(base.map((layer) => layer.fileBytes))), layers: base.length },
    own,
  }
}

/** A line without what a picture has no room for: the flags of a COPY, the first part of a long RUN. */
export function shortText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/ --no-install-recommends| -o [^ ]+/g, '')
}

function totalOf(quantities: readonly Quantity[]): Quantity {
  return sum(quantities)
}
