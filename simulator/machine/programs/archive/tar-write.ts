import { type Content, realContent } from '../../../filesystem/content.ts'
import { joinContents, zeroContent } from '../../../filesystem/pieces.ts'
import { paddingAfter, sealHeader, tarBlock, writeOctal, writeText } from '../../../filesystem/tar-header.ts'
import { bytesOf } from '../../../values/bytes.ts'
import type { Flavour } from '../program.ts'

/** One member of a tar archive. */
export interface TarMember {
  /** As it is written; a directory's ends in a slash. */
  readonly name: string
  readonly type: TarType
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly userName: string
  readonly groupName: string
  /** Seconds since 1970. */
  readonly mtime: number
  /** Of a link: where it leads, or the member it is another name of. */
  readonly linkName: string
  readonly device: readonly [major: number, minor: number]
  readonly content: Content
}

/** `0` file, `1` hard link, `2` symbolic link, `3` and `4` devices, `5` directory, `6` pipe. */
export type TarType = '0' | '1' | '2' | '3' | '4' | '5' | '6'

/** A member as it stands in an archive: header, content, padding. Sized content stays sized. Source: GNU tar manual, "Basic Tar Format", format `gnu`. */
export function packMember(member: TarMember, flavour: Flavour = 'gnu'): Content {
  const pieces: Content[] = []
  if (bytesOf(member.linkName).length > 100) pieces.push(...longName('K', member.linkName, flavour))
  if (bytesOf(member.name).length > 100) pieces.push(...longName('L', member.name, flavour))
  pieces.push(realContent(headerOf(member)), member.content, paddingOf(member.content.size))
  return joinContents(pieces)
}

/** The end of an archive: two blocks of zeros, and more up to a multiple of `record` bytes. */
export function packEnd(sizeSoFar: number, record: number): Content {
  const end = sizeSoFar + 2 * tarBlock
  return zeroContent(2 * tarBlock + ((record - (end % record)) % record))
}

function paddingOf(size: number): Content {
  return zeroContent(paddingAfter(size))
}

/** A name that does not fit, as a member of its own. */
function longName(type: 'K' | 'L', name: string, flavour: Flavour): readonly Content[] {
  const bytes = bytesOf(`${name}\0`)
  const header = blankHeader('././@LongLink', type)
  writeText(header, 100, flavour === 'gnu' ? '0000644' : '0000000')
  for (const at of [108, 116]) writeText(header, at, '0000000')
  writeOctal(header, 124, 11, bytes.length)
  writeOctal(header, 136, 11, 0)
  for (const at of flavour === 'gnu' ? [265, 297] : []) writeText(header, at, 'root')
  return [realContent(sealHeader(header)), realContent(bytes), paddingOf(bytes.length)]
}

function blankHeader(name: string, type: string): Uint8Array {
  const header = new Uint8Array(tarBlock)
  writeText(header, 0, name, 100)
  writeText(header, 156, type)
  writeText(header, 257, 'ustar  ')
  return header
}

function headerOf(member: TarMember): Uint8Array {
  const header = blankHeader(member.name, member.type)
  writeOctal(header, 100, 7, member.mode)
  writeNumber(header, 108, member.uid, 8)
  writeNumber(header, 116, member.gid, 8)
  writeNumber(header, 124, member.content.size, 12)
  writeNumber(header, 136, member.mtime, 12)
  writeText(header, 157, member.linkName, 100)
  writeText(header, 265, member.userName, 31)
  writeText(header, 297, member.groupName, 31)
  if (member.type === '3' || member.type === '4') {
    writeOctal(header, 329, 7, member.device[0])
    writeOctal(header, 337, 7, member.device[1])
  }
  return sealHeader(header)
}

/** Octal digits; binary with the first bit set for what does not fit or is negative. */
function writeNumber(header: Uint8Array, at: number, value: number, width: number): void {
  if (value >= 0 && value < 8 ** (width - 1)) {
    writeOctal(header, at, width - 1, value)
    return
  }
  let left = BigInt.asUintN(8 * (width - 1), BigInt(value))
  for (let index = width - 1; index > 0; index--) {
    header[at + index] = Number(left & 255n)
    left >>= 8n
  }
  header[at] = value < 0 ? 255 : 128
}
