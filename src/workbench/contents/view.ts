import type { FolderQuestion, FolderView, HidingView, PlaceView, ShippedView } from '../../engine/image-views.ts'
import type { BuildView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, grouped, sizeText } from '../figures.ts'
import { shownBuild } from '../shown.ts'
import type { BenchState } from '../state.ts'
import { attributesText } from './attributes.ts'
import { type EntryPlace, folderAt, folderKey } from './known.ts'
import { type LayerMark, layerMarks } from './layers.ts'

/** What the learner chose about the tree. */
export interface TreeChoice {
  /** {@link folderKey} of the folders that are not as they are at first: folded, but for those of a layer in which little changed. */
  readonly turned: ReadonlySet<string>
}

/** A folder of a layer with no more changes below it is unfolded at first. */
const fewChanges = 20

/** One line of the tree. */
export interface TreeRow {
  readonly path: string
  readonly name: string
  /** From 1. */
  readonly level: number
  readonly isFolder: boolean
  readonly isUnfolded: boolean
  /** Of its siblings, from 1, and how many those are. */
  readonly place: number
  readonly of: number
  readonly size: string
  readonly sizeTitle: string
  /** What the layer did: `+`, `~`, `−` and the word for it. */
  readonly change?: { readonly kind: ShippedView['change']; readonly sign: string; readonly text: string }
  /** Of a folder in a layer: `3 added, 1 removed`. */
  readonly counts: string
  /** The layers that its bytes come from, the one that ships most first. */
  readonly layers: readonly LayerMark[]
  readonly layersText: string
  /** `shipped, hidden by layer 5`. */
  readonly hidden?: string
  /** What a removal hides: `86 MB of lower layers stay shipped`. */
  readonly hides?: string
  readonly attributes: string
  readonly target?: string
  /** What can be opened; absent for a folder that no layer records. */
  readonly entry?: EntryPlace
  readonly instruction?: number
}

/** A set of files that can be looked at: all of the image, or one layer. */
export interface Scope {
  readonly layer?: number
  readonly text: string
}

/** The files of the image that is shown. */
export interface ContentsView {
  readonly build: BuildView
  readonly marks: readonly LayerMark[]
  readonly layer?: number
  readonly scopes: readonly Scope[]
  /** What the whole set holds, in words. */
  readonly summary: string
  readonly rows: readonly TreeRow[]
  /** Folders that must be asked for to draw this. */
  readonly needed: readonly FolderQuestion[]
  /** Why there is nothing to draw: it is on its way, or gone. */
  readonly missing?: 'coming' | 'gone'
}

/** The files of the image that is shown; undefined when there is none. */
export function contentsView(state: BenchState, { turned }: TreeChoice): ContentsView | undefined {
  const build = shownBuild(state)?.build
  if (build?.image === undefined) return undefined
  const marks = layerMarks(build)
  const layer = state.layer !== undefined && marks[state.layer] !== undefined ? state.layer : undefined
  const tree = new TreeDrawing(state, build, marks, layer, turned)
  const root = tree.draw('', 1)
  return {
    build,
    marks,
    ...(layer === undefined ? {} : { layer }),
    scopes: scopesOf(build, marks),
    summary: root ? summaryOf(root, layer) : '',
    rows: tree.rows,
    needed: tree.needed,
    ...(root === undefined ? { missing: 'coming' } : root === null ? { missing: 'gone' } : {}),
  }
}

/** Puts the lines of a tree together, and notes which folders are not known yet. */
class TreeDrawing {
  readonly rows: TreeRow[] = []
  readonly needed: FolderQuestion[] = []
  readonly #state: BenchState
  readonly #build: BuildView
  readonly #marks: readonly LayerMark[]
  readonly #layer: number | undefined
  readonly #turned: ReadonlySet<string>

  constructor(
    state: BenchState,
    build: BuildView,
    marks: readonly LayerMark[],
    layer: number | undefined,
    turned: ReadonlySet<string>,
  ) {
    this.#state = state
    this.#build = build
    this.#marks = marks
    this.#layer = layer
    this.#turned = turned
  }

  draw(path: string, level: number): FolderView | null | undefined {
    const folder = this.#folder(path)
    folder?.places.forEach((place, at) => {
      const isFolder = place.kind === 'directory'
      const isUnfolded =
        isFolder && this.#startsUnfolded(place) !== this.#turned.has(folderKey(this.#layer, place.path))
      this.rows.push({
        ...rowOf(place, this.#marks, this.#layer),
        level,
        isUnfolded,
        place: at + 1,
        of: folder.places.length,
      })
      if (isUnfolded) this.draw(place.path, level + 1)
    })
    if (folder && folder.more > 0) this.rows.push(moreRow(folder, level))
    return folder
  }

  #startsUnfolded({ added, changed, removed }: PlaceView): boolean {
    return this.#layer !== undefined && added + changed + removed <= fewChanges
  }

