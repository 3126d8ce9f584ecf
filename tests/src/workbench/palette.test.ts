import { describe, expect, it } from 'vitest'
import { matching } from '../../../src/workbench/palette/view.ts'

const names = [
  'Build again',
  'Stop the build',
  'Cold builder: forget all builds',
  'Show Steps',
  'src/server.js',
  'Example: A static site with nginx',
  'Theme: dark',
]
const actions = names.map((name) => ({ name, group: name.startsWith('Show') ? 'Panes' : 'Other', run: () => {} }))

/** The actions that answer what was typed, as names. */
const found = (typed: string) => matching(actions, typed).map(({ name }) => name)

describe('the list of what can be done', () => {
  it('is whole while nothing is typed', () => expect(found(' ')).toEqual(names))
  it('puts what begins so first', () => expect(found('build')[0]).toBe('Build again'))
  it('finds first letters', () => expect(found('ss')[0]).toBe('Show Steps'))
  it('finds words in their order', () => expect(found('cold forget')).toEqual(['Cold builder: forget all builds']))
  it('finds by the group', () => expect(found('panes')).toEqual(['Show Steps']))
  it('finds files by a part of the name', () => expect(found('server')).toEqual(['src/server.js']))
  it('has nothing for what is nowhere', () => expect(found('zzz')).toEqual([]))
  it('takes no scattered letters for an answer', () => expect(found('hmk')).toEqual([]))
})
