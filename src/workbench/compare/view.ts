import type { Quantity } from '../../../simulator/index.ts'
import type { BuildView, CompareView, DeliveryView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle, sizeText, timeText } from '../figures.ts'
import type { BenchState } from '../state.ts'
import { type Pair, type PairKind, pairsOf } from './pairs.ts'
import type { Sides } from './sides.ts'

/** A part of a side's bar. */
export interface Segment {
  readonly key: string
  readonly label: string
  readonly size: string
  /** Of the longer bar, in percent. */
  readonly width: number
  /** The other side has it too. */
  readonly isShared: boolean
  /** From 1 to 8, of the colours for layers; absent for the base image. */
  readonly color?: number
  readonly instruction?: number
}

/** One side: its name and its bar, on the scale of both. */
export interface SideBar {
  readonly name: string
  readonly total: string
  readonly totalTitle: string
  readonly segments: readonly Segment[]
  readonly failure?: string
}

/** One figure of both sides. */
export interface FigureRow {
  readonly name: string
  readonly left: string
  readonly right: string
  readonly change: string
}

/** One line of the table of layers. */
export interface PairRow {
  readonly key: string
  readonly kind: PairKind
  readonly kindText: string
  readonly text: string
  readonly rightText?: string
  readonly left: string
  readonly leftTitle: string
  readonly right: string
  readonly rightTitle: string
  readonly change: string
  readonly instruction?: number
}

/** Two builds side by side, ready to be drawn. */
export interface ComparisonView {
  readonly headline: string
  /** What makes the difference, the greatest part first. */
  readonly reasons: readonly string[]
  readonly left: SideBar
  readonly right: SideBar
  readonly figures: readonly FigureRow[]
  readonly rows: readonly PairRow[]
  /** Where the modelled figures come from. */
  readonly sources: readonly string[]
}

/** Parts of the difference that are told in words. */
const reasonsTold = 4

/** The comparison that is known, with the names of its sides. */
export function comparisonView(state: BenchState, sides: Sides): ComparisonView | undefined {
  const view = state.comparison?.comparison
  if (view === undefined) return undefined
  const pairs = pairsOf(view)
  const names = { left: nameOf(view.left, sides.left), right: nameOf(view.right, sides.right) }
  const longest = Math.max(view.left.image?.size.value ?? 0, view.right.image?.size.value ?? 0)
  return {
    headline: headlineOf(view, names),
    reasons: reasonsOf(view, pairs),
    left: barOf(view.left, names.left, pairs, 'left', longest, state),
    right: barOf(view.right, names.right, pairs, 'right', longest, state),
    figures: figuresOf(view),
    rows: pairs.map((pair, at) => rowOf(pair, at, view, state)),
    sources: [...new Set(pairs.flatMap(({ left, right }) => [...(left?.sources ?? []), ...(right?.sources ?? [])]))],
  }
}

/** How far the comparison has come, or why there is none. */
export function statusOf(state: BenchState, sides: Sides): string {
  if (state.asking === 'open') return words.marks.predictFirst
  if (sides.left === undefined || sides.right === undefined) return words.compare.buildTwiceOrAddASecond
  switch (state.comparison?.state) {
    case undefined:
      return words.compare.comparedWhenTheTextCanBe
    case 'working':
      return words.compare.buildingWhatIsCompared
    case 'stopped':
      return words.marks.stopped
    case 'impossible':
      return words.compare.oneOfTheTwoIsNot
    case 'done':
      return ''
  }
}

function nameOf(build: BuildView, choice: Sides['left']): string {
  if (choice?.side.kind === 'dockerfile') return words.compare.now(choice.side.path)
  return words.marks.build(build.number)
}

function headlineOf({ left, right }: CompareView, names: { readonly left: string; readonly right: string }): string {
  const [old, young] = [left.image?.size, right.image?.size]
  if (old === undefined || young === undefined) {
    const failed = [old === undefined ? names.left : '', young === undefined ? names.right : ''].filter(
      (name) => name !== '',
    )
    return words.compare.gaveNoImageTheBuildFails(capital(words.counts.list(failed)))
  }
  const change = young.value - old.value
  if (change === 0) return words.compare.isAsBigAs(capital(names.right), names.left, figureText(young))
  const share = old.value === 0 ? '' : ` (${Math.round((100 * Math.abs(change)) / old.value)} %)`
  const times = young.value > 0 && old.value / young.value >= 2 ? timesText(old.value / young.value) : ''
  const by = times === '' ? share : words.compare.timesSmaller(times)
  return words.compare.differs(capital(names.right), signless(old, young), change < 0, names.left, by)
}

