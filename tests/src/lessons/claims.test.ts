import { describe, expect, it } from 'vitest'
import { brokenClaims } from '../../../src/lessons/claims.ts'
import type { Expectation } from '../../../src/lessons/scene.ts'
import type { Project } from '../../../src/state/project.ts'
import { build } from '../../notation/build-view.ts'

const plays = [
  {
    key: '1',
    label: 'First build',
    shown: true,
    build: build('FROM alpine base 8000000', 'ENV A=1 setting', 'RUN head ran 500 hidden 500', 'RUN rm ran 0'),
    layerFiles: () => ({ entries: [], more: 0 }),
  },
]

/** What is wrong with a claim about the build above. */
function broken(claim: Partial<Expectation>, predict?: Project['predict']): readonly string[] {
  const project: Project = { id: 'x', title: 'X', files: [], ...(predict === undefined ? {} : { predict }) }
  return brokenClaims({ where: 'scene.yaml', project, tries: [], ideas: [], expect: [{ build: 1, ...claim }] }, plays)
}
const holds = (claim: Partial<Expectation>) => expect(broken(claim)).toEqual([])
const breaks = (claim: Partial<Expectation>, what: string) => expect(broken(claim).join()).toContain(what)

describe('a claim', () => {
  it('of a result holds', () => holds({ step: 'RUN head', is: 'ran' }))
  it('of a result breaks', () => breaks({ step: 'RUN head', is: 'cached' }, 'should be cached and is ran'))
  it('of a setting holds', () => holds({ step: 2, is: 'absent' }))
  it('of a size holds', () => holds({ step: 3, size: 500 }))
  it('of a size breaks by a byte', () => breaks({ step: 3, size: 501 }, 'is 500 B'))
  it('of bounds breaks', () => breaks({ step: 3, under: 500 }, 'under 500'))
  it('of the total holds', () => holds({ total: { over: 8000000, under: 9000000 } }))
  it('of hidden bytes breaks', () => breaks({ hidden: { over: 500 } }, 'what is hidden'))
  it('of an output holds', () => holds({ step: 3, output: 'two' }))
  it('of a failure breaks when nothing fails', () => breaks({ fails: 'exit code: 1' }, 'it does not fail'))
  it('about no step is a mistake', () => expect(() => broken({ step: 9 })).toThrow('scene.yaml'))
})

describe('a question', () => {
  it('needs its answer among the options', () =>
    expect(broken({}, { question: 'Which?', kind: 'choice', options: ['a'], answer: 'b' })).toHaveLength(1))
})
