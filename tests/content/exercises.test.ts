import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exerciseTypes } from '../../simulator/exercises.ts'
import { programs } from '../../simulator/programs.ts'
import { allExercises } from '../../src/exercise/catalogue.ts'
import { disproofsOf } from '../../src/exercise/proof.ts'
import { readCatalog } from '../../tools/world.ts'

const root = resolve(import.meta.dirname, '../..')
const world = { catalog: readCatalog(join(root, 'catalog')), programs }

describe('the exercises', () => {
  it('are of all kinds', () => {
    const kinds = new Set(allExercises(root).map(({ type }) => type))
    expect(exerciseTypes.filter((type) => !kinds.has(type))).toEqual([])
  })
  it('count something where they are golf, and only there', () =>
    expect(allExercises(root).filter(({ type, par }) => (type === 'golf') !== (par !== undefined))).toEqual([]))
})

describe('every exercise', () => {
  for (const exercise of allExercises(root))
    it(`${exercise.id}: the start fails, the model passes, each cheat is caught, two runs agree`, () =>
      expect(disproofsOf(exercise, world)).toEqual([]))
})
