import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { compressionOf, decompress, gzip } from '../../../simulator/image/compress.ts'
import { bytesOf, concatBytes, textOf } from '../../../simulator/values/bytes.ts'

const text = 'some text, '.repeat(20_000)

function check(bytes: Uint8Array, expected: string) {
  const found = decompress(bytes)
  expect(found.kind === 'bytes' ? textOf(found.bytes) : found.kind).toBe(expected)
}

it('gives back what it compressed', () => check(gzip(bytesOf(text)), text))
it('reads what others compressed', () => check(new Uint8Array(gzipSync(text)), text))
it('reads several streams one after another', () =>
  check(concatBytes([gzip(bytesOf('one ')), gzip(bytesOf('two'))]), 'one two'))
it('leaves alone what is not compressed', () => check(bytesOf(text), text))
it('refuses data that are cut off or damaged', () => {
  const whole = gzip(bytesOf(text))
  check(whole.subarray(0, 100), 'failed')
  check(concatBytes([whole.subarray(0, 10), new Uint8Array(50).fill(255)]), 'failed')
})
it('stops when there is more than allowed', () =>
  expect(decompress(gzip(new Uint8Array(3_000_000)), 1_000_000).kind).toBe('failed'))
it('knows the others by how they begin', () => {
  const begin = (hex: string) => compressionOf(new Uint8Array(Buffer.from(hex, 'hex')))
  expect(['1f8b0800', '425a6839', 'fd377a585a00', '28b52ffd', '00'].map(begin)).toEqual([
    'gzip',
    'bzip2',
    'xz',
    'zstd',
    undefined,
  ])
  expect(decompress(bytesOf('BZh9'))).toEqual({ kind: 'unsupported', compression: 'bzip2' })
})
