import { type Quantity, sum } from '../../../simulator/index.ts'
import type {
  DoneView,
  LayerMoveView,
  MovedView,
  PushedView,
  RegistryAct,
  RegistryView,
} from '../../engine/registry-views.ts'
import type { BuildView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle, timeText } from '../figures.ts'
import { layerColor } from '../stack/color.ts'
import { historyText } from '../stack/view.ts'
import type { BenchState } from '../state.ts'
import type { Asked } from './choice.ts'
import { fleetText, groupsOf, type NodeBar, type NodeGroup, nodeBars } from './fleet.ts'

/** What becomes of a layer, in a sign, words, and all of it. */
export interface Mark {
  readonly way: 'sent' | 'there' | 'mounted'
  readonly text: string
  readonly title: string
}

/** A layer, or the whole base image, as a bar for its push and one for its pull. */
export interface BarRow {
  readonly key: string
  readonly label: string
  /** From 1 to 8, of the colours for layers; none for the base. */
  readonly color?: number
  readonly instruction?: number
  /** Share of the biggest row's bytes, in percent. */
  readonly width: number
  readonly push: Mark
  readonly pull: Mark
}

/** A layer in figures. */
export interface LayerRow {
  readonly key: string
  readonly label: string
  readonly line?: number
  readonly instruction?: number
  readonly digest: string
  readonly digestTitle: string
  readonly bytes: string
  readonly bytesTitle: string
  readonly push: string
  /** To a node that has the build before; empty when there is none. */
  readonly update: string
  readonly cold: string
}

/** All that the pane draws. */
export interface DeliveryPane {
  readonly place: string
  readonly digest: string
  readonly digestTitle: string
  readonly headline: string
  readonly notes: readonly string[]
  readonly pullTitle: string
  readonly before?: string
  readonly bars: readonly BarRow[]
  readonly rows: readonly LayerRow[]
  readonly fleet: string
  readonly groups: readonly NodeGroup[]
  readonly nodes: readonly NodeBar[]
  /** Tags that were pushed. */
  readonly pushed: readonly PushedRow[]
  readonly push: ActView
  readonly pull: ActView
  readonly done?: DoneView
}

/** A button that does on the machine what the figures tell. */
export interface ActView {
  readonly text: string
  /** Why it cannot be pressed now. */
  readonly why?: string
}

/** A tag that was pushed. */
export interface PushedRow {
  readonly name: string
  readonly digest: string
  readonly digestTitle: string
  readonly layers: string
  readonly access: string
}

/** The pane's figures; undefined while there are none of a build that is still known. */
export function deliveryPane(state: BenchState, asked: Asked): DeliveryPane | undefined {
  const { question, registry } = state.delivery?.known ?? {}
  const find = (key: number | undefined) => asked.choices.find(({ build }) => build.key === key)?.build
  const build = find(question?.build)
  const image = build?.image
  if (registry === undefined || build === undefined || image?.layers.length !== registry.layers.length) return undefined
  const before = typeof question?.before === 'number' ? find(question.before) : undefined
  const isReal = question?.before === 'pushed'
  const hasOld = registry.layers.some(({ update }) => update !== undefined)
  const name = isReal ? (hasOld ? words.registry.whatIsOnIt : undefined) : before && words.marks.build(before.number)
  return {
    place: `${registry.repository}:${registry.tag}`,
    digest: short(registry.digest),
    digestTitle: words.registry.ofTheManifestBytes(registry.digest, registry.manifestBytes),
    headline: headlineOf(registry),
    push: pushButton(state, asked),
    pull: pullButton(state, registry),
    ...(registry.done === undefined ? {} : { done: registry.done }),
    notes: notesOf(registry, name),
    pullTitle:
      isReal && hasOld
        ? words.registry.pullToANodeAsIt
        : name === undefined
          ? words.registry.pullToANewNode
          : words.registry.pullToANodeWith(name),
    ...(name === undefined ? {} : { before: name }),
    bars: barsOf(build, registry, state),
    rows: registry.layers.map((layer, at) => rowOf(build, layer, at, state)),
    fleet: fleetText(registry, isDone(registry, 'pull')),
    groups: groupsOf(registry, isReal ? words.registry.has.other : name),
    nodes: nodeBars(registry),
    pushed: registry.pushed.map(pushedRow),
  }
}

