import { AuthorError } from '../author-error.ts'
import { bill, sizes } from './bars.ts'
import { blueprint, dockerRun, sharedShelf } from './boxes.ts'
import { dominoes, falling, ruler } from './dominoes.ts'
import { runFlags } from './flags.ts'
import { hidingPlaces, visitor } from './hiding.ts'
import { anatomy, manifest } from './names.ts'
import { twoKinds, walk } from './recipe.ts'
import { copyUp, exploded, ghost, laying } from './sheets.ts'
import type { Drawing, FigureSource } from './source.ts'
import { frameSvg } from './svg.ts'
import { delivery, negotiation } from './travel.ts'
import { carried, stageGraph } from './workshop.ts'

/** The figures that a lesson may ask for, by what an author writes after `draw=`. */
export const gallery: Readonly<Record<string, Drawing>> = {
  'shared-shelf': sharedShelf,
  blueprint,
  'docker-run': dockerRun,
  'run-flags': runFlags,
  walk,
  'two-kinds': twoKinds,
  exploded,
  laying,
  'copy-up': copyUp,
  ghost,
  sizes,
  bill,
  'hiding-places': hidingPlaces,
  visitor,
  dominoes,
  falling,
  ruler,
  delivery,
  negotiation,
  carried,
  'stage-graph': stageGraph,
  anatomy,
  manifest,
}

/** The pictures of a figure as SVG, in order, `count` of them: as many as the author has words for. Throws AuthorError. */
export function drawFigure(source: FigureSource, count: number): readonly string[] {
  const { draw, title } = source.attributes
  const drawing = draw === undefined || draw === null || !Object.hasOwn(gallery, draw) ? undefined : gallery[draw]
  if (drawing === undefined)
    throw new AuthorError(source.where, `draw= one of ${Object.keys(gallery).join(', ')}`, draw ?? 'none')
  if (!title) throw new AuthorError(source.where, `title="what the picture shows" of ${draw}`, 'none')
  const frames = drawing(source)
  if (frames.length !== count)
    throw new AuthorError(
      source.where,
      `${frames.length} items in the list of ${draw}, one for each picture`,
      String(count),
    )
  return frames.map((frame) => frameSvg(frame, title))
}

/** The author's own words for those of a drawing: `this machine = dieser Rechner; registry = Lager`. */
export function wordsOf(text: string | null | undefined): (word: string) => string {
  const own = new Map(
    (text ?? '').split(/\s*;\s*/).flatMap((pair) => {
      const [english = '', other = ''] = pair.split(/\s*=\s*/)
      return other === '' ? [] : [[english, other] as const]
    }),
  )
  return (word) => own.get(word) ?? word
}
