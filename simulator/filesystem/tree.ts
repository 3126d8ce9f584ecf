import { compareBytes } from '../values/bytes.ts'
import { namesOf } from '../values/path.ts'
import type { Content } from './content.ts'

/** Seconds since 1970 (may be negative) and nanoseconds within the second. */
export interface Time {
  readonly seconds: number
  readonly nanoseconds: number
}

/** A time of whole seconds. */
export function atSecond(seconds: number): Time {
  return { seconds, nanoseconds: 0 }
}

/** The time so many milliseconds after another. */
export function later(time: Time, milliseconds: number): Time {
  const nanoseconds = time.nanoseconds + Math.round(milliseconds * 1e6)
  return { seconds: time.seconds + Math.floor(nanoseconds / 1e9), nanoseconds: nanoseconds % 1e9 }
}

export const epoch: Time = atSecond(0)

/** What every entry of a file system carries beside its content. */
export interface Attributes {
  /** Permission bits with set-uid 04000, set-gid 02000 and sticky 01000; no type bits. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly mtime: Time
}

export interface FileNode extends Attributes {
  readonly kind: 'file'
  readonly content: Content
  /** Names with the same link are one file (hard links). Absent for a file with one name. Unique within a tree. */
  readonly link?: number
}

export interface DirectoryNode extends Attributes {
  readonly kind: 'directory'
  readonly entries: ReadonlyMap<string, Node>
}

export interface SymlinkNode extends Attributes {
  readonly kind: 'symlink'
  readonly target: string
}

export interface DeviceNode extends Attributes {
  readonly kind: 'character' | 'block'
  readonly major: number
  readonly minor: number
}

export interface FifoNode extends Attributes {
  readonly kind: 'fifo'
}

/** One entry of a file system. Immutable: equal by reference means unchanged, also for all that is below a directory. */
export type Node = FileNode | DirectoryNode | SymlinkNode | DeviceNode | FifoNode

/** A whole file system: its root directory. A value; a snapshot costs what changed. */
export type Tree = DirectoryNode

/** A tree with nothing in it. */
export const emptyTree: Tree = { kind: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: epoch, entries: new Map() }

/** The entry at a path, nothing followed; undefined where there is none. */
export function entryAt(tree: Tree, path: string): Node | undefined {
  let node: Node = tree
  for (const name of namesOf(path)) {
    if (node.kind !== 'directory') return undefined
    const next = node.entries.get(name)
    if (next === undefined) return undefined
    node = next
  }
  return node
}

/** Where a path leads when symbolic links are followed inside the tree. */
export interface Resolution {
  /** Absolute, free of links (but for the last name when it is not followed). */
  readonly path: string
  /** Absent when nothing is there; all but the last name of `path` may then be missing too. */
  readonly node: Node | undefined
}

/**
 * Follows symbolic links, the last name's too unless `followLast` is false. Links cannot lead out of the tree: `..` at the root stays there.
 * Undefined when more than 255 links are met (a loop).
 */
export function resolveLinks(tree: Tree, path: string, followLast = true): Resolution | undefined {
  // Not namesOf: a `..` after a link means the parent of where the link leads.
  const waiting = path.split('/').filter((name) => name !== '' && name !== '.')
  const walked: { readonly name: string; readonly node: Node }[] = []
  let missing = false
  let followed = 0
  const here = (): Node => walked.at(-1)?.node ?? tree
  const names: string[] = []
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (name === '..') {
      names.pop()
      if (!missing) walked.pop()
      else missing = names.length > walked.length
      continue
    }
    const parent = here()
    const node = !missing && parent.kind === 'directory' ? parent.entries.get(name) : undefined
    if (node === undefined) {
      missing = true
      names.push(name)
      continue
    }
    if (node.kind === 'symlink' && (followLast || waiting.length > 0)) {
      followed++
      if (followed > 255) return undefined
      if (node.target.startsWith('/')) {
        walked.length = 0
        names.length = 0
      }
      waiting.unshift(...node.target.split('/').filter((part) => part !== '' && part !== '.'))
      continue
    }
    walked.push({ name, node })
    names.push(name)
  }
  return { path: `/${names.join('/')}`, node: missing ? undefined : here() }
}

/** Visits every entry below a directory, depth first, siblings by the bytes of their names, a directory before what is in it. Paths have no leading slash. */
export function* walkTree(tree: Tree, below = ''): Generator<readonly [path: string, node: Node]> {
  for (const name of sortedNames(tree)) {
    const node = tree.entries.get(name)
    if (node === undefined) continue
    const path = below === '' ? name : `${below}/${name}`
    yield [path, node]
    if (node.kind === 'directory') yield* walkTree(node, path)
  }
}

const sorted = new WeakMap<DirectoryNode, readonly string[]>()

/** The names in a directory in the order of their bytes; computed once for each value. */
export function sortedNames(directory: DirectoryNode): readonly string[] {
  let names = sorted.get(directory)
  if (names === undefined) {
    names = [...directory.entries.keys()].sort(compareBytes)
    sorted.set(directory, names)
  }
  return names
}

const totals = new WeakMap<DirectoryNode, number>()

/** The bytes of all files below a directory, each hard-linked file once for every name; computed once for each value. */
export function fileBytes(directory: DirectoryNode): number {
  let total = totals.get(directory)
  if (total === undefined) {
    total = 0
    for (const node of directory.entries.values()) {
      if (node.kind === 'file') total += node.content.size
      else if (node.kind === 'directory') total += fileBytes(node)
    }
    totals.set(directory, total)
  }
  return total
}

/** For a draft that changes its own directory in place: what was computed of it holds no longer. */
export function forgetComputed(directory: DirectoryNode): void {
  sorted.delete(directory)
  totals.delete(directory)
}
