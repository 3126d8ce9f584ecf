import { createHash } from 'node:crypto'
import type { MadeEntry } from './case.ts'

/**
 * The plain ustar archive that the recorder makes for cases with `make`: fixed fields, no PAX, two zero blocks at the end.
 * `mtime` is what entries without one get, in seconds. Its own code, apart from the simulator's, so that one can judge the other.
 */
export function writeMadeArchive(entries: readonly MadeEntry[], mtime: number): Buffer {
  const pieces = entries.flatMap((entry) => {
    const type = entry.type ?? (entry.path.endsWith('/') ? 'dir' : 'file')
    const body = type === 'file' ? Buffer.from(entry.content) : Buffer.alloc(0)
    const header = Buffer.alloc(512)
    const octal = (value: number, at: number, digits: number) =>
      header.write(value.toString(8).padStart(digits, '0'), at, 'latin1')
    header.write(entry.path, 0)
    octal(Number.parseInt(entry.mode ?? (type === 'dir' ? '755' : '644'), 8), 100, 7)
    octal(entry.uid, 108, 7)
    octal(entry.gid, 116, 7)
    octal(body.length, 124, 11)
    octal(entry.mtime ?? mtime, 136, 11)
    header.write('        ', 148)
    header.write({ file: '0', hardlink: '1', symlink: '2', dir: '5' }[type], 156)
    header.write(entry.linkname, 157)
    header.write('ustar\u000000', 257, 'latin1')
    octal(0, 329, 7)
    octal(0, 337, 7)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]
  })
  return Buffer.concat([...pieces, Buffer.alloc(1024)])
}

/** One entry of a layer, as expected.json writes it: what is 0 or empty is left out. */
export interface ArchiveEntry {
  readonly path: string
  readonly type: string
  readonly mode: string
  readonly uid?: number
  readonly gid?: number
  readonly size?: number
  readonly linkname?: string
  readonly mtime?: number
  readonly uname?: string
  readonly gname?: string
  readonly dev?: readonly [number, number]
  readonly sha256?: string
  readonly pax?: Readonly<Record<string, string>>
}

const typeNames: Readonly<Record<string, string>> = {
  0: 'file',
  1: 'hardlink',
  2: 'symlink',
  3: 'char',
  4: 'block',
  5: 'dir',
  6: 'fifo',
}

/**
 * Reads a layer's tar as the recorder does: ustar with PAX records. It judges what the simulator writes, so it shares no code with it: a mistake in
 * both would not be seen.
 */
export function readArchive(bytes: Uint8Array): readonly ArchiveEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: ArchiveEntry[] = []
  let pax: Record<string, string> | undefined
  for (let at = 0; at + 512 <= buffer.length; ) {
    const header = buffer.subarray(at, at + 512)
    const size = numberAt(header, 124, 12)
    const type = String.fromCharCode(header[156] || 48)
    const data = buffer.subarray(at + 512, at + 512 + size)
    if (header.every((byte) => byte === 0)) {
      at += 512
    } else if (type === 'x') {
      pax = readRecords(data)
      at += 512 + blocks(size)
    } else {
      entries.push(entryOf(header, type, data, pax))
      pax = undefined
      at += 512 + (type === '0' ? blocks(size) : 0)
    }
  }
  return entries
}

function entryOf(header: Buffer, type: string, data: Buffer, pax: Record<string, string> | undefined): ArchiveEntry {
  const prefix = textAt(header, 345, 155)
  const device = [numberAt(header, 329, 8), numberAt(header, 337, 8)] as const
  const whole = {
    path: pax?.path ?? `${prefix === '' ? '' : `${prefix}/`}${textAt(header, 0, 100)}`,
    type: typeNames[type] ?? type,
    mode: `0${numberAt(header, 100, 8).toString(8)}`,
    uid: Number(pax?.uid ?? numberAt(header, 108, 8)),
    gid: Number(pax?.gid ?? numberAt(header, 116, 8)),
    size: numberAt(header, 124, 12),
    linkname: pax?.linkpath ?? textAt(header, 157, 100),
    mtime: Number(pax?.mtime ?? numberAt(header, 136, 12)),
    uname: textAt(header, 265, 32),
    gname: textAt(header, 297, 32),
  }
  return {
    path: whole.path,
    type: whole.type,
    mode: whole.mode,
    ...(whole.uid === 0 ? {} : { uid: whole.uid }),
    ...(whole.gid === 0 ? {} : { gid: whole.gid }),
    ...(whole.size === 0 ? {} : { size: whole.size }),
    ...(whole.linkname === '' ? {} : { linkname: whole.linkname }),
    ...(whole.mtime === 0 ? {} : { mtime: whole.mtime }),
    ...(whole.uname === '' ? {} : { uname: whole.uname }),
    ...(whole.gname === '' ? {} : { gname: whole.gname }),
    ...(type === '3' || type === '4' ? { dev: device } : {}),
    ...(type === '0' && whole.size > 0 ? { sha256: createHash('sha256').update(data).digest('hex') } : {}),
    ...(pax === undefined ? {} : { pax }),
  }
}

function readRecords(data: Buffer): Record<string, string> {
  const records: Record<string, string> = {}
  for (let at = 0; at < data.length; ) {
    const blank = data.indexOf(32, at)
    const length = blank < 0 ? 0 : Number.parseInt(data.toString('latin1', at, blank), 10)
    if (!length) break
    const record = data.subarray(blank + 1, at + length - 1)
    const equals = record.indexOf(61)
    records[record.toString('utf8', 0, equals)] = record.toString('utf8', equals + 1)
    at += length
  }
  return records
}

function textAt(header: Buffer, at: number, length: number): string {
  const field = header.subarray(at, at + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

function numberAt(header: Buffer, at: number, length: number): number {
  return Number.parseInt(textAt(header, at, length).trim() || '0', 8)
}

function blocks(size: number): number {
  return Math.ceil(size / 512) * 512
}
