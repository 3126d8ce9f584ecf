import { describe, expect, it } from 'vitest'
import { hashOf, isPlace, placeOf } from '../../../src/workbench/playground/place.ts'
import { projectRows } from '../../../src/workbench/playground/view.ts'

describe('a place in the playground', () => {
  for (const hash of ['#example=go-scratch', '#mine=a1b2'])
    it(`is named by ${hash} and names it`, () => expect(hashOf(placeOf(hash))).toBe(hash))
  it('is a link where the address holds a project', () => expect(placeOf('#project=1.abc').kind).toBe('link'))
  for (const hash of ['', '#', '#examples', '#example=', '#example=../../x', '#mine=<b>', '#example=a b'])
    it(`is the first page for “${hash}”`, () => expect(placeOf(hash)).toEqual({ kind: 'first' }))
})

it('a part of the page is no place', () =>
  expect(['#main', '#examples', '', '#', '#mine=a', '#project=1.a'].map(isPlace)).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
  ]))

describe('the list of projects', () => {
  const own = [
    { id: 'mine/b', title: 'Second', made: Date.UTC(2026, 1, 3) },
    { id: 'mine/a', title: 'First', made: Date.UTC(2026, 1, 2) },
  ]
  const examples = [
    { slug: 'apt', title: 'apt-get' },
    { slug: 'flask', title: 'Flask' },
  ]
  /** The rows as text, `*` before the open one. */
  const rowsOf = (edited: string[], hash: string) =>
    projectRows(own, edited, examples, placeOf(hash)).map(
      ({ title, kind, isOpen }) => `${isOpen ? '*' : ''}${title}: ${kind}`,
    )
  it('holds one’s own, changed examples and the first page', () =>
    expect(rowsOf(['example/flask', 'link/x', 'playground'], '#mine=a')).toEqual([
      'Second: made 2026-02-03',
      '*First: made 2026-02-02',
      'Flask: example, with your changes',
      'Scratch page: with your changes',
    ]))
  it('marks the first page', () => expect(rowsOf([], '').at(-1)).toBe('*Scratch page: as it comes'))
  it('offers to rename and delete only one’s own', () =>
    expect(projectRows(own, ['example/apt'], examples, { kind: 'first' }).map(({ id }) => id)).toEqual([
      'mine/b',
      'mine/a',
      undefined,
      undefined,
    ]))
})
