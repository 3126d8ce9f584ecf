import type { FolderQuestion, PlaceView } from '../../engine/image-views.ts'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'
import type { BenchState } from '../state.ts'
import { type EntryPlace, folderAt, folderKey } from './known.ts'
import type { LayerMark } from './layers.ts'
import { type Box, squares } from './squares.ts'
import { folderQuestion } from './view.ts'

/** One block of the map: a name of the folder, or all small ones together. */
export interface MapBlock {
  readonly key: string
  readonly name: string
  readonly box: Box
  readonly size: string
  readonly sizeTitle: string
  /** Share of the folder's bytes, in percent. */
  readonly share: string
  /** It is big enough for words. */
  readonly hasLabel: boolean
  /** The layer that ships most of its bytes. */
  readonly layer?: LayerMark
  /** Share of its bytes that later layers hide, 0 to 1. */
  readonly hidden: number
  readonly hiddenText: string
  /** What lies in it, where there is room to draw that. */
  readonly parts: readonly { readonly name: string; readonly box: Box; readonly layer?: LayerMark }[]
  /** The folder that it leads into; absent for a file. */
  readonly into?: string
  readonly entry?: EntryPlace
}

/** A folder as a map of sizes. */
export interface MapView {
  readonly blocks: readonly MapBlock[]
  /** The folders above and the folder itself, the root first. */
  readonly way: readonly { readonly path: string; readonly name: string }[]
  readonly total: string
  readonly needed: readonly FolderQuestion[]
  readonly missing?: 'coming' | 'gone' | 'empty'
}

/** What is drawn: a folder of the whole image or of a layer, on so many pixels. */
export interface MapChoice {
  readonly build: number
  readonly layer?: number | undefined
  readonly path: string
  readonly width: number
  readonly height: number
}

/** Names that get a block of their own, and pixels that a block must have for words and for its parts. */
const blocksDrawn = 40
const label = { width: 44, height: 20 }
const inside = { width: 90, height: 64, top: 22, edge: 3 }

/** A folder of the image that is shown as a map of sizes. */
export function mapView(state: BenchState, marks: readonly LayerMark[], choice: MapChoice): MapView {
  const { build, layer, path } = choice
  const { contents } = state
  const isKnown = contents?.build === build && contents.folders.has(folderKey(layer, path))
  const folder = folderAt(contents, layer, path)
  const places = (folder?.places ?? []).filter((place) => place.size > 0).sort((a, b) => b.size - a.size)
  const total = folder?.self.size ?? 0
  const missing = folder === undefined ? 'coming' : folder === null ? 'gone' : places.length === 0 ? 'empty' : undefined
  return {
    blocks: blocksOf(places, total, marks, choice),
    way: wayTo(path),
    total: sizeText(total),
    needed: isKnown ? [] : [folderQuestion(build, layer, path)],
    ...(missing === undefined ? {} : { missing }),
  }
}

function blocksOf(
  places: readonly PlaceView[],
  total: number,
  marks: readonly LayerMark[],
  { width, height }: MapChoice,
): readonly MapBlock[] {
  const own = places.slice(0, blocksDrawn)
  const rest = total - own.reduce((bytes, { size }) => bytes + size, 0)
  const boxes = squares([...own.map(({ size }) => size), ...(rest > 0 ? [rest] : [])], { x: 0, y: 0, width, height })
  const blocks = own.map((place, at) => blockOf(place, boxes[at] ?? nowhere, total, marks))
  if (rest <= 0) return blocks
  const box = boxes.at(-1) ?? nowhere
  return [...blocks, restBlock(rest, places.length - own.length, box, total)]
}

const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 }

function blockOf(place: PlaceView, box: Box, total: number, marks: readonly LayerMark[]): MapBlock {
  const isFolder = place.kind === 'directory'
  const mark = marks[place.byLayer[0]?.layer ?? -1]
  const name = isFolder ? `${place.name}/` : place.name
  return {
    key: place.path,
    name,
    box,
    size: sizeText(place.size),
    sizeTitle: words.counts.bytes(place.size),
    share: shareText(place.size, total),
    hasLabel: hasRoom(box, label),
    ...(mark === undefined ? {} : { layer: mark }),
    hidden: place.hidden / place.size,
    hiddenText: place.hidden === 0 ? '' : words.contents.hiddenByLaterLayers(sizeText(place.hidden)),
    parts: isFolder && hasRoom(box, inside) ? partsOf(place, box, marks) : [],
    ...(isFolder ? { into: place.path } : {}),
    ...(place.layer === undefined || isFolder ? {} : { entry: { layer: place.layer, path: place.path } }),
  }
}

function restBlock(bytes: number, count: number, box: Box, total: number): MapBlock {
  return {
    key: '\0',
    name: count > 0 ? words.counts.smallerNames(count) : words.contents.smallerNames,
    box,
    size: sizeText(bytes),
    sizeTitle: words.counts.bytes(bytes),
    share: shareText(bytes, total),
    hasLabel: hasRoom(box, label),
    hidden: 0,
    hiddenText: '',
    parts: [],
  }
}

/** What lies in a folder, placed inside its block; what is too small to be told by name is one part at the end. */
function partsOf(place: PlaceView, box: Box, marks: readonly LayerMark[]): MapBlock['parts'] {
  const rest = place.size - place.parts.reduce((bytes, { size }) => bytes + size, 0)
  const sizes = [...place.parts.map(({ size }) => size), ...(rest > 0 ? [rest] : [])]
  const room = {
    x: inside.edge,
    y: inside.top,
    width: box.width - 2 * inside.edge,
    height: box.height - inside.top - inside.edge,
  }
  return squares(sizes, room).map((part, at) => {
    const named = place.parts[at]
    const mark = named === undefined ? undefined : marks[named.layer]
    return {
      name: named !== undefined && hasRoom(part, label) ? named.name : '',
      box: part,
      ...(mark === undefined ? {} : { layer: mark }),
    }
  })
}

function hasRoom(box: Box, least: { readonly width: number; readonly height: number }): boolean {
  return box.width >= least.width && box.height >= least.height
}

function shareText(part: number, whole: number): string {
  if (whole === 0) return ''
  const percent = (100 * part) / whole
  return percent < 1 ? words.contents.underOnePercent : `${Math.round(percent)} %`
}

function wayTo(path: string): MapView['way'] {
  const names = path === '' ? [] : path.split('/')
  return [
    { path: '', name: '/' },
    ...names.map((name, at) => ({ path: names.slice(0, at + 1).join('/'), name: `${name}/` })),
  ]
}
