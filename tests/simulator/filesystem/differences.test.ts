import { expect, it } from 'vitest'
import { applyChanges, changesBetween } from '../../../simulator/filesystem/differences.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { epoch } from '../../../simulator/filesystem/tree.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

/** `+` added, `~` changed, `.` a parent that is only there for what is below it, `-` removed. */
const signs = { added: '+', changed: '~', parent: '.', removed: '-' }

function check(lower: string, upper: string, changes: string) {
  const found = changesBetween(treeOf(lower), treeOf(upper))
  expect(found.map((change) => signs[change.kind] + change.path).join(', ')).toBe(changes)
}

function checkApplied(lower: string, upper: string) {
  const before = treeOf(lower)
  expect(drawTree(applyChanges(before, changesBetween(before, treeOf(upper))))).toBe(upper)
}

it('finds nothing between equal trees', () => check('a one, d/b two', 'a one, d/b two', ''))
it('reports a new file after its unchanged parents', () => check('d/e/', 'd/e/f x', '.d, .d/e, +d/e/f'))
it('names a parent once for all that changed below it', () =>
  check('d/a, d/b, d/c', 'd/a x, d/b, d/c x', '.d, ~d/a, ~d/c'))
it('reports a removed directory once', () => check('lib/a one, lib/b two, c', 'c', '-lib'))
it('reports all of a new directory', () => check('', 'd/e/f x, d/e/g y', '+d, +d/e, +d/e/f, +d/e/g'))
it('orders siblings by name, a directory before the next name', () =>
  check(
    '',
    'd/a/w/deep, d/a/x, "d/a b", d/a-b, d/a.b, d/a0',
    '+d, +d/a, +d/a/w, +d/a/w/deep, +d/a/x, +d/a b, +d/a-b, +d/a.b, +d/a0',
  ))
it('puts a removed name where the name stood', () => check('d/a, d/b, d/z', 'd/b x', '.d, -d/a, ~d/b, -d/z'))
it('puts names beyond the basic plane last', () => check('', '\u{1f600} x, \uffe6 y', '+\uffe6, +\u{1f600}'))

it('says nothing more of a directory that became a file', () => check('e/c, e/d', 'e x', '~e'))
it('reports what is in a directory that was a file', () => check('e x', 'e/c, e/d', '~e, +e/c, +e/d'))
it('compares a directory made anew name by name', () =>
  check('e/c one, e/d two', 'e/d two, e/new x', '.e, -e/c, +e/new'))
it('records a changed mode', () => check('a 0644 x', 'a 0755 x', '~a'))
it('records a changed owner of a directory without what is in it', () =>
  check('d/ 0755, d/a x', 'd/ 0755 5:6, d/a x', '~d'))
it('does not record the time of a directory', () => check('d/, d/a x', 'd/ @9, d/a x', ''))
it('records the time of a file, by whole seconds', () => check('a @5 x', 'a @6 x', '~a'))
it('reads the content when neither time has nanoseconds', () => check('a @5 one', 'a @5 two', '~a'))
it('records a link that points elsewhere', () => check('l -> a', 'l -> b', '~l'))
it('records sized content of another identity', () => check('a #10', 'a one', '~a'))

it('trusts equal times with nanoseconds, as the real one does', () =>
  expect(changesBetween(treeOf('a @5.7 one'), treeOf('a @5.7 two'))).toEqual([]))
it('tells times apart by their nanoseconds', () => check('a @5.7 one', 'a @5.8 one', '~a'))

it('records only the second name of a hard link', () => check('g x', 'g x, g2 = g', '+g2'))

it('passes over what is equal by reference', () => {
  const before = treeOf('big/a x, small/b y')
  const draft = new Draft(before)
  draft.set('small/c', { kind: 'fifo', mode: 0o644, uid: 0, gid: 0, mtime: epoch })
  const after = draft.finish()
  expect(after.entries.get('big')).toBe(before.entries.get('big'))
  expect(changesBetween(before, after).map((change) => change.path)).toEqual(['small', 'small/c'])
})

it('turns the lower tree into the upper one', () => {
  checkApplied('a one, d/e/f x, g/ 0700', 'a 0755 1:2 @3 two, d/e/h x, g/ 0711')
  checkApplied('e/c one, e/d two', 'e 0600 x')
  checkApplied('e x', 'e/c one, e/l -> c, e/p |')
  checkApplied('', 'a one, b = a, big #70, d/, null c1:3')
})

it('keeps a directory in a layer from hiding what lies in it', () => {
  const [directory] = changesBetween(treeOf(''), treeOf('d/ 0700'))
  expect(drawTree(applyChanges(treeOf('d/f x'), directory === undefined ? [] : [directory]))).toBe('d/ 0700, d/f x')
})

it('makes the parents that a layer leaves out', () => {
  const [change] = changesBetween(treeOf('d/'), treeOf('d/f x')).filter(({ kind }) => kind === 'added')
  expect(drawTree(applyChanges(treeOf(''), change === undefined ? [] : [change]))).toBe('d/f x')
})
