import { describe, expect, it } from 'vitest'
import { fileRows } from '../../../src/workbench/tree/rows.ts'

const files = ['z', 'src/b', 'src/a/c', 'Dockerfile'].map((path) => ({ path, text: 'four' }))

/** The rows as a drawing: two blanks for each folder they are in. */
function draw(...from: Parameters<typeof fileRows>): readonly string[] {
  return fileRows(...from).map((row) => '  '.repeat(row.depth) + row.name)
}

describe('the list of files', () => {
  it('has the Dockerfile first, then folders, then files', () =>
    expect(draw(files, 'Dockerfile')).toEqual(['Dockerfile', 'src/', '  a/', '    c', '  b', 'z']))
  it('leaves a Dockerfile that is in a folder there', () =>
    expect(draw(files, 'src/b')).toEqual(['src/', '  a/', '    c', '  b', 'Dockerfile', 'z']))
  it('leaves out what is in closed folders', () =>
    expect(draw(files, 'Dockerfile', new Set(['src']))).toEqual(['Dockerfile', 'src/', 'z']))
  it('has folders without a file', () =>
    expect(draw([{ path: 'a/b', folder: true }], 'Dockerfile')).toEqual(['a/', '  b/']))
  it('has a folder once, also with an entry of its own', () =>
    expect(draw([{ path: 'a', folder: true }, { path: 'a/b' }], 'Dockerfile')).toEqual(['a/', '  b']))
  it('sums up folders', () => expect(fileRows(files, 'Dockerfile')[1]?.size).toBe('8 B'))
  it('knows the size of a stand-in', () =>
    expect(fileRows([{ path: 'a', sized: { size: 5e6, kind: 'packed' } }], 'D')[0]?.size).toBe('5 MB'))
})
