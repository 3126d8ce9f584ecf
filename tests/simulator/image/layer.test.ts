import { expect, it } from 'vitest'
import { changesBetween } from '../../../simulator/filesystem/differences.ts'
import { emptyTree } from '../../../simulator/filesystem/tree.ts'
import { emptyLayerDigest, layerOf } from '../../../simulator/image/layer.ts'
import { isExact } from '../../../simulator/values/estimate.ts'
import { treeOf } from '../../notation/tree.ts'

const layer = (upper: string, clampTo?: number) =>
  layerOf(changesBetween(emptyTree, treeOf(upper)), clampTo === undefined ? {} : { clampTo })

it('has the diffID of its archive when all bytes are real', () => {
  const found = layer('d/f.txt hello\\n')
  expect([found.diffID, found.size.value, found.fileBytes.value, found.isExact]).toEqual([
    'sha256:dd98034b468c61aee816c3b20a8aa59551023617dedd9cbae75893c65513d3d3',
    2560,
    6,
    true,
  ])
})

it('is two zero blocks when nothing changed', () => expect(layer('').diffID).toBe(emptyLayerDigest))

it('has a stand-in for the diffID when some bytes are only sized', () => {
  const [one, same, other] = [layer('a #5000'), layer('a #5000'), layer('a #5001')]
  expect(one.isExact).toBe(false)
  expect(one.diffID).toBe(same.diffID)
  expect(one.diffID).not.toBe(other.diffID)
})

it('counts a file with two names once', () => expect(layer('a 12345, b = a').fileBytes.value).toBe(5))
it('has another diffID when times are clamped', () =>
  expect(layer('a @9 x').diffID).not.toBe(layer('a @9 x', 5).diffID))

it('knows the size of sized content exactly unless it has a source', () => {
  expect(isExact(layer('a #5000').size)).toBe(true)
  expect(layer('a #5000').size.value).toBe(512 + 5120 + 1024)
})

it('estimates the compressed size by kind of content', () => {
  const compressed = layer('a #1000000').compressedSize()
  expect(compressed.value).toBeGreaterThan(450_000)
  expect(compressed.value).toBeLessThan(451_000)
  expect(isExact(compressed)).toBe(false)
})
