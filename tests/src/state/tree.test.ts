import { describe, expect, it } from 'vitest'
import { isDockerfileName } from '../../../src/state/files.ts'
import type { ProjectFile } from '../../../src/state/project.ts'
import {
  copyPath,
  withCopied,
  withDeleted,
  withExecutable,
  withMode,
  withMoved,
  withTime,
} from '../../../src/state/tree.ts'

/** `a=one b/=`: a file with its text, a folder. */
function files(text: string): readonly ProjectFile[] {
  return text.split(' ').map((one) => {
    const [path = '', content = ''] = one.split('=')
    return path.endsWith('/') ? { path: path.slice(0, -1), folder: true } : { path, text: content }
  })
}

function draw(list: readonly ProjectFile[]): string {
  return list.map((one) => (one.folder === true ? `${one.path}/` : `${one.path}=${one.text ?? ''}`)).join(' ')
}

const move = (list: string, from: string, to: string) => draw(withMoved(files(list), from, to))
const copy = (list: string, from: string, to: string) => draw(withCopied(files(list), from, to))
const remove = (list: string, path: string) => draw(withDeleted(files(list), path))

describe('a Dockerfile', () => {
  it.each(['Dockerfile', 'docker/Dockerfile.dev', 'dev.Dockerfile', 'DockerfileFat', 'Containerfile'])(
    'is one by its name: %s',
    (path) => expect(isDockerfileName(path)).toBe(true),
  )
  it.each(['Dockerfile.dockerignore', 'docker/x', 'a.dockerfile.txt', 'myDockerfile'])('is none: %s', (path) =>
    expect(isDockerfileName(path)).toBe(false),
  )
})

describe('moving', () => {
  it('keeps the place in the list', () => expect(move('a=1 b=2', 'a', 'c')).toBe('c=1 b=2'))
  it('takes a folder with all below it', () => expect(move('a/b=1 a/c/d=2 ab=3', 'a', 'x')).toBe('x/b=1 x/c/d=2 ab=3'))
  it('takes the place of what is there', () => expect(move('a=1 b=2', 'a', 'b')).toBe('b=1'))
  it('leaves the folder', () => expect(move('a/b=1', 'a/b', 'c')).toBe('c=1 a/'))
  it('takes an empty folder', () => expect(move('a/= b=1', 'a', 'c/d')).toBe('c/d/ b=1'))
})

describe('copying', () => {
  it('copies a file', () => expect(copy('a=1 b=2', 'a', 'c')).toBe('a=1 b=2 c=1'))
  it('copies a folder', () => expect(copy('a/b=1 a/c=2', 'a', 'x')).toBe('a/b=1 a/c=2 x/b=1 x/c=2'))
  it('finds a free name before the ending', () => {
    expect(copyPath(files('a.py=1'), 'a.py')).toBe('a-copy.py')
    expect(copyPath(files('a.py=1 a-copy.py=1'), 'a.py')).toBe('a-copy-2.py')
    expect(copyPath(files('d.x/a=1'), 'd.x')).toBe('d.x-copy')
    expect(copyPath(files('.env=1'), '.env')).toBe('.env-copy')
    expect(copyPath(files('d/.env=1'), 'd/.env')).toBe('d/.env-copy')
  })
})

describe('deleting', () => {
  it('leaves the folder', () => expect(remove('a/b=1 c=2', 'a/b')).toBe('c=2 a/'))
  it('leaves a folder that has others as it is', () => expect(remove('a/b=1 a/c=2', 'a/b')).toBe('a/c=2'))
  it('takes a folder with all below it', () => expect(remove('a/b=1 c=2', 'a')).toBe('c=2'))
})

describe('permissions', () => {
  it('are given to a file', () =>
    expect(withMode(files('a=1'), 'a', '0600')[0]).toMatchObject({ mode: '0600', text: '1' }))
  it('are given to a folder that had no entry', () =>
    expect(withMode(files('a/b=1'), 'a', '0700')[1]).toEqual({ path: 'a', folder: true, mode: '0700' }))
  it.each([
    ['0644', true, '0755'],
    ['0600', true, '0700'],
    ['0755', false, '0644'],
    ['4755', false, '4644'],
  ] as const)('%s executable %s: %s', (mode, on, result) => expect(withExecutable(mode, on)).toBe(result))
})

it('a time is given to a file', () => expect(withTime(files('a=1'), 'a', 5)[0]).toMatchObject({ mtime: 5, text: '1' }))
