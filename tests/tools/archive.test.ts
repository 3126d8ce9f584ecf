import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { readArchive, writeMadeArchive } from '../../tools/conformance/archive.ts'
import type { MadeEntry } from '../../tools/conformance/case.ts'

function entry(path: string, more: Partial<MadeEntry> = {}): MadeEntry {
  return { path, content: '', uid: 0, gid: 0, linkname: '', ...more }
}

function check(entries: readonly MadeEntry[], read: readonly object[]) {
  expect(readArchive(writeMadeArchive(entries, 5))).toEqual(read)
}

it('keeps a directory with its owner', () =>
  check(
    [entry('d/', { mode: '0750', uid: 10, gid: 20 })],
    [{ path: 'd/', type: 'dir', mode: '0750', uid: 10, gid: 20, mtime: 5 }],
  ))
it('keeps the bytes of a file', () =>
  check(
    [entry('f', { content: 'hello\n', mtime: 7 })],
    [
      {
        path: 'f',
        type: 'file',
        mode: '0644',
        size: 6,
        mtime: 7,
        sha256: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
      },
    ],
  ))
it('keeps links', () =>
  check(
    [entry('l', { type: 'symlink', linkname: 'f' }), entry('h', { type: 'hardlink', linkname: 'f' })],
    [
      { path: 'l', type: 'symlink', mode: '0644', linkname: 'f', mtime: 5 },
      { path: 'h', type: 'hardlink', mode: '0644', linkname: 'f', mtime: 5 },
    ],
  ))
it('ends with two blocks of zeros', () => expect(writeMadeArchive([], 0)).toEqual(Buffer.alloc(1024)))
it('is the same each time, zipped too', () =>
  expect(gzipSync(writeMadeArchive([entry('f')], 0))).toEqual(gzipSync(writeMadeArchive([entry('f')], 0))))
