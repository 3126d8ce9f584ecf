import { describe, expect, it } from 'vitest'
import { programs } from '../../simulator/programs.ts'
import { commandFamilies, commandPages } from '../../src/reference/command.ts'

const pages = commandPages()

/** Words that promise what a simulation cannot keep. */
const boasts = /\b(perfect|fully|complete(ly)?|100 ?%|identical|just|simply|obviously|easy|easily)\b|!(?=\s|$)/i

describe('the commands', () => {
  it('have a page under each of their names', () => {
    const names = pages.flatMap(({ name, others }) => [name, ...others])
    expect([...new Set(names)].sort()).toEqual([...programs.keys()].sort())
  })
  it('have an address each', () => expect(new Set(pages.map(({ slug }) => slug)).size).toBe(pages.length))
  it('have addresses of plain letters', () =>
    expect(pages.map(({ slug }) => slug).filter((slug) => !/^[a-z0-9][a-z0-9.-]*$/.test(slug))).toEqual([]))
  it('belong to a family', () =>
    expect([...new Set(pages.map(({ family }) => family))].sort()).toEqual([...commandFamilies].sort()))
})

describe.each(pages)('the page of $name', ({ summary, exact, modelled, missing }) => {
  it('says in a sentence what the command is for', () => expect(summary).toMatch(/^[A-Z`].*\.$/))
  it('says what is exact, or from what it is modelled', () => expect(`${exact}${modelled}`).toMatch(/\w.*\.$/))
  it('ends its sentences', () =>
    expect([exact, modelled, missing].filter((text) => text !== '' && !/[.)]$/.test(text))).toEqual([]))
  it('does not boast', () => expect(`${summary} ${exact} ${modelled}`).not.toMatch(boasts))
  it('owns up to what it leaves out when it models', () =>
    expect(exact === '' && modelled === '' && missing === '').toBe(false))
})
