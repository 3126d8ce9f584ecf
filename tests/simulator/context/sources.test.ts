import { expect, it } from 'vitest'
import { contextPaths, sentContext } from '../../../simulator/context/sources.ts'
import { parsePatterns } from '../../../simulator/filesystem/patterns.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

function check(context: string, sources: string, paths: string) {
  expect(contextPaths(treeOf(context), sources.split(' '))?.join(' ') ?? 'all').toBe(paths)
}
function checkSent(context: string, ignored: string, sources: string, sent: string) {
  const patterns = parsePatterns(ignored.split(' '))
  if ('error' in patterns) throw new Error(patterns.error)
  expect(drawTree(sentContext(treeOf(context), patterns, sources.split(' ')))).toBe(sent)
}

it('sorts paths and drops those below another', () => check('', 'd/x b d a/', 'a b d'))
it('wants everything for the root', () => {
  for (const root of ['.', '/', './', 'd/..', '../']) check('', `a ${root}`, 'all')
})
it('takes paths from the root, whatever leads out of it', () => check('', '../a /b ./c', 'a b c'))
it('keeps patterns', () => check('a.x y', '*.x d/*', '*.x d/*'))
it('follows a link, also in the middle of a path', () => {
  check('l -> d/e, d/e/f x', 'l/f', 'd/e/f l')
  check('d/l -> ../a, a x', 'd/l', 'a d/l')
  check('l -> /a, a x', 'l', 'a l')
})
it('follows the links that a pattern selects', () => check('x1 -> a, x2 y, a z', 'x*', 'a x*'))
it('does not run in circles', () => check('a -> b, b -> a', 'a', 'a b'))

it('sends what the sources need with the directories that lead there', () =>
  checkSent('d/ 0700, d/e/f x, d/g y, h z', '', 'd/e', 'd/ 0700, d/e/f x'))
it('sends all of a directory that is a source', () => checkSent('d/a x, d/e/f y, g', '', 'd', 'd/a x, d/e/f y'))
it('sends what a pattern selects', () => checkSent('a.x one, b.y two, d/c.x three', '', '*.x', 'a.x one'))
it('does not send what is ignored', () => checkSent('d/a x, d/b.log y', '**/*.log', 'd', 'd/a x'))
it('sends nothing for a source that is not there', () => checkSent('a x', '', 'b', ''))
it('looks below a directory that a pattern may lead through', () => {
  checkSent('a1/x/f one, b/x/f two', '', 'a*/x/f', 'a1/x/f one')
  checkSent('s/t/u/f.c one, s/g.h two', '', 's/**/*.c', 's/t/u/f.c one')
})
