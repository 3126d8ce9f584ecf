import { describe, expect, it } from 'vitest'
import { pathProblem } from '../../../src/workbench/naming/view.ts'

const files = ['z', 'src/b', 'src/a/c', 'Dockerfile'].map((path) => ({ path, text: 'four' }))

describe('a new path', () => {
  const check = (path: string) => pathProblem(files, path)
  it('may be new', () => expect(check('src/d')).toBeUndefined())
  it('may not be taken', () => expect(check('z')).toBe('There is already a file z.'))
  it('may not be a folder', () => expect(check('src')).toBe('src is a folder.'))
  it('may not lie below a file', () => expect(check('z/a')).toBe('z is a file, not a folder.'))
  it('may not lead out', () => expect(check('../a')).toContain('in the context'))
  it('may not be empty', () => expect(check('')).toBe('Give the file a name.'))
})
