import { describe, expect, it } from 'vitest'
import { type Tree, walkTree } from '../../simulator/index.ts'
import type { Case, CaseStep } from '../../tools/conformance/case.ts'
import { applyStep, firstTime, prepareContext } from '../../tools/conformance/context.ts'

const quiet: CaseStep = { edit: {}, rename: {}, chmod: {}, chown: {}, touch: [], prune: false, args: [], env: {} }

/** A case without a context folder. */
function caseOf(more: Partial<Case>): Case {
  const none = {
    modes: {},
    owners: {},
    symlinks: {},
    hardlinks: {},
    dirs: [],
    make: {},
    nondeterministic: false,
    steps: [],
  }
  return { title: '', name: 'none', folder: import.meta.dirname, ...none, ...more }
}

/** `path mode`, then what is not as it was at first: the owner, hours after the first time, the target, the link. */
function draw(tree: Tree): string {
  return [...walkTree(tree)]
    .map(([path, node]) => {
      const hours = (node.mtime.seconds - firstTime) / 3600
      return [
        path,
        node.mode.toString(8),
        ...(node.uid === 0 && node.gid === 0 ? [] : [`${node.uid}:${node.gid}`]),
        ...(hours === 0 ? [] : [`+${hours}h`]),
        ...(node.kind === 'symlink' ? [`-> ${node.target}`] : []),
        ...(node.kind === 'file' && node.link !== undefined ? [`link ${node.link}`] : []),
      ].join(' ')
    })
    .join(', ')
}

/** The tree after the steps, the first of which has index 0. */
function check(start: Partial<Case>, steps: readonly Partial<CaseStep>[], drawn: string) {
  const first = prepareContext(caseOf(start))
  expect(draw(steps.reduce<Tree>((tree, step, index) => applyStep(tree, { ...quiet, ...step }, index), first))).toBe(
    drawn,
  )
}

const file = { a: { repeat: ['a', 1] as [string, number], gzip: false, entries: [] } }

describe('a prepared context', () => {
  it('has plain modes', () => check({ make: { 'd/a': file.a } }, [], 'd 755, d/a 644'))
  it('has the modes and owners that the case names', () =>
    check({ make: file, dirs: ['d'], modes: { a: '4755', d: '0700' }, owners: { a: '1:2' } }, [], 'a 4755 1:2, d 700'))
  it('has links', () =>
    check(
      { make: file, symlinks: { 's/l': '../a' }, hardlinks: { b: 'a' } },
      [],
      'a 644 link 1, b 644 link 1, s 755, s/l 777 -> ../a',
    ))
})

describe('a step', () => {
  it('writes a new file at its own hour', () => check({}, [{}, { edit: { 'd/x': 'x' } }], 'd 755, d/x 644 +1h'))
  it('keeps the mode of a file that it writes anew', () =>
    check({ make: file, modes: { a: '0600' } }, [{}, { edit: { a: 'b' } }], 'a 600 +1h'))
  it('writes through a link', () =>
    check({ make: file, symlinks: { l: 'a' } }, [{}, { edit: { l: 'b' } }], 'a 644 +1h, l 777 -> a'))
  it('writes all names of a file', () =>
    check({ make: file, hardlinks: { b: 'a' } }, [{}, { edit: { b: 'x' } }], 'a 644 +1h link 1, b 644 +1h link 1'))
  it('removes what is null, a folder too', () => check({ make: { 'd/a': file.a } }, [{ edit: { d: null } }], ''))
  it('renames and keeps the time', () => check({ make: file }, [{}, { rename: { a: 'd/b' } }], 'd 755, d/b 644'))
  it('touches a folder for one step', () => check({ dirs: ['d'] }, [{}, { touch: ['d'] }], 'd 755 +1h'))
  it('sets the folder back in the next', () => check({ dirs: ['d'] }, [{}, { touch: ['d'] }, {}], 'd 755'))
  it('keeps the time of a touched file', () => check({ make: file }, [{}, { touch: ['a'] }, {}], 'a 644 +1h'))
})
