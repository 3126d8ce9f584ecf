import { describe, expect, it } from 'vitest'
import { hiddenSides, scrollFor } from '../../../src/workbench/details/overflow.ts'
import { paneLabel, paneOf, panes } from '../../../src/workbench/details/panes.ts'
import { benchState } from './notation.ts'

describe('the panes', () => {
  it('have a name and a title each of their own', () => {
    expect(new Set(panes.map(({ name }) => name)).size).toBe(panes.length)
    expect(new Set(panes.map(({ name }) => paneLabel(name, benchState()))).size).toBe(panes.length)
  })
  it('begin with the steps', () => expect(panes[0].name).toBe(benchState().front.pane))
  it('are found by name', () => expect(paneOf('log').name).toBe('log'))
  it('say their title on their tab', () => expect(paneLabel('steps', benchState())).toBe('Steps'))
})

describe('the tab of the problems', () => {
  const problem = { code: 'A', severity: 'error', message: 'a' } as const
  it('counts them', () => expect(paneLabel('problems', benchState({ problems: [problem] }))).toBe('1 error'))
  it('has its title when there are none', () => expect(paneLabel('problems', benchState())).toBe('Problems'))
})

describe('a row of tabs', () => {
  it('that fits hides nothing', () => expect(hiddenSides(0, 300, 300)).toEqual([]))
  it('that does not has more at its end', () => expect(hiddenSides(0, 300, 500)).toEqual(['end']))
  it('that is scrolled has more at both sides', () => expect(hiddenSides(100, 300, 500)).toEqual(['start', 'end']))
  it('that is scrolled to its end has more at its start', () => expect(hiddenSides(200, 300, 500)).toEqual(['start']))
  it('takes a pixel of rounding for none', () => expect(hiddenSides(0.6, 300, 300.9)).toEqual([]))
})

describe('scrolling to a tab', () => {
  const row = { from: 100, seen: 300 }
  it('stays where the tab is in sight', () => expect(scrollFor(row, 160, 80)).toBe(100))
  it('goes back for one before', () => expect(scrollFor(row, 60, 80)).toBe(8))
  it('goes on for one after', () => expect(scrollFor(row, 500, 80)).toBe(332))
  it('never goes before the first', () => expect(scrollFor(row, 0, 80)).toBe(0))
})
