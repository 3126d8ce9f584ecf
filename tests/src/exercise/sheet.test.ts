import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { variantOf } from '../../../simulator/exercises.ts'
import { allExercises } from '../../../src/exercise/catalogue.ts'
import { sheetView } from '../../../src/exercise/sheet.ts'
import { stillOf } from '../../../src/exercise/still.ts'

function sheet(id: string) {
  const source = allExercises(resolve('.')).find((one) => one.id === id)
  if (source === undefined) throw new RangeError(`no exercise ${id}`)
  return sheetView(source, variantOf(source, ''), stillOf(source))
}

describe('a sheet', () => {
  it('says how the start stands to each goal that it misses', () => {
    const { goals, start, model } = sheet('E03.3')
    expect(goals).toHaveLength(6)
    expect(goals[0]?.start).toMatch(/^now ≈ 375 MB, wanted at most/)
    expect(goals.filter((goal) => goal.start === undefined)).toHaveLength(4)
    expect(start[0]).toMatch(/^The image: ≈ 375 MB, ≈ .+ s to build$/)
    expect(model[0]).toMatch(/^The image: ≈ 225 MB/)
  })
  it('numbers several builds', () =>
    expect(sheet('E14.2').start.map((text) => text.slice(0, 8))).toEqual(['Build 1:', 'Build 2:']))
  it('tells the right answers for the solution, and none of them in a goal', () => {
    const { truths, goals } = sheet('E01.2')
    expect(truths.length).toBeGreaterThan(0)
    for (const { start } of goals) for (const { truth } of truths) expect(start ?? '').not.toContain(truth)
  })
  it('says whether the numbers on a screen are others', () => {
    expect(sheet('E03.1').hasVariants).toBe(true)
    expect(sheet('E03.3').hasVariants).toBe(false)
  })
})
