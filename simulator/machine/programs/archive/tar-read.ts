import { type Content, emptyContent } from '../../../filesystem/content.ts'
import { joinContents, sliceContent } from '../../../filesystem/pieces.ts'
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
} from '../../../filesystem/tar-header.ts'
import type { Budget } from '../../../values/budget.ts'
import type { TarMember, TarType } from './tar-write.ts'

/** What is in an archive, as far as it could be read. */
export interface TarReading {
  readonly members: readonly TarMember[]
  /** Why reading stopped, when not at the end. */
  readonly problem?: 'not an archive' | 'cut off' | 'not simulated' | 'lone zero block'
}

/** Takes content apart from the front, without joining what was not asked for. */
class Cursor {
  readonly #parts: readonly Content[]
  #part = 0
  #offset = 0
  left: number

  constructor(content: Content) {
    this.#parts = content.kind === 'sized' && content.parts !== undefined ? content.parts : [content]
    this.left = content.size
  }

  take(size: number): Content {
    const taken: Content[] = []
    let missing = Math.min(size, this.left)
    this.left -= missing
    while (missing > 0) {
      const part = this.#parts[this.#part]
      if (part === undefined) break
      const piece = sliceContent(part, this.#offset, this.#offset + missing)
      taken.push(piece)
      missing -= piece.size
      this.#offset += piece.size
      if (this.#offset < part.size) continue
      this.#part++
      this.#offset = 0
    }
    return joinContents(taken)
  }
}

/** Reads an archive: ustar, GNU's long names, PAX records. Members whose content is sized keep it so. Source: POSIX pax; GNU tar manual. */
export function readTar(archive: Content, budget: Budget): TarReading {
  const cursor = new Cursor(archive)
  const members: TarMember[] = []
  let extended: TarRecords = new Map()
  const stop = (problem: NonNullable<TarReading['problem']>): TarReading => ({ members, problem })
  if (cursor.left === 0) return stop('not an archive')
  while (cursor.left > 0) {
    budget.spend(20)
    const header = cursor.take(tarBlock)
    if (header.kind === 'sized') return stop('not simulated')
    const { bytes } = header
    if (bytes.length < tarBlock) return stop(members.length === 0 ? 'not an archive' : 'cut off')
    if (bytes.every((byte) => byte === 0)) {
      if (members.length === 0 && cursor.left < tarBlock) return stop('lone zero block')
      break
    }
    if (!isTarHeader(bytes)) return stop(members.length === 0 ? 'not an archive' : 'cut off')
    const type = typeOfHeader(bytes)
    const size = sizeFromHeader(bytes, extended)
    if (!Number.isSafeInteger(size) || size < 0 || size > cursor.left) return stop('cut off')
    const content = cursor.take(size)
    cursor.take(paddingAfter(size))
    if (isOfRecords(type)) {
      if (content.kind === 'sized') return stop('not simulated')
      extended = new Map([...extended, ...readRecords(type, content.bytes)])
      continue
    }
    members.push(memberOf(readHeader(bytes, extended), content))
    extended = new Map()
  }
  return { members }
}

function memberOf(header: TarHeader, content: Content): TarMember {
  const isDirectory = (header.type === '\0' || header.type === '0') && header.name.endsWith('/')
  const type = isDirectory ? '5' : typeOf(header.type)
  return { ...header, type, mtime: header.mtime.seconds, content: type === '0' ? content : emptyContent }
}

function typeOf(type: string): TarType {
  switch (type) {
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
      return type
    default:
      return '0'
  }
}
