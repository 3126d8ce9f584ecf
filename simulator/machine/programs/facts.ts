import type { DirectoryNode, Node, Tree } from '../../filesystem/tree.ts'
import { sortedNames, walkTree } from '../../filesystem/tree.ts'
import { sha256Hex } from '../../values/digest.ts'
import { resolvePath } from '../../values/path.ts'
import type { Process } from '../process.ts'
import { modeLetters } from './mode.ts'

/** The letter of a kind of entry, as `ls -l` shows it. */
export function kindLetter(node: Node): string {
  return { file: '-', directory: 'd', symlink: 'l', character: 'c', block: 'b', fifo: 'p' }[node.kind]
}

/** Kind and permissions: `drwxr-xr-x`. */
export function modeText(node: Node): string {
  return kindLetter(node) + modeLetters(node.mode)
}

/** The type bits of `st_mode` with the permission bits. */
export function rawMode(node: Node): number {
  const type = {
    file: 0o100000,
    directory: 0o40000,
    symlink: 0o120000,
    character: 0o20000,
    block: 0o60000,
    fifo: 0o10000,
  }
  return type[node.kind] | node.mode
}

/** Bytes as `ls -l` shows them: a directory takes one block, a link the bytes of its target. */
export function apparentSize(node: Node): number {
  if (node.kind === 'file') return node.content.size
  if (node.kind === 'directory') return 4096
  return node.kind === 'symlink' ? new TextEncoder().encode(node.target).length : 0
}

/** Blocks of 512 bytes on a disk with blocks of 4096, as ext4 keeps them: short links take none. */
export function blocksOf(node: Node): number {
  if (node.kind === 'file') return Math.ceil(node.content.size / 4096) * 8
  if (node.kind === 'directory') return 8
  return node.kind === 'symlink' && apparentSize(node) >= 60 ? 8 : 0
}

/** How many names an entry has; for a directory its subdirectories and two. */
export function linkCount(process: Process, node: Node): number {
  if (node.kind === 'directory') return 2 + subdirectories(node)
  if (node.kind !== 'file' || node.link === undefined) return 1
  return linkCounts(process.machine.draft.current).get(node.link) ?? 1
}

function subdirectories(directory: DirectoryNode): number {
  return sortedNames(directory).filter((name) => directory.entries.get(name)?.kind === 'directory').length
}

function linkCounts(tree: Tree): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const [, node] of walkTree(tree))
    if (node.kind === 'file' && node.link !== undefined) counts.set(node.link, (counts.get(node.link) ?? 0) + 1)
  return counts
}

/** A stand-in for the inode number: the same for all names of a file, another for every other path. */
export function inodeOf(process: Process, path: string, node: Node): number {
  const key =
    node.kind === 'file' && node.link !== undefined ? `link ${node.link}` : resolvePath(process.directory, path)
  return 100_000 + (Number.parseInt(sha256Hex(key).slice(0, 8), 16) % 9_000_000)
}

/** A size for people, as GNU's `-h` rounds: up, one digit below ten (`1.5K`, `12M`). */
export function humanSize(bytes: number, base = 1024): string {
  const units = base === 1024 ? ['', 'K', 'M', 'G', 'T', 'P'] : ['', 'k', 'M', 'G', 'T', 'P']
  let value = bytes
  let unit = 0
  while (value >= base && unit < units.length - 1) {
    value /= base
    unit++
  }
  if (unit === 0) return `${bytes}`
  const rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value)
  if (rounded >= base) return `1.0${units[unit + 1] ?? ''}`
  return `${rounded < 10 ? rounded.toFixed(1) : Math.ceil(rounded)}${units[unit] ?? ''}`
}

/** A size for people, as busybox's `-h` rounds: to the nearest, always one digit (`1.5K`, `12.0M`). */
export function busyboxHumanSize(bytes: number): string {
  if (bytes < 1024) return `${bytes}`
  const units = ['', 'K', 'M', 'G', 'T', 'P']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value.toFixed(1)}${units[unit] ?? ''}`
}
