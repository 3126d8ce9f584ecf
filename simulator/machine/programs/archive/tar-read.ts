import { type Content, emptyContent } from '../../../filesystem/content.ts'
import { joinContents, sliceContent } from '../../../filesystem/pieces.ts'
import type { Budget } from '../../../values/budget.ts'
import { textOf } from '../../../values/bytes.ts'
import type { TarMember, TarType } from './tar-write.ts'

/** What is in an archive, as far as it could be read. */
export interface TarReading {
  readonly members: readonly TarMember[]
  /** Why reading stopped, when not at the end. */
  readonly problem?: 'not an archive' | 'cut off' | 'not simulated' | 'lone zero block'
}

const block = 512

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
  let extended: ReadonlyMap<string, string> = new Map()
  const stop = (problem: NonNullable<TarReading['problem']>): TarReading => ({ members, problem })
  if (cursor.left === 0) return stop('not an archive')
  while (cursor.left > 0) {
    budget.spend(20)
    const header = cursor.take(block)
    if (header.kind === 'sized') return stop('not simulated')
    const { bytes } = header
    if (bytes.length < block) return stop(members.length === 0 ? 'not an archive' : 'cut off')
    if (bytes.every((byte) => byte === 0)) {
      if (members.length === 0 && cursor.left < block) return stop('lone zero block')
      break
    }
    if (!isHeader(bytes)) return stop(members.length === 0 ? 'not an archive' : 'cut off')
    const type = String.fromCharCode(bytes[156] ?? 0)
    const size = '123456'.includes(type) ? 0 : Number(extended.get('size') ?? numberAt(bytes, 124, 12))
    if (!Number.isSafeInteger(size) || size > cursor.left) return stop('cut off')
    const content = cursor.take(size)
    cursor.take((block - (size % block)) % block)
    if ('xgLK'.includes(type)) {
      if (content.kind === 'sized') return stop('not simulated')
      extended = new Map([...extended, ...recordsOf(type, content.bytes)])
      continue
    }
    members.push(memberOf(bytes, type, extended, content))
    extended = new Map()
  }
  return { members }
}

function isHeader(bytes: Uint8Array): boolean {
  const sum = bytes.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0)
  return sum === numberAt(bytes, 148, 8)
}

function recordsOf(type: string, bytes: Uint8Array): ReadonlyMap<string, string> {
  if (type === 'L' || type === 'K')
    return new Map([[type === 'L' ? 'path' : 'linkpath', textOf(bytes).replace(/\0[\s\S]*$/, '')]])
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(32, at)
    const length = Number(textOf(bytes.subarray(at, Math.max(at, blank))))
    if (blank === -1 || !Number.isInteger(length) || length <= blank - at) break
    const record = textOf(bytes.subarray(blank + 1, at + length - 1))
    const equals = record.indexOf('=')
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return records
}

function memberOf(bytes: Uint8Array, type: string, extended: ReadonlyMap<string, string>, content: Content): TarMember {
  const isPosix = textAt(bytes, 257, 6) === 'ustar' && bytes[262] === 0
  const prefix = isPosix ? textAt(bytes, 345, 155) : ''
  const name = extended.get('path') ?? (prefix === '' ? '' : `${prefix}/`) + textAt(bytes, 0, 100)
  const isOldDirectory = (type === '\0' || type === '0') && name.endsWith('/')
  const kind = isOldDirectory ? '5' : typeOf(type)
  return {
    name,
    type: kind,
    mode: numberAt(bytes, 100, 8) & 0o7777,
    uid: Number(extended.get('uid') ?? numberAt(bytes, 108, 8)),
    gid: Number(extended.get('gid') ?? numberAt(bytes, 116, 8)),
    userName: extended.get('uname') ?? textAt(bytes, 265, 32),
    groupName: extended.get('gname') ?? textAt(bytes, 297, 32),
    mtime: Math.floor(Number(extended.get('mtime') ?? numberAt(bytes, 136, 12))),
    linkName: extended.get('linkpath') ?? textAt(bytes, 157, 100),
    device: [numberAt(bytes, 329, 8), numberAt(bytes, 337, 8)],
    content: kind === '0' ? content : emptyContent,
  }
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

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length)
  const end = field.indexOf(0)
  return textOf(end === -1 ? field : field.subarray(0, end))
}

function numberAt(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return Number.parseInt(textAt(bytes, at, length).trim() || '0', 8)
  let value = first === 0xff ? -1n : BigInt(first & 0x7f)
  for (let index = at + 1; index < at + length; index++) value = value * 256n + BigInt(bytes[index] ?? 0)
  return Number(value)
}
