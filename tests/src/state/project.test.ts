import { describe, expect, it } from 'vitest'
import { withEdit, withoutFile, withText } from '../../../src/state/files.ts'
import { type Edit, type ProjectFile, readProject } from '../../../src/state/project.ts'
import { sameFiles } from '../../../src/state/same.ts'

/** `a=one b/c=two`: files with their texts. */
function files(text: string): readonly ProjectFile[] {
  return text.split(' ').map((one) => {
    const [path = '', content = ''] = one.split('=')
    return { path, text: content }
  })
}

function draw(list: readonly ProjectFile[]): string {
  return list.map((one) => `${one.path}=${one.text ?? ''}`).join(' ')
}

const check = (data: unknown) => {
  const result = readProject(data)
  return result.kind === 'read' ? 'read' : result.message
}
const project = (list: unknown) => ({ id: 'a', title: 'A', files: list })

describe('readProject', () => {
  it('reads the smallest project', () => expect(check(project([]))).toBe('read'))
  it('says where a path leads out of the context', () =>
    expect(check(project([{ path: '../x' }]))).toBe(
      'files.0.path: a path inside the context: relative, without "." or ".."',
    ))
  it('refuses an absolute path', () => expect(check(project([{ path: '/etc/passwd' }]))).not.toBe('read'))
  it('refuses a path twice', () => expect(check(project(files('a=1 a=2')))).toBe('files: each path once'))
  it('refuses what is no object', () => expect(check('hello')).not.toBe('read'))
  it('refuses a negative size', () =>
    expect(check(project([{ path: 'a', sized: { size: -1, kind: 'binary' } }]))).not.toBe('read'))
})

describe('files', () => {
  it('changes a text in its place', () => expect(draw(withText(files('a=1 b=2'), 'a', '3'))).toBe('a=3 b=2'))
  it('gives the same value for the same text', () => {
    const before = files('a=1')
    expect(withText(before, 'a', '1')).toBe(before)
  })
  it('removes a folder with all below it', () => expect(draw(withoutFile(files('a=1 b/c=2 b/d=3'), 'b'))).toBe('a=1'))
  it('compares whatever the order', () => expect(sameFiles(files('a=1 b=2'), files('b=2 a=1'))).toBe(true))
  it('sees another text', () => expect(sameFiles(files('a=1'), files('a=2'))).toBe(false))
})

describe('withEdit', () => {
  const edited = (edit: Edit) => draw(withEdit(files('a=hello b=2'), edit))
  it('replaces a piece', () => expect(edited({ path: 'a', find: 'ell', replace: '$&' })).toBe('a=h$&o b=2'))
  it('sets a text', () => expect(edited({ path: 'c', text: 'new' })).toBe('a=hello b=2 c=new'))
  it('removes', () => expect(edited({ path: 'a', remove: true })).toBe('b=2'))
})
