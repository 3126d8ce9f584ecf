import {
  chmodSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { entryAt, textOf, walkTree } from '../../simulator/index.ts'
import { type Bounds, readFolder } from '../../tools/folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'layerwise-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function tree(bounds?: Bounds) {
  const reading = readFolder(folder, bounds)
  return reading.kind === 'read' ? reading.tree : reading.message
}

function at(path: string) {
  const read = tree()
  return typeof read === 'string' ? read : entryAt(read, path)
}

function write(path: string, text = '') {
  writeFileSync(join(folder, path), text)
}

it('reads the bytes of a file', () => {
  write('a', 'ünï\n')
  const node = at('a')
  expect(
    typeof node === 'object' && node.kind === 'file' && node.content.kind === 'real' && textOf(node.content.bytes),
  ).toBe('ünï\n')
})
it('reads modes with all their bits', () => {
  write('a')
  chmodSync(join(folder, 'a'), 0o4751)
  expect(at('a')).toMatchObject({ mode: 0o4751 })
})
it('reads times to the microsecond', () => {
  write('a')
  utimesSync(join(folder, 'a'), 0, 1_600_000_000.25)
  expect(at('a')).toMatchObject({ mtime: { seconds: 1_600_000_000, nanoseconds: 250_000_000 } })
})
it('reads a time before 1970', () => {
  write('a')
  utimesSync(join(folder, 'a'), 0, new Date(-1750))
  expect(at('a')).toMatchObject({ mtime: { seconds: -2, nanoseconds: 250_000_000 } })
})
it('keeps a symbolic link as a link, a dangling one too', () => {
  symlinkSync('nowhere', join(folder, 'l'))
  lutimesSync(join(folder, 'l'), 0, 5)
  expect(at('l')).toMatchObject({ kind: 'symlink', target: 'nowhere', mode: 0o777, mtime: { seconds: 5 } })
})
it('gives the names of one file one link, and other files another', () => {
  for (const name of ['a', 'c', 'e']) write(name)
  linkSync(join(folder, 'a'), join(folder, 'b'))
  linkSync(join(folder, 'c'), join(folder, 'd'))
  const links = ['a', 'b', 'c', 'd', 'e'].map((name) => {
    const node = at(name)
    return typeof node === 'object' && node.kind === 'file' ? node.link : 'none'
  })
  expect(links).toEqual([1, 1, 2, 2, undefined])
})
it('reads folders in folders', () => {
  mkdirSync(join(folder, 'd/e'), { recursive: true })
  write('d/e/f')
  const read = tree()
  expect(typeof read === 'string' ? read : [...walkTree(read)].map(([path]) => path)).toEqual(['d', 'd/e', 'd/e/f'])
})
it('fails when there are more files than the bound', () => {
  write('a')
  write('b')
  expect(tree({ entries: 1, bytes: 10 })).toContain('more than 1 files')
})
it('fails when there are more bytes than the bound', () => {
  write('a', 'abc')
  expect(tree({ entries: 9, bytes: 2 })).toContain('more than 2 bytes')
})
it('fails when it is not there', () => expect(readFolder(join(folder, 'nope'))).toMatchObject({ kind: 'failed' }))
it('fails when it is a file', () => {
  write('a')
  expect(readFolder(join(folder, 'a'))).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('is not a folder'),
  })
})
