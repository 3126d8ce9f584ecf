import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesBetween } from '../../../simulator/filesystem/differences.ts'
import { emptyTree, walkTree } from '../../../simulator/filesystem/tree.ts'
import { Contents, type Place, placeAt } from '../../../simulator/image/contents.ts'
import type { Image } from '../../../simulator/image/image.ts'
import { layerOf } from '../../../simulator/image/layer.ts'
import type { ShippedEntry } from '../../../simulator/image/shipped.ts'
import { treeOf } from '../../notation/tree.ts'

/** An image whose layers lead from one tree to the next. */
function imageOf(...trees: readonly string[]): Image {
  const states = [emptyTree, ...trees.map(treeOf)]
  const layers = states.slice(1).map((tree, index) => layerOf(changesBetween(states[index] ?? emptyTree, tree)))
  return {
    platform: { os: 'linux', architecture: 'amd64' },
    settings: {},
    layers,
    history: [],
    tree: states.at(-1) ?? emptyTree,
  }
}

/** `+a 5`, `~a 5 hides 3`, `-d hides 9`, and after `<` the layer that hides it. */
function drawEntry({ change, path, size, hides, hiddenBy }: ShippedEntry): string {
  const sign = { added: '+', changed: '~', removed: '-' }[change]
  return `${sign}${path} ${size}${hides === 0 ? '' : ` hides ${hides}`}${hiddenBy === undefined ? '' : ` < ${hiddenBy.layer}`}`
}

function checkShipped(trees: readonly string[], ...expected: readonly string[]) {
  const { shipped } = Contents.of(imageOf(...trees))
  expect(shipped.map((entries) => entries.map(drawEntry).join(', '))).toEqual(expected)
}

function filesOf(place: Place): readonly string[] {
  const here = place.entry?.node === undefined || place.entry.node.kind === 'directory' ? [] : [place.path]
  return [...here, ...[...place.below.values()].flatMap(filesOf)]
}

describe('what layers ship', () => {
  it('is there with the layer that removes it', () => checkShipped(['a 123', ''], '+a 3 < 1', '-a 0 hides 3'))
  it('is there with the layer that replaces it', () => checkShipped(['a 123', 'a 12'], '+a 3 < 1', '~a 2 hides 3'))
  it('is hidden by the removal of a directory above', () =>
    checkShipped(['d/a 12, d/e/b 345', ''], '+d 0 < 1, +d/a 2 < 1, +d/e 0 < 1, +d/e/b 3 < 1', '-d 0 hides 5'))
  it('is hidden by a file in the place of a directory', () =>
    checkShipped(['d/a 12', 'd 3'], '+d 0 < 1, +d/a 2 < 1', '~d 1 hides 2'))
  it('is hidden by the nearest of several layers', () =>
    checkShipped(['a 1', 'a 22', 'a 333'], '+a 1 < 1', '~a 2 hides 1 < 2', '~a 3 hides 2'))
  it('is hidden though it came back later', () =>
    checkShipped(['d/a 12', '', 'd/a 3'], '+d 0 < 1, +d/a 2 < 1', '-d 0 hides 2', '+d 0, +d/a 1'))
  it('stays where its directory is only recorded again', () =>
    checkShipped(['d/a 12', 'd/ 0700, d/a 12'], '+d 0, +d/a 2', '~d 0'))
  it('counts a file of two names once', () => checkShipped(['a 123, b = a'], '+a 3, +b 0'))
})

describe('the merged view', () => {
  const { merged } = Contents.of(
    imageOf('d/a 12, d/b 345, c 6', 'd/a 0755 12, e/f 7, c 6, d/b 345', 'd/a 0755 12, e/f 7'),
  )
  it('sums what is below a directory, by layer', () => {
    const place = placeAt(merged, 'd')
    expect([place?.size, place?.files, [...(place?.byLayer ?? [])]]).toEqual([2, 1, [[1, 2]]])
  })
  it('knows the layer of each file', () => expect(placeAt(merged, 'e/f')?.entry?.layer).toBe(1))
  it('has nothing at a path that was removed', () => expect(placeAt(merged, 'd/b')).toBeUndefined())
  it('counts a directory once that two layers record', () => {
    const { merged } = Contents.of(imageOf('d/', 'd/ 0700'))
    expect([merged.added, merged.changed, merged.files]).toEqual([0, 1, 0])
  })
  it('has the very files of the image', () => {
    const names = fc.constantFrom('a', 'b', 'd/a', 'd/b', 'd/e/a', 'd/e', 'b/c')
    const tree = fc.uniqueArray(names).map((paths) =>
      paths
        .filter((path) => !paths.some((other) => other.startsWith(`${path}/`)))
        .map((path) => `${path} ${path.length}`)
        .join(', '),
    )
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), (trees) => {
        const image = imageOf(...trees)
        const expected = [...walkTree(image.tree)].flatMap(([path, node]) => (node.kind === 'directory' ? [] : [path]))
        expect([...filesOf(Contents.of(image).merged)].sort()).toEqual(expected.sort())
      }),
    )
  })
})

describe('one layer', () => {
  const contents = Contents.of(imageOf('d/a 12, d/b 345', 'd/a 3, d/c 9'))
  it('counts what it adds, changes and removes', () => {
    const place = placeAt(contents.layer(1) ?? contents.merged, 'd')
    expect([place?.added, place?.changed, place?.removed, place?.size]).toEqual([1, 1, 1, 2])
  })
  it('is undefined when there is none', () => expect(contents.layer(2)).toBeUndefined())
})

describe('the versions of a path', () => {
  it('are those of all layers', () =>
    expect(
      Contents.of(imageOf('a 1, b 2', 'b 2', 'a 22, b 2'))
        .versions('a')
        .map((entry) => `${entry.layer} ${entry.change}`),
    ).toEqual(['0 added', '1 removed', '2 added']))
})

describe('a search', () => {
  const contents = Contents.of(imageOf('etc/passwd 1, etc/passwd- 2, home/x/.passwd-old 3, PASSWD 4', 'etc/passwd 55'))
  function find(text: string): readonly string[] {
    return contents.search(text).map(({ entry }) => `${entry.layer} ${entry.path}`)
  }
  it('finds the very name first, then the biggest, hidden files too', () =>
    expect(find('passwd')).toEqual([
      '1 etc/passwd',
      '0 PASSWD',
      '0 etc/passwd',
      '0 etc/passwd-',
      '0 home/x/.passwd-old',
    ]))
  it('looks at whole paths when the text has a slash', () => expect(find('home/x')).toContain('0 home/x/.passwd-old'))
  it('finds nothing for nothing', () => expect(find(' ')).toEqual([]))
})
