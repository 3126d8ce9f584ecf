import type { Change } from '../filesystem/differences.ts'
import { paddingAfter, sealHeader, tarBlock, writeOctal, writeText } from '../filesystem/tar-header.ts'
import type { Node } from '../filesystem/tree.ts'
import { bytesOf } from '../values/bytes.ts'
import { baseName, directoryName, joinPath } from '../values/path.ts'

/** How a layer is packed. */
export interface PackOptions {
  /** Times later than this second are written as this second (the exporter's `rewrite-timestamp`). */
  readonly clampTo?: number
}

const endOfArchive = new Uint8Array(2 * tarBlock)
const zeros = new Uint8Array(64 * 1024)

/**
 * The tar archive of a layer, byte for byte as docker writes it, in pieces. `changes` are in archive order. Sized content comes out as zeros.
 * Source: measured docker 28.5 (layer archive), Go `archive/tar`.
 */
export function* packLayer(changes: readonly Change[], options: PackOptions = {}): Generator<Uint8Array> {
  for (const entry of entriesOf(changes, options)) {
    yield* headersOf(entry)
    if (entry.content === undefined) continue
    if (entry.content.kind === 'real') yield entry.content.bytes
    else for (let left = entry.content.size; left > 0; left -= zeros.length) yield zeros.subarray(0, left)
    const padding = paddingAfter(entry.content.size)
    if (padding > 0) yield zeros.subarray(0, padding)
  }
  yield endOfArchive
}

/** The bytes of that archive, without making it. */
export function layerSize(changes: readonly Change[]): number {
  let size = endOfArchive.length
  for (const entry of entriesOf(changes, {})) {
    size += tarBlock + padded(entry.size)
    const records = extendedRecords(entry)
    if (records.length > 0) size += tarBlock + padded(records.length)
  }
  return size
}

/** One entry of a tar archive. */
export interface ArchiveEntry {
  /** A directory's ends in a slash. */
  readonly path: string
  readonly type: '0' | '1' | '2' | '3' | '4' | '5' | '6'
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly mtime: number
  /** Zero for all but files. */
  readonly size: number
  /** Target of a symbolic link, or first path of a hard-linked file. */
  readonly linkName: string
  readonly device: readonly [major: number, minor: number]
  readonly content: (Node & { readonly kind: 'file' })['content'] | undefined
}

/** The entries of a layer's archive, in order: a whiteout for what is removed, a link for the later names of a file. */
export function* entriesOf(changes: readonly Change[], options: PackOptions): Generator<ArchiveEntry> {
  const firstPaths = new Map<number, string>()
  for (const change of changes) {
    if (change.kind === 'removed') {
      yield { ...plain, path: whiteoutOf(change.path) }
      continue
    }
    const { node, path } = change
    const first = node.kind === 'file' && node.link !== undefined ? firstPaths.get(node.link) : undefined
    if (node.kind === 'file' && node.link !== undefined && first === undefined) firstPaths.set(node.link, path)
    const mtime = Math.min(node.mtime.seconds, options.clampTo ?? Number.POSITIVE_INFINITY)
    const own = { ...plain, path, mode: node.mode, uid: node.uid, gid: node.gid, mtime }
    yield first === undefined ? entryOf(node, own) : { ...own, type: '1', linkName: first }
  }
}

const plain: ArchiveEntry = {
  path: '',
  type: '0',
  mode: 0,
  uid: 0,
  gid: 0,
  mtime: 0,
  size: 0,
  linkName: '',
  device: [0, 0],
  content: undefined,
}

function entryOf(node: Node, own: ArchiveEntry): ArchiveEntry {
  switch (node.kind) {
    case 'file':
      return { ...own, size: node.content.size, content: node.content }
    case 'directory':
      return { ...own, type: '5', path: `${own.path}/` }
    case 'symlink':
      return { ...own, type: '2', linkName: node.target }
    case 'character':
      return { ...own, type: '3', device: [node.major, node.minor] }
    case 'block':
      return { ...own, type: '4', device: [node.major, node.minor] }
    case 'fifo':
      return { ...own, type: '6' }
  }
}

const whiteoutPrefix = '.wh.'

/** Name of the empty file that stands for a removed one. */
export function whiteoutOf(path: string): string {
  return joinPath(directoryName(path), whiteoutPrefix + baseName(path))
}

/** The path whose removal a whiteout stands for; undefined for other entries. */
export function removedBy(path: string): string | undefined {
  const name = baseName(path)
  return name.startsWith(whiteoutPrefix) ? joinPath(directoryName(path), name.slice(whiteoutPrefix.length)) : undefined
}

