import { Draft } from '../filesystem/draft.ts'
import { atSecond, emptyTree, type Time, type Tree } from '../filesystem/tree.ts'
import type { DirectoryOperation } from '../graph/vertex.ts'
import { follow, makeParents, ownerFor } from './copy.ts'
import { root } from './owner.ts'

/** WORKDIR: makes the directory and what is missing above it, owned by the user in force; what is there stays. */
export function applyDirectory(base: Tree | undefined, operation: DirectoryOperation, now: Time): Tree {
  const draft = new Draft(base ?? emptyTree)
  const path = follow(draft, operation.path)
  const owner = operation.owner === '' ? root : ownerFor(base, operation.owner)
  makeParents(draft, path, {
    mode: operation.mode,
    ...owner,
    mtime: operation.created === undefined ? now : atSecond(operation.created),
  })
  return draft.finish()
}
