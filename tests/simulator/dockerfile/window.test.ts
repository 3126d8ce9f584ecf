import { expect, it } from 'vitest'
import { failureText, sourceWindow } from '../../../simulator/dockerfile/window.ts'

const file = 'FROM a\nRUN b\nRUN c\nRUN d\nRUN e\nRUN f\n'

/** Lines of the window as `>2 RUN b`, the rules left out. */
function check(text: string, places: string, ...shown: readonly string[]) {
  const ranges = places
    .split(' ')
    .map((place) => ({ first: Number(place.split('-')[0]), last: Number(place.split('-').at(-1)) }))
  const lines = sourceWindow(text, 'Dockerfile', ranges).split('\n')
  expect(
    lines
      .filter((line) => !line.startsWith('---'))
      .map((line) =>
        line.replace(/^ *(\d+) \| (>>>| {3}) /, (_, number, mark) => `${mark === '>>>' ? '>' : ''}${number} `),
      ),
  ).toEqual(shown)
}

it('shows two lines around one', () =>
  check(file, '3', 'Dockerfile:3', '1 FROM a', '2 RUN b', '>3 RUN c', '4 RUN d', '5 RUN e'))
it('shows one line around several', () =>
  check(file, '3-4', 'Dockerfile:3', '2 RUN b', '>3 RUN c', '>4 RUN d', '5 RUN e'))
it('ends at the first and the last line', () => check('FROM a\n', '1', 'Dockerfile:1', '>1 FROM a', '2 '))
it('marks only what is meant', () =>
  check(file, '2 4', 'Dockerfile:2', '1 FROM a', '>2 RUN b', '3 RUN c', '>4 RUN d', '5 RUN e'))
it('shows nothing of a line that is not there', () => check(file, '9', ''))
it('draws the box as docker does', () =>
  expect(failureText('no', sourceWindow('FROM a\nFOO', 'Dockerfile', [{ first: 2, last: 2 }]))).toBe(
    'Dockerfile:2\n--------------------\n   1 |     FROM a\n   2 | >>> FOO\n--------------------\nERROR: failed to build: failed to solve: no',
  ))
it('prints a message without a place alone', () =>
  expect(failureText('no')).toBe('ERROR: failed to build: failed to solve: no'))
