import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksumNode } from '../../../simulator/filesystem/checksum.ts'
import { realContent } from '../../../simulator/filesystem/content.ts'
import { applyChanges, changesBetween } from '../../../simulator/filesystem/differences.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { atSecond, emptyTree, type Node, type Tree } from '../../../simulator/filesystem/tree.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'
import { drawTree } from '../../notation/tree.ts'

const name = fc.constantFrom('a', 'b', 'a-b', 'a.b', 'ü')
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`)
const attributes = fc.record({
  mode: fc.constantFrom(0o644, 0o755, 0o4755, 0o700),
  uid: fc.constantFrom(0, 1000),
  gid: fc.constantFrom(0, 50),
  mtime: fc.constantFrom(0, 7).map(atSecond),
})
const node: fc.Arbitrary<Node> = fc.oneof(
  fc
    .tuple(attributes, fc.constantFrom('', 'one', 'two'))
    .map(([own, text]): Node => ({ kind: 'file', ...own, content: realContent(bytesOf(text)) })),
  fc.tuple(attributes, fc.constantFrom('a', '/b')).map(([own, target]): Node => ({ kind: 'symlink', ...own, target })),
  attributes.map((own): Node => ({ kind: 'directory', ...own, entries: new Map() })),
)

/** One change of a tree: an entry put somewhere (what stands in the way is replaced), or removed. */
const step = fc.oneof(fc.tuple(path, node), fc.tuple(path, fc.constant(undefined)))
const steps = fc.array(step, { maxLength: 12 })

function changed(tree: Tree, changes: readonly (readonly [string, Node | undefined])[]): Tree {
  const draft = new Draft(tree)
  for (const [at, entry] of changes) {
    if (entry === undefined) {
      draft.remove(at)
      continue
    }
    const names = at.split('/').slice(1, -1)
    let here = ''
    for (const part of names) {
      here += `/${part}`
      if (draft.at(here)?.kind !== 'directory')
        draft.set(here, { kind: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: atSecond(0), entries: new Map() })
    }
    draft.set(at, entry)
  }
  return draft.finish()
}

describe('differences', () => {
  it('applied to the lower tree give the upper one', () =>
    fc.assert(
      fc.property(steps, steps, (below, above) => {
        const lower = changed(emptyTree, below)
        const upper = changed(lower, above)
        const applied = applyChanges(lower, changesBetween(lower, upper))
        // A directory's time alone is no difference, so it is not told; checksums leave times out, the drawing tells those of files.
        expect(checksumNode(applied)).toBe(checksumNode(upper))
        expect(withoutDirectoryTimes(drawTree(applied))).toBe(withoutDirectoryTimes(drawTree(upper)))
      }),
      { numRuns: 1000 },
    ))
  it('of a tree and itself are none, however it was made', () =>
    fc.assert(
      fc.property(steps, (changes) => {
        expect(changesBetween(changed(emptyTree, changes), changed(emptyTree, changes))).toEqual([])
      }),
      { numRuns: 300 },
    ))
  it('come with every parent before what is in it, and no path twice', () =>
    fc.assert(
      fc.property(steps, steps, (below, above) => {
        const lower = changed(emptyTree, below)
        const paths = changesBetween(lower, changed(lower, above)).map((change) => change.path)
        expect(new Set(paths).size).toBe(paths.length)
        for (const [at, each] of paths.entries()) {
          const parent = each.includes('/') ? each.slice(0, each.lastIndexOf('/')) : undefined
          if (parent !== undefined) expect(paths.slice(0, at)).toContain(parent)
        }
      }),
      { numRuns: 300 },
    ))
})

/** Drawn directories without their times; usual ones that hold something are not drawn, so those that only a time made unusual go too. */
function withoutDirectoryTimes(drawn: string): string {
  return drawn
    .split(', ')
    .map((entry) => (/^\S+\/( |$)/.test(entry) ? entry.replace(/ @-?[\d.]+/, '') : entry))
    .filter((entry) => !/^\S+\/$/.test(entry))
    .join(', ')
}
