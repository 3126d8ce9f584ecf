import { expect, it } from 'vitest'
import { hasWildcard, matchGlob } from '../../../simulator/filesystem/match.ts'

/** Each row: pattern, names that fit, names that do not. Blanks part the names. */
const rows: readonly (readonly [pattern: string, fits: string, not: string])[] = [
  ['abc', 'abc', 'ab abcd'],
  ['*', 'abc .hidden', 'a/b'],
  ['*c', 'abc c', 'abcd'],
  ['a*', 'a abc', 'ab/c ba'],
  ['a*/b', 'a/b abc/b', 'a/c/b'],
  ['a*b*c*d*e*/f', 'axbxcxdxe/f axbxcxdxexxx/f', 'axbxcxdxe/xxx/f axbxcxdxexxx/fff'],
  ['a*b?c*x', 'abxbbxdbxebxczzx', 'abxbbxdbxebxczzy'],
  ['ab[c]', 'abc', 'abd'],
  ['ab[b-d]', 'abc', 'abe'],
  ['ab[^e-g]', 'abc', 'abe'],
  ['a[^a]b', 'a☺b a/b', 'aab'],
  ['a???b', 'a☺xxb', 'a☺b'],
  ['a?b', 'a☺b', 'a/b'],
  ['a*b', 'ab axb', 'a/b'],
  ['[a-ζ]*', 'α', 'A'],
  ['*[a-ζ]', 'A☺α', 'A'],
  ['[\\]a]', '] a', 'b'],
  ['[\\-x]', '- x', 'z'],
  ['[x\\-]', '- x', 'z'],
  ['\\*', '*', 'a'],
  ['[*]', '*', 'a'],
  ['*x', 'xxx', 'xxy'],
]

for (const [pattern, fits, not] of rows)
  it(`reads ${pattern}`, () => {
    expect(fits.split(' ').filter((name) => matchGlob(pattern, name) !== true)).toEqual([])
    expect(not.split(' ').filter((name) => matchGlob(pattern, name) !== false)).toEqual([])
  })

it('gives the empty name only to patterns that may be empty', () =>
  expect(['', '*', '?', 'a'].map((pattern) => matchGlob(pattern, ''))).toEqual([true, true, false, false]))

it('calls malformed patterns bad even where the name already differs', () => {
  const bad = ['[', '[a', '[^', '[^bc', '[]a]', '[-]', '[x-]', '[-x]', '[a-b-c]', 'a\\', 'a[', 'z[']
  expect(bad.filter((pattern) => matchGlob(pattern, 'q') !== 'bad pattern')).toEqual([])
})

it('tells patterns from plain paths', () =>
  expect(['a*', 'a?', 'a[b]', 'a', 'a\\*', 'a\\\\*'].map(hasWildcard)).toEqual([true, true, true, false, false, true]))