/** The header blocks of an entry, the extended one first where a value does not fit. */
export function headersOf(entry: ArchiveEntry): readonly Uint8Array[] {
  const records = extendedRecords(entry)
  if (records.length === 0) return [headerBlock(entry, splitName(entry.path))]
  const slash = entry.path.lastIndexOf('/') + 1
  const name = asciiOf(joinPath(entry.path.slice(0, slash), 'PaxHeaders.0', entry.path.slice(slash)))
  const extended = headerBlock(
    { ...plain, path: name, size: records.length },
    ['', name.slice(0, 100).replace(/\/+$/, '')],
    'x',
  )
  return [
    extended,
    records,
    zeros.subarray(0, paddingAfter(records.length)),
    headerBlock(entry, ['', cutName(entry.path)]),
  ]
}

const largestId = 0o7777777
const largestSize = 0o77777777777

/** The PAX records that an entry needs, none when all its values fit. A path that could be split is recorded too once there is any other. */
function extendedRecords(entry: ArchiveEntry): Uint8Array {
  const needed: [key: string, value: string][] = []
  const fits = (text: string): boolean => text.length <= 100 && isAscii(text)
  if (entry.gid > largestId) needed.push(['gid', `${entry.gid}`])
  if (!fits(entry.linkName)) needed.push(['linkpath', entry.linkName])
  if (entry.mtime < 0 || entry.mtime > largestSize) needed.push(['mtime', `${entry.mtime}`])
  if (entry.size > largestSize) needed.push(['size', `${entry.size}`])
  if (entry.uid > largestId) needed.push(['uid', `${entry.uid}`])
  const isSplit = needed.length === 0 && splitName(entry.path)[0] !== ''
  if (!fits(entry.path) && !isSplit) needed.push(['path', entry.path])
  needed.sort(([a], [b]) => (a < b ? -1 : 1))
  return bytesOf(needed.map(recordOf).join(''))
}

/** One record; its length counts the digits of the length too. */
function recordOf([key, value]: readonly [string, string]): string {
  const rest = ` ${key}=${value}\n`
  const length = bytesOf(rest).length
  const digits = `${length + `${length}`.length}`.length
  return `${length + digits}${rest}`
}

/** A path as prefix and name of the header; the prefix is empty where the path fits or cannot be split. */
function splitName(path: string): readonly [prefix: string, name: string] {
  if (path.length <= 100 || !isAscii(path)) return ['', path]
  const end = path.length > 156 ? 156 : path.endsWith('/') ? path.length - 1 : path.length
  const slash = path.lastIndexOf('/', end - 1)
  const rest = path.length - slash - 1
  return slash <= 0 || rest > 100 || rest === 0 ? ['', path] : [path.slice(0, slash), path.slice(slash + 1)]
}

/** The name that stands in the header when the whole path is in a record: never one that looks like a directory only because it was cut. */
function cutName(path: string): string {
  const ascii = asciiOf(path)
  return ascii.length > 100 ? ascii.slice(0, 100).replace(/\/+$/, '') : ascii
}

/** Field positions and widths are those of POSIX ustar. */
function headerBlock(
  entry: ArchiveEntry,
  [prefix, name]: readonly [string, string],
  type: string = entry.type,
): Uint8Array {
  const block = new Uint8Array(tarBlock)
  writeText(block, 0, name)
  writeOctal(block, 100, 7, entry.mode & 0o7777)
  writeOctal(block, 108, 7, entry.uid > largestId ? 0 : entry.uid)
  writeOctal(block, 116, 7, entry.gid > largestId ? 0 : entry.gid)
  writeOctal(block, 124, 11, entry.size > largestSize ? 0 : entry.size)
  writeOctal(block, 136, 11, entry.mtime < 0 || entry.mtime > largestSize ? 0 : entry.mtime)
  writeText(block, 156, type)
  writeText(block, 157, cutName(entry.linkName))
  writeText(block, 257, 'ustar\0' + '00')
  if (type !== 'x') {
    writeOctal(block, 329, 7, entry.device[0])
    writeOctal(block, 337, 7, entry.device[1])
  }
  writeText(block, 345, prefix)
  return sealHeader(block)
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function asciiOf(text: string): string {
  return isAscii(text) ? text : [...text].filter(isAscii).join('')
}

function padded(size: number): number {
  return size + paddingAfter(size)
}
