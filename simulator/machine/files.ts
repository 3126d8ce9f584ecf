import { type Attributes, entryAt, type Node, sortedNames, type Time } from '../filesystem/tree.ts'
import { directoryName } from '../values/path.ts'
import { done, failed, type Result } from './errno.ts'
import { draftOf, isMountPoint, isWithin, mountOf } from './mounts.ts'
import { mayMake, settle, touchParent } from './open.ts'
import { execute, isKeptBySticky, isMember, mayAccess, read, write } from './permissions.ts'
import { hasPower } from './powers.ts'
import type { Errno, Machine } from './process.ts'
import { type Caller, type Place, walk } from './walk.ts'

export { errorText, type Result } from './errno.ts'
export { appendFile, type OpenHow, openRead, openWrite, readFile, readTextFile, writeFile } from './open.ts'
export type { Caller } from './walk.ts'

/*
 * The system calls on names. A path is absolute or relative to the caller's directory. What can go wrong is a value: calls that give
 * something give a Result, the others an Errno or undefined. Permissions are the caller's; mounts may be read-only (EROFS), may not be
 * removed (EBUSY), and nothing is linked or renamed over their edge (EXDEV). Changed directories get the clock's time.
 */

/** The entry a path leads to, links followed. */
export function stat(caller: Caller, path: string): Result<Node> {
  return entryOf(caller, path, true)
}

/** The entry at a path itself, also when it is a link. */
export function lstat(caller: Caller, path: string): Result<Node> {
  return entryOf(caller, path, false)
}

function entryOf(caller: Caller, path: string, followLast: boolean): Result<Node> {
  settle(caller.machine)
  const found = walk(caller, path, followLast)
  if (found.errno !== undefined) return found
  return found.value.node === undefined ? failed('ENOENT') : done(found.value.node)
}

/** Whether something is there, links followed. */
export function exists(caller: Caller, path: string): boolean {
  return stat(caller, path).errno === undefined
}

/** Whether a directory is there, links followed. */
export function isDirectory(caller: Caller, path: string): boolean {
  return stat(caller, path).value?.kind === 'directory'
}

/** Where a path really leads: absolute, without links. The last name may be missing; ENOENT when an earlier one is. */
export function realPath(caller: Caller, path: string): Result<string> {
  const found = walk(caller, path)
  return found.errno !== undefined ? found : done(found.value.path)
}

/** Whether the caller may do all of `wanted` (`r`, `w`, `x`) with what is there; undefined when so. */
export function access(caller: Caller, path: string, wanted: string): Errno | undefined {
  const found = walk(caller, path)
  if (found.errno !== undefined) return found.errno
  const { node, path: real } = found.value
  if (node === undefined) return 'ENOENT'
  const bits =
    (wanted.includes('r') ? read : 0) | (wanted.includes('w') ? write : 0) | (wanted.includes('x') ? execute : 0)
  if ((bits & write) !== 0 && mountOf(caller.machine, real).readOnly) return 'EROFS'
  return mayAccess(node, caller.user, bits) ? undefined : 'EACCES'
}

/** The names in a directory in the order of their bytes, without `.` and `..`. */
export function list(caller: Caller, path: string): Result<readonly string[]> {
  const found = walk(caller, path)
  if (found.errno !== undefined) return found
  const { node } = found.value
  if (node === undefined) return failed('ENOENT')
  if (node.kind !== 'directory') return failed('ENOTDIR')
  return mayAccess(node, caller.user, read) ? done(sortedNames(node)) : failed('EACCES')
}

/** Where a link leads, as it is written. EINVAL for what is no link. */
export function readlink(caller: Caller, path: string): Result<string> {
  const found = lstat(caller, path)
  if (found.errno !== undefined) return found
  return found.value.kind === 'symlink' ? done(found.value.target) : failed('EINVAL')
}

/** Makes one directory. EEXIST when the name is taken. `mode` is before the umask. */
export function makeDirectory(caller: Caller, path: string, mode = 0o777): Errno | undefined {
  return make(caller, path, (place) => {
    const inherited = place.parent.mode & 0o2000
    return {
      kind: 'directory',
      ...ownedBy(caller, place, (mode & ~caller.umask & 0o1777) | inherited),
      entries: new Map(),
    }
  })
}

/** Makes a symbolic link at `path` that says `target`. */
export function symlink(caller: Caller, target: string, path: string): Errno | undefined {
  if (target === '') return 'ENOENT'
  return make(caller, path, (place) => ({ kind: 'symlink', ...ownedBy(caller, place, 0o777), target }))
}

/** Makes a named pipe. */
export function makeFifo(caller: Caller, path: string, mode = 0o666): Errno | undefined {
  return make(caller, path, (place) => ({ kind: 'fifo', ...ownedBy(caller, place, mode & ~caller.umask) }))
}