function timesText(ratio: number): string {
  return words.figures.decimal(ratio < 10 ? Number(ratio.toPrecision(2)) : Math.round(ratio))
}

function reasonsOf({ left, right }: CompareView, pairs: readonly Pair[]): readonly string[] {
  if (left.image === undefined || right.image === undefined) return []
  const differing = pairs.filter((pair) => pair.kind !== 'same')
  if (differing.length === 0) return [words.compare.bothImagesHaveTheSameLayers]
  const telling = differing.filter((pair) => changeOf(pair) !== 0)
  return (telling.length === 0 ? differing : telling)
    .toSorted((a, b) => Math.abs(changeOf(b)) - Math.abs(changeOf(a)))
    .slice(0, reasonsTold)
    .map(reasonOf)
}

function reasonOf(pair: Pair): string {
  const text = `“${shortened(pair.text)}”`
  const { left, right } = pair
  if (left === undefined) return words.compare.isNew(text, figureText(right ?? nothing))
  if (right === undefined) return words.compare.isGoneLess(text, figureText(left))
  const change = changeOf(pair)
  const what = pair.rightText === undefined ? text : words.compare.inPlaceOf(shortened(pair.rightText), text)
  if (change === 0) return words.compare.anotherLayerOfTheSameSize(what)
  return `${what}: ${signless(left, right)} ${change < 0 ? 'less' : 'more'}.`
}

function barOf(
  build: BuildView,
  name: string,
  pairs: readonly Pair[],
  side: 'left' | 'right',
  longest: number,
  state: BenchState,
): SideBar {
  const size = build.image?.size ?? nothing
  let own = 0
  const segments = pairs.flatMap((pair, at): readonly Segment[] => {
    const bytes = pair[side]
    if (bytes === undefined) return []
    if (!pair.isBase) own += 1
    const instruction = linked(build, side === 'left' ? pair.leftInstruction : pair.rightInstruction, state)
    const text = side === 'right' ? (pair.rightText ?? pair.text) : pair.text
    return [
      {
        key: `${at}`,
        label: text,
        size: figureText(bytes),
        width: longest === 0 ? 0 : (100 * bytes.value) / longest,
        isShared: pair.kind === 'same',
        ...(pair.isBase ? {} : { color: ((own - 1) % 8) + 1 }),
        ...(instruction === undefined ? {} : { instruction }),
      },
    ]
  })
  return {
    name,
    total: build.image === undefined ? words.compare.noImage : figureText(size),
    totalTitle: build.image === undefined ? '' : figureTitle(size),
    segments,
    ...(build.failure === undefined ? {} : { failure: build.failure.message }),
  }
}

function figuresOf(view: CompareView): readonly FigureRow[] {
  const { left, right } = view
  const layers = [left.image?.layers.length ?? 0, right.image?.layers.length ?? 0] as const
  const shared = view.rows.filter((row) => row.isShared).length
  const both = (of: number) => (shared === 0 ? words.marks.none : words.compare.of(shared, of, figureText(view.shared)))
  const [ran, cached] = [stepsOf(left, right, 'ran'), stepsOf(left, right, 'cached')]
  return [
    bytesRow(words.compare.image, left.image?.size, right.image?.size),
    countRow(words.compare.layers, layers[0], layers[1]),
    { name: words.compare.layersThatBothHave, left: both(layers[0]), right: both(layers[1]), change: '' },
    countRow(words.compare.stepsFromTheCache, cached[0], cached[1]),
    countRow(words.compare.stepsThatRan, ran[0], ran[1]),
    {
      name: words.compare.lengthOfTheBuild,
      left: `≈ ${timeText(left.durationMs.value)}`,
      right: `≈ ${timeText(right.durationMs.value)}`,
      change: timeChange(left.durationMs.value, right.durationMs.value),
    },
    deliveryRow(words.compare.pushedOrPulledWhereTheOther, view.toLeft, view.toRight),
    deliveryRow(words.compare.pushedOrPulledWhereNothingIs, view.wholeLeft, view.wholeRight),
  ]
}