  #folder(path: string): FolderView | null | undefined {
    const { contents } = this.#state
    const isKnown = contents?.build === this.#build.key && contents.folders.has(folderKey(this.#layer, path))
    if (!isKnown) this.needed.push(folderQuestion(this.#build.key, this.#layer, path))
    return folderAt(contents, this.#layer, path)
  }
}

/** The question for a folder of the whole image or of a layer. */
export function folderQuestion(build: number, layer: number | undefined, path: string): FolderQuestion {
  return { about: 'folder', build, path, ...(layer === undefined ? {} : { layer }) }
}

function scopesOf(build: BuildView, marks: readonly LayerMark[]): readonly Scope[] {
  const layers = build.image?.layers ?? []
  return [
    { text: words.contents.allLayersTogetherWhatAContainer },
    ...marks
      .map(({ layer, name, made }) => {
        const size = layers[layer]?.fileBytes
        return { layer, text: `${capital(name)}: ${made}${size === undefined ? '' : ` (${figureText(size)})`}` }
      })
      .toReversed(),
  ]
}

function summaryOf({ self }: FolderView, layer: number | undefined): string {
  if (layer === undefined) return `${words.counts.files(self.files)}, ${sizeText(self.size)}`
  const counts = countsText(self)
  if (counts === '') return words.contents.thisLayerIsEmptyItsStep
  return self.hides === 0 ? counts : `${counts}; ${hidesText(self.hides)}`
}

const signs: Readonly<Record<ShippedView['change'], string>> = { added: '+', changed: '~', removed: '−' }

/** What a layer did with an entry: its sign and word. */
export function changeOf(kind: ShippedView['change']): NonNullable<TreeRow['change']> {
  return { kind, sign: signs[kind], text: words.marks.changes[kind] }
}

function rowOf(
  place: PlaceView,
  marks: readonly LayerMark[],
  layer: number | undefined,
): Omit<TreeRow, 'level' | 'isUnfolded' | 'place' | 'of'> {
  const isFolder = place.kind === 'directory'
  const layers = place.byLayer.flatMap(({ layer: one }) => marks[one] ?? [])
  const own = place.layer === undefined ? undefined : marks[place.layer]
  const shown = layers.length === 0 && own !== undefined ? [own] : layers
  return {
    path: place.path,
    name: isFolder ? `${place.name}/` : place.name,
    isFolder,
    size: place.kind === 'removed' || (isFolder && place.size === 0 && place.hides > 0) ? '' : sizeText(place.size),
    sizeTitle: isFolder
      ? words.contents.bytesIn(words.counts.bytes(place.size), words.counts.files(place.files))
      : words.counts.bytes(place.size),
    ...(layer === undefined || place.change === undefined ? {} : { change: changeOf(place.change) }),
    counts: layer !== undefined && isFolder ? countsText(place) : '',
    layers: shown,
    layersText: layersText(shown),
    ...(place.hiddenBy === undefined ? {} : { hidden: hiddenText(place.hiddenBy) }),
    ...(place.change === 'removed' && place.hides > 0 ? { hides: hidesText(place.hides) } : {}),
    attributes:
      place.attributes === undefined || place.kind === 'removed' ? '' : attributesText(place.attributes, place.kind),
    ...(place.target === undefined ? {} : { target: place.target }),
    ...(place.layer === undefined ? {} : { entry: { layer: place.layer, path: place.path } }),
    ...(shown[0]?.instruction === undefined ? {} : { instruction: shown[0].instruction }),
  }
}

/** Stands for names that were left out. */
function moreRow(folder: FolderView, level: number): TreeRow {
  return {
    path: `${folder.self.path}\0`,
    name: words.contents.andSearchFindsThem(words.counts.smallerNames(folder.more)),
    level,
    isFolder: false,
    isUnfolded: false,
    place: folder.places.length + 1,
    of: folder.places.length + 1,
    size: '',
    sizeTitle: '',
    counts: '',
    layers: [],
    layersText: '',
    attributes: '',
  }
}

function countsText(counts: Pick<PlaceView, 'added' | 'changed' | 'removed'>): string {
  return (['added', 'changed', 'removed'] as const)
    .filter((change) => counts[change] > 0)
    .map((change) => `${grouped(counts[change])} ${words.marks.changes[change]}`)
    .join(', ')
}

function layersText(layers: readonly LayerMark[]): string {
  if (layers.length === 0) return ''
  if (layers.length === 1) return layers[0]?.name ?? ''
  return words.contents.layers(layers.map(({ layer }) => layer + 1).join(', '))
}

function hidesText(bytes: number): string {
  return words.contents.ofLowerLayersStayShipped(sizeText(bytes))
}

/** `shipped, hidden by layer 5`: what is gone is not gone. */
export function hiddenText({ layer }: HidingView): string {
  return words.contents.shippedHiddenByLayer(layer + 1)
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
