import { describe, expect, it } from 'vitest'
import { freeTitle, type OwnProject, OwnProjects, withTitle } from '../../../src/state/own-projects.ts'

/** A list of projects of these names; the place in it is the id. */
const listOf = (...titles: string[]): readonly OwnProject[] =>
  titles.map((title, at) => ({ id: `mine/${at}`, title, made: at }))

describe('a name', () => {
  it('is kept where it is free', () => expect(freeTitle(listOf('a'), 'b')).toBe('b'))
  it('gets the first free number', () => expect(freeTitle(listOf('a', 'a 2', 'a 4'), 'a')).toBe('a 3'))
  it('is never empty', () => expect(freeTitle([], '  ')).toBe('Untitled'))
  it('has a bounded length', () => expect(freeTitle([], 'x'.repeat(500)).length).toBeLessThanOrEqual(100))
  it('can be given again to the same project', () =>
    expect(withTitle(listOf('a', 'b'), 'mine/0', 'a').map(({ title }) => title)).toEqual(['a', 'b']))
  it('of another project is not taken over', () =>
    expect(withTitle(listOf('a', 'b'), 'mine/0', 'b').map(({ title }) => title)).toEqual(['b 2', 'b']))
})

describe('own projects, where the browser keeps nothing', () => {
  const project = { id: 'x', title: 'A', files: [{ path: 'Dockerfile', text: 'FROM scratch' }] }
  it('last as long as the page, newest first', async () => {
    const own = new OwnProjects()
    await own.read()
    const first = await own.add(project, 1)
    const second = await own.add(project, 2)
    expect(own.list.map(({ title }) => title)).toEqual(['A 2', 'A'])
    expect(own.isKept).toBe(false)
    expect(await own.start(first.id)).toEqual({ ...project, id: first.id })
    expect((await own.start(second.id))?.title).toBe('A 2')
  })
  it('come back in their place after a removal', async () => {
    const own = new OwnProjects()
    const first = await own.add(project, 1)
    await own.add(project, 2)
    const removed = await own.remove(first.id)
    expect(own.list.map(({ title }) => title)).toEqual(['A 2'])
    expect(await own.start(first.id)).toBeUndefined()
    if (removed !== undefined) await own.restore(removed)
    expect(own.list.map(({ title }) => title)).toEqual(['A 2', 'A'])
    expect((await own.start(first.id))?.files).toEqual(project.files)
  })
  it('are not found under a strange id', async () => expect(await new OwnProjects().start('mine/none')).toBeUndefined())
})

describe('own projects, where storage does not answer', () => {
  const project = { id: 'x', title: 'A', files: [{ path: 'Dockerfile', text: 'FROM scratch' }] }
  const silent = () => new Promise<never>(() => {})
  it('last as long as the page, and say that it is so', async () => {
    const own = new OwnProjects(silent, 1)
    expect(await own.read()).toEqual([])
    expect([own.isSilent, own.isKept]).toEqual([true, false])
    const { id } = await own.add(project, 1)
    expect((await own.start(id))?.files).toEqual(project.files)
    expect(await own.editedElsewhere()).toEqual([])
  })
  it('are not silent where storage answers with an error', async () => {
    const own = new OwnProjects(() => Promise.reject(new Error('no')), 1000)
    await own.read()
    expect([own.isSilent, own.isKept]).toEqual([false, false])
  })
})
