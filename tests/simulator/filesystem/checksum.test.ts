import { expect, it } from 'vitest'
import {
  type ChecksumOptions,
  changedPath,
  checksumOf,
  matchingPaths,
  missingSource,
} from '../../../simulator/filesystem/checksum.ts'
import { treeOf } from '../../notation/tree.ts'

function check(before: string, after: string, expected: 'equal' | 'other', path = '/', options: ChecksumOptions = {}) {
  const [left, right] = [treeOf(before), treeOf(after)].map((tree) => checksumOf(tree, path, options))
  expect(left === right ? 'equal' : 'other').toBe(expected)
}

const glob = { wildcard: true, followLinks: true }

it('does not count times', () => check('a @5 x, d/b y', 'a @6.7 x, d/ @9, d/b y', 'equal'))
it('counts content', () => check('a one', 'a two', 'other'))
it('counts every bit of the mode', () => check('a 0745 x', 'a 0755 x', 'other'))
it('counts the owner', () => check('a x', 'a 1:1 x', 'other'))
it('counts an empty directory', () => check('a x', 'a x, d/', 'other'))
it('counts names below the path', () => check('a x', 'b x', 'other'))
it('counts where a link points', () => check('l -> a', 'l -> b', 'other'))
it('does not count that two names are one file', () => check('a x, b x', 'a x, b = a', 'equal'))
it('counts the root of an image', () => check('/ 0755, a x', '/ 0700, a x', 'other'))
it('does not count the root of a context', () => check('/ 0755, a x', '/ 0700, a x', 'equal', '/', { isContext: true }))
it('tells a name from a name with content', () => check('ab x', 'a bx', 'other'))

it('does not count the name of the path itself', () =>
  expect(checksumOf(treeOf('a x'), 'a')).toBe(checksumOf(treeOf('b x'), '/b')))
it('counts only what is below the path', () => check('d/a x, e one', 'd/a x, e two', 'equal', 'd'))
it('follows the path when asked to', () => check('l -> a, a one', 'l -> b, b one', 'equal', 'l', { followLinks: true }))
it('takes the link itself when not', () => check('l -> a, a one', 'l -> a, a two', 'equal', 'l'))
it('has none for a path where nothing is', () => expect(checksumOf(treeOf('a x'), 'b/c')).toBeUndefined())

it('says which path is missing', () => {
  const tree = treeOf('a x, m1 y, m2 -> gone')
  expect(missingSource(tree, 'a')).toBeUndefined()
  expect(missingSource(tree, 'b/../c')?.path).toBe('/c')
  expect(missingSource(tree, 'z*', glob)).toBeUndefined()
  expect(missingSource(tree, 'm*', glob)?.path).toBe('/m2')
  expect(checksumOf(tree, 'm*', glob)).toBeUndefined()
})

it('does not count the directories that a pattern passes', () =>
  check('a/x.txt one', 'b/ 0700, b/x.txt one', 'equal', '*/x.txt', glob))
it('counts the names that a pattern selects', () => check('a.x one', 'b.x one', 'other', '*.x', glob))
it('does not count what a pattern passes over', () => check('a.x one', 'a.x one, b.y two', 'equal', '*.x', glob))
it('counts the first match of a pattern', () => check('', 'a.x', 'other', '*.x', glob))
it('has a checksum for a pattern without a match', () => check('', 'b.y', 'equal', '*.x', glob))

it('does not count what --exclude names', () => check('d/a x', 'd/a x, d/b.md y', 'equal', 'd', { exclude: ['*.md'] }))
it('counts what --exclude leaves', () => check('d/a x', 'd/a y, d/b.md y', 'other', 'd', { exclude: ['*.md'] }))
it('counts what include patterns select at any depth', () =>
  check('s/a.c', 's/a.c, s/t/b.c', 'other', '/', { include: ['s/**/*.c'] }))
it('does not count what include patterns pass over', () =>
  check('s/a.c', 's/a.c, s/t/b.h', 'equal', '/', { include: ['s/**/*.c'] }))

it('finds what a pattern selects, through links before its first wildcard', () => {
  const tree = treeOf('r/x/a.c, r/x/b.c, r/y/a.c, r/a.c, l -> r/x')
  expect(matchingPaths(tree, 'r/*/a.*')).toEqual(['/r/x/a.c', '/r/y/a.c'])
  expect(matchingPaths(tree, '/l/*.c')).toEqual(['/r/x/a.c', '/r/x/b.c'])
  expect(matchingPaths(tree, 'r/*')).toEqual(['/r/a.c', '/r/x', '/r/y'])
})

function checkChange(before: string, after: string, change: string) {
  const found = changedPath(treeOf(before), treeOf(after))
  expect(found === undefined ? 'none' : `${found.change} ${found.path}`).toBe(change)
}

it('names the file that was edited', () => checkChange('a x, d/b one', 'a x, d/b two', 'content /d/b'))
it('names what was added', () => checkChange('a x', 'a x, d/b y', 'added /d'))
it('names what was removed', () => checkChange('a x, b y', 'b y', 'removed /a'))
it('names a changed mode', () => checkChange('d/ 0755, d/a x', 'd/ 0700, d/a x', 'mode /d'))
it('names a changed owner', () => checkChange('a x', 'a 1:1 x', 'owner /a'))
it('names a changed kind', () => checkChange('a x', 'a/b x', 'type /a'))
it('names a link that points elsewhere', () => checkChange('a -> x', 'a -> y', 'target /a'))
it('puts an edit before a changed mode of the same file', () => checkChange('a x', 'a 0755 y', 'content /a'))
it('finds no change in times', () => checkChange('a @1 x', 'a @2 x', 'none'))
