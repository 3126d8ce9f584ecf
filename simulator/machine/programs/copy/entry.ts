import type { Node } from '../../../filesystem/tree.ts'
import { chmod, chown, makeDevice, makeFifo, openRead, openWrite, readlink, setTime, symlink } from '../../files.ts'
import type { Errno, Process } from '../../process.ts'
import type { Flavour } from '../program.ts'

/** What a copy takes over from the original beside its content. */
export interface Kept {
  readonly mode: boolean
  readonly owner: boolean
  readonly times: boolean
  readonly links: boolean
}

/** How `cp`, and `mv` from one file system to another, copy. */
export interface CopyHow {
  readonly flavour: Flavour
  readonly recursive: boolean
  /** Which links are followed: all, those named as operands, none. */
  readonly follows: 'all' | 'operands' | 'none'
  readonly kept: Kept
  readonly force: boolean
  readonly noClobber: boolean
  readonly onlyNewer: boolean
  readonly verbose: boolean
  readonly removesFirst: boolean
  readonly makes: 'copies' | 'links' | 'symlinks'
  /** What a file that is replaced is renamed with. */
  readonly backupSuffix?: string | undefined
  /** `mv` goes on with it: nothing is omitted, and messages are those of a move. */
  readonly isMove: boolean
}

/** One run of copying, and what it has to remember. */
export interface Copying {
  readonly process: Process
  readonly how: CopyHow
  /** Real paths of directories made, so that a copy is not copied into itself. */
  readonly madeDirectories: Set<string>
  /** Where the names of hard-linked files were copied to first, by the number of their link. */
  readonly firstNames: Map<number, string>
  /** Paths made for operands: a later one of the same name must not replace them. */
  readonly madePaths: Set<string>
}

/** A copying that has copied nothing yet. */
export function startCopying(process: Process, how: CopyHow): Copying {
  return { process, how, madeDirectories: new Set(), firstNames: new Map(), madePaths: new Set() }
}

/** A copy that failed, and on which side. */
export interface CopyFailure {
  readonly side: 'read' | 'write'
  readonly errno: Errno
}

/** Copies the content of a file, device or pipe into a file, which is made with `mode` when it is missing. Sized content stays sized. */
export function copyContent(
  process: Process,
  from: string,
  to: string,
  { mode, exclusive = false }: { readonly mode: number; readonly exclusive?: boolean },
): CopyFailure | undefined {
  const source = openRead(process, from)
  if (source.errno !== undefined) return { side: 'read', errno: source.errno }
  const target = openWrite(process, to, { mode, exclusive })
  if (target.errno !== undefined) return { side: 'write', errno: target.errno }
  for (let piece = source.value.read(); piece !== undefined; piece = source.value.read()) target.value.write(piece)
  target.value.close()
  return undefined
}

/** Makes a link, pipe or device like another. */
export function makeAlike(process: Process, node: Node, from: string, to: string): Errno | undefined {
  switch (node.kind) {
    case 'symlink': {
      const target = readlink(process, from)
      return target.errno ?? symlink(process, target.value, to)
    }
    case 'fifo':
      return makeFifo(process, to, node.mode)
    case 'character':
    case 'block':
      return makeDevice(process, to, node.kind, node, node.mode)
    default:
      throw new RangeError(`a ${node.kind} is copied, not made alike`)
  }
}

/** Gives a copy the owner, mode and time that are kept; gives the error of an owner that could not be. */
export function takeOver(process: Process, node: Node, path: string, kept: Kept): Errno | undefined {
  const followLink = node.kind !== 'symlink'
  const { uid, gid } = node
  let refused: Errno | undefined
  if (kept.owner) {
    refused = chown(process, path, { uid, gid }, followLink)
    if (refused !== undefined) chown(process, path, { gid }, followLink)
  }
  if (kept.mode && followLink) chmod(process, path, refused === undefined ? node.mode : node.mode & ~0o6000)
  if (kept.times) setTime(process, path, node.mtime, followLink)
  return refused
}
