import type { Tree } from '../filesystem/tree.ts'
import { groupsOf, usersOf } from '../machine/users.ts'

/** Numbers for a file's owner. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

export const root: Owner = { uid: 0, gid: 0 }

/**
 * Who `--chown` and WORKDIR's USER name in a tree. A number stands for itself; a name that is not found is silently root; without a group it
 * is the named user's own, or the user's number. Source: moby/buildkit solver/llbsolver/file/user_linux.go; recorded case copy-chown-unknown.
 */
export function ownerIn(tree: Tree, text: string): Owner {
  const colon = text.indexOf(':')
  const user = colon < 0 ? text : text.slice(0, colon)
  const group = colon < 0 ? undefined : text.slice(colon + 1)
  const entry = isNumber(user) ? undefined : usersOf(tree)?.find((candidate) => candidate.name === user)
  const uid = isNumber(user) ? Number(user) : (entry?.uid ?? 0)
  if (group === undefined) return { uid, gid: isNumber(user) ? uid : (entry?.gid ?? 0) }
  const gid = isNumber(group)
    ? Number(group)
    : (groupsOf(tree)?.find((candidate) => candidate.name === group)?.gid ?? 0)
  return { uid, gid }
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text)
}