/** Makes a device: only root may, and runc's default capabilities let it. */
export function makeDevice(
  caller: Caller,
  path: string,
  kind: 'character' | 'block',
  numbers: { readonly major: number; readonly minor: number },
  mode = 0o666,
): Errno | undefined {
  if (!hasPower(caller.user, 'MKNOD')) return 'EPERM'
  return make(caller, path, (place) => ({ kind, ...ownedBy(caller, place, mode & ~caller.umask), ...numbers }))
}

function make(caller: Caller, path: string, nodeAt: (place: Place) => Node): Errno | undefined {
  settle(caller.machine)
  const found = walk(caller, path.replace(/(?<=[^/])\/+$/, ''), false)
  if (found.errno !== undefined) return found.errno
  const place = found.value
  if (place.node !== undefined) return 'EEXIST'
  const wrong = mayMake(caller, place)
  if (wrong !== undefined) return wrong
  const node = nodeAt(place)
  if (path.endsWith('/') && node.kind !== 'directory') return 'ENOENT'
  draftOf(caller.machine, place.path).set(place.path, node)
  if (node.kind === 'directory') caller.machine.remade.add(place.path)
  touchParent(caller.machine, place.path)
  return undefined
}

/**
 * Whether a directory, or one above it that was not made here, is of the layers below. An overlay does not rename those. Source: Linux,
 * fs/overlayfs/dir.c, ovl_can_move.
 */
function isOfLayers(machine: Machine, path: string): boolean {
  if (machine.lower === undefined || mountOf(machine, path).path !== '/') return false
  for (let above = path; above !== '/'; above = directoryName(above)) if (machine.remade.has(above)) return false
  return entryAt(machine.lower, path)?.kind === 'directory'
}

function ownedBy(caller: Caller, place: Place, mode: number): Attributes {
  const gid = (place.parent.mode & 0o2000) !== 0 ? place.parent.gid : caller.user.gid
  return { mode, uid: caller.user.uid, gid, mtime: caller.machine.clock.now() }
}

/** Removes a name that is not a directory's. EISDIR for a directory. */
export function unlink(caller: Caller, path: string): Errno | undefined {
  settle(caller.machine)
  const found = walk(caller, path, false)
  if (found.errno !== undefined) return found.errno
  const { node, path: real } = found.value
  if (node === undefined) return 'ENOENT'
  const wrong = mayRemove(caller, found.value, node)
  if (wrong !== undefined) return wrong
  if (node.kind === 'directory') return 'EISDIR'
  for (const file of caller.machine.openFiles) if (file.path === real) file.path = undefined
  draftOf(caller.machine, real).remove(real)
  touchParent(caller.machine, real)
  return undefined
}

