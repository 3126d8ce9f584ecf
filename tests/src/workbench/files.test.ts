import { describe, expect, it } from 'vitest'
import { fileRows, pathProblem } from '../../../src/workbench/files/view.ts'

const files = ['z', 'src/b', 'src/a/c', 'Dockerfile'].map((path) => ({ path, text: 'four' }))

describe('the list of files', () => {
  it('has the Dockerfile first, then folders, then files', () =>
    expect(fileRows(files, 'Dockerfile').map((row) => '  '.repeat(row.depth) + row.name)).toEqual([
      'Dockerfile',
      'src/',
      '  a/',
      '    c',
      '  b',
      'z',
    ]))
  it('sums up folders', () => expect(fileRows(files, 'Dockerfile')[1]?.size).toBe('8 B'))
  it('knows the size of a stand-in', () =>
    expect(fileRows([{ path: 'a', sized: { size: 5e6, kind: 'packed' } }], 'D')[0]?.size).toBe('5 MB'))
})

describe('a new path', () => {
  const check = (path: string) => pathProblem(files, path)
  it('may be new', () => expect(check('src/d')).toBeUndefined())
  it('may not be taken', () => expect(check('z')).toBe('There is already a file z.'))
  it('may not be a folder', () => expect(check('src')).toBe('src is a folder.'))
  it('may not lie below a file', () => expect(check('z/a')).toBe('z is a file, not a folder.'))
  it('may not lead out', () => expect(check('../a')).toContain('in the context'))
  it('may not be empty', () => expect(check('')).toBe('Give the file a name.'))
})
