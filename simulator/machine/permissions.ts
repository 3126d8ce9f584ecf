import type { Attributes } from '../filesystem/tree.ts'
import type { User } from './process.ts'

/** What one may want to do with an entry; the numbers are the bits of a mode. */
export const execute = 1
export const write = 2
export const read = 4

/** Whether a user is root with all that root may do. */
export function hasPowers(user: User): boolean {
  return user.uid === 0 && user.isPlain !== true
}

/** Whether a user may do all that `wanted` (bits of {@link read}, {@link write}, {@link execute}) asks. Root may all, but execute only what somebody may. */
export function mayAccess(entry: Attributes & { readonly kind: string }, user: User, wanted: number): boolean {
  if (hasPowers(user)) return (wanted & execute) === 0 || entry.kind === 'directory' || (entry.mode & 0o111) !== 0
  const granted = entry.uid === user.uid ? entry.mode >> 6 : isMember(user, entry.gid) ? entry.mode >> 3 : entry.mode
  return (granted & wanted) === wanted
}

/** Whether a group is the user's own or one of the supplementary ones. */
export function isMember(user: User, gid: number): boolean {
  return user.gid === gid || user.groups.includes(gid)
}

/** Whether the sticky bit of a directory keeps a user from removing or renaming an entry of it. */
export function isKeptBySticky(directory: Attributes, entry: Attributes, user: User): boolean {
  return (directory.mode & 0o1000) !== 0 && !hasPowers(user) && user.uid !== entry.uid && user.uid !== directory.uid
}
