import type { Draft } from '../filesystem/draft.ts'
import type { Machine, MountPoint } from './process.ts'

const root: MountPoint = { path: '/', readOnly: false }
const virtual: readonly MountPoint[] = [
  { path: '/dev', readOnly: false },
  { path: '/proc', readOnly: true },
  { path: '/sys', readOnly: true },
]

/** Whether a path is `top` or below it. Both absolute and clean. */
export function isWithin(path: string, top: string): boolean {
  return path === top || top === '/' || (path.startsWith(top) && path[top.length] === '/')
}

/** The mount that a path (absolute, free of links) lies on; the deepest counts. */
export function mountOf(machine: Machine, path: string): MountPoint {
  let found = root
  for (const mounts of [virtual, machine.mounts])
    for (const mount of mounts) if (mount.path.length >= found.path.length && isWithin(path, mount.path)) found = mount
  return found
}

/** Whether something is mounted exactly there, so that it can be neither removed nor renamed. */
export function isMountPoint(machine: Machine, path: string): boolean {
  return path !== '/' && mountOf(machine, path).path === path
}

/** Whether a path lies on /dev, /proc or /sys, which the kernel makes and the image does not hold. Mounts below them are of the tree. */
export function isVirtual(machine: Machine, path: string): boolean {
  return virtual.includes(mountOf(machine, path))
}

/** Where changes at a path go: the image's tree, or the memory that /dev lives in. */
export function draftOf(machine: Machine, path: string): Draft {
  return isVirtual(machine, path) ? machine.devices : machine.draft
}
