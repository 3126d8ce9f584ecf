import { isDirectory, list, lstat, realPath, stat } from '../files.ts'
import type { Process } from '../process.ts'
import type { Caller } from '../walk.ts'

/** A name in a directory, with one slash between. */
export function within(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`
}

/** A path without the slashes at its end; the root keeps one. */
export function withoutSlashes(path: string): string {
  return path.replace(/(?<=.)\/+$/, '')
}

/** The last name of a path as it is written; `/` for the root, empty for nothing. */
export function lastName(path: string): string {
  const trimmed = withoutSlashes(path)
  return trimmed === '/' || trimmed === '' ? trimmed : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

/** Where an operand goes when the target may be a directory: into it, or in its place. */
export function placeIn(process: Process, target: string, source: string): string {
  return isDirectory(process, target) ? within(target, lastName(source)) : target
}

/** Whether two names lead to one file: the same place, or two names of a hard-linked file. Links at the end are followed unless `followLast` is false. */
export function isSameFile(caller: Caller, a: string, b: string, followLast = true): boolean {
  const look = followLast ? stat : lstat
  const left = look(caller, a)
  const right = look(caller, b)
  if (left.errno !== undefined || right.errno !== undefined) return false
  if (left.value.kind === 'file' && right.value.kind === 'file' && left.value.link !== undefined)
    return left.value.link === right.value.link
  const place = followLast ? realPath : placeOf
  return place(caller, a).value === place(caller, b).value
}

/** The absolute path of an entry itself: links on the way are followed, a link at the end is not. */
export function placeOf(caller: Caller, path: string): ReturnType<typeof realPath> {
  const name = lastName(path)
  if (name === '/' || name === '.' || name === '..') return realPath(caller, path)
  const trimmed = withoutSlashes(path)
  const above = realPath(caller, trimmed.includes('/') ? trimmed.slice(0, trimmed.lastIndexOf('/') + 1) : '.')
  return above.errno === undefined ? { value: within(above.value, name) } : above
}

/** The paths in a directory, in the order of their names; none where it cannot be read. */
export function pathsIn(process: Process, directory: string): readonly string[] {
  return (list(process, directory).value ?? []).map((name) => within(directory, name))
}
