import { expect, it } from 'vitest'
import { logLines } from '../../../src/workbench/log/view.ts'
import { buildOf } from './notation.ts'

const draw = (text: string) => logLines(buildOf(text)).map((line) => line.text)

it('numbers the steps and shows what they printed', () =>
  expect(draw('✓ COPY a b\n↻ RUN make')).toEqual([
    '#1 COPY a b',
    '#1 CACHED',
    '',
    '#2 RUN make',
    '#2 0.120 hello',
    '#2 DONE 1.0s',
    '',
  ]))

it('ends with what docker says of a failure', () =>
  expect(draw('✖ RUN false\n· RUN more')).toEqual(['#1 RUN false', '#1 ERROR', '', 'ERROR: exit code: 1']))
