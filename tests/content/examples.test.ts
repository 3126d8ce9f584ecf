import { describe, expect, it } from 'vitest'
import { brokenClaims } from '../../src/lessons/claims.ts'
import { exampleFolders, readExample } from '../../src/lessons/example.ts'
import { readProject } from '../../src/state/project.ts'

const folders = exampleFolders()
const words = /\b(simply|just|obviously|of course|easy|easily)\b|!(?=\s|$)/i

describe('the examples', () => {
  it('are at least twelve', () => expect(folders.length).toBeGreaterThanOrEqual(12))
  it('have a number and a name each, no name twice', () => {
    expect(folders.filter((name) => !/^\d\d-[a-z][a-z0-9-]*$/.test(name))).toEqual([])
    expect(new Set(folders.map((name) => name.slice(3))).size).toBe(folders.length)
  })
})

describe.each(folders)('the example %s', (name) => {
  const example = readExample(name)
  it('builds, and keeps what it claims', () => expect(brokenClaims(example.scene, example.plays)).toEqual([]))
  it('makes its point in one sentence, with its figures worked out', () => {
    expect(example.point).toMatch(/^[A-Z].{20,180}\.$/s)
    expect(example.point).not.toMatch(/NaN|undefined|:(size|total|base|hidden|count|context)\b/)
  })
  it('says what to try', () => {
    expect(example.ideas.length).toBeLessThanOrEqual(4)
    for (const idea of example.ideas) expect(idea).toMatch(/^[A-Z].*\.$/s)
  })
  it('claims more than that it builds', () =>
    expect(
      example.scene.expect.filter(({ over, under, size, total, hidden, output, fails }) =>
        [over, under, size, total, hidden, output, fails].some((claim) => claim !== undefined),
      ),
    ).not.toEqual([]))
  it('has a size and a base', () => {
    expect(example.size?.value).toBeGreaterThan(0)
    expect(example.base).toMatch(/^[a-z0-9./:_-]+$/)
  })
  it('can be opened', () => expect(readProject(example.project).kind).toBe('read'))
  it('is calm', () => expect([example.point, ...example.ideas].filter((text) => words.test(text))).toEqual([]))
})
