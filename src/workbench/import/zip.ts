import { inflateSync } from 'fflate'
import { words } from '../../words/words.ts'
import { crc32 } from './crc32.ts'
import { cleanPath, type Finding, type Found, filesAtMost, type Refused } from './found.ts'

/** The most that all files of an archive may unfold to. */
const unfoldedAtMost = 2_000_000_000

/** What an archive holds, or why it cannot be read. */
export type ReadZip =
  | { readonly kind: 'read'; readonly finding: Finding }
  | { readonly kind: 'failed'; readonly message: string }

/** One file as the archive's directory lists it. Offsets and sizes in bytes. */
interface Listed {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly unixMode: number
  readonly offset: number
}

/**
 * Reads the directory of a .zip: nothing is unfolded until a file's bytes are asked for, and no more than the directory promised. `name` is the
 * archive's. Files that cannot be part of a context are refused one by one; a damaged archive, one of many parts, or one that would unfold to
 * gigabytes is refused whole. Source: PKWARE APPNOTE 6.3.10, 4.3.
 */
export function readZip(bytes: Uint8Array<ArrayBuffer>, name: string): ReadZip {
  const failed = (message: string): ReadZip => ({ kind: 'failed', message })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) return failed(words.importing.thisIsNotAZipFile)
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  if (count === 0xffff || start === 0xffffffff) return failed(words.importing.thisZipIsOfTheLarge)
  if (count > filesAtMost) return failed(words.importing.thisZipHoldsFilesAtMost(count, filesAtMost))
  const listed = directoryOf(view, bytes, start, count)
  if (listed === undefined) return failed(words.importing.thisZipIsDamagedItsDirectory)
  const total = listed.reduce((sum, { size }) => sum + size, 0)
  if (total > unfoldedAtMost)
    return failed(words.importing.thisZipWouldUnfoldToGb(Math.round(total / 1e9), unfoldedAtMost / 1e9))
  const found: Found[] = []
  const refused: Refused[] = []
  const seen = new Set<string>()
  for (const one of listed) {
    if (one.name.endsWith('/')) continue
    const clean = cleanPath(one.name)
    const why =
      'why' in clean ? clean.why : (refusal(one) ?? (seen.has(clean.path) ? words.importing.itIsThereTwice : undefined))
    if (why !== undefined || 'why' in clean) {
      refused.push({ path: one.name, why: why ?? '' })
      continue
    }
    seen.add(clean.path)
    const mode = one.unixMode & 0o777
    found.push({
      path: clean.path,
      size: one.size,
      ...(mode === 0 ? {} : { mode: mode.toString(8).padStart(4, '0') }),
      bytes: async () => unfold(view, bytes, one),
    })
  }
  return { kind: 'read', finding: { name, found, refused } }
}

/** Why a file of an archive cannot be taken. */
function refusal({ name, flags, method, unixMode }: Listed): string | undefined {
  if (/(^|\/)__MACOSX\//.test(name)) return words.importing.macosPutItIntoTheArchive
  if ((flags & 1) !== 0) return words.importing.itIsEncrypted
  if (method !== 0 && method !== 8) return words.importing.itIsPackedInAWay
  return (unixMode & 0o170000) === 0o120000 ? words.importing.itIsASymbolicLink : undefined
}

/** Where the end record is: in the last 64 kB, as only a comment may follow it. */
function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return undefined
}

function directoryOf(view: DataView, bytes: Uint8Array, start: number, count: number): readonly Listed[] | undefined {
  const listed: Listed[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > view.byteLength) return undefined
    const isUnix = view.getUint8(at + 5) === 3
    listed.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      unixMode: isUnix ? view.getUint32(at + 38, true) >>> 16 : 0,
      offset: view.getUint32(at + 42, true),
    })
    at = next
  }
  return listed
}

/** The bytes of a file. Throws when they are not what the directory says. */
function unfold(view: DataView, bytes: Uint8Array<ArrayBuffer>, one: Listed): Uint8Array<ArrayBuffer> {
  const damaged = new RangeError(`${one.name} is damaged`)
  const { offset, packed, size, method, crc } = one
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== 0x04034b50) throw damaged
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (from + packed > view.byteLength) throw damaged
  const stored = bytes.subarray(from, from + packed)
  const content = method === 0 ? stored : inflateSync(stored, { out: new Uint8Array(size) })
  if (content.length !== size || crc32(content) !== crc) throw damaged
  return new Uint8Array(content)
}
