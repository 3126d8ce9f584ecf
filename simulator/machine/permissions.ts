import type { Attributes } from '../filesystem/tree.ts'
import { hasPower } from './powers.ts'
import type { User } from './process.ts'

/** What one may want to do with an entry; the numbers are the bits of a mode. */
export const execute = 1
export const write = 2
export const read = 4

/** Whether a user may do all that `wanted` (bits of {@link read}, {@link write}, {@link execute}) asks. Root may all, but execute only what somebody may. */
export function mayAccess(entry: Attributes & { readonly kind: string }, user: User, wanted: number): boolean {
  const isFolder = entry.kind === 'directory'
  if (hasPower(user, 'DAC_OVERRIDE')) return (wanted & execute) === 0 || isFolder || (entry.mode & 0o111) !== 0
  if (hasPower(user, 'DAC_READ_SEARCH') && (wanted & ~(isFolder ? read | execute : read)) === 0) return true
  const granted = entry.uid === user.uid ? entry.mode >> 6 : isMember(user, entry.gid) ? entry.mode >> 3 : entry.mode
  return (granted & wanted) === wanted
}

/** Whether a group is the user's own or one of the supplementary ones. */
export function isMember(user: User, gid: number): boolean {
  return user.gid === gid || user.groups.includes(gid)
}

/** Whether the sticky bit of a directory keeps a user from removing or renaming an entry of it. */
export function isKeptBySticky(directory: Attributes, entry: Attributes, user: User): boolean {
  return (
    (directory.mode & 0o1000) !== 0 && !hasPower(user, 'FOWNER') && user.uid !== entry.uid && user.uid !== directory.uid
  )
}
