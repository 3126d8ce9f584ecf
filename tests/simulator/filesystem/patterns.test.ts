import { expect, it } from 'vitest'
import { parsePatterns } from '../../../simulator/filesystem/patterns.ts'

/** Lines are parted by `;`, paths by blanks. */
function check(lines: string, selected: string, not = '') {
  const patterns = parsePatterns(lines.split(';'))
  if ('error' in patterns) throw new Error(patterns.error)
  const names = (text: string) => text.split(' ').filter((name) => name !== '')
  expect(names(selected).filter((path) => !patterns.matches(path))).toEqual([])
  expect(names(not).filter((path) => patterns.matches(path))).toEqual([])
}

it('anchors a name at the top and takes all below it', () => check('foo', 'foo foo/a', 'a/foo foobar'))
it('lets a star stop at a slash', () => check('*.log', 'x.log', 'd/x.log xlog'))
it('finds a name at any depth', () => check('**/*.log', 'x.log a/b/x.log', 'x.logs'))
it('takes a leading ** before a plain name as any ending', () => check('**foo', 'foo a/foo barfoo', 'foob'))
it('needs a whole name after **/', () => check('**/foo', 'foo a/foo foo/x', 'barfoo'))
it('takes what is below for a trailing /**', () => check('foo/**', 'foo/a foo/a/b', 'foo'))
it('takes any continuation for a trailing **', () => check('a**', 'a ab ab/c', 'b'))
it('lets ** stand for no directory', () => check('a/**/b', 'a/b a/x/b a/x/y/b', 'ab a/xb'))
it('selects everything with ** alone', () => check('**', 'a a/b .x'))
it('needs one character for ?', () => check('?.x', 'a.x', '.x ab.x'))
it('reads classes', () => check('[a-c]x;[^a-z]y', 'ax 1y', 'dx ay'))
it('takes an escaped character for itself', () => check('a\\*;b\\?', 'a* b?', 'ab bb'))
it('takes a dot, a plus, a dollar and parentheses for themselves', () =>
  check('a.b*;c+*;(d)*;e$*', 'a.b1 c+1 (d)1 e$1', 'axb1 cc1 d1'))
it('lets other characters of regular expressions through, as the original does', () =>
  check('u|v*;^h*;\\d*;{e}*', 'u u1 v1 u|v1 h1 5 {e}1', '^h1 d1 e1'))
it('lets the last hit decide', () => check('ba*;!bay', 'bar bax/y', 'bay bay/x'))
it('gives an exception before its rule no effect', () => check('!a;a', 'a'))
it('keeps what an exception names below a selected directory', () =>
  check('docs;!docs/keep.md', 'docs/x', 'docs/keep.md'))
it('does not keep below what an exception does not reach', () => check('*;!*.md', 'd d/a.md x', 'a.md'))
it('keeps all below an exception', () => check('*;!src', 'README', 'src src/a src/b/c'))
it('cleans patterns as paths', () => check('a/./b/;x/../y', 'a/b y', 'x'))
it('skips blank lines', () => check(';  ;a', 'a', 'b'))

it('gives the same answer from the top down as path by path', () => {
  const patterns = parsePatterns(['*', '!src', 'src/**/tmp', '!**/keep'])
  if ('error' in patterns) throw new Error(patterns.error)
  const paths = ['src', 'src/tmp', 'src/tmp/keep', 'src/tmp/keep/x', 'src/tmp/y']
  const hits = new Map<string, ReturnType<typeof patterns.hits>>()
  for (const path of paths) hits.set(path, patterns.hits(path, hits.get(path.slice(0, path.lastIndexOf('/')))))
  expect(paths.map((path) => hits.get(path)?.isSelected)).toEqual(paths.map((path) => patterns.matches(path)))
  expect(paths.filter((path) => patterns.matches(path))).toEqual(['src/tmp', 'src/tmp/y'])
})

it('names the line that decides', () => {
  const patterns = parsePatterns(['*.log', '!keep.log', 'tmp'])
  if ('error' in patterns) throw new Error(patterns.error)
  expect(['x.log', 'keep.log', 'tmp/a', 'other'].map((path) => patterns.decidingPattern(path)?.line)).toEqual([
    0,
    1,
    2,
    undefined,
  ])
})

it('refuses a bare exclamation mark and a malformed class', () => {
  expect(parsePatterns(['a', '!'])).toEqual({ error: 'illegal exclusion pattern: "!"', line: 1 })
  expect(parsePatterns(['[a'])).toEqual({ error: 'syntax error in pattern', line: 0 })
})

it('on the way down, does not count a line that changed nothing above', () => {
  const patterns = parsePatterns(['**/*.log', '!**/x'])
  if ('error' in patterns) throw new Error(patterns.error)
  const above = patterns.hits('x', undefined)
  expect(patterns.hits('x/b.log', above).isSelected).toBe(true)
})
