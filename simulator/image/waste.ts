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

/** A file as a layer shipped it, under all names (hard links) by which it can still be seen. */
interface Shipped {
  readonly layer: number
  readonly path: string
  readonly node: FileNode
  readonly names: Set<string>
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
    const linked = new Map<number, Shipped>()
    for (const change of changes) {
      const after = change.kind === 'removed' ? undefined : change.node
      for (const path of coveredPaths(entryAt(tree, change.path), after, change.path)) hide(path, visible, found)
      if (after?.kind === 'file') ship({ layer, path: change.path, node: after, names: new Set() }, visible, linked)
    }
    tree = applyChanges(tree, changes)
  }
  found.push(...duplicates(visible))
  return found.sort((a, b) => a.layer - b.layer)
}

/** Notes a file, under its first name when it is a further name of one that the layer ships already. */
function ship(file: Shipped, visible: Map<string, Shipped>, linked: Map<number, Shipped>): void {
  const { link } = file.node
  const shipped = (link === undefined ? undefined : linked.get(link)) ?? file
  if (link !== undefined) linked.set(link, shipped)
  shipped.names.add(file.path)
  visible.set(file.path, shipped)
}

/** The files that are not to be seen any more once `after` stands where `before` stood. */
function* coveredPaths(before: Node | undefined, after: Node | undefined, path: string): Generator<string> {
  if (before?.kind !== 'directory') yield path
  else if (after?.kind !== 'directory') for (const [below] of walkTree(before, path)) yield below
}

function hide(path: string, visible: Map<string, Shipped>, found: Waste[]): void {
  const shipped = visible.get(path)
  visible.delete(path)
  shipped?.names.delete(path)
  if (shipped !== undefined && shipped.names.size === 0) found.push(...wasted(shipped, 'hidden'))
}

function* duplicates(visible: ReadonlyMap<string, Shipped>): Generator<Waste> {
  const seen = new Set<string>()
  for (const shipped of new Set(visible.values())) {
    const { content } = shipped.node
    const identity = `${identityOf(content)}:${content.size}`
    if (seen.has(identity)) yield* wasted(shipped, 'duplicate')
    seen.add(identity)
  }
}

function wasted({ layer, path, node }: Shipped, kind: Waste['kind']): readonly Waste[] {
  return node.content.size === 0 ? [] : [{ layer, path, bytes: node.content.size, kind }]
}
