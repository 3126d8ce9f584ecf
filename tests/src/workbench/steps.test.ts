import { describe, expect, it } from 'vitest'
import type { ForecastView } from '../../../src/engine/views.ts'
import { announcement, type LineMark, lineMarks, stepsView } from '../../../src/workbench/steps/view.ts'
import { buildOf } from './notation.ts'

const build = buildOf(`
  FROM alpine # 8000000
  ✓ COPY a b # 12
  ↻ RUN make # 3000000
  ENV A=1
`)

describe('the steps', () => {
  it('say how each went and why', () =>
    expect(stepsView(build).rows.map((row) => `${row.line} ${row.markText} ${row.size ?? ''} ${row.time}`)).toEqual([
      '1 from the cache  ',
      '2 from the cache 12 B ',
      '3 ran 3 MB ≈ 1.0 s',
    ]))
  it('are summed up', () => expect(stepsView(build).summary).toBe('1 step from the cache, 1 ran, ≈ 2.0 s'))
  it('show the failure where it happened', () => {
    const rows = stepsView(buildOf('FROM a # 1\n✖ RUN false\n· RUN more')).rows
    expect(rows.map((row) => row.reason).slice(1)).toEqual(['exit code: 1', 'Not reached.'])
  })
})

describe('the announcement', () => {
  it('gives the size', () => expect(announcement(build)).toContain('The image is 11 MB.'))
  it('gives the failure', () => expect(announcement(buildOf('✖ RUN false'))).toBe('The build failed: exit code: 1'))
})

describe('marks of lines', () => {
  const forecast: ForecastView = {
    instructions: build.instructions,
    problems: [],
    steps: build.steps.map(({ id, name, kind, instruction = 0, status }) => ({
      id,
      name,
      kind,
      instruction,
      willBe: status === 'cached' ? 'cached' : 'run',
      reason: { kind: 'never-built' },
    })),
    unneeded: [],
    contextBytes: 0,
  }
  const draw = (marks: readonly LineMark[]) => marks.map((mark) => `${mark.first} ${mark.mark} ${mark.size ?? ''}`)

  it('show what will happen, and the size where it is known', () =>
    expect(draw(lineMarks(forecast, undefined))).toEqual(['1 cached ', '2 cached ', '3 run ', '4 none 0 B']))
  it('take sizes from a trial', () => expect(draw(lineMarks(forecast, build))[2]).toBe('3 run 3 MB'))
  it('show what no stage needs', () =>
    expect(draw(lineMarks({ ...forecast, unneeded: [2] }, build))[2]).toBe('3 unneeded '))
})
