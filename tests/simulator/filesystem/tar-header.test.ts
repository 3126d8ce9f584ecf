import { expect, it } from 'vitest'
import {
  isTarHeader,
  paddingAfter,
  readHeader,
  readRecords,
  sealHeader,
  sizeFromHeader,
  type TarHeader,
  writeOctal,
  writeText,
} from '../../../simulator/filesystem/tar-header.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'

/** A header from its fields by position, like `0 name, 108 #1750`; what follows a `#` is written as octal digits of a number. */
function header(fields: string, type = '0'): Uint8Array {
  const block = new Uint8Array(512)
  for (const field of fields.split(', ')) {
    const [, at = '', sign, text = ''] = /^(\d+) (#?)(.*)$/.exec(field) ?? []
    if (sign === '#') writeOctal(block, Number(at), 7, Number.parseInt(text, 8))
    else writeText(block, Number(at), text)
  }
  writeText(block, 156, type)
  return sealHeader(block)
}
function read(fields: string, records = ''): TarHeader {
  return readHeader(header(fields), readRecords('x', bytesOf(records)))
}
const draw = (records: string, type = 'x') => [...readRecords(type, bytesOf(records))].join(' ')

it('knows a header by its checksum', () => expect(isTarHeader(header('0 a'))).toBe(true))
it('knows that a changed one is none', () => expect(isTarHeader(header('0 a').fill(1, 0, 1))).toBe(false))
it('reads numbers in octal digits', () => expect(read('108 #1750').uid).toBe(1000))
it('takes blanks around digits', () => expect(read('108   17 ').uid).toBe(15))
it('takes an empty field for 0', () => expect(read('0 a').uid).toBe(0))
it('says so when a field is no number', () => expect(read('108 9x').uid).toBeNaN())
it('reads numbers that are written in binary', () => {
  const block = header('0 a')
  block.set([0x80, 0, 0, 0, 0x80, 0, 0, 1], 108)
  expect(readHeader(block, new Map()).uid).toBe(2 ** 31 + 1)
})
it('reads negative numbers that are written in binary', () => {
  const block = header('0 a').fill(0xff, 136, 148)
  expect(readHeader(block, new Map()).mtime.seconds).toBe(-1)
})
it('puts the prefix of POSIX before a name', () => expect(read('0 name, 257 ustar\0, 345 a/b').name).toBe('a/b/name'))
it('knows that GNU has no prefix', () => expect(read('0 name, 257 ustar  , 345 a/b').name).toBe('name'))
it('lets a record stand in for a field', () => expect(read('0 short', '13 path=long\n').name).toBe('long'))
it('keeps the fraction of a time', () =>
  expect(read('0 a', '14 mtime=5.25\n').mtime).toEqual({ seconds: 5, nanoseconds: 250_000_000 }))
it('counts the fraction of a time before 1970 forwards', () =>
  expect(read('0 a', '15 mtime=-1.25\n').mtime).toEqual({ seconds: -2, nanoseconds: 750_000_000 }))

it('reads one record after the other', () => expect(draw('6 a=1\n6 b=2\n')).toBe('a,1 b,2'))
it('allows the end of a line in a record', () => expect(draw('8 a=1\n2\n')).toBe('a,1\n2'))
it('ends the records where a length is none', () => expect(draw('6 a=1\nx b=2\n')).toBe('a,1'))
it('ends the records where one is cut off', () => expect(draw('6 a=1\n60 b=2\n')).toBe('a,1'))
it('reads the long names of GNU up to their end', () => expect(draw('long\0rest', 'L')).toBe('path,long'))
it('reads the long targets of GNU', () => expect(draw('far\0', 'K')).toBe('linkpath,far'))

it('reads the size of a file', () => expect(sizeFromHeader(header('124 00000000012'), new Map())).toBe(10))
it('takes no size from a link', () => expect(sizeFromHeader(header('124 00000000012', '2'), new Map())).toBe(0))
it('fills up to whole blocks', () => expect([0, 1, 512, 513].map(paddingAfter)).toEqual([0, 511, 0, 511]))
it('cuts a text that is too long for its field', () => {
  const block = new Uint8Array(512)
  writeText(block, 0, 'abc', 2)
  expect([...block.subarray(0, 3)]).toEqual([97, 98, 0])
})
