import type { Tree } from '../filesystem/tree.ts'
import { groupsOf, usersOf } from '../machine/users.ts'

/** Numbers for a file's owner. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

export const root: Owner = { uid: 0, gid: 0 }

/** A name has to be looked up, and there is no file system to look in; `message` is what the builder prints. */
export class OwnerError extends Error {
  override readonly name = 'OwnerError'
  override readonly message = 'invalid user index: -1'
}

/**
 * Who `--chown` and WORKDIR's USER name in a tree. A number up to 2147483647 stands for itself, as `root` does for 0; a name that is not found is
 * silently root; without a group, or with one that is not found, it is the named user's own, or the user's number. Throws an
 * {@link OwnerError} for a name when there is no tree. Source: moby/buildkit client/llb/fileop.go, solver/llbsolver/file/user_linux.go;
 * recorded cases copy-chown-unknown, owners-odd.
 */
export function ownerIn(tree: Tree | undefined, text: string): Owner {
  const colon = text.indexOf(':')
  const user = colon < 0 ? text : text.slice(0, colon)
  const group = colon < 0 ? undefined : text.slice(colon + 1)
  const number = numberOf(user)
  const groupNumber = group === undefined ? undefined : numberOf(group)
  if (tree === undefined && (number === undefined || (group !== undefined && groupNumber === undefined)))
    throw new OwnerError()
  const entry =
    tree === undefined || number !== undefined ? undefined : usersOf(tree)?.find((candidate) => candidate.name === user)
  const uid = number ?? entry?.uid ?? 0
  const found =
    tree === undefined || group === undefined || groupNumber !== undefined
      ? undefined
      : groupsOf(tree)?.find((candidate) => candidate.name === group)
  return { uid, gid: groupNumber ?? found?.gid ?? number ?? entry?.gid ?? 0 }
}

function numberOf(text: string): number | undefined {
  if (text === 'root' || text === '') return 0
  return /^[+-]?\d+$/.test(text) && Number(text) < 2 ** 31 ? Number(text) >>> 0 : undefined
}