/** What is said where there are no figures. */
export function statusOf(state: BenchState, asked: Asked): string {
  if (state.asking === 'open') return words.marks.predictFirst
  if (asked.build === undefined) return words.registry.buildFirstOrWriteWhatCan
  if (state.delivery?.isAnswered === true && state.delivery.known?.question !== state.delivery.question)
    return words.registry.thisBuildIsNotThereAny
  return ''
}

function pushedRow({ repository, tag, digest, layers, isPrivate }: PushedView): PushedRow {
  return {
    name: `${repository}:${tag}`,
    digest: short(digest),
    digestTitle: digest,
    layers: `${layers}`,
    access: isPrivate ? words.registry.private : words.registry.public,
  }
}

/** What is pushed is what the laptop has. */
function pushButton({ delivery, building }: BenchState, { isTried }: Asked): ActView {
  const text = delivery?.acting === 'push' ? words.registry.pushing : words.registry.pushIt
  if (isTried) return { text, why: words.registry.buildItFirstThenTheLaptop }
  return delivery?.acting !== undefined || building !== undefined
    ? { text, why: words.registry.somethingGoesOn }
    : { text }
}

/** Nodes pull what the tag names in the registry. */
function pullButton({ delivery }: BenchState, { nodes, repository, tag, digest, pushed }: RegistryView): ActView {
  const on = nodes.length === 1 ? words.registry.theNode : words.registry.allNodes(nodes.length)
  const text = delivery?.acting === 'pull' ? words.registry.pulling : words.registry.pullItOn(on)
  const named = pushed.find((one) => one.repository === repository && one.tag === tag)
  if (named?.digest !== digest) return { text, why: words.registry.pushItFirstNodesPullWhat }
  return delivery?.acting === undefined ? { text } : { text, why: words.registry.somethingGoesOn }
}

function isDone({ done }: RegistryView, act: RegistryAct): boolean {
  return done?.act === act && !done.isRefused
}

function headlineOf(registry: RegistryView): string {
  const { push, layers } = registry
  const of = words.counts.layers(layers.length)
  const time = `≈ ${timeText(push.durationMs.value)}`
  const done = isDone(registry, 'push')
  if (push.layers === 0) return words.registry.pushOfNone(done, of, time)
  return words.registry.pushOf(done, push.layers, of, figureText(push.bytes), time)
}

function notesOf({ layers, paperBytes, earlier }: RegistryView, name: string | undefined): readonly string[] {
  const there = layers.filter(({ push }) => push.way === 'there').length
  const mounted = layers.filter(({ push }) => push.way === 'mounted')
  const from = words.counts.list([...new Set(mounted.map(({ push }) => shortPlace(push.from ?? '')))])
  return [
    ...(there === 0 ? [] : [words.registry.exist(there, words.counts.layers(there))]),
    ...(mounted.length === 0
      ? []
      : [words.registry.mounted(mounted.length, words.counts.layers(mounted.length), from)]),
    ...(earlier === undefined || name === undefined
      ? []
      : [
          words.registry.thePushBeforeItOfSent(
            name,
            earlier.layers,
            words.counts.layers(earlier.of),
            figureText(earlier.bytes),
            timeText(earlier.durationMs.value),
          ),
        ]),
    words.registry.settingsAndManifestFollowTheLayers(figureText({ value: paperBytes, sources: [] })),
  ]
}

function barsOf(build: BuildView, registry: RegistryView, state: BenchState): readonly BarRow[] {
  const layers = build.image?.layers ?? []
  const groups = groupsToDraw(layers, registry)
  const sizes = groups.map((group) => sum(group.flatMap((at) => registry.layers[at]?.bytes ?? [])))
  const most = Math.max(1, ...sizes.map(({ value }) => value))
  return groups.map((group, place): BarRow => {
    const [at = 0] = group
    const color = layerColor(layers, at)
    const instruction = linked(build, layers[at]?.instruction, state)
    const moves = group.flatMap((one) => registry.layers[one] ?? [])
    const size = sizes[place] ?? { value: 0, sources: [] }
    return {
      key: `${at}`,
      label: labelOf(build, at, group.length),
      width: Math.max(0.6, (100 * size.value) / most),
      push: markOf(
        moves.map(({ push }) => push),
        size,
        '↑',
      ),
      pull: markOf(
        moves.map(({ update, cold }) => update ?? cold),
        size,
        '↓',
      ),
      ...(color === undefined ? {} : { color }),
      ...(instruction === undefined ? {} : { instruction }),
    }
  })
}

