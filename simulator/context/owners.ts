import type { DirectoryNode, Node, Tree } from '../filesystem/tree.ts'

const reset = new WeakMap<DirectoryNode, DirectoryNode>()

/**
 * A context as the client sends it: everything belongs to root, whoever owns it on the client's machine. A directory in which all does already
 * is the same value. Source: moby/buildkit session/filesync, resetUIDAndGID; recorded case cache-file-metadata.
 */
export function ownedByRoot(context: Tree): Tree {
  let result = reset.get(context)
  if (result === undefined) {
    let isSame = context.uid === 0 && context.gid === 0
    const entries = new Map<string, Node>()
    for (const [name, node] of context.entries) {
      const owned = node.kind === 'directory' ? ownedByRoot(node) : ofRoot(node)
      isSame &&= owned === node
      entries.set(name, owned)
    }
    result = isSame ? context : { ...context, uid: 0, gid: 0, entries }
    reset.set(context, result)
  }
  return result
}

function ofRoot<Entry extends Exclude<Node, DirectoryNode>>(node: Entry): Entry {
  return node.uid === 0 && node.gid === 0 ? node : { ...node, uid: 0, gid: 0 }
}
