import { expect, it } from 'vitest'
import { knownContext } from '../../../simulator/context/known.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

it('knows a directory by the mode it was first seen with', () => {
  const [first, second] = [treeOf('d/ 0755, d/a x, e/ 0700'), treeOf('d/ 0700, d/a 0600 y, e/ 0700')]
  expect(drawTree(knownContext(second, first))).toBe('d/a 0600 y, e/ 0700')
  expect(knownContext(second, undefined)).toBe(second)
})
