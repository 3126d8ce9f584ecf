import { describe, expect, it } from 'vitest'
import { ownedByRoot } from '../../../simulator/context/owners.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

describe('owners of a context', () => {
  it('become root, at every depth', () =>
    expect(drawTree(ownedByRoot(treeOf('a 3:4 1, d/ 5:6, d/b 0755 7:8 2, l 1:1 -> a')))).toBe(
      'a 1, d/b 0755 2, l -> a',
    ))
  it('leave what is root already the same value', () => {
    const tree = treeOf('a 1, d/b 2')
    expect(ownedByRoot(tree)).toBe(tree)
  })
})
