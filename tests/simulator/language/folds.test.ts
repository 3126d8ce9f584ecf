import { expect, it } from 'vitest'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'
import { foldsOf } from '../../../simulator/language/folds.ts'

/** What can be folded, as `kind first-last` in lines. */
function check(text: string, ...expected: readonly string[]) {
  const line = (offset: number) => text.slice(0, offset).split('\n').length
  const folds = foldsOf(parseDockerfile(text))
  expect(folds.map(({ kind, range }) => `${kind} ${line(range.from)}-${line(range.to)}`)).toEqual(expected)
}

it('folds stages', () => check('FROM a\nRUN b\n\nFROM c\nRUN d\n', 'stage 1-2', 'stage 4-5'))
it('folds instructions over several lines', () => check('FROM a\nRUN b \\\n  c\n', 'stage 1-3', 'instruction 2-3'))
it('folds here-documents', () => check('FROM a\nRUN <<E\nb\nE\nRUN c', 'stage 1-5', 'heredoc 2-4'))
it('folds comments that stand together', () => check('# a\n# b\nFROM a\n# c\n', 'comment 1-2'))
it('leaves single lines', () => check('# a\nFROM a\n# b\n'))
it('folds one thing a line: the longest', () => check('FROM a \\\n  AS b\nRUN c\n', 'instruction 1-2', 'stage 2-3'))
