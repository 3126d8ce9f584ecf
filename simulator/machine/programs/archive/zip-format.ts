import { deflateSync, inflateSync } from 'fflate'
import { type Content, emptyContent, realContent } from '../../../filesystem/content.ts'
import { joinContents } from '../../../filesystem/pieces.ts'
import type { Budget } from '../../../values/budget.ts'
import { bytesOf, concatBytes, textOf } from '../../../values/bytes.ts'
import { sha256Hex } from '../../../values/digest.ts'
import { daysTo, momentOf } from '../calendar.ts'
import { compress } from './gzip.ts'
import { readTar } from './tar-read.ts'
import { packMember, type TarMember } from './tar-write.ts'

/** A member of a zip archive; `stored` when it was not compressed. */
export interface ZipMember extends TarMember {
  readonly packedSize: number
  readonly stored: boolean
}

/** Members of a zip archive; undefined when the bytes are none, `unknown` when only a size is known. */
export function readZip(archive: Content, budget: Budget): readonly ZipMember[] | 'unknown' | undefined {
  if (archive.kind === 'sized') {
    if (archive.unpacked === undefined) return 'unknown'
    return readTar(archive.unpacked, budget).members.map((member) => ({
      ...member,
      packedSize: member.content.size,
      stored: false,
    }))
  }
  const { bytes } = archive
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === undefined) return undefined
  const members: ZipMember[] = []
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    budget.spend(20)
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return undefined
    const nameSize = view.getUint16(at + 28, true)
    const member = memberAt(view, bytes, at, textOf(bytes.subarray(at + 46, at + 46 + nameSize)), budget)
    if (member === undefined) return undefined
    members.push(member)
    at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return members
}

function endOfDirectory(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return undefined
}

/** Most bytes that come out of one member. */
const largest = 64 << 20

function memberAt(view: DataView, bytes: Uint8Array, at: number, name: string, budget: Budget): ZipMember | undefined {
  const method = view.getUint16(at + 10, true)
  const packedSize = view.getUint32(at + 20, true)
  const size = view.getUint32(at + 24, true)
  const header = view.getUint32(at + 42, true)
  const isUnix = view.getUint16(at + 4, true) >> 8 === 3
  const raw = isUnix ? view.getUint32(at + 38, true) >>> 16 : 0
  if (header + 30 > view.byteLength || size > largest) return undefined
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  const packed = bytes.subarray(start, start + packedSize)
  budget.spend(1 + (size >> 6))
  const plain = method === 0 ? packed : inflated(packed, size)
  if (plain === undefined) return undefined
  const isLink = (raw & 0o170000) === 0o120000
  return {
    name,
    type: name.endsWith('/') ? '5' : isLink ? '2' : '0',
    mode: raw & 0o7777 || (name.endsWith('/') ? 0o755 : 0o644),
    uid: 0,
    gid: 0,
    userName: '',
    groupName: '',
    mtime: timeFrom(view.getUint16(at + 14, true), view.getUint16(at + 12, true)),
    linkName: isLink ? textOf(plain) : '',
    device: [0, 0],
    content: isLink ? emptyContent : realContent(plain),
    packedSize,
    stored: method === 0,
  }
}

function inflated(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) })
  } catch {
    return undefined
  }
}

/** A date and a time of MS-DOS, two seconds fine. */
function timeFrom(date: number, time: number): number {
  const days = daysTo(1980 + (date >> 9), (date >> 5) & 15, date & 31)
  return days * 86400 + (time >> 11) * 3600 + ((time >> 5) & 63) * 60 + (time & 31) * 2
}

/** A zip archive of members; sized, with what it holds known, as soon as one of them is. Source: PKWARE APPNOTE. */
export function packZip(
  members: readonly TarMember[],
  budget: Budget,
): { readonly archive: Content; readonly packed: readonly ZipMember[] } {
  const packed = members.map((member) => packOne(member, budget))
  if (packed.every(({ member }) => member.content.kind === 'real'))
    return { archive: realContent(bytesOfZip(packed)), packed: packed.map(({ member }) => member) }
  const unpacked = joinContents(members.map((member) => packMember(member)))
  const size = packed.reduce((sum, { member }) => sum + member.packedSize + 76 + 2 * bytesOf(member.name).length, 22)
  const identity = `zip:${sha256Hex(members.map((member) => `${member.name}:${member.content.size}`).join('\n'))}`
  return {
    archive: {
      kind: 'sized',
      size,
      compressibility: 'packed',
      identity,
      unpacked,
      source: `estimated: zip of ${members.length} files`,
    },
    packed: packed.map(({ member }) => member),
  }
}

interface Packed {
  readonly member: ZipMember
  readonly bytes: Uint8Array
}

function packOne(member: TarMember, budget: Budget): Packed {
  const plain = member.type === '2' ? realContent(bytesOf(member.linkName)) : member.content
  if (plain.kind === 'sized') {
    const { size } = compress(plain, 'gzip', budget)
    return { member: { ...member, packedSize: size, stored: false }, bytes: new Uint8Array(0) }
  }
  budget.spend(1 + (plain.size >> 6))
  const deflated = deflateSync(plain.bytes)
  const stored = deflated.length >= plain.size || member.type === '2'
  const bytes = stored ? plain.bytes : deflated
  return { member: { ...member, packedSize: bytes.length, stored }, bytes }
}

function bytesOfZip(packed: readonly Packed[]): Uint8Array {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { member, bytes } of packed) {
    const name = bytesOf(member.name)
    const plain =
      member.type === '2' ? bytesOf(member.linkName) : member.content.kind === 'real' ? member.content.bytes : bytes
    const common = commonFields(member, bytes.length, plain, name.length)
    pieces.push(concatBytes([numbers([0x04034b50, 4]), common, name, bytes]))
    const raw = (member.type === '5' ? 0o40000 : member.type === '2' ? 0o120000 : 0o100000) | member.mode
    const attributes = ((raw << 16) | (member.type === '5' ? 16 : 0)) >>> 0
    directory.push(
      concatBytes([
        numbers([0x02014b50, 4], [0x031e, 2]),
        common,
        numbers([0, 2], [0, 2], [0, 2], [attributes, 4], [offset, 4]),
        name,
      ]),
    )
    offset += 30 + name.length + bytes.length
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0)
  const end = numbers([0x06054b50, 4], [0, 4], [packed.length, 2], [packed.length, 2], [size, 4], [offset, 4], [0, 2])
  return concatBytes([...pieces, ...directory, end])
}

/** Version, flags, method, time, checksum, sizes, length of the name, and no extra field. */
function commonFields(member: ZipMember, packedSize: number, plain: Uint8Array, nameSize: number): Uint8Array {
  const moment = momentOf(Math.max(member.mtime, 315_532_800))
  const time = (moment.hour << 11) | (moment.minute << 5) | (moment.second >> 1)
  const date = ((moment.year - 1980) << 9) | (moment.month << 5) | moment.day
  return numbers(
    [member.stored ? 10 : 20, 2],
    [0, 2],
    [member.stored ? 0 : 8, 2],
    [time, 2],
    [date, 2],
    [crc32(plain), 4],
    [packedSize, 4],
    [plain.length, 4],
    [nameSize, 2],
    [0, 2],
  )
}

/** Numbers of 2 or 4 bytes, lowest first. */
function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [, size]) => sum + size, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [value, size] of fields) {
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  return bytes
}

/** The checksum of zip. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
