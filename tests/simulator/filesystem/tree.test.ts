import { expect, it } from 'vitest'
import { entryAt, fileBytes, resolveLinks, sortedNames, walkTree } from '../../../simulator/filesystem/tree.ts'
import { treeOf } from '../../notation/tree.ts'

const tree = treeOf(
  'bin -> usr/bin, usr/bin/sh -> dash, usr/bin/dash x, up -> ../../etc, etc/a one, loop -> loop, d/in -> ../etc',
)

function check(path: string, leadsTo: string, follow = true) {
  const found = resolveLinks(tree, path, follow)
  expect(found === undefined ? 'a loop' : `${found.path} ${found.node?.kind ?? 'missing'}`).toBe(leadsTo)
}

it('follows links in the middle and at the end', () => check('/bin/sh', '/usr/bin/dash file'))
it('leaves the last link when asked to', () => check('/bin/sh', '/usr/bin/sh symlink', false))
it('cannot be led out of the tree', () => check('/up/a', '/etc/a file'))
it('takes .. after a link from where the link leads', () => check('/d/in/../usr', '/usr directory'))
it('says where a missing entry would be', () => check('/bin/x/y', '/usr/bin/x/y missing'))
it('comes back from what is missing', () => check('/no/../etc', '/etc directory'))
it('gives up on a loop', () => check('/loop', 'a loop'))
it('gives the root for an empty path', () => check('', '/ directory'))

it('finds entries without following', () => {
  expect(entryAt(tree, 'etc/a')?.kind).toBe('file')
  expect(entryAt(tree, 'bin/sh')).toBeUndefined()
  expect(entryAt(tree, '/')).toBe(tree)
})

it('walks depth first by the bytes of names', () =>
  expect([...walkTree(treeOf('b, a/z, a.x, "a b", é'))].map(([path]) => path)).toEqual([
    'a',
    'a/z',
    'a b',
    'a.x',
    'b',
    'é',
  ]))

it('counts the bytes of files', () => expect(fileBytes(treeOf('a 12, d/b 345, e #1000'))).toBe(1005))
it('computes the order of names once', () => expect(sortedNames(tree)).toBe(sortedNames(tree)))
