import { type Quantity, sum } from '../../../simulator/index.ts'
import type { BuildView, ImageView, LayerView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { changeText, figureText, figureTitle } from '../figures.ts'
import { type ImageChanges, imageChanges } from './changes.ts'
import { layerColor } from './color.ts'

/** How the height of a block follows from its size. */
export type Scale = 'linear' | 'log'

/** What happened to a block in the last build: its step ran, came from the cache, or it belongs to the base image. */
export type BlockStatus = 'ran' | 'cached' | 'base'

/** One block of the stack: a layer, or the whole base image folded. Numbers and words are ready to be drawn. */
export interface Block {
  readonly key: string
  readonly status: BlockStatus
  /** Place in the layers of the image, the lowest being 0; for a folded base its topmost. */
  readonly layer: number
  /** From 1 to 8, of the colours for layers; undefined for the base. */
  readonly color?: number
  readonly label: string
  readonly size: string
  readonly sizeTitle: string
  readonly statusText: string
  /** Instruction that it is linked with. */
  readonly instruction?: number
  readonly line?: number
  /** In pixels. */
  readonly height: number
  /** Share of the image that it is, 0 to 1. */
  readonly part: number
  /** Share of its bytes that later layers hide, 0 to 1, and in words; absent when nothing is hidden. */
  readonly hidden?: { readonly share: number; readonly text: string; readonly size: string }
  /** What became of it since the build before: `unchanged`, `new`, `rebuilt, +12 MB`; empty when there is none to compare with. */
  readonly change: string
  readonly isUnchanged: boolean
  /** The image has other bytes here than before, and more or fewer of them. */
  readonly isOther: boolean
}

/** The stack as drawn, the topmost layer first. */
export interface StackView {
  readonly blocks: readonly Block[]
  readonly total: string
  readonly totalTitle: string
  /** Where modelled parts of the total come from; empty when the total is exact. */
  readonly sources: readonly string[]
  readonly hidden?: string
  /** The same without the words. */
  readonly hiddenSize?: string
  /** Layers of the build before that are not there any more. */
  readonly gone: readonly { readonly label: string; readonly size: string }[]
}

/** What the learner chose about the drawing. */
export interface StackOptions {
  readonly scale: Scale
  /** The base image's layers one by one. */
  readonly unfolded: boolean
  /** Pixels that all blocks together should take. */
  readonly height: number
  /** The build has not been made: its steps would run. */
  readonly trial?: boolean
  /** The build to compare with. */
  readonly before?: BuildView
}

/** No block is lower, so that its words can be read. */
const lowest = 32
/** A line more, for what is hidden in it or what has changed. */
const noteHeight = 22

function leastOf(notes: readonly boolean[]): number {
  return lowest + noteHeight * notes.filter((note) => note).length
}

/** The stack of a finished build's image; undefined when the build gave none. */
export function stackView(build: BuildView, options: StackOptions): StackView | undefined {
  const { image } = build
  if (image === undefined) return undefined
  const groups = options.unfolded ? image.layers.map((_, index) => [index]) : foldBase(image)
  const sizes = groups.map((group) => sum(group.flatMap((index) => image.layers[index]?.fileBytes ?? [])))
  const changes = options.before && imageChanges(build, options.before)
  const heights = blockHeights(
    groups.map((group, place) => ({
      size: sizes[place]?.value ?? 0,
      least: leastOf([group.some((index) => (image.layers[index]?.hidden ?? 0) > 0), isOther(changes, group)]),
    })),
    options,
  )
  const blocks = groups.map((group, place) =>
    blockOf(build, image, group, {
      size: sizes[place] ?? image.size,
      height: heights[place] ?? lowest,
      trial: options.trial === true,
      changes,
    }),
  )
  const hidden = hiddenIn(image.layers)
  return {
    blocks: blocks.toReversed(),
    total: figureText(image.size),
    totalTitle: figureTitle(image.size),
    sources: image.size.sources,
    ...(hidden.value === 0
      ? {}
      : { hidden: words.stack.shippedButHidden(figureText(hidden)), hiddenSize: figureText(hidden) }),
    gone: (changes?.gone ?? []).map(({ layer, label }) => ({
      label: historyText(label),
      size: figureText(layer.fileBytes),
    })),
  }
}

/** Bytes that later layers hide; as modelled as the layers that ship them. */
function hiddenIn(layers: readonly LayerView[]): Quantity {
  const hiding = layers.filter((layer) => layer.hidden > 0)
  return {
    value: hiding.reduce((bytes, layer) => bytes + layer.hidden, 0),
    sources: [...new Set(hiding.flatMap((layer) => layer.fileBytes.sources))],
  }
}

/** Heights in pixels for sizes in bytes: in proportion, or to the logarithm; none below the least that its words need. */
export function blockHeights(
  blocks: readonly { readonly size: number; readonly least: number }[],
  options: Pick<StackOptions, 'scale' | 'height'>,
): readonly number[] {
  const weights = blocks.map(({ size }) => (options.scale === 'linear' ? size : Math.log10(1 + size)))
  const total = weights.reduce((before, weight) => before + weight, 0)
  const spare = Math.max(0, options.height - blocks.reduce((before, { least }) => before + least, 0))
  return blocks.map(({ least }, place) =>
    Math.round(least + (total === 0 ? 0 : ((weights[place] ?? 0) / total) * spare)),
  )
}

/** Layers in groups from the lowest up: those of the base image in one, every other alone. */
function foldBase(image: ImageView): readonly (readonly number[])[] {
  const base = image.layers.flatMap((layer, index) => (layer.base ? [index] : []))
  const own = image.layers.flatMap((layer, index) => (layer.base ? [] : [[index]]))
  return base.length === 0 ? own : [base, ...own]
}

/** How one block is drawn. */
interface Drawing {
  readonly size: Quantity
  readonly height: number
  readonly trial: boolean
  readonly changes: ImageChanges | undefined
}

/** Whether the layers of a group are not those of before, and not as big. */
function isOther(changes: ImageChanges | undefined, group: readonly number[]): boolean {
  return group.some((index) => {
    const change = changes?.layers[index]
    return change?.kind === 'new' || (change?.kind === 'rebuilt' && change.by !== 0)
  })
}

function changeOf(changes: ImageChanges | undefined, group: readonly number[]): string {
  const found = group.flatMap((index) => changes?.layers[index] ?? [])
  if (found.length === 0) return ''
  if (found.every(({ kind }) => kind === 'same')) return words.stack.unchanged
  if (found.length > 1) return words.stack.anotherBaseImage
  const [change] = found
  if (change?.kind !== 'rebuilt') return words.stack.new
  return change.by === 0 ? words.stack.rebuiltAsBig : words.stack.rebuilt(changeText(0, change.by))
}

function blockOf(build: BuildView, image: ImageView, group: readonly number[], drawing: Drawing): Block {
  const { size, height, trial, changes } = drawing
  const index = group.at(-1) ?? 0
  const layers = group.flatMap((place) => image.layers[place] ?? [])
  const layer = layers.at(-1)
  if (layer === undefined) throw new RangeError(`a block of layers ${group.join(', ')} of ${image.layers.length}`)
  const status = statusOf(build, layer)
  const instruction = layer.instruction === undefined ? undefined : build.instructions[layer.instruction]
  const hiddenFigure = hiddenIn(layers)
  const hidden = hiddenFigure.value
  const color = layerColor(image.layers, index)
  return {
    key: layers.length === 1 ? `${index}` : 'base',
    status,
    layer: index,
    ...(color === undefined ? {} : { color }),
    label: labelOf(layer, layers.length, instruction?.text),
    size: figureText(size),
    sizeTitle: figureTitle(size),
    statusText: statusText(status, trial),
    change: changeOf(changes, group),
    isUnchanged: group.every((place) => changes?.layers[place]?.kind === 'same'),
    isOther: isOther(changes, group),
    ...(layer.instruction === undefined ? {} : { instruction: layer.instruction }),
    ...(instruction === undefined ? {} : { line: instruction.first }),
    height,
    part: image.size.value === 0 ? 0 : size.value / image.size.value,
    ...(hidden === 0
      ? {}
      : {
          hidden: {
            share: size.value === 0 ? 0 : Math.min(1, hidden / size.value),
            text: words.stack.hiddenByLaterLayers(figureText(hiddenFigure)),
            size: figureText(hiddenFigure),
          },
        }),
  }
}

function statusText(status: BlockStatus, trial: boolean): string {
  if (status === 'base') return words.marks.baseImage
  return (trial ? words.marks.would : words.marks.done)[status]
}

function statusOf(build: BuildView, layer: LayerView): BlockStatus {
  if (layer.step === undefined) return 'base'
  return build.steps[layer.step]?.status === 'cached' ? 'cached' : 'ran'
}

function labelOf(layer: LayerView, count: number, text: string | undefined): string {
  if (!layer.base) return text ?? layer.createdBy
  if (count === 1) return layer.createdBy === '' ? words.marks.baseImage : historyText(layer.createdBy)
  return words.stack.baseOf(words.counts.layers(count))
}

/** A line of history as people would have written it in a Dockerfile. */
export function historyText(createdBy: string): string {
  return createdBy
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^\/bin\/sh -c /, 'RUN ')
    .replace(/\s+# buildkit$/, '')
    .replace(/\s+/g, ' ')
    .trim()
}
