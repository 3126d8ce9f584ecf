import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changesBetween } from '../../../simulator/filesystem/differences.ts'
import { emptyTree } from '../../../simulator/filesystem/tree.ts'
import { packLayer } from '../../../simulator/image/archive.ts'
import { isTar, readTar, type TarEntry } from '../../../simulator/image/tar.ts'
import { bytesOf, concatBytes, textOf } from '../../../simulator/values/bytes.ts'
import { treeOf } from '../../notation/tree.ts'

const pack = (tree: string) => concatBytes([...packLayer(changesBetween(emptyTree, treeOf(tree)))])

function read(bytes: Uint8Array): readonly TarEntry[] {
  const reading = readTar(bytes)
  if (reading.kind === 'failed') throw new Error(reading.reason)
  return reading.entries
}
const draw = (entry: TarEntry) =>
  [
    entry.kind,
    entry.path,
    entry.mode.toString(8),
    `${entry.uid}:${entry.gid}`,
    entry.mtime.seconds,
    entry.linkName,
    textOf(entry.bytes),
  ]
    .join(' ')
    .trim()

/** One header block with a right checksum, and its data. */
function block(name: string, type: string, data: string, change: (header: Uint8Array) => void = () => {}): Uint8Array {
  const header = new Uint8Array(512)
  const write = (at: number, text: string) => header.set(bytesOf(text), at)
  write(0, name)
  write(100, '0000644\0')
  write(124, bytesOf(data).length.toString(8).padStart(11, '0'))
  write(156, type)
  change(header)
  write(148, '        ')
  write(
    148,
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
  )
  const content = new Uint8Array(Math.ceil(bytesOf(data).length / 512) * 512)
  content.set(bytesOf(data))
  return concatBytes([header, content])
}

it('reads what was packed', () => {
  const path = `${'x'.repeat(120)}/é`
  expect(
    read(pack(`a 04755 1:2 @7 one, b = a, c -> a, d/ 01777, n c1:3, p |, ${path} 3000000:0 @-5 two`)).map(draw),
  ).toEqual([
    'file a 4755 1:2 7  one',
    'hardlink b 4755 1:2 7 a',
    'symlink c 777 0:0 0 a',
    'directory d 1777 0:0 0',
    'character n 644 0:0 0',
    'fifo p 644 0:0 0',
    `directory ${'x'.repeat(120)} 755 0:0 0`,
    `file ${path} 644 3000000:0 -5  two`,
  ])
})

it('reads long names as GNU writes them', () =>
  expect(read(concatBytes([block('././@LongLink', 'L', 'long/name\0'), block('cut', '0', 'x')])).map(draw)).toEqual([
    'file long/name 644 0:0 0  x',
  ]))

it('reads numbers in binary as GNU writes them', () => {
  const header = block('a', '0', '', (bytes) => bytes.set([0x80, 0, 0, 0, 0x01, 0, 0, 0], 108))
  expect(read(header)[0]?.uid).toBe(2 ** 24)
})

it('reads records that hold for all entries after them', () =>
  expect(
    read(concatBytes([block('g', 'g', '11 mtime=9\n'), block('a', '0', ''), block('b', '0', '')])).map(
      (entry) => entry.mtime.seconds,
    ),
  ).toEqual([9, 9]))

it('reads fractions of seconds', () =>
  expect(read(concatBytes([block('x', 'x', '14 mtime=-1.5\n'), block('a', '0', '')]))[0]?.mtime).toEqual({
    seconds: -2,
    nanoseconds: 500_000_000,
  }))

it('keeps paths inside', () =>
  expect(
    ['../../etc/passwd', '/abs', './a/./b/', 'a/../../b'].map((path) => read(block(path, '0', ''))[0]?.path),
  ).toEqual(['etc/passwd', 'abs', 'a/b', 'b']))

it('tells an archive by its first header', () => {
  expect(isTar(pack('a x'))).toBe(true)
  expect([new Uint8Array(0), new Uint8Array(1024), bytesOf('x'.repeat(600))].map(isTar)).toEqual([false, false, false])
})

it('refuses damaged archives with a reason', () => {
  const whole = pack('a one')
  const damaged = whole.slice()
  damaged[3] = 9
  expect(
    [damaged, whole.subarray(0, 600).slice(0, 513), block('a', 'S', '')].map((bytes) => readTar(bytes).kind),
  ).toEqual(['failed', 'failed', 'failed'])
  expect(readTar(pack('a, b, c'), { entries: 2 }).kind).toBe('failed')
})

it('never throws', () =>
  fc.assert(
    fc.property(
      fc.array(fc.nat(1535), { maxLength: 20 }),
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      (places, values) => {
        const bytes = pack('a one, b/c 5:6 two, ü x')
        for (const [index, place] of places.entries()) bytes[place] = values[index] ?? 0
        readTar(bytes)
        readTar(bytes.subarray(0, places[0] ?? 0))
      },
    ),
    { seed: 1, numRuns: 200 },
  ))