/** Removes an empty directory. */
export function removeDirectory(caller: Caller, path: string): Errno | undefined {
  settle(caller.machine)
  if (/(^|\/)\.\/*$/.test(path)) return 'EINVAL'
  if (/(^|\/)\.\.\/*$/.test(path)) return 'ENOTEMPTY'
  const found = walk(caller, path.replace(/(?<=[^/])\/+$/, ''), false)
  if (found.errno !== undefined) return found.errno
  const { node, path: real } = found.value
  if (node === undefined) return 'ENOENT'
  if (node.kind !== 'directory') return 'ENOTDIR'
  if (real === '/') return 'EBUSY'
  const wrong = mayRemove(caller, found.value, node)
  if (wrong !== undefined) return wrong
  if (node.entries.size > 0) return 'ENOTEMPTY'
  draftOf(caller.machine, real).remove(real)
  touchParent(caller.machine, real)
  return undefined
}

function mayRemove(caller: Caller, place: Place, node: Node): Errno | undefined {
  if (isMountPoint(caller.machine, place.path)) return 'EBUSY'
  if (mountOf(caller.machine, place.path).readOnly) return 'EROFS'
  if (!mayAccess(place.parent, caller.user, write | execute)) return 'EACCES'
  return isKeptBySticky(place.parent, node, caller.user) ? 'EPERM' : undefined
}

/** Gives what is at `from` the name `to`, in place of what was there (a file over a file, a directory over an empty one). */
export function rename(caller: Caller, from: string, to: string): Errno | undefined {
  const { machine } = caller
  settle(machine)
  const source = walk(caller, from.replace(/(?<=[^/])\/+$/, ''), false)
  if (source.errno !== undefined) return source.errno
  const target = walk(caller, to.replace(/(?<=[^/])\/+$/, ''), false)
  if (target.errno !== undefined) return target.errno
  const node = source.value.node
  const before = target.value.node
  if (node === undefined) return 'ENOENT'
  const fromPath = source.value.path
  const toPath = target.value.path
  if (node.kind !== 'directory' && (source.value.mustBeDirectory || to.endsWith('/'))) return 'ENOTDIR'
  if (mountOf(machine, fromPath).path !== mountOf(machine, toPath).path)
    return isMountPoint(machine, fromPath) ? 'EBUSY' : 'EXDEV'
  const wrong = mayRemove(caller, source.value, node) ?? mayReplace(caller, target.value, node)
  if (wrong !== undefined) return wrong
  if (fromPath === toPath) return undefined
  if (isWithin(toPath, fromPath)) return 'EINVAL'
  if (isWithin(fromPath, toPath)) return 'ENOTEMPTY'
  if (node.kind === 'directory' && isOfLayers(machine, fromPath)) return 'EXDEV'
  if (node.kind === 'file' && before?.kind === 'file' && node.link !== undefined && node.link === before.link)
    return undefined
  const draft = draftOf(machine, fromPath)
  for (const file of machine.openFiles) {
    if (file.path === toPath) file.path = undefined
    else if (file.path !== undefined && isWithin(file.path, fromPath))
      file.path = toPath + file.path.slice(fromPath.length)
  }
  draft.remove(toPath)
  draft.remove(fromPath)
  draft.set(toPath, node)
  if (node.kind === 'directory') machine.remade.add(toPath)
  touchParent(machine, fromPath)
  touchParent(machine, toPath)
  return undefined
}

function mayReplace(caller: Caller, place: Place, node: Node): Errno | undefined {
  const before = place.node
  if (before === undefined) return mayMake(caller, place)
  const wrong = mayRemove(caller, place, before)
  if (wrong !== undefined) return wrong
  if (before.kind === 'directory') {
    if (node.kind !== 'directory') return 'EISDIR'
    return before.entries.size > 0 && before !== node ? 'ENOTEMPTY' : undefined
  }
  return node.kind === 'directory' ? 'ENOTDIR' : undefined
}

/** Gives a file a second name (a hard link). EPERM for a directory; a link as source is not followed. */
export function link(caller: Caller, existing: string, path: string): Errno | undefined {
  const { machine } = caller
  settle(machine)
  const source = walk(caller, existing, false)
  if (source.errno !== undefined) return source.errno
  const { node, path: from } = source.value
  if (node === undefined) return 'ENOENT'
  if (node.kind === 'directory') return 'EPERM'
  const target = walk(caller, path, false)
  if (target.errno !== undefined) return target.errno
  if (target.value.node !== undefined) return 'EEXIST'
  if (mountOf(machine, from).path !== mountOf(machine, target.value.path).path) return 'EXDEV'
  const wrong = mayMake(caller, target.value)
  if (wrong !== undefined) return wrong
  const draft = draftOf(machine, from)
  if (node.kind === 'file') draft.link(from, target.value.path)
  else draft.set(target.value.path, node)
  touchParent(machine, target.value.path)
  return undefined
}

/** Sets the permission bits (with set-uid, set-gid, sticky). Only the owner and root may. Links are followed. */
export function chmod(caller: Caller, path: string, mode: number): Errno | undefined {
  return changeAttributes(caller, path, true, (node) => {
    if (!hasPower(caller.user, 'FOWNER') && caller.user.uid !== node.uid) return 'EPERM'
    // A set-gid bit for a group that one is not in is dropped without a word.
    const kept = hasPower(caller.user, 'FSETID') || isMember(caller.user, node.gid) ? 0o7777 : 0o5777
    return { mode: mode & kept }
  })
}

/** Sets owner and group; undefined leaves one as it is. Root may all; an owner may give a file to a group of theirs. Takes set-uid and set-gid away from programs. */
export function chown(
  caller: Caller,
  path: string,
  owner: { readonly uid?: number | undefined; readonly gid?: number | undefined },
  followLink = true,
): Errno | undefined {
  return changeAttributes(caller, path, followLink, (node) => {
    const uid = owner.uid ?? node.uid
    const gid = owner.gid ?? node.gid
    const { user } = caller
    const isOwn = user.uid === node.uid && uid === node.uid && (gid === node.gid || isMember(user, gid))
    if (!isOwn && !hasPower(user, 'CHOWN')) return 'EPERM'
    const isProgram = node.kind === 'file' && (node.mode & 0o111) !== 0
    return { uid, gid, ...(isProgram && { mode: node.mode & (node.mode & 0o010 ? ~0o6000 : ~0o4000) }) }
  })
}

/** Sets the time of last change; without one, the clock's, for which the right to write is enough. */
export function setTime(caller: Caller, path: string, time?: Time, followLink = true): Errno | undefined {
  return changeAttributes(caller, path, followLink, (node) => {
    const isOwner = hasPower(caller.user, 'FOWNER') || caller.user.uid === node.uid
    if (!isOwner && (time !== undefined || !mayAccess(node, caller.user, write)))
      return time === undefined ? 'EACCES' : 'EPERM'
    return { mtime: time ?? caller.machine.clock.now() }
  })
}

function changeAttributes(
  caller: Caller,
  path: string,
  followLink: boolean,
  changeOf: (node: Node) => Partial<Attributes> | Errno,
): Errno | undefined {
  settle(caller.machine)
  const found = walk(caller, path, followLink)
  if (found.errno !== undefined) return found.errno
  const { node, path: real } = found.value
  if (node === undefined) return 'ENOENT'
  if (mountOf(caller.machine, real).readOnly) return 'EROFS'
  const change = changeOf(node)
  if (typeof change === 'string') return change
  draftOf(caller.machine, real).setAttributes(real, change)
  return undefined
}
