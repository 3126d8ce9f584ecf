import { describe, expect, it } from 'vitest'
import { type LineMark, lineMarks } from '../../../src/workbench/steps/marks.ts'
import { buildOf, forecastOf } from './notation.ts'

const build = buildOf(`
  FROM alpine # 8000000
  ✓ COPY a b # 12
  ↻ RUN make # 3000000
  ENV A=1
`)
const forecast = forecastOf(`
  FROM alpine
  ✓ COPY a b
  ↻ RUN make
  ENV A=1
`)
const draw = (marks: readonly LineMark[]) => marks.map((mark) => `${mark.first} ${mark.mark} ${mark.size ?? ''}`)

describe('marks of lines', () => {
  it('show what will happen, and the size where it is known', () =>
    expect(draw(lineMarks(forecast, undefined))).toEqual(['1 cached ', '2 cached ', '3 run ', '4 none 0 B']))
  it('take sizes from a trial', () => expect(draw(lineMarks(forecast, build))[2]).toBe('3 run 3 MB'))
  it('show what no stage needs', () =>
    expect(draw(lineMarks({ ...forecast, unneeded: [2] }, build))[2]).toBe('3 unneeded '))
  it('keep the sizes of lines that stay while a trial is worked out', () => {
    const now = forecastOf('FROM a\n↻ RUN new\n↻ RUN make')
    expect(draw(lineMarks(now, undefined, build))).toEqual(['1 cached ', '2 run ', '3 run 3 MB'])
  })
  it('take the size of whichever step of a line has one', () => {
    const copy = forecastOf('FROM a\n↻ COPY <<END /a')
    const [base, step] = copy.steps
    if (base === undefined || step === undefined) throw new RangeError('two steps were written')
    const steps = [base, step, { ...step, id: 2, size: { value: 6, sources: [] } }]
    expect(lineMarks({ ...copy, steps }, undefined)[1]?.size).toBe('6 B')
  })
  it('leave open what depends on a step that must run, and name that step', () =>
    expect(lineMarks(forecastOf('FROM a\n↻ RUN make\n? COPY b c'), undefined)[2]).toMatchObject({
      mark: 'depends',
      label: 'Depends on what the RUN in line 2 makes: it comes from the cache if that comes out the same.',
    }))
  it('tell which step fails, in docker’s words', () => {
    const failing = forecastOf('FROM a\n↻ RUN false\n↻ RUN next')
    const marks = lineMarks(failing, buildOf('FROM a\n✖ RUN false\n· RUN next'))
    expect(marks.map(({ mark }) => mark)).toEqual(['cached', 'failed', 'run'])
    expect(marks[1]?.label).toBe('Fails: exit code: 1')
  })
  it('know from a trial what was left open', () => {
    const open = forecastOf('FROM a\n↻ RUN make\n? COPY b c')
    expect(lineMarks(open, buildOf('FROM a\n↻ RUN make # 1\n✓ COPY b c # 2'))[2]?.mark).toBe('cached')
    expect(lineMarks(open, buildOf('FROM a\n↻ RUN make # 1\n↻ COPY b c # 2'))[2]?.mark).toBe('run')
  })
})
