import { describe, expect, it } from 'vitest'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { epoch } from '../../../simulator/filesystem/tree.ts'
import type { TarEntry } from '../../../simulator/image/tar.ts'
import { CopyError } from '../../../simulator/solver/copy-error.ts'
import { extractEntries } from '../../../simulator/solver/extract.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

/** An archive's entries, one a word: `a` a file, `d/` a directory, `l->x` a symbolic link, `h=a` a hard link. Mode 0600 for files, 0700 for directories, of 7:8. */
function entriesOf(text: string): readonly TarEntry[] {
  return text.split(' ').map((word) => {
    const [, written = '', sign, linkName = ''] = /^(.*?)(?:(->|=)(.*))?$/.exec(word) ?? []
    const isDirectory = written.endsWith('/')
    const kind = sign === '->' ? 'symlink' : sign === '=' ? 'hardlink' : isDirectory ? 'directory' : 'file'
    const mode = isDirectory ? 0o700 : 0o600
    const rest = { mode, uid: 7, gid: 8, mtime: epoch, device: [0, 0] } as const
    return { path: written, written, kind, linkName, bytes: bytesOf(kind === 'file' ? 'x' : ''), ...rest }
  })
}

/** The tree, in tree notation, after an archive was unpacked in its root; the error's text when it cannot be. */
function unpacked(entries: string, onto = ''): string {
  const draft = new Draft(treeOf(onto))
  try {
    extractEntries({ draft, destination: '/', owner: undefined, now: epoch }, entriesOf(entries))
    return drawTree(draft.finish())
  } catch (error) {
    if (error instanceof CopyError) return error.message
    throw error
  }
}

describe('what an archive makes', () => {
  it('keeps mode and owner', () => expect(unpacked('a d/')).toBe('a 0600 7:8 x, d/ 0700 7:8'))
  it("makes directories that no entry names root's", () => expect(unpacked('d/a')).toBe('d/a 0600 7:8 x'))
  it('takes leading slashes and dots away', () =>
    expect(unpacked('//a ./b c/../d')).toBe('a 0600 7:8 x, b 0600 7:8 x, d 0600 7:8 x'))
  it('leaves its own root alone', () => expect(unpacked('./', 'a 1')).toBe('a 1'))
  it('keeps a directory for a directory', () => expect(unpacked('d/', 'd/a 1')).toBe('d/ 0700 7:8, d/a 1'))
  it('puts a file in the place of a directory', () => expect(unpacked('d', 'd/a 1')).toBe('d 0600 7:8 x'))
  it('puts a directory in the place of a file', () => expect(unpacked('a/', 'a 1')).toBe('a/ 0700 7:8'))
  it('puts a file in the place of a link', () => expect(unpacked('l', 'l -> a, a 1')).toBe('a 1, l 0600 7:8 x'))
  it('follows links above a name', () => expect(unpacked('l/b', 'l -> d, d/')).toBe('d/b 0600 7:8 x, l -> d'))
  it('takes the last of equal names', () => expect(unpacked('a/ a')).toBe('a 0600 7:8 x'))
})

describe('hard links', () => {
  it('are one file', () => expect(unpacked('a b=a')).toBe('a 0600 7:8 x, b = a'))
  it('set their own owner and mode on what was there', () =>
    expect(unpacked('b=/a', 'a 0644 1')).toBe('a 0600 7:8 1, b = a'))
  it('must lead to something', () => expect(unpacked('b=./a')).toBe('linkat a b: no such file or directory'))
  it('cannot lead to themselves', () => expect(unpacked('a a=a')).toBe('linkat a a: no such file or directory'))
  it('cannot lead to a directory', () => expect(unpacked('d/ b=d')).toBe('linkat d b: operation not permitted'))
})

describe('what cannot be unpacked', () => {
  it('leads out', () => expect(unpacked('../a')).toBe('invalid entry name "../a"'))
  it('is a file below a file', () => expect(unpacked('a/b', 'a 1')).toBe('openat a/b: not a directory'))
  it('is a link below a file', () => expect(unpacked('a/b->x', 'a 1')).toBe('symlinkat x a/b: not a directory'))
  it('is a directory below a file', () => expect(unpacked('a/b/', 'a 1')).toBe('mkdirat a/b: not a directory'))
})
