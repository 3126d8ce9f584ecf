import { expect, it } from 'vitest'
import { changesBetween } from '../../../simulator/filesystem/differences.ts'
import { emptyTree } from '../../../simulator/filesystem/tree.ts'
import type { Image } from '../../../simulator/image/image.ts'
import { layerOf } from '../../../simulator/image/layer.ts'
import { waste } from '../../../simulator/image/waste.ts'
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

function check(trees: readonly string[], expected: string) {
  expect(
    waste(imageOf(...trees))
      .map(({ layer, path, bytes, kind }) => `${layer} ${path} ${bytes} ${kind}`)
      .join(', '),
  ).toBe(expected)
}

it('finds nothing in one layer of different files', () => check(['a one, b two'], ''))
it('counts what a later layer removes, where it was shipped', () => check(['a 12345, b x', 'b x'], '0 a 5 hidden'))
it('counts all files of a removed directory', () =>
  check(['d/a 12, d/e/b 345, c x', 'c x'], '0 d/a 2 hidden, 0 d/e/b 3 hidden'))
it('counts what a later layer replaces', () => check(['a 12', 'a 345'], '0 a 2 hidden'))
it('counts a file again whose mode alone changed', () => check(['a 12345', 'a 0755 12345'], '0 a 5 hidden'))
it('counts what a file in place of a directory hides', () => check(['d/a 12', 'd 3'], '0 d/a 2 hidden'))
it('counts each time that a file is replaced', () => check(['a 1', 'a 22', 'a 333'], '0 a 1 hidden, 1 a 2 hidden'))
it('counts equal files but the first', () =>
  check(['a 123, b 123', 'a 123, b 123, c 123'], '0 b 3 duplicate, 1 c 3 duplicate'))
it('does not count names of one file', () => check(['a 123, b = a'], ''))
it('counts a file with several names when the last is hidden', () => {
  check(['a 123, b = a', 'b 123, c x'], '')
  check(['a 123, b = a', 'c x'], '0 a 3 hidden')
})
it('does not count a hidden file as a duplicate too', () => check(['a 123, b x', 'b x, c 123'], '0 a 3 hidden'))
it('does not count empty files', () => check(['a, b', 'b'], ''))
it('compares sized content by identity', () => check(['a #9', 'a #9, b #9'], ''))
