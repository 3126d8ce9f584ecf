import { describe, expect, it } from 'vitest'
import { announcement, outlookView, stepsView } from '../../../src/workbench/steps/view.ts'
import { buildOf, forecastOf } from './notation.ts'

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
  it('name what they are made from, and say what they printed', () =>
    expect(stepsView(build).rows[2]).toMatchObject({ inputs: 'the COPY in line 2', output: ['hello'], hasLayer: true }))
  it('say where their times come from', () => expect(stepsView(build).sources).toEqual(['a model']))
  it('show the failure where it happened', () => {
    const rows = stepsView(buildOf('FROM a # 1\n✖ RUN false\n· RUN more')).rows
    expect(rows.map((row) => row.reason).slice(1)).toEqual(['exit code: 1', 'Not reached.'])
  })
})

describe('the announcement', () => {
  it('gives the size', () => expect(announcement(build)).toContain('The image is 11 MB.'))
  it('gives the failure', () => expect(announcement(buildOf('✖ RUN false'))).toBe('The build failed: exit code: 1'))
})

describe('the steps before a build', () => {
  const view = outlookView(
    forecastOf(`
    FROM alpine
    ✓ COPY a b
    ↻ RUN make
    ? RUN test
  `),
  )
  it('say how each would go', () =>
    expect(view.rows.map((row) => row.markText)).toEqual([
      'will come from the cache',
      'will come from the cache',
      'will run',
      'will run or come from the cache',
    ]))
  it('have sizes and times from a trial', () => {
    const tried = outlookView(forecastOf('FROM a\n↻ RUN make'), buildOf('FROM a # 1\n↻ RUN make # 5'))
    expect(tried.rows[1]).toMatchObject({ size: '5 B', time: '≈ 1.0 s' })
  })
  it('are summed up', () => expect(view.summary).toBe('1 step would come from the cache, 2 would run'))
})
