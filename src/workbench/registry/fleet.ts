import type { MoveView, NodeView, RegistryView } from '../../engine/registry-views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle, timeText } from '../figures.ts'

/** Nodes of a fleet that have the same, and to which the same moves. */
export interface NodeGroup {
  readonly name: string
  readonly count: number
  readonly layers: string
  readonly bytes: string
  readonly bytesTitle: string
  readonly time: string
}

/** One node as a bar of its time, and in words. */
export interface NodeBar {
  readonly name: string
  readonly isFresh: boolean
  /** Share of the slowest node's time, in percent. */
  readonly height: number
  readonly title: string
  readonly has: string
  readonly layers: string
  readonly bytes: string
  readonly bytesTitle: string
  readonly time: string
}

/** What all nodes together pull, in a sentence; `isDone`: they have just done so. */
export function fleetText({ nodes, total }: RegistryView, isDone: boolean): string {
  const who = words.counts.nodes(nodes.length)
  if (total.bytes.value === 0) return words.registry.haveAll(nodes.length, who)
  const say = isDone ? words.registry.fleetPulled : words.registry.fleetPulls
  return say(nodes.length, who, figureText(total.bytes), timeText(total.durationMs.value))
}

/** Nodes by what they have; `old` names what was there before. */
export function groupsOf({ nodes, layers }: RegistryView, old = words.registry.has.other): readonly NodeGroup[] {
  const groups = new Map<string, NodeView[]>()
  for (const node of nodes) {
    const key = `${orderOf(node)} ${node.layers} ${node.bytes.value}`
    groups.set(key, [...(groups.get(key) ?? []), node])
  }
  return [...groups]
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([, [first, ...others]]) => {
      if (first === undefined) return []
      const slowest = Math.max(...[first, ...others].map(({ durationMs }) => durationMs.value))
      return [
        {
          name: groupName(first, old),
          count: 1 + others.length,
          layers: words.registry.of(first.layers, layers.length),
          bytes: figureText(first.bytes),
          bytesTitle: figureTitle(first.bytes),
          time: `≈ ${timeText(slowest)}`,
        },
      ]
    })
}

function orderOf({ has }: NodeView): number {
  return ['this', 'other', 'nothing'].indexOf(has)
}

function groupName({ has }: NodeView, old: string): string {
  if (has === 'this') return words.registry.nodesWithThisImage
  return has === 'nothing' ? words.registry.newNodes : words.registry.nodesWith(old)
}

/** Each node by itself. */
export function nodeBars({ nodes, layers }: RegistryView): readonly NodeBar[] {
  const slowest = Math.max(1, ...nodes.map(({ durationMs }) => durationMs.value))
  return nodes.map((node) => ({
    name: node.name,
    isFresh: node.has === 'nothing',
    height: (100 * node.durationMs.value) / slowest,
    title: `${node.name}${node.has === 'nothing' ? words.registry.newNode : ''}: ${nodeText(node)}`,
    has: words.registry.has[node.has],
    layers: words.registry.of(node.layers, layers.length),
    bytes: figureText(node.bytes),
    bytesTitle: figureTitle(node.bytes),
    time: `≈ ${timeText(node.durationMs.value)}`,
  }))
}

function nodeText({ layers, bytes, durationMs }: MoveView): string {
  return `${words.counts.layers(layers)}, ${figureText(bytes)}, ≈ ${timeText(durationMs.value)}`
}
