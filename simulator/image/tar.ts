import { atSecond, type Time } from '../filesystem/tree.ts'
import { textOf } from '../values/bytes.ts'
import { cleanPath } from '../values/path.ts'

/** One entry of a tar archive, read. */
export interface TarEntry {
  /** Relative, without `.`, `..` or a slash at the end; never leads out of where it is unpacked. */
  readonly path: string
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
const blockSize = 512
const largestRecords = 1 << 20

/** Whether bytes begin with the header of a tar archive. One that holds nothing does not count. Source: BuildKit, `isArchivePath`. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= blockSize && isHeader(bytes.subarray(0, blockSize))
}

/**
 * Reads a tar archive: ustar, PAX and GNU long names. The input may come from anywhere: sizes, numbers and paths are checked, nothing is
 * copied. A stream that ends without its two zero blocks is taken as it is. Source: POSIX pax, Go `archive/tar`.
 */
export function readTar(bytes: Uint8Array, bounds: TarBounds = usualBounds): TarReading {
  const entries: TarEntry[] = []
  let global: Records = new Map()
  let extended: Records = new Map()
  let at = 0
  while (at + blockSize <= bytes.length) {
    const block = bytes.subarray(at, at + blockSize)
    if (block.every((byte) => byte === 0)) break
    if (!isHeader(block)) return failed(`no header of an entry at byte ${at}`)
    const type = String.fromCharCode(block[156] ?? 0)
    const records = new Map([...global, ...extended])
    const size = sizeOf(block, type, records)
    const end = at + blockSize + size
    if (!Number.isSafeInteger(size) || size < 0 || end > bytes.length)
      return failed(`an entry at byte ${at} is cut off`)
    const data = bytes.subarray(at + blockSize, end)
    at += blockSize + Math.ceil(size / blockSize) * blockSize
    if ('xgLK'.includes(type)) {
      if (size > largestRecords) return failed('extended headers of more than 1 MB')
      if (type === 'g') global = parseRecords(data)
      else extended = new Map([...extended, ...(type === 'x' ? parseRecords(data) : longName(type, data))])
      continue
    }
    extended = new Map()
    const entry = entryOf(block, type, records, data)
    if (typeof entry === 'string') return failed(entry)
    entries.push(entry)
    if (entries.length > bounds.entries) return failed(`more than ${bounds.entries} entries`)
  }
  return { kind: 'entries', entries }
}

function failed(reason: string): TarReading {
  return { kind: 'failed', reason: `the archive cannot be read: ${reason}` }
}

/** A header names its own checksum, taken with blanks in its place. */
function isHeader(block: Uint8Array): boolean {
  let sum = 8 * 32
  for (let at = 0; at < blockSize; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0
  return sum === numberAt(block, 148, 8)
}

type Records = ReadonlyMap<string, string>

/** Records of the form `length key=value\n`; the length counts the whole record. What is malformed ends the list. */
function parseRecords(data: Uint8Array): Records {
  const records = new Map<string, string>()
  let at = 0
  while (at < data.length) {
    const blank = data.indexOf(32, at)
    const length = blank === -1 ? Number.NaN : Number(textOf(data.subarray(at, blank)))
    if (!Number.isInteger(length) || length <= blank - at || at + length > data.length) break
    const record = textOf(data.subarray(blank + 1, at + length - 1))
    const equals = record.indexOf('=')
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return records
}

function longName(type: string, data: Uint8Array): Records {
  return new Map([[type === 'L' ? 'path' : 'linkpath', textOf(data).replace(/\0.*$/s, '')]])
}

/** Only files have data; links may say a size that is not there. */
function sizeOf(block: Uint8Array, type: string, records: Records): number {
  if ('123456'.includes(type)) return 0
  const size = 'xgLK'.includes(type) ? undefined : records.get('size')
  return size === undefined ? numberAt(block, 124, 12) : Number(size)
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

function entryOf(block: Uint8Array, type: string, records: Records, data: Uint8Array): TarEntry | string {
  const isPosix = textAt(block, 257, 5) === 'ustar'
  const prefix = isPosix && block[263] === 48 ? textAt(block, 345, 155) : ''
  const written = records.get('path') ?? (prefix === '' ? '' : `${prefix}/`) + textAt(block, 0, 100)
  if (written.length > 4096) return 'a path of more than 4096 characters'
  const kind = type === '\0' && written.endsWith('/') ? 'directory' : kinds[type]
  if (kind === undefined) return `entries of type "${type}" are not read`
  const number = (key: string, at: number, length: number): number =>
    Number(records.get(key) ?? numberAt(block, at, length))
  const entry = {
    path: cleanPath(`/${written}`).slice(1),
    kind,
    mode: numberAt(block, 100, 8) & 0o7777,
    uid: number('uid', 108, 8),
    gid: number('gid', 116, 8),
    mtime: timeOf(records.get('mtime')) ?? atSecond(numberAt(block, 136, 12)),
    linkName: records.get('linkpath') ?? textAt(block, 157, 100),
    device: [numberAt(block, 329, 8), numberAt(block, 337, 8)],
    bytes: kind === 'file' ? data : new Uint8Array(0),
  } as const
  const numbers = [entry.mode, entry.uid, entry.gid, entry.mtime.seconds]
  return numbers.every(Number.isSafeInteger) ? entry : `a number of ${entry.path} is malformed`
}

/** Seconds since 1970 with a fraction. */
function timeOf(text: string | undefined): Time | undefined {
  const [, seconds, fraction = ''] = /^(-?\d{1,15})(?:\.(\d+))?$/.exec(text ?? '') ?? []
  if (seconds === undefined) return undefined
  const nanoseconds = Number(fraction.slice(0, 9).padEnd(9, '0'))
  const isEarlier = seconds.startsWith('-') && nanoseconds > 0
  return isEarlier
    ? { seconds: Number(seconds) - 1, nanoseconds: 1_000_000_000 - nanoseconds }
    : { seconds: Number(seconds), nanoseconds }
}

function textAt(block: Uint8Array, at: number, length: number): string {
  const field = block.subarray(at, at + length)
  const end = field.indexOf(0)
  return textOf(end === -1 ? field : field.subarray(0, end))
}

/** A number in octal digits, or in binary when its first bit is set (GNU); NaN when it is neither. */
function numberAt(block: Uint8Array, at: number, length: number): number {
  const first = block[at] ?? 0
  if (first < 0x80) {
    const digits = textAt(block, at, length).trim()
    return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN
  }
  let value = BigInt.asIntN(7, BigInt(first & 0x7f))
  for (let index = at + 1; index < at + length; index++) value = value * 256n + BigInt(block[index] ?? 0)
  return Number(value)
}
