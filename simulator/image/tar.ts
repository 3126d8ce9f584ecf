import type { Content } from '../filesystem/content.ts'
import {
  isOfRecords,
  isTarHeader,
  paddingAfter,
  readHeader,
  readRecords,
  sizeFromHeader,
  type TarHeader,
  type TarRecords,
  tarBlock,
  typeOfHeader,
} from '../filesystem/tar-header.ts'
import type { Time } from '../filesystem/tree.ts'
import { cleanPath } from '../values/path.ts'

/** One entry of a tar archive, read. */
export interface TarEntry {
  /** Relative, without `.`, `..` or a slash at the end; never leads out of where it is unpacked. */
  readonly path: string
  /** The path as the archive has it. */
  readonly written: string
  readonly kind: 'file' | 'hardlink' | 'symlink' | 'character' | 'block' | 'directory' | 'fifo'
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly mtime: Time
  /** As written: target of a symbolic link; path of the file for a hard link. */
  readonly linkName: string
  readonly device: readonly [major: number, minor: number]
  /** Content of a file, a view of the archive; empty for all else. */
  readonly bytes: Uint8Array
  /** In place of bytes: content of which only the size may be known. */
  readonly content?: Content
}

/** What an archive holds, or why it cannot be read. */
export type TarReading =
  | { readonly kind: 'entries'; readonly entries: readonly TarEntry[] }
  | { readonly kind: 'failed'; readonly reason: string }

/** How much is read at most; an archive beyond it is refused. */
export interface TarBounds {
  readonly entries: number
}

const usualBounds: TarBounds = { entries: 500_000 }
const largestRecords = 1 << 20

/** Whether bytes begin with the header of a tar archive. One that holds nothing does not count. Source: BuildKit, `isArchivePath`. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= tarBlock && isTarHeader(bytes.subarray(0, tarBlock))
}

/**
 * Reads a tar archive: ustar, PAX and GNU long names. The input may come from anywhere: sizes, numbers and paths are checked, nothing is
 * copied. A stream that ends without its two zero blocks is taken as it is. Source: POSIX pax, Go `archive/tar`.
 */
export function readTar(bytes: Uint8Array, bounds: TarBounds = usualBounds): TarReading {
  const entries: TarEntry[] = []
  let global: TarRecords = new Map()
  let extended: TarRecords = new Map()
  let at = 0
  while (at + tarBlock <= bytes.length) {
    const block = bytes.subarray(at, at + tarBlock)
    if (block.every((byte) => byte === 0)) break
    if (!isTarHeader(block)) return failed(`no header of an entry at byte ${at}`)
    const type = typeOfHeader(block)
    const records = new Map([...global, ...extended])
    const size = sizeFromHeader(block, records)
    const end = at + tarBlock + size
    if (!Number.isSafeInteger(size) || size < 0 || end > bytes.length)
      return failed(`an entry at byte ${at} is cut off`)
    const data = bytes.subarray(at + tarBlock, end)
    at = end + paddingAfter(size)
    if (isOfRecords(type)) {
      if (size > largestRecords) return failed('extended headers of more than 1 MB')
      if (type === 'g') global = readRecords(type, data)
      else extended = new Map([...extended, ...readRecords(type, data)])
      continue
    }
    extended = new Map()
    const entry = entryOf(readHeader(block, records), data)
    if (typeof entry === 'string') return failed(entry)
    entries.push(entry)
    if (entries.length > bounds.entries) return failed(`more than ${bounds.entries} entries`)
  }
  return { kind: 'entries', entries }
}

function failed(reason: string): TarReading {
  return { kind: 'failed', reason: `the archive cannot be read: ${reason}` }
}

const kinds: Readonly<Record<string, TarEntry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'character',
  '4': 'block',
  '5': 'directory',
  '6': 'fifo',
}

function entryOf(header: TarHeader, data: Uint8Array): TarEntry | string {
  const { name, type, mode, uid, gid, mtime, linkName, device } = header
  if (name.length > 4096) return 'a path of more than 4096 characters'
  const kind = type === '\0' && name.endsWith('/') ? 'directory' : kinds[type]
  if (kind === undefined) return `entries of type "${type}" are not read`
  const path = cleanPath(`/${name}`).slice(1)
  const bytes = kind === 'file' ? data : new Uint8Array(0)
  return [mode, uid, gid, mtime.seconds].every(Number.isSafeInteger)
    ? { path, written: name, kind, mode, uid, gid, mtime, linkName, device, bytes }
    : `a number of ${path} is malformed`
}
