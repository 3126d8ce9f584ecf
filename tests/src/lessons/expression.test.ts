import { describe, expect, it } from 'vitest'
import { type Attributes, type ExpressionName, evaluate } from '../../../src/lessons/expression.ts'
import type { Play } from '../../../src/lessons/play.ts'
import { resultRows } from '../../../src/lessons/result.ts'
import { build } from '../../notation/build-view.ts'

const plays: readonly Play[] = [
  {
    key: '1',
    label: 'First build',
    shown: true,
    build: build(
      'FROM alpine base 8000000',
      'ENV A=1 setting',
      'RUN head ran 50000000 hidden 50000000',
      'RUN rm ran 0',
      'RUN apk add ran 900000≈',
    ),
    layerFiles: () => ({ entries: [], more: 0 }),
  },
  {
    key: '2',
    label: 'After',
    shown: true,
    build: build('FROM alpine base 8000000', 'RUN head cached 50000000'),
    layerFiles: () => ({ entries: [], more: 0 }),
  },
]

function value(name: ExpressionName, attributes: Attributes): string {
  return evaluate(name, attributes, plays, 'here.md').text.replaceAll('\u00a0', ' ')
}

describe('figures in prose', () => {
  it('tell the size of a step by its number', () => expect(value('size', { step: '3' })).toBe('50 MB'))
  it('tell the size of a step by how its line begins', () => expect(value('size', { step: 'RUN rm' })).toBe('0 B'))
  it('mark what is modelled', () => expect(value('size', { step: 'RUN apk' })).toBe('≈ 900 kB'))
  it('mark a total that has a modelled part', () => expect(value('total', {})).toBe('≈ 58.9 MB'))
  it('tell the base apart', () => expect(value('base', {})).toBe('8 MB'))
  it('tell what is hidden', () => expect(value('hidden', {})).toBe('50 MB'))
  it('tell of a later build', () => expect(value('result', { step: 'RUN head', build: '2' })).toBe('cached'))
  it('tell what a step printed', () => expect(value('output', { step: 'RUN head' })).toBe('two'))
  it('count layers of one’s own', () => expect(value('count', { of: 'own' })).toBe('three'))
  it('carry the exact bytes', () => expect(evaluate('base', {}, plays, '').title).toContain('exact'))
})

describe('an author’s mistake', () => {
  const fails = (name: ExpressionName, attributes: Attributes, found: string) =>
    expect(() => value(name, attributes)).toThrow(found)
  it('is a step that is not there', () => fails('size', { step: '9' }, 'found:    9'))
  it('is a step that could be two', () => fails('size', { step: 'RUN' }, '3 that begin with RUN'))
  it('is no step', () => fails('size', {}, 'none'))
  it('is a build that is not there', () => fails('total', { build: 'solution' }, 'solution'))
  it('is a count of nothing', () => fails('count', { of: 'sheep' }, 'sheep'))
  it('lists what there is', () => fails('size', { step: 'ADD' }, 'RUN head'))
})

describe('the table of a build', () => {
  it('adds up from line to line', () =>
    expect(resultRows(plays[1]?.build ?? build()).map((row) => row.total?.value)).toEqual([8000000, 58000000]))
  it('tells settings from steps', () =>
    expect(resultRows(plays[0]?.build ?? build()).map((row) => row.mark)).toEqual([
      'cached',
      'setting',
      'ran',
      'ran',
      'ran',
    ]))
})
