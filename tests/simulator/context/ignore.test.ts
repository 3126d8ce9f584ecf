import { expect, it } from 'vitest'
import { ignoreFileOf, parseIgnoreFile, verdictOn, withoutIgnored } from '../../../simulator/context/ignore.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

/** Lines are parted by `;`. */
function check(lines: string, context: string, kept: string) {
  const patterns = parseIgnoreFile(lines.replaceAll(';', '\n'))
  if ('error' in patterns) throw new Error(patterns.error)
  expect(drawTree(withoutIgnored(treeOf(context), patterns))).toBe(kept)
}

it('leaves out files and directories', () => check('a;d', 'a x, b y, d/c z', 'b y'))
it('keeps an empty directory that no line names', () => check('d/*', 'd/a x', 'd/'))
it('keeps everything without lines', () => check('', 'a x', 'a x'))
it('reads lines that begin with # as comments, others not', () => check('#a; #b', '#a x, #b y', '#a x'))
it('trims lines, also those that end in a carriage return', () => check(' a \r; ! b ;b', 'a x, b y', ''))
it('drops a byte order mark', () => check('\ufeffa', 'a x, b y', 'b y'))
it('reads a leading slash as nothing', () => check('/a;/**/c', 'a x, d/a y, d/c z', 'd/a y'))
it('keeps exceptions and the directories that lead to them', () =>
  check('*;!d/e/f', 'a x, d/ 0700, d/e/f y, d/g z', 'd/ 0700, d/e/f y'))
it('drops a directory when no exception is in it', () => check('d;!d/x', 'd/y one', ''))
it('keeps what is whole as the same value', () => {
  const context = treeOf('a x, d/b y')
  const patterns = parseIgnoreFile('a')
  if ('error' in patterns) throw new Error(patterns.error)
  expect(withoutIgnored(context, patterns).entries.get('d')).toBe(context.entries.get('d'))
})

it('takes the file beside the Dockerfile before the one at the top', () => {
  const context = treeOf('.dockerignore a, docker/prod.dockerignore b')
  const path = (dockerfile: string) => {
    const file = ignoreFileOf(context, dockerfile)
    return file !== undefined && 'path' in file ? file.path : file
  }
  expect(path('docker/prod')).toBe('docker/prod.dockerignore')
  expect(path('Dockerfile')).toBe('.dockerignore')
  expect(ignoreFileOf(treeOf('a x'), 'Dockerfile')).toBeUndefined()
})

it('refuses a malformed line in docker’s words', () => {
  expect(ignoreFileOf(treeOf('.dockerignore a\\n!\\n'), 'Dockerfile')).toEqual({
    error: 'illegal exclusion pattern: "!"',
    line: 1,
  })
  expect(ignoreFileOf(treeOf('.dockerignore [x\\n'), 'Dockerfile')).toEqual({
    error: 'syntax error in pattern',
    line: 0,
  })
})
it('takes an empty file beside the Dockerfile too', () =>
  expect(ignoreFileOf(treeOf('.dockerignore a, Dockerfile.dockerignore'), 'Dockerfile')).toMatchObject({
    path: 'Dockerfile.dockerignore',
  }))

/** Which line decides about a path, written `line text`, and what it says. */
function checkVerdict(lines: string, path: string, said: string) {
  const patterns = parseIgnoreFile(lines.replaceAll(';', '\n'))
  if ('error' in patterns) throw new Error(patterns.error)
  const { isIgnored, rule } = verdictOn(path, patterns)
  const by = rule === undefined ? '' : ` by ${rule.line} ${rule.isException ? '!' : ''}${rule.text}`
  expect(`${isIgnored ? 'ignored' : 'sent'}${by}`).toBe(said)
}

it('tells the line that leaves a file out', () => checkVerdict('# no logs;*.log;b', 'x.log', 'ignored by 1 *.log'))
it('tells the line that leaves out a directory above', () => checkVerdict('d', 'd/e/f', 'ignored by 0 d'))
it('tells no line for what none names', () => checkVerdict('a;b', 'c', 'sent'))
it('tells the exception that keeps a file', () => checkVerdict('*.log;!keep.log', 'keep.log', 'sent by 1 !keep.log'))
it('tells the last line that changes anything', () => checkVerdict('d;!d/x;*/x', 'd/x', 'ignored by 2 */x'))
it('tells the first of lines that say the same', () => checkVerdict('*.log;x.log', 'x.log', 'ignored by 0 *.log'))
it.each([
  ['*;!d/e/f', 'a, d/e/f, d/g'],
  ['d;!d/x', 'd/x, d/y, e/d'],
  ['**/t;!t;s/*', 'a/t, t, s/q, s/d/q'],
  ['s/**;!s/d;s/d/q', 's/d/q, s/d/r, s/x'],
])('decides as what is sent does: %s', (lines, context) => {
  const patterns = parseIgnoreFile(lines.replaceAll(';', '\n'))
  if ('error' in patterns) throw new Error(patterns.error)
  const kept = new Set(drawTree(withoutIgnored(treeOf(context), patterns)).split(', '))
  for (const path of context.split(', '))
    expect([path, verdictOn(path, patterns).isIgnored]).toEqual([path, !kept.has(path)])
})
