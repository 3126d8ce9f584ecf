import { expect, it } from 'vitest'
import { emptyContent } from '../../../simulator/filesystem/content.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { emptyTree, epoch, type FileNode, fileBytes, sortedNames } from '../../../simulator/filesystem/tree.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

const plain = { mode: 0o755, uid: 0, gid: 0, mtime: epoch }
const empty: FileNode = { kind: 'file', ...plain, mode: 0o644, content: emptyContent }

function check(before: string, change: (draft: Draft) => void, after: string) {
  const tree = treeOf(before)
  const drawn = drawTree(tree)
  const draft = new Draft(tree)
  change(draft)
  expect(drawTree(draft.finish())).toBe(after)
  expect(drawTree(tree)).toBe(drawn)
}

it('puts an entry beside others', () => check('d/a x', (draft) => draft.set('d/b', empty), 'd/a x, d/b'))
it('replaces an entry of another kind', () => check('d/a x', (draft) => draft.set('d', empty), 'd'))
it('removes an entry with all below it', () => check('d/a x, e', (draft) => draft.remove('d'), 'e'))
it('removes nothing where nothing is', () => check('a', (draft) => draft.remove('b/c'), 'a'))
it('makes directories where they are missing', () =>
  check(
    'a/ 0700',
    (draft) => expect(draft.makeDirectories('a/b/c', plain)).toEqual(['/a/b', '/a/b/c']),
    'a/ 0700, a/b/c/',
  ))
it('changes attributes', () => check('a x', (draft) => draft.setAttributes('a', { mode: 0o600 }), 'a 0600 x'))
it('changes attributes of the root', () => check('a x', (draft) => draft.setAttributes('/', { mode: 0o700 }), 'a x'))
it('refuses a parent that is no directory', () =>
  expect(() => new Draft(treeOf('a x')).set('a/b', empty)).toThrow('not a directory'))

it('gives a file a second name', () => check('a x', (draft) => draft.link('a', 'b'), 'a x, b = a'))
it('changes a file under all names that it linked', () =>
  check(
    'a x',
    (draft) => {
      draft.link('a', 'b')
      draft.setAttributes('b', { mode: 0o600 })
    },
    'a 0600 x, b = a',
  ))
it('parts a file from its other names below when it is changed under one', () =>
  check('a x, b = a, c = a', (draft) => draft.setAttributes('b', { mode: 0o600 }), 'a x, b 0600 x, c = a'))
it('links anew a file that had other names below', () =>
  check('a x, b = a', (draft) => draft.link('b', 'c'), 'a x, b x, c = b'))

it('shares what it does not touch', () => {
  const tree = treeOf('d/a x, e/b y')
  const draft = new Draft(tree)
  draft.remove('d/a')
  expect(draft.finish().entries.get('e')).toBe(tree.entries.get('e'))
})

it('goes on after a tree was taken, without changing it', () => {
  const draft = new Draft(emptyTree)
  draft.set('a', empty)
  const first = draft.finish()
  draft.set('b', empty)
  expect([drawTree(first), drawTree(draft.finish())]).toEqual(['a', 'a, b'])
})

it('forgets what was computed of a directory that it changes in place', () => {
  const draft = new Draft(treeOf('a 12345'))
  draft.set('b', empty)
  expect([sortedNames(draft.current), fileBytes(draft.current)]).toEqual([['a', 'b'], 5])
  draft.remove('a')
  expect([sortedNames(draft.current), fileBytes(draft.current)]).toEqual([['b'], 0])
})