/** Layers by their places: those of the base image together, where the same becomes of all of them. */
function groupsToDraw(
  layers: readonly { readonly base: boolean }[],
  registry: RegistryView,
): readonly (readonly number[])[] {
  const base = layers.flatMap((layer, at) => (layer.base ? [at] : []))
  const fates = new Set(
    base.map((at) => {
      const move = registry.layers[at]
      return `${move?.push.way} ${move?.push.from} ${(move?.update ?? move?.cold)?.way}`
    }),
  )
  if (base.length < 2 || fates.size > 1) return layers.map((_, at) => [at])
  return [base, ...layers.flatMap((layer, at) => (layer.base ? [] : [[at]]))]
}

function markOf(moves: readonly (MovedView & { readonly from?: string })[], size: Quantity, arrow: '↑' | '↓'): Mark {
  const [first] = moves
  const way = first?.way ?? 'there'
  const durationMs = Math.max(0, ...moves.map((move) => move.durationMs))
  if (way === 'sent')
    return {
      way,
      text: `${arrow} ${figureText(size)}, ≈ ${timeText(durationMs)}`,
      title: `${arrow === '↑' ? words.registry.uploaded : words.registry.pulled}: ${figureTitle(size)}`,
    }
  if (way === 'mounted') {
    const from = shortPlace(first?.from ?? '')
    return {
      way,
      text: words.registry.mountedFrom(from),
      title: words.registry.mountedNotSent(first?.from ?? '', figureTitle(size)),
    }
  }
  return {
    way: 'there',
    text: words.registry.alreadyExists,
    title: words.registry.alreadyExistsAreNotSent(figureTitle(size)),
  }
}

function rowOf(build: BuildView, layer: LayerMoveView, at: number, state: BenchState): LayerRow {
  const { digest, isExact, bytes, push, update, cold } = layer
  const instruction = linked(build, build.image?.layers[at]?.instruction, state)
  const line = instruction === undefined ? undefined : build.instructions[instruction]?.first
  return {
    key: `${at}`,
    label: labelOf(build, at, 1),
    ...(instruction === undefined ? {} : { instruction }),
    ...(line === undefined ? {} : { line }),
    digest: short(digest),
    digestTitle: isExact ? digest : words.registry.aStandInAsNotAll(digest),
    bytes: figureText(bytes),
    bytesTitle: figureTitle(bytes),
    push: wayText(push, words.registry.pushed),
    update: update === undefined ? '' : wayText(update, words.marks.pulled),
    cold: wayText(cold, words.marks.pulled),
  }
}

function wayText(move: MovedView & { readonly from?: string }, sent: string): string {
  switch (move.way) {
    case 'sent':
      return `${sent}, ≈ ${timeText(move.durationMs)}`
    case 'mounted':
      return words.registry.mountedFromPlain(shortPlace(move.from ?? ''))
    case 'there':
      return words.registry.alreadyExistsPlain
    case 'again':
      return words.registry.theSameLayerAgain
  }
}

function labelOf(build: BuildView, at: number, count: number): string {
  const layer = build.image?.layers[at]
  if (layer === undefined) return ''
  const text = layer.instruction === undefined ? undefined : build.instructions[layer.instruction]?.text
  if (count > 1) return `${text ?? words.marks.baseImage}, ${words.counts.layers(count)}`
  const isWholeBase = layer.base && build.image?.layers.filter(({ base }) => base).length === 1
  if (isWholeBase && text !== undefined) return text
  return layer.base
    ? historyText(layer.createdBy) || (text ?? words.marks.baseImage)
    : (text ?? historyText(layer.createdBy))
}

/** An instruction of a build, where it stands in the text as it is now too: only then can the text be pointed at. */
function linked(build: BuildView, at: number | undefined, { forecast }: BenchState): number | undefined {
  if (at === undefined || forecast === undefined) return undefined
  return forecast.instructions[at]?.text === build.instructions[at]?.text ? at : undefined
}

function short(digest: string): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12)
}

/** `library/python`: a repository without its server. */
function shortPlace(repository: string): string {
  return repository.replace(/^[^/]*\//, '')
}
