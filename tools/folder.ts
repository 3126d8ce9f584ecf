import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Attributes, type Node, realContent, type Tree } from '../simulator/index.ts'

/** How much of a disk is read at most; a folder that holds more is most likely not the one that was meant. */
export interface Bounds {
  readonly entries: number
  readonly bytes: number
}

const usualBounds: Bounds = { entries: 200_000, bytes: 1_000_000_000 }

/** A folder as a tree, or why it cannot be read, in one sentence. */
export type FolderReading =
  | { readonly kind: 'read'; readonly tree: Tree }
  | { readonly kind: 'failed'; readonly message: string }

/**
 * Reads a folder of this computer into a tree: modes, owners, times to the nanosecond, symbolic and hard links, devices by kind. Sockets are
 * left out, as docker does. Fails when the folder cannot be read or passes the bounds.
 */
export function readFolder(folder: string, bounds: Bounds = usualBounds): FolderReading {
  const reader = new Reader(bounds)
  try {
    const stats = lstatSync(folder, { bigint: true })
    if (stats.isSymbolicLink()) return readFolder(join(folder, '.'), bounds)
    if (!stats.isDirectory()) return { kind: 'failed', message: `${folder} is not a folder` }
    return { kind: 'read', tree: reader.directory(folder, stats) }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** One file of this computer as text, or why it cannot be read. */
export function readText(
  path: string,
): { readonly kind: 'read'; readonly text: string } | { readonly kind: 'failed'; readonly message: string } {
  try {
    return { kind: 'read', text: readFileSync(path, 'utf8') }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

class Reader {
  readonly #bounds: Bounds
  /** Device and inode of files with several names, to the number their names share in the tree. */
  readonly #links = new Map<string, number>()
  #entries = 0
  #bytes = 0

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  directory(folder: string, stats: BigIntStats): Tree {
    const entries = new Map<string, Node>()
    for (const name of readdirSync(folder)) {
      const node = this.#node(join(folder, name))
      if (node !== undefined) entries.set(name, node)
    }
    return { kind: 'directory', ...attributesOf(stats), entries }
  }

  #node(path: string): Node | undefined {
    const stats = lstatSync(path, { bigint: true })
    this.#count(stats, path)
    const attributes = attributesOf(stats)
    if (stats.isDirectory()) return this.directory(path, stats)
    if (stats.isSymbolicLink()) return { kind: 'symlink', ...attributes, mode: 0o777, target: readlinkSync(path) }
    if (stats.isFIFO()) return { kind: 'fifo', ...attributes }
    if (stats.isCharacterDevice() || stats.isBlockDevice())
      return { kind: stats.isBlockDevice() ? 'block' : 'character', ...attributes, ...deviceOf(stats) }
    if (!stats.isFile()) return undefined
    const content = realContent(readFileSync(path))
    return { kind: 'file', ...attributes, content, ...(stats.nlink > 1n ? { link: this.#linkOf(stats) } : {}) }
  }

  #count(stats: BigIntStats, path: string): void {
    this.#entries++
    if (stats.isFile()) this.#bytes += Number(stats.size)
    if (this.#entries > this.#bounds.entries) throw new Error(`more than ${this.#bounds.entries} files, at ${path}`)
    if (this.#bytes > this.#bounds.bytes) throw new Error(`more than ${this.#bounds.bytes} bytes, at ${basename(path)}`)
  }

  #linkOf(stats: BigIntStats): number {
    const key = `${stats.dev}:${stats.ino}`
    const link = this.#links.get(key) ?? this.#links.size + 1
    this.#links.set(key, link)
    return link
  }
}

function attributesOf(stats: BigIntStats): Attributes {
  const second = 1_000_000_000n
  // The remainder of a time before 1970 is negative; nanoseconds count up from the second below.
  const nanoseconds = ((stats.mtimeNs % second) + second) % second
  return {
    mode: Number(stats.mode & 0o7777n),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    mtime: { seconds: Number((stats.mtimeNs - nanoseconds) / second), nanoseconds: Number(nanoseconds) },
  }
}

/** Source: glibc sys/sysmacros.h, gnu_dev_major and gnu_dev_minor. */
function deviceOf(stats: BigIntStats): { readonly major: number; readonly minor: number } {
  const device = stats.rdev
  return {
    major: Number(((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n)),
    minor: Number((device & 0xffn) | ((device >> 12n) & 0xffffff00n)),
  }
}
