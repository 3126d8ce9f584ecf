import { expect, it } from 'vitest'
import { changesBetween } from '../../../simulator/filesystem/differences.ts'
import { emptyTree } from '../../../simulator/filesystem/tree.ts'
import { layerSize, packLayer } from '../../../simulator/image/archive.ts'
import { concatBytes, textOf } from '../../../simulator/values/bytes.ts'
import { digestOf } from '../../../simulator/values/digest.ts'
import { treeOf } from '../../notation/tree.ts'

function pack(upper: string, lower = '', clampTo?: number): Uint8Array {
  const changes = changesBetween(lower === '' ? emptyTree : treeOf(lower), treeOf(upper))
  const bytes = concatBytes([...packLayer(changes, clampTo === undefined ? {} : { clampTo })])
  expect(layerSize(changes)).toBe(bytes.length)
  return bytes
}

/** A field of the header that begins at `block`, up to its first NUL. */
function field(bytes: Uint8Array, at: number, length: number, block = 0): string {
  return textOf(bytes.subarray(block * 512 + at, block * 512 + at + length)).replace(/\0.*$/s, '')
}

const name = (bytes: Uint8Array, block = 0) => field(bytes, 0, 100, block)
const type = (bytes: Uint8Array, block = 0) => field(bytes, 156, 1, block)

it('packs the recorded example byte for byte', () => {
  const bytes = pack('d/f.txt hello\\n')
  expect(bytes.length).toBe(2560)
  expect(digestOf(bytes)).toBe('sha256:dd98034b468c61aee816c3b20a8aa59551023617dedd9cbae75893c65513d3d3')
})

it('packs the recorded example with a name beyond ASCII byte for byte', () => {
  const bytes = pack('ünï.txt u\\n')
  expect(bytes.length).toBe(3072)
  expect(digestOf(bytes)).toBe('sha256:3dafbc7c36cddd9ff3ba2ec4510f5e298e1fba97bea0df1cad5925a299ff6c65')
  expect(name(bytes)).toBe('PaxHeaders.0/n.txt')
  expect(textOf(bytes.subarray(512, 530))).toBe('18 path=ünï.txt\n')
})

it('packs no change as two zero blocks', () =>
  expect(digestOf(pack(''))).toBe('sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef'))

it('writes a whiteout without mode or time', () => {
  const bytes = pack('d/ 0700', 'd/ 0700, d/f 0644 @99 x')
  expect([name(bytes, 1), field(bytes, 100, 8, 1), field(bytes, 136, 12, 1)]).toEqual([
    'd/.wh.f',
    '0000000',
    '00000000000',
  ])
})

it('writes later names of one file as links to the first', () => {
  const bytes = pack('a x, b = a')
  expect([name(bytes, 2), type(bytes, 2), field(bytes, 124, 12, 2), field(bytes, 157, 100, 2)]).toEqual([
    'b',
    '1',
    '00000000000',
    'a',
  ])
})

it('writes links, fifos and devices without content', () => {
  const bytes = pack('c c1:3, l -> a, p |')
  expect([0, 1, 2].map((block) => type(bytes, block))).toEqual(['3', '2', '6'])
  expect([field(bytes, 329, 8), field(bytes, 337, 8)]).toEqual(['0000001', '0000003'])
})

it('cuts times to seconds and lowers those after the bound', () => {
  expect(field(pack('a @1577836800.600000000 x'), 136, 12)).toBe('13602760400')
  expect(field(pack('a @99 x', '', 5), 136, 12)).toBe('00000000005')
  expect(field(pack('a @3 x', '', 5), 136, 12)).toBe('00000000003')
})

it('records a time before 1970, which no bound changes', () => {
  const bytes = pack('a @-315619200 x', '', 0)
  expect(textOf(bytes.subarray(512, 535))).toBe('20 mtime=-315619200\n\0\0\0')
  expect(field(bytes, 136, 12, 2)).toBe('00000000000')
})

it('records an owner that does not fit', () => {
  const bytes = pack('a 3000000:2097151 x')
  expect(textOf(bytes.subarray(512, 527))).toBe('15 uid=3000000\n')
  expect([field(bytes, 108, 8, 2), field(bytes, 116, 8, 2)]).toEqual(['0000000', '7777777'])
})

const long = 'a'.repeat(90)

it('splits a long path at a slash', () => {
  const bytes = pack(`${long}/${long} x`)
  expect([name(bytes, 1), field(bytes, 345, 155, 1), type(bytes, 1)]).toEqual([long, long, '0'])
})

it('does not split a directory at its last slash', () => {
  const bytes = pack(`${long}/b/${'c'.repeat(20)}/`)
  expect([field(bytes, 345, 155, 2), name(bytes, 2)]).toEqual([`${long}/b`, `${'c'.repeat(20)}/`])
})

it('records a path that cannot be split', () => {
  const path = 'b'.repeat(120)
  const bytes = pack(`${path} x`)
  expect(textOf(bytes.subarray(512, 512 + 130))).toBe(`130 path=${path}\n`)
  expect(name(bytes, 2)).toBe('b'.repeat(100))
})

it('records a long path too when another value needs a record', () => {
  const bytes = pack(`${long}/${long} 3000000:0 x`)
  expect(textOf(bytes.subarray(1024, 1024 + 207))).toBe(`191 path=${long}/${long}\n15 uid=3000000\n`.padEnd(207, '\0'))
})

it('records a long link target', () => {
  const target = 't'.repeat(101)
  const bytes = pack(`l -> ${target}`)
  expect(textOf(bytes.subarray(512, 512 + 115))).toBe(`115 linkpath=${target}\n`)
})

it('packs sized content as zeros', () => {
  const bytes = pack('big #100000')
  expect(bytes.length).toBe(512 + 196 * 512 + 1024)
  expect(bytes.subarray(512).every((byte) => byte === 0)).toBe(true)
})