function stepsOf(left: BuildView, right: BuildView, status: 'ran' | 'cached'): readonly [number, number] {
  const count = (build: BuildView) =>
    build.steps.filter((step) => step.instruction !== undefined && step.kind !== 'base' && step.status === status)
      .length
  return [count(left), count(right)]
}

function countRow(name: string, left: number, right: number): FigureRow {
  const change = right - left
  return {
    name,
    left: `${left}`,
    right: `${right}`,
    change: change === 0 ? '' : `${change > 0 ? '+' : '−'}${Math.abs(change)}`,
  }
}

function bytesRow(name: string, left: Quantity | undefined, right: Quantity | undefined): FigureRow {
  return {
    name,
    left: left === undefined ? '–' : figureText(left),
    right: right === undefined ? '–' : figureText(right),
    change: left === undefined || right === undefined ? '' : signed(left, right),
  }
}

function deliveryRow(name: string, left: DeliveryView | undefined, right: DeliveryView | undefined): FigureRow {
  const text = (delivery: DeliveryView | undefined) =>
    delivery === undefined
      ? '–'
      : delivery.layers === 0
        ? words.marks.nothing
        : words.whatIf.bytesIn(figureText(delivery.bytes), words.counts.layers(delivery.layers))
  return {
    name,
    left: text(left),
    right: text(right),
    change: left === undefined || right === undefined ? '' : signed(left.bytes, right.bytes),
  }
}

function rowOf(pair: Pair, at: number, { right, left }: CompareView, state: BenchState): PairRow {
  const instruction = linked(right, pair.rightInstruction, state) ?? linked(left, pair.leftInstruction, state)
  return {
    key: `${at}`,
    kind: pair.kind,
    kindText: pair.isBase && pair.kind === 'changed' ? words.compare.anotherBase : words.compare.kinds[pair.kind],
    text: pair.text,
    ...(pair.rightText === undefined ? {} : { rightText: pair.rightText }),
    left: pair.left === undefined ? '' : figureText(pair.left),
    leftTitle: pair.left === undefined ? '' : figureTitle(pair.left),
    right: pair.right === undefined ? '' : figureText(pair.right),
    rightTitle: pair.right === undefined ? '' : figureTitle(pair.right),
    change: changeOf(pair) === 0 ? '' : signed(pair.left ?? nothing, pair.right ?? nothing),
    ...(instruction === undefined ? {} : { instruction }),
  }
}

/** An instruction of a build, where it stands in the text as it is now too: only then can the text be pointed at. */
function linked(build: BuildView, at: number | undefined, { forecast }: BenchState): number | undefined {
  if (at === undefined || forecast === undefined) return undefined
  return forecast.instructions[at]?.text === build.instructions[at]?.text ? at : undefined
}

const nothing: Quantity = { value: 0, sources: [] }

function changeOf({ left = nothing, right = nothing }: Pair): number {
  return right.value - left.value
}

/** `−12 MB`, `≈ +3 kB`; empty where nothing changed. */
function signed(left: Quantity, right: Quantity): string {
  const change = right.value - left.value
  if (change === 0) return ''
  return `${isModelled(left, right) ? '≈ ' : ''}${change > 0 ? '+' : '−'}${sizeText(Math.abs(change))}`
}

function signless(left: Quantity, right: Quantity): string {
  return `${isModelled(left, right) ? '≈ ' : ''}${sizeText(Math.abs(right.value - left.value))}`
}

function isModelled(left: Quantity, right: Quantity): boolean {
  return left.sources.length + right.sources.length > 0
}

function timeChange(left: number, right: number): string {
  const change = right - left
  if (Math.abs(change) < 50) return ''
  return lessOrMore(`≈ ${timeText(Math.abs(change))}`, change)
}

function lessOrMore(amount: string, change: number): string {
  return change < 0 ? words.marks.less(amount) : words.marks.more(amount)
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
