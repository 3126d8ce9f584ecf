import type { DirectoryNode, Node, Tree } from '../filesystem/tree.ts'

/**
 * A received context as the builder's checksums know it: a directory that it had already keeps the mode it was first seen with, because an
 * incremental transfer updates the directory without telling the hasher. `known` is this function's last result for the context.
 * Source: measured (case cache-file-metadata).
 */
export function knownContext(sent: Tree, known: Tree | undefined): Tree {
  return known === undefined || known === sent ? sent : { ...sent, entries: withKnownModes(sent, known) }
}

function withKnownModes(sent: DirectoryNode, known: DirectoryNode): ReadonlyMap<string, Node> {
  const entries = new Map<string, Node>()
  let isSame = true
  for (const [name, node] of sent.entries) {
    const before = known.entries.get(name)
    const kept =
      node.kind === 'directory' && before?.kind === 'directory' && node !== before ? knownDirectory(node, before) : node
    entries.set(name, kept)
    isSame &&= kept === node
  }
  return isSame ? sent.entries : entries
}

function knownDirectory(sent: DirectoryNode, known: DirectoryNode): DirectoryNode {
  const entries = withKnownModes(sent, known)
  return entries === sent.entries && sent.mode === known.mode ? sent : { ...sent, mode: known.mode, entries }
}
