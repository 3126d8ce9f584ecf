import { expect, it } from 'vitest'
import { applyChanges, changesBetween } from '../../../simulator/filesystem/differences.ts'
import { changesOfLayer } from '../../../simulator/image/applied.ts'
import { packLayer } from '../../../simulator/image/archive.ts'
import { readTar, type TarEntry } from '../../../simulator/image/tar.ts'
import { concatBytes } from '../../../simulator/values/bytes.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

function entriesOf(lower: string, upper: string): readonly TarEntry[] {
  const reading = readTar(concatBytes([...packLayer(changesBetween(treeOf(lower), treeOf(upper)))]))
  return reading.kind === 'entries' ? reading.entries : []
}

/** The layer between two trees, packed, read and applied again, gives the upper one. */
function check(lower: string, upper: string) {
  const tree = treeOf(lower)
  expect(drawTree(applyChanges(tree, changesOfLayer(entriesOf(lower, upper), tree, { next: 1 })))).toBe(upper)
}

it('reads layers back', () => {
  check('', 'a 0755 1:2 @3 one, b = a, d/ 0700, l -> a, n c1:3, p |')
  check('d/a x, d/b y, e z', 'd/a xx, d/c new')
  check('e/c one', 'e file')
})

it('tells what is new, changed and only there for what is below it', () =>
  expect(
    changesOfLayer(entriesOf('d/a x, d/e/', 'd/a y, d/e/ 0700, d/n z'), treeOf('d/a x, d/e/'), { next: 1 }).map(
      (change) => `${change.kind} ${change.path}`,
    ),
  ).toEqual(['parent d', 'changed d/a', 'changed d/e', 'added d/n']))

it('removes all that an opaque directory hides', () => {
  const lower = treeOf('d/a x, d/b/c y, e z')
  const entries = [...entriesOf('', 'd/new n')].flatMap((entry) =>
    entry.path === 'd' ? [entry, { ...entry, kind: 'file' as const, path: 'd/.wh..wh..opq' }] : [entry],
  )
  expect(drawTree(applyChanges(lower, changesOfLayer(entries, lower, { next: 1 })))).toBe('d/new n, e z')
})

it('links to a file of a lower layer', () => {
  const [entry] = entriesOf('', 'b')
  if (entry === undefined) throw new RangeError('no entry')
  const lower = treeOf('a x')
  const link = (linkName: string) => changesOfLayer([{ ...entry, kind: 'hardlink', linkName }], lower, { next: 1 })
  expect(drawTree(applyChanges(lower, link('/a')))).toBe('a x, b x')
  expect(link('gone')).toEqual([])
})
