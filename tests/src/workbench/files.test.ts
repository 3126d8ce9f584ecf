import { describe, expect, it } from 'vitest'
import { fileRows } from '../../../src/workbench/files/view.ts'

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
