import { identityOf } from '../filesystem/content.ts'
import { applyChanges } from '../filesystem/differences.ts'
import { emptyTree, entryAt, type FileNode, type Node, type Tree, walkTree } from '../filesystem/tree.ts'
import type { Image } from './image.ts'

/** Bytes that are shipped without use. */
export interface Waste {
  /** Position in the image's layers of the one that ships them. */
  readonly layer: number
  /** Without a leading slash. */
  readonly path: string
  readonly bytes: number
  /** `hidden`: a later layer removes or replaces the file. `duplicate`: the same content is in the image already. */
  readonly kind: 'hidden' | 'duplicate'
}

/** A file as a layer shipped it. */
interface Shipped {
  readonly layer: number
  readonly node: FileNode
}

/**
 * What an image ships in vain, by layer and path. Each byte is counted once: a file that is hidden is not a duplicate too, of several equal
 * files the first shipped is the one that counts, names of one file (hard links) ship it once. Sorted by layer, then as they were shipped.
 */
export function waste(image: Image): readonly Waste[] {
  const visible = new Map<string, Shipped>()
  const found: Waste[] = []
  let tree: Tree = emptyTree
  for (const [layer, { changes }] of image.layers.entries()) {
    const links = new Set<number>()
    for (const change of changes) {
      const after = change.kind === 'removed' ? undefined : change.node
      for (const path of coveredPaths(entryAt(tree, change.path), after, change.path)) hide(path, visible, found)
      if (after?.kind !== 'file' || isLater(after, links)) continue
      visible.set(change.path, { layer, node: after })
    }
    tree = applyChanges(tree, changes)
  }
  found.push(...duplicates(visible))
  return found.sort((a, b) => a.layer - b.layer)
}

/** Whether a file is a further name of one that the layer ships already; notes the first. */
function isLater(node: FileNode, links: Set<number>): boolean {
  if (node.link === undefined) return false
  const isKnown = links.has(node.link)
  links.add(node.link)
  return isKnown
}

/** The files that are not to be seen any more once `after` stands where `before` stood. */
function* coveredPaths(before: Node | undefined, after: Node | undefined, path: string): Generator<string> {
  if (before?.kind !== 'directory') yield path
  else if (after?.kind !== 'directory') for (const [below] of walkTree(before, path)) yield below
}

function hide(path: string, visible: Map<string, Shipped>, found: Waste[]): void {
  const shipped = visible.get(path)
  if (shipped === undefined) return
  visible.delete(path)
  if (shipped.node.content.size > 0)
    found.push({ layer: shipped.layer, path, bytes: shipped.node.content.size, kind: 'hidden' })
}

function* duplicates(visible: ReadonlyMap<string, Shipped>): Generator<Waste> {
  const seen = new Set<string>()
  for (const [path, { layer, node }] of visible) {
    if (node.content.size === 0) continue
    const identity = `${identityOf(node.content)}:${node.content.size}`
    if (seen.has(identity)) yield { layer, path, bytes: node.content.size, kind: 'duplicate' }
    seen.add(identity)
  }
}
