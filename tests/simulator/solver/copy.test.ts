import { describe, expect, it } from 'vitest'
import { epoch } from '../../../simulator/filesystem/tree.ts'
import type { CopyAction } from '../../../simulator/graph/vertex.ts'
import { applyCopies, CopyError } from '../../../simulator/solver/copy.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

/** `COPY source destination` from one tree onto another, both in tree notation; the error's text when it fails. The only call of applyCopies. */
function copy(source: string, destination: string, from: string, onto = '', more: Partial<CopyAction> = {}): string {
  try {
    const action = { from: 1, source, destination, unpack: false, exclude: [], ...more }
    return drawTree(applyCopies([treeOf(onto), treeOf(from)], [action], epoch))
  } catch (error) {
    if (error instanceof CopyError) return error.message
    throw error
  }
}

describe('a file', () => {
  it('takes the name of its destination', () => expect(copy('/a', '/b', 'a 1')).toBe('b 1'))
  it('goes into a directory that ends in a slash', () => expect(copy('/a', '/d/', 'a 1')).toBe('d/a 1'))
  it('goes into a directory that is there', () => expect(copy('/a', '/d', 'a 1', 'd/')).toBe('d/a 1'))
  it('is written through a link', () => expect(copy('/a', '/l', 'a 1', 'l -> /r, r 0')).toBe('l -> /r, r 1'))
  it('makes what a dangling link points to', () => expect(copy('/a', '/l', 'a 1', 'l -> /r')).toBe('l -> /r, r 1'))
  it('keeps mode, owner and time', () => expect(copy('/a', '/b', 'a 04755 3:4 @7 1')).toBe('b 04755 3:4 @7 1'))
  it('is followed when it is a link itself, under its own name', () =>
    expect(copy('/l', '/d/', 'a 1, l -> a')).toBe('d/l 1'))
  it('cannot stand below a file', () => expect(copy('/a', '/f/x', 'a 1', 'f')).toBe('mkdir /f: not a directory'))
})

describe('a destination', () => {
  it('cannot be made two names below a file', () =>
    expect(copy('/a', '/f/x/y', 'a 1', 'f')).toBe('lstat /f/x: not a directory'))
  it('cannot lead through a circle of links', () =>
    expect(copy('/a', '/l/x/y', 'a 1', 'l -> l')).toBe('lstat /l/x: too many levels of symbolic links'))
  it('cannot be a circle of links', () => expect(copy('/a', '/l/', 'a 1', 'l -> l')).toBe('too many links'))
  it('has its parents made without special bits and under the umask', () =>
    expect(copy('/a', '/p/q/', 'a 1', '', { mode: 0o4777 })).toBe('p/q/a 04777 1'))
  it('has its parents made with less than 0755 too', () =>
    expect(copy('/a', '/p/', 'a 1', '', { mode: 0o660 })).toBe('p/ 0640, p/a 0660 1'))
})

describe('a directory', () => {
  it('gives its content', () => expect(copy('/d', '/x', 'd/a 1, d/s/b 2')).toBe('x/a 1, x/s/b 2'))
  it('does not give its own mode', () => expect(copy('/d', '/x', 'd/ 0700, d/a 1')).toBe('x/a 1'))
  it('gives the modes of what is in it', () =>
    expect(copy('/d', '/x', 'd/s/ 0700, d/s/b 2')).toBe('x/s/ 0700, x/s/b 2'))
  it('merges with one that is there', () => expect(copy('/d', '/x', 'd/a 1', 'x/z 9')).toBe('x/a 1, x/z 9'))
  it('keeps hard links within one copy', () => expect(copy('/d', '/x', 'd/a 1, d/b = d/a')).toBe('x/a 1, x/b = x/a'))
  it('does not replace a file', () =>
    expect(copy('/d', '/f', 'd/a 1', 'f')).toMatch(/^cannot copy to non-directory: .*\/f$/))
  it('does not put a file over a directory', () =>
    expect(copy('/d', '/x', 'd/a 1', 'x/a/')).toMatch(/^cannot replace to directory .*\/x\/a with file$/))
})

describe('options', () => {
  it('chown what is copied and the parents that are made', () =>
    expect(copy('/a', '/p/a', 'a 1', '', { owner: '5:6' })).toBe('p/ 5:6, p/a 5:6 1'))
  it('look names up in the destination', () =>
    expect(copy('/a', '/a', 'a 1', 'etc/passwd app:x:7:8::/:, etc/group', { owner: 'app' })).toContain('a 7:8 1'))
  it('take an unknown name for root', () => expect(copy('/a', '/a', 'a 9:9 1', '', { owner: 'nobody' })).toBe('a 1'))
  it('chmod files, directories and parents by number', () =>
    expect(copy('/d', '/p/x', 'd/a 1', '', { mode: 0o640 })).toBe('p/ 0640, p/x/ 0640, p/x/a 0640 1'))
  it('exclude by pattern below the source', () =>
    expect(copy('/', '/x', 'a.md, b, s/c.md, s/d', '', { exclude: ['*.md', 's/d'] })).toBe('x/b, x/s/c.md'))
  it('keep what an exception takes back', () =>
    expect(copy('/', '/x', 's/c, s/d', '', { exclude: ['s', '!s/d'] })).toBe('x/s/d'))
  it('keep parents', () =>
    expect(copy('/', '/p/', 'x/a.txt 1, x/b 2', '', { include: ['x/*.txt'] })).toBe('p/x/a.txt 1'))
  it('match wildcards one by one', () => expect(copy('/*', '/d/', 'a 1, b 2')).toBe('d/a 1, d/b 2'))
  it('let a wildcard match nothing', () => expect(copy('/x*', '/d/', 'a 1')).toBe(''))
})
