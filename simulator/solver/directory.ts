import { Draft } from '../filesystem/draft.ts'
import { atSecond, resolveLinks, type Time, type Tree } from '../filesystem/tree.ts'
import type { DirectoryOperation } from '../graph/vertex.ts'
import { CopyError, makeParents } from './copy.ts'
import { ownerIn, root } from './owner.ts'

/** WORKDIR: makes the directory and what is missing above it, owned by the user in force; what is there stays. */
export function applyDirectory(tree: Tree, operation: DirectoryOperation, now: Time): Tree {
  const draft = new Draft(tree)
  const resolved = resolveLinks(tree, operation.path)
  if (resolved === undefined) throw new CopyError('too many links')
  const blocked = nonDirectoryAbove(tree, resolved.path)
  if (blocked !== undefined)
    throw new CopyError(
      blocked === resolved.path ? `mkdir ${blocked}: not a directory` : `lstat ${resolved.path}: not a directory`,
    )
  const owner = operation.owner === '' ? root : ownerIn(tree, operation.owner)
  makeParents(draft, resolved.path, {
    mode: operation.mode,
    ...owner,
    mtime: operation.created === undefined ? now : atSecond(operation.created),
  })
  return draft.finish()
}

function nonDirectoryAbove(tree: Tree, path: string): string | undefined {
  let here = ''
  for (const name of path.split('/').filter((part) => part !== '')) {
    here += `/${name}`
    const node = resolveLinks(tree, here, false)?.node
    if (node === undefined) return undefined
    if (node.kind !== 'directory') return here
  }
  return undefined
}
