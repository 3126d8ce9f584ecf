import { realContent } from '../filesystem/content.ts'
import { type Change, isDifferent } from '../filesystem/differences.ts'
import {
  type Attributes,
  emptyTree,
  entryAt,
  type FileNode,
  type Node,
  resolveLinks,
  sortedNames,
  type Tree,
} from '../filesystem/tree.ts'
import { baseName, cleanPath, directoryName, joinPath } from '../values/path.ts'
import { removedBy } from './archive.ts'
import type { TarEntry } from './tar.ts'

/** Gives each hard-linked file of an image a number of its own. */
export interface LinkNumbers {
  next: number
}

const opaqueMark = '.wh..wh..opq'

/**
 * The entries of a layer's archive as changes to the tree below it, in archive order. Whiteouts become removals; an opaque directory removes
 * all that the lower one holds. A hard link may lead to a file of a lower layer; one that leads nowhere is left out.
 * Source: OCI image-spec, layer.md, "Applying Changesets".
 */
export function changesOfLayer(entries: readonly TarEntry[], lower: Tree, links: LinkNumbers): readonly Change[] {
  const changes: Change[] = []
  const files = new Map<string, { readonly node: FileNode; readonly index: number }>()
  for (const entry of entries) {
    if (entry.path === '') continue
    if (baseName(entry.path) === opaqueMark) {
      changes.push(...hiddenBy(directoryName(entry.path), lower))
      continue
    }
    const removed = removedBy(entry.path)
    if (removed !== undefined) {
      changes.push({ kind: 'removed', path: removed })
      continue
    }
    const node = entry.kind === 'hardlink' ? linkedNode(entry, changes, files, lower, links) : nodeOf(entry)
    if (node === undefined) continue
    if (node.kind === 'file') files.set(entry.path, { node, index: changes.length })
    changes.push({ kind: kindOf(node, entryAt(lower, entry.path)), path: entry.path, node })
  }
  return changes
}

function kindOf(node: Node, before: Node | undefined): 'added' | 'changed' | 'parent' {
  if (before === undefined) return 'added'
  return node.kind === 'directory' && !isDifferent(before, node) ? 'parent' : 'changed'
}

function hiddenBy(directory: string, lower: Tree): readonly Change[] {
  const node = resolveLinks(lower, `/${directory}`)?.node
  if (node?.kind !== 'directory') return []
  return sortedNames(node).map((name) => ({ kind: 'removed', path: joinPath(directory, name) }))
}

/** The file that a hard link names, numbered so that both names are one file. */
function linkedNode(
  entry: TarEntry,
  changes: Change[],
  files: ReadonlyMap<string, { readonly node: FileNode; readonly index: number }>,
  lower: Tree,
  links: LinkNumbers,
): FileNode | undefined {
  const target = cleanPath(`/${entry.linkName}`).slice(1)
  const first = files.get(target)
  if (first === undefined) {
    const node = entryAt(lower, target)
    return node?.kind === 'file' ? node : undefined
  }
  const current = changes[first.index]
  if (current === undefined || current.kind === 'removed' || current.node.kind !== 'file') return undefined
  if (current.node.link !== undefined) return current.node
  const numbered: FileNode = { ...current.node, link: links.next++ }
  changes[first.index] = { ...current, node: numbered }
  return numbered
}

function nodeOf(entry: TarEntry): Node {
  const attributes: Attributes = { mode: entry.mode, uid: entry.uid, gid: entry.gid, mtime: entry.mtime }
  const [major, minor] = entry.device
  switch (entry.kind) {
    case 'directory':
      return { kind: 'directory', ...attributes, entries: emptyTree.entries }
    case 'symlink':
      return { kind: 'symlink', ...attributes, target: entry.linkName }
    case 'character':
    case 'block':
      return { kind: entry.kind, ...attributes, major, minor }
    case 'fifo':
      return { kind: 'fifo', ...attributes }
    case 'file':
    case 'hardlink':
      return { kind: 'file', ...attributes, content: entry.content ?? realContent(entry.bytes) }
  }
}
