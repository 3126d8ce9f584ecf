import type { Node } from '../filesystem/tree.ts'
import type { Image, Layer } from './image.ts'

/** One entry as one layer brings it, whether it can still be seen or not. */
export interface ShippedEntry {
  /** Position in the image's layers. */
  readonly layer: number
  /** Without a leading slash. */
  readonly path: string
  readonly change: 'added' | 'changed' | 'removed'
  /** What stands there; absent for a removal. */
  readonly node?: Node
  /** Bytes that it brings: those of a file under the first of its names in the layer, else 0. */
  readonly size: number
  /** The entry of a later layer that covers it, or removes it or a directory above it: the nearest, where there are several. */
  readonly hiddenBy?: ShippedEntry
  /** Bytes of lower layers that this entry hides. */
  readonly hides: number
}

type Draft = { -readonly [Key in keyof ShippedEntry]: ShippedEntry[Key] }

/**
 * All that the layers of an image ship, layer by layer, the lowest first, each in archive order; directories that stand in a layer only because
 * something below them changed are left out. A directory that a later layer records again is not hidden by that: what is in it stays.
 */
export function shippedEntries(layers: readonly Pick<Layer, 'changes'>[]): readonly (readonly ShippedEntry[])[] {
  const all = layers.map(({ changes }, layer) => draftsOf(changes, layer))
  const covering: Covering = { covered: new Map(), closed: new Map() }
  // Top layer first: what covers an entry is known when that is looked at, and of several the nearest was noted last.
  for (const entries of all.toReversed()) {
    for (const entry of entries) hide(entry, covering)
    for (const entry of entries) {
      covering.covered.set(entry.path, entry)
      if (entry.node?.kind !== 'directory') covering.closed.set(entry.path, entry)
    }
  }
  return all
}

/** What the layers above cover: paths by the entry that stands at them, and paths below which nothing lower can be seen. */
interface Covering {
  readonly covered: Map<string, Draft>
  readonly closed: Map<string, Draft>
}

function draftsOf(changes: Image['layers'][number]['changes'], layer: number): readonly Draft[] {
  const links = new Set<number>()
  return changes.flatMap((change): readonly Draft[] => {
    if (change.kind === 'parent') return []
    const { path } = change
    if (change.kind === 'removed') return [{ layer, path, change: 'removed', size: 0, hides: 0 }]
    return [{ layer, path, change: change.kind, node: change.node, size: bytesIn(change.node, links), hides: 0 }]
  })
}

function bytesIn(node: Node, links: Set<number>): number {
  if (node.kind !== 'file') return 0
  if (node.link !== undefined) {
    if (links.has(node.link)) return 0
    links.add(node.link)
  }
  return node.content.size
}

function hide(entry: Draft, { covered, closed }: Covering): void {
  if (entry.node === undefined) return
  const own = covered.get(entry.path)
  const isKept = own?.node?.kind === 'directory' && entry.node.kind === 'directory'
  let nearest = isKept ? undefined : own
  for (let slash = entry.path.lastIndexOf('/'); slash > 0; slash = entry.path.lastIndexOf('/', slash - 1)) {
    const above = closed.get(entry.path.slice(0, slash))
    if (above !== undefined && (nearest === undefined || above.layer < nearest.layer)) nearest = above
  }
  if (nearest === undefined) return
  entry.hiddenBy = nearest
  nearest.hides += entry.size
}
