import { describe, expect, it } from 'vitest'
import { changeText, figureText, figureTitle, sizeText, timeText } from '../../../src/workbench/figures.ts'

describe('sizeText', () => {
  it('counts in thousands, as docker does', () => expect(sizeText(54_200_000)).toBe('54.2 MB'))
  it('keeps three digits', () => expect(sizeText(431_970_000)).toBe('432 MB'))
  it('writes no needless zeros', () => expect(sizeText(12_000)).toBe('12 kB'))
  it('goes to the next unit rather than to a thousand', () => expect(sizeText(999_900)).toBe('1 MB'))
  it('has a word for nothing', () => expect(sizeText(0)).toBe('0 B'))
})

describe('figures', () => {
  it('mark what is modelled', () => expect(figureText({ value: 71_300_000, sources: ['a table'] })).toBe('≈ 71.3 MB'))
  it('do not mark what is counted', () => expect(figureText({ value: 1900, sources: [] })).toBe('1.9 kB'))
  it('tell the exact bytes on hover', () =>
    expect(figureTitle({ value: 1234567, sources: [] })).toBe('1\u202f234\u202f567 bytes, exact'))
  it('tell where a model comes from on hover', () =>
    expect(figureTitle({ value: 12, sources: ['a table'] })).toBe('about 12 bytes, modelled: a table'))
})

describe('timeText', () => {
  it('has tenths below ten seconds', () => expect(timeText(320)).toBe('0.3 s'))
  it('counts what is short in milliseconds', () => expect(timeText(20)).toBe('20 ms'))
  it('has none above', () => expect(timeText(12_400)).toBe('12 s'))
  it('counts minutes', () => expect(timeText(125_000)).toBe('2 min 5 s'))
})

describe('changeText', () => {
  it('says what was added', () => expect(changeText(0, 12e6)).toBe('+12 MB'))
  it('says what was saved', () => expect(changeText(12e6, 0)).toBe('−12 MB'))
  it('says when nothing changed', () => expect(changeText(5, 5)).toBe('no change'))
})
