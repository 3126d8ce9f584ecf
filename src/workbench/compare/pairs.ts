import type { Quantity } from '../../../simulator/index.ts'
import type { BuildView, CompareView, LayerView } from '../../engine/views.ts'
import { historyText } from '../stack/view.ts'

/** What became of a layer from one image to the other. */
export type PairKind = 'same' | 'changed' | 'left' | 'right'

/** A layer of one image beside that of the other that stands for the same: the very same, or of the same instruction; the base images are one. */
export interface Pair {
  readonly kind: PairKind
  readonly isBase: boolean
  readonly text: string
  /** What the right image has in its place, where that is written otherwise. */
  readonly rightText?: string
  readonly left?: Quantity
  readonly right?: Quantity
  /** Place of the instruction in each Dockerfile. */
  readonly leftInstruction?: number
  readonly rightInstruction?: number
}

/** The layers of two images in pairs, lowest first. */
export function pairsOf(view: CompareView): readonly Pair[] {
  const left = sideOf(view, 'left')
  const right = sideOf(view, 'right')
  const own = ownPairs(left.own, right.own)
  if (left.base.length + right.base.length === 0) return own
  return [basePair(left.base, right.base), ...own]
}

/** One layer of an image with what made it. */
interface Part {
  readonly text: string
  readonly bytes: Quantity
  readonly isShared: boolean
  readonly instruction?: number
  /** Names it in both images, where they share it. */
  readonly diffID: string
}

function sideOf(
  view: CompareView,
  name: 'left' | 'right',
): { readonly base: readonly Part[]; readonly own: readonly Part[] } {
  const build = view[name]
  const shared = new Set(view.rows.flatMap((row) => (row.isShared && row[name] !== undefined ? [row[name]] : [])))
  const parts = (build.image?.layers ?? []).map((layer, at) => ({
    base: layer.base,
    part: partOf(layer, build, shared.has(at)),
  }))
  return {
    base: parts.flatMap(({ base, part }) => (base ? [part] : [])),
    own: parts.flatMap(({ base, part }) => (base ? [] : [part])),
  }
}

function partOf(layer: LayerView, build: BuildView, isShared: boolean): Part {
  const instruction = layer.instruction === undefined ? undefined : build.instructions[layer.instruction]
  return {
    text: instruction?.text ?? historyText(layer.createdBy),
    bytes: layer.fileBytes,
    isShared,
    diffID: layer.diffID,
    ...(layer.instruction === undefined ? {} : { instruction: layer.instruction }),
  }
}

function basePair(left: readonly Part[], right: readonly Part[]): Pair {
  const [first, second] = [left[0], right[0]]
  const isSame = left.length === right.length && [...left, ...right].every((part) => part.isShared)
  return {
    kind: first === undefined ? 'right' : second === undefined ? 'left' : isSame ? 'same' : 'changed',
    isBase: true,
    ...textsOf(first, second),
    ...(left.length === 0 ? {} : { left: totalOf(left) }),
    ...(right.length === 0 ? {} : { right: totalOf(right) }),
  }
}

/** How a layer of the left image may stand for one of the right, the surest way first. */
const likenesses: readonly ((left: Part, right: Part) => boolean)[] = [
  (left, right) => left.isShared && right.isShared && left.diffID === right.diffID,
  (left, right) => !left.isShared && !right.isShared && left.text === right.text,
  (left, right) => !left.isShared && !right.isShared && beginning(left.text) === beginning(right.text),
]

/** `RUN apt-get`: an instruction that was edited begins as it did. */
function beginning(text: string): string {
  return text.split(' ').slice(0, 2).join(' ')
}

/** Each layer beside the one that it stands for, else alone, in the order of the right image. */
function ownPairs(left: readonly Part[], right: readonly Part[]): readonly Pair[] {
  const partners = partnersOf(left, right)
  const free = new Set(left.filter((part) => ![...partners.values()].includes(part)))
  const pairs: Pair[] = []
  for (const part of right) {
    const partner = partners.get(part)
    // What only the left image has stands before what follows it there.
    for (const alone of partner === undefined ? [] : left.slice(0, left.indexOf(partner)))
      if (free.delete(alone)) pairs.push(pairOf(alone, undefined))
    pairs.push(pairOf(partner, part))
  }
  return [...pairs, ...[...free].map((alone) => pairOf(alone, undefined))]
}

/** For layers of the right image those of the left that they stand for. */
function partnersOf(left: readonly Part[], right: readonly Part[]): ReadonlyMap<Part, Part> {
  const free = new Set(left)
  const partners = new Map<Part, Part>()
  for (const isLike of likenesses)
    for (const part of right) {
      const partner = partners.has(part) ? undefined : [...free].find((other) => isLike(other, part))
      if (partner === undefined) continue
      free.delete(partner)
      partners.set(part, partner)
    }
  return partners
}

function pairOf(left: Part | undefined, right: Part | undefined): Pair {
  return {
    kind: left === undefined ? 'right' : right === undefined ? 'left' : right.isShared ? 'same' : 'changed',
    isBase: false,
    ...textsOf(left, right),
    ...(left === undefined ? {} : { left: left.bytes }),
    ...(right === undefined ? {} : { right: right.bytes }),
  }
}

function textsOf(
  left: Part | undefined,
  right: Part | undefined,
): Pick<Pair, 'text' | 'rightText' | 'leftInstruction' | 'rightInstruction'> {
  const text = left?.text ?? right?.text ?? ''
  return {
    text,
    ...(right === undefined || right.text === text ? {} : { rightText: right.text }),
    ...(left?.instruction === undefined ? {} : { leftInstruction: left.instruction }),
    ...(right?.instruction === undefined ? {} : { rightInstruction: right.instruction }),
  }
}

function totalOf(parts: readonly Part[]): Quantity {
  return {
    value: parts.reduce((bytes, part) => bytes + part.bytes.value, 0),
    sources: [...new Set(parts.flatMap((part) => part.bytes.sources))],
  }
}
