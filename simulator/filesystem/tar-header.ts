import { bytesOf, textOf } from '../values/bytes.ts'
import { atSecond, type Time } from './tree.ts'

/** Headers are of this many bytes, and contents are filled up to it. */
export const tarBlock = 512

/** A header of a tar archive, with what its records say in place of its fields. A number that is malformed is NaN. */
export interface TarHeader {
  /** As written: it may be absolute, lead upwards, or end in a slash. */
  readonly name: string
  /** One sign: `0` and the like. */
  readonly type: string
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly userName: string
  readonly groupName: string
  readonly mtime: Time
  /** Target of a symbolic link; name of the file for a hard link. */
  readonly linkName: string
  readonly device: readonly [major: number, minor: number]
}

/** Values that stand before a header: of PAX, or the long names of GNU. */
export type TarRecords = ReadonlyMap<string, string>

/** Whether a block is a header: it names its own checksum, taken with blanks in its place. */
export function isTarHeader(block: Uint8Array): boolean {
  return checksumOf(block) === numberAt(block, 148, 8)
}

/** The sign that says what a header is of. */
export function typeOfHeader(block: Uint8Array): string {
  return String.fromCharCode(block[156] ?? 0)
}

/** Whether a header is not of an entry: what follows it are records for the next one, or (`g`) for all that follow. */
export function isOfRecords(type: string): boolean {
  return 'xgLK'.includes(type)
}

/** The bytes that follow a header. Links may say a size that is not there. */
export function sizeFromHeader(block: Uint8Array, records: TarRecords): number {
  const type = typeOfHeader(block)
  if ('123456'.includes(type)) return 0
  const size = isOfRecords(type) ? undefined : records.get('size')
  return size === undefined ? numberAt(block, 124, 12) : Number(size)
}

/** Reads the header of an entry. Source: POSIX pax, "ustar Interchange Format"; GNU tar manual for binary numbers. */
export function readHeader(block: Uint8Array, records: TarRecords): TarHeader {
  const isPosix = textAt(block, 257, 6) === 'ustar' && block[262] === 0
  const prefix = isPosix ? textAt(block, 345, 155) : ''
  const number = (key: string, at: number): number => Number(records.get(key) ?? numberAt(block, at, 8))
  return {
    name: records.get('path') ?? (prefix === '' ? '' : `${prefix}/`) + textAt(block, 0, 100),
    type: typeOfHeader(block),
    mode: numberAt(block, 100, 8) & 0o7777,
    uid: number('uid', 108),
    gid: number('gid', 116),
    userName: records.get('uname') ?? textAt(block, 265, 32),
    groupName: records.get('gname') ?? textAt(block, 297, 32),
    mtime: timeFrom(records.get('mtime')) ?? atSecond(numberAt(block, 136, 12)),
    linkName: records.get('linkpath') ?? textAt(block, 157, 100),
    device: [numberAt(block, 329, 8), numberAt(block, 337, 8)],
  }
}

/** Reads records: of PAX `length key=value\n`, where the length counts the whole record; of GNU one long name. What is malformed ends the list. */
export function readRecords(type: string, data: Uint8Array): TarRecords {
  if (type === 'L' || type === 'K') return new Map([[type === 'L' ? 'path' : 'linkpath', textAt(data, 0, data.length)]])
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

/** Writes a text into a header; what is longer than `length` bytes is cut. */
export function writeText(block: Uint8Array, at: number, text: string, length = tarBlock): void {
  block.set(bytesOf(text).subarray(0, length), at)
}

/** Writes a number in so many octal digits. */
export function writeOctal(block: Uint8Array, at: number, digits: number, value: number): void {
  const text = value.toString(8).padStart(digits, '0')
  for (let index = 0; index < text.length; index++) block[at + index] = text.charCodeAt(index)
}

/** Writes the checksum of a header whose other fields are written. */
export function sealHeader(block: Uint8Array): Uint8Array {
  const sum = checksumOf(block)
  writeOctal(block, 148, 6, sum)
  writeText(block, 154, '\0 ')
  return block
}

/** How many zeros fill up a content of this size. */
export function paddingAfter(size: number): number {
  return (tarBlock - (size % tarBlock)) % tarBlock
}

function checksumOf(block: Uint8Array): number {
  let sum = 8 * 32
  for (let at = 0; at < tarBlock; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0
  return sum
}

/** Seconds since 1970 with a fraction. */
function timeFrom(text: string | undefined): Time | undefined {
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
