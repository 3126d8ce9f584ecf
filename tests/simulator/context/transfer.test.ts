import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ignoreFileOf } from '../../../simulator/context/ignore.ts'
import { sentContext } from '../../../simulator/context/sources.ts'
import { transferBytes } from '../../../simulator/context/transfer.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { atSecond, type Tree } from '../../../simulator/filesystem/tree.ts'
import { readCase } from '../../../tools/conformance/case.ts'
import { applyStep, prepareContext } from '../../../tools/conformance/context.ts'
import { treeOf } from '../../notation/tree.ts'

/** The recorded case step by step: what is counted is what docker counted. `forgottenAfter`: steps in which a RUN mounts the context with `rw`. */
function check(name: string, sources: string | readonly string[], forgottenAfter: readonly number[] = []) {
  it(`counts what ${name} sends`, () => {
    const each = readCase(name)
    const { steps } = JSON.parse(readFileSync(join(each.folder, 'expected.json'), 'utf8'))
    let context = prepareContext(each)
    let previous: Tree | undefined
    const counted = each.steps.map((step, index) => {
      context = applyStep(context, step, index)
      if (step.prune) previous = undefined
      const list = typeof sources === 'string' ? sources : (sources[index] ?? '')
      if (list === '') return undefined
      const ignore = ignoreFileOf(context, 'Dockerfile')
      if (ignore !== undefined && 'error' in ignore) throw new Error(ignore.error)
      const sent = sentContext(context, ignore?.patterns, list.split(' '))
      const bytes = transferBytes(sent, previous)
      previous = forgottenAfter.includes(index) ? undefined : sent
      return bytes
    })
    expect(counted).toEqual(steps.map((step: { contextBytes?: number }) => step.contextBytes))
  })
}

check('add-tar', 'a.tar a.tar.gz really-a-tar.txt fake.tar.gz')
check('bytes-example', 'f.txt ünï.txt')
check('cache-arg', 'f.txt')
check('cache-file-metadata', 'd')
check('copy-all-before-install', '.')
check('copy-chmod-chown', 'f.sh d')
check('copy-dir-forms', '.')
const globs = '*.txt conf?.ini [ab].md missin[g].txt f.txt'
check('copy-glob', [globs, globs, globs, '*.nope'])
check('copy-link', 'f.txt d')
check('copy-parents-exclude', [
  '',
  'src/a/one.js src/b/*.js src/a/**/*.js d .',
  'src/a/one.js src/b/*.js src/a/**/*.js d .',
  '',
])
check('copy-patterns', '*/x.txt d/*.txt e p')
check('context-links', ['.', '.', '.', '.', 'd l', 'd l', 'd l'], [0, 2, 3])
check('context-narrowing', 'l/f m* deep/l2/x')
check('ignore-characters', '.')
check('copy-rename', ['v*.txt d', 'v*.txt d', 'v*.txt d', 'v2.txt d'])
check('dockerignore', '.')
check('dockerignore-copy-ignored', 'secret.env')
check('empty-layers', 'e f')
check('heredoc', 'f.txt')
check('multi-stage', 'src README.md')
check('run-mounts', '.', [0, 1, 2])
check('secret-then-deleted', 'id_rsa')
check('user-workdir', 'f.txt')

it('sends two bytes when there is nothing to send', () => expect(transferBytes(treeOf(''), undefined)).toBe(2))
it('sends a file again when its time changed', () => {
  const [before, after] = [treeOf('a @5 x'), treeOf('a @6 x')]
  expect(transferBytes(after, before)).toBe(transferBytes(after, undefined))
  expect(transferBytes(after, after)).toBeLessThan(transferBytes(after, before))
})
it('cuts files into pieces of 32 kB', () => {
  const bytes = (size: number) => transferBytes(treeOf(`a #${size}`), undefined)
  expect(bytes(32769) - bytes(32768)).toBe(1 + 2 + 1 + 1)
})

it('counts the same whether it walks or remembers', () => {
  const draw = (text: string) => `d/e/a @1 x, d/e/b @1 y, d/f/c @1 z, ${text}`
  const first = treeOf(draw('g @1 x'))
  const draft = new Draft(first)
  draft.set('d/f/c', { kind: 'fifo', mode: 0o644, uid: 0, gid: 0, mtime: atSecond(2) })
  const second = draft.finish()
  transferBytes(first, undefined)
  expect(transferBytes(second, first)).toBe(
    transferBytes(treeOf('d/e/a @1 x, d/e/b @1 y, d/f/c @2 |, g @1 x'), treeOf(draw('g @1 x'))),
  )
})

it('counts the same link at another place anew', () => {
  const tree = treeOf('a/x one, b/x = a/x')
  expect(transferBytes(tree, tree)).toBe(transferBytes(tree, tree))
  expect(transferBytes(tree, tree)).toBe(transferBytes(treeOf('a/x one, b/x = a/x'), tree))
})

it('sends a file again that was a further name of another the last time', () => {
  const before = treeOf('a x, b = a')
  expect(transferBytes(treeOf('b x'), before)).toBe(transferBytes(treeOf('b x'), undefined))
  expect(transferBytes(treeOf('a x'), before)).toBeLessThan(transferBytes(treeOf('a x'), undefined))
})
