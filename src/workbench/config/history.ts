import type { BuildView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle } from '../figures.ts'
import { historyText } from '../stack/view.ts'

/** One line of `docker history`. */
export interface HistoryRow {
  readonly key: string
  readonly createdBy: string
  readonly fullText: string
  readonly size: string
  readonly sizeTitle: string
  /** It changed the settings only and made no layer. */
  readonly isEmpty: boolean
  readonly instruction?: number
  readonly line?: number
}

/** An identity: short for reading, whole for copying. */
export interface Identity {
  readonly term: string
  readonly short: string
  readonly whole: string
  /** Why it cannot be docker's own; absent when it is. */
  readonly standIn?: string
}

/** The history of a build's image as `docker history` tells it, the newest line first. */
export function historyRows(build: BuildView): readonly HistoryRow[] {
  const { history = [], layers = [] } = build.image ?? {}
  // From the end of the Dockerfile up, as the newest lines of the history are its last instructions.
  let before = build.instructions.length
  return history
    .map((entry, place) => ({ entry, place }))
    .toReversed()
    .map(({ entry, place }) => {
      const layer = entry.layer === undefined ? undefined : layers[entry.layer]
      const instruction =
        layer?.base === true ? undefined : (layer?.instruction ?? writtenAs(entry.createdBy, build, before))
      if (instruction !== undefined) before = instruction
      const view = instruction === undefined ? undefined : build.instructions[instruction]
      return {
        key: `${place}`,
        createdBy: historyText(entry.createdBy) || entry.comment,
        fullText: entry.createdBy,
        size: layer === undefined ? '0 B' : figureText(layer.fileBytes),
        sizeTitle: layer === undefined ? words.config.noLayerItChangedTheSettings : figureTitle(layer.fileBytes),
        isEmpty: layer === undefined,
        ...(instruction === undefined ? {} : { instruction }),
        ...(view === undefined ? {} : { line: view.first }),
      }
    })
}

/** The instruction above another that a line of history without a layer stands for. */
function writtenAs(createdBy: string, build: BuildView, before: number): number | undefined {
  const [keyword] = historyText(createdBy).split(' ')
  const from = build.instructions.findLastIndex((view, place) => view.keyword === 'FROM' && place < before)
  const found = build.instructions.findLastIndex(
    (view, place) => place < before && place > from && view.keyword === keyword && view.keyword !== 'RUN',
  )
  return found < 0 ? undefined : found
}

/** What identifies an image: its ID, the diffID of each layer (the lowest first), its names. */
export function identities(build: BuildView): readonly Identity[] {
  const { image } = build
  if (image === undefined) return []
  const modelled = words.config.holdsModelledContentSoThatIts
  return [
    image.imageID === undefined
      ? {
          term: words.config.imageId,
          short: words.config.notKnown,
          whole: '',
          standIn: words.config.theImage(modelled),
        }
      : { term: words.config.imageId, short: shortDigest(image.imageID), whole: image.imageID },
    ...build.tags.map((tag) => ({ term: words.config.tag, short: tag, whole: tag })),
    ...image.layers.map((layer, index) => ({
      term: words.config.layer(index + 1),
      short: shortDigest(layer.diffID),
      whole: layer.diffID,
      ...(layer.isExact ? {} : { standIn: words.config.aStandInTheLayer(modelled) }),
    })),
  ]
}

function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12)
}
