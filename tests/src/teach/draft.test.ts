import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { programs } from '../../../simulator/programs.ts'
import { allExercises } from '../../../src/exercise/catalogue.ts'
import { disproofsOf } from '../../../src/exercise/proof.ts'
import { type Draft, idOf, newDraft, readDraft, slugOf } from '../../../src/teach/draft.ts'
import { goalKinds, newGoal } from '../../../src/teach/goal.ts'
import { compileDraft } from '../../../src/teach/source.ts'
import { draftOf } from '../../../src/teach/taking.ts'
import { readCatalog } from '../../../tools/world.ts'

const root = resolve(import.meta.dirname, '../../..')
const world = { catalog: readCatalog(join(root, 'catalog')), programs }

const whole: Draft = {
  ...newDraft('a'),
  title: 'The forgotten download',
  summary: 'A download stays in the image after it was removed.',
  task: 'Make the image small again.',
  files: [
    {
      path: 'Dockerfile',
      text: 'FROM alpine:3.22\nRUN head -c 50000000 /dev/zero > /big\nRUN rm /big\nCOPY note.txt /\n',
    },
    { path: 'note.txt', text: 'note\n' },
  ],
  goals: [
    { ...newGoal('size', 'c1', newDraft('a')), kind: 'size', of: 'new', most: '1 MB' },
    { ...newGoal('file', 'c2', newDraft('a')), kind: 'file', path: '/note.txt', where: 'final', is: 'there', text: '' },
    { ...newGoal('step', 'c3', newDraft('a')), kind: 'step', match: 'RUN', edit: 'note.txt', is: 'CACHED' },
  ],
  model: {
    files: { Dockerfile: 'FROM alpine:3.22\nRUN head -c 50000000 /dev/zero > /big && rm /big\nCOPY note.txt /\n' },
    because: 'What is removed in the same line is never stored.',
    kept: {},
  },
  cheats: [{ name: 'nothing at all', files: { Dockerfile: 'FROM alpine:3.22\n' }, caughtBy: ['c2'], kept: {} }],
}

const problems = (change: Partial<Draft>): readonly string[] => {
  const read = compileDraft({ ...whole, ...change })
  return read.kind === 'read' ? [] : read.problems.map(({ field, message }) => `${field}: ${message}`)
}

describe('a draft', () => {
  it('becomes an exercise that proves itself', () => {
    const read = compileDraft(whole)
    expect(read.kind === 'read' ? disproofsOf(read.exercise, world) : read.problems).toEqual([])
  })
  it('comes back from its exercise as it was', () => {
    const read = compileDraft(whole)
    const back = read.kind === 'read' ? draftOf(read.exercise, 'a') : undefined
    expect(back).toMatchObject({
      procedure: '',
      kept: {},
      files: whole.files,
      model: whole.model,
      cheats: whole.cheats,
    })
    const again = back === undefined ? undefined : compileDraft(back)
    expect(again).toEqual(read)
  })
  it('begins with every kind of goal in a form that can be kept', () => {
    for (const { kind } of goalKinds) expect(readDraft({ ...whole, goals: [newGoal(kind, 'c1', whole)] })).toBeDefined()
  })
  it('has an address and a name made from its title', () => {
    expect(slugOf({ slug: '', title: 'Größe: 10 MB, höchstens!' })).toBe('gro-e-10-mb-hochstens')
    expect(idOf({ id: '', slug: '', title: '10 lines' })).toBe('x-10-lines')
  })
  it('says beside each field what is wrong with it', () => {
    expect(problems({ title: ' ', goals: [] })).toEqual(['title: Give it a title.', 'goals: Add at least one goal.'])
    expect(problems({ dockerfile: 'other' })).toEqual([
      'files: There is no file called other: add it, or choose another Dockerfile.',
    ])
    expect(problems({ goals: [{ ...newGoal('size', 'c9', whole), kind: 'size', of: 'image', most: 'much' }] })).toEqual(
      [expect.stringMatching(/^goal c9: /)],
    )
    expect(problems({ goals: [{ ...newGoal('claim', 'c9', whole), kind: 'claim', yaml: 'sizes: 3' }] })).toEqual([
      expect.stringMatching(/^goal c9: /),
    ])
    expect(problems({ cheats: [{ name: '', files: {}, caughtBy: [], kept: {} }] })).toEqual([
      'cheat 0: Say in a few words what is tried.',
      'cheat 0: Choose the goal that catches it.',
    ])
  })
})

describe('an exercise of the site', () => {
  it('is the same after it went through the form', () => {
    for (const exercise of allExercises(root)) {
      const draft = draftOf(exercise, 'a')
      const read = draft === undefined ? undefined : compileDraft(draft)
      expect(read?.kind === 'read' ? read.exercise : read).toEqual(exercise)
    }
  })
})
