import { describe, expect, it } from 'vitest'
import type { Reason } from '../../../simulator/index.ts'
import { reasonSentence, stepTitle } from '../../../src/workbench/reasons.ts'
import { buildOf } from './notation.ts'

const build = buildOf(`
  FROM alpine # 10
  ↻ COPY a b # 1
  ↻ RUN make # 2
`)
const past = (reason: Reason) => reasonSentence(reason, build, 'ran')

it('names the file', () =>
  expect(past({ kind: 'file', path: 'src/Main.java', change: 'content' })).toBe(
    'Ran again because src/Main.java changed.',
  ))
it('tells permissions from content', () =>
  expect(past({ kind: 'file', path: 'a', change: 'mode' })).toBe('Ran again because the permissions of a changed.'))
it('names the step before, by its line, and that it was new', () =>
  expect(past({ kind: 'parent', step: 1 })).toBe(
    'Ran again because the COPY in line 2 before it ran again, which this builder had not seen before.',
  ))
describe('a row of steps that ran one because of the other', () => {
  /** The sentence of a fourth step, where the second and third ran for these reasons. */
  const chain = (second: Reason, third: Reason, tense: 'ran' | 'will-run' = 'ran') => {
    const steps = build.steps.map((step, at) => ({
      ...step,
      reason: at === 1 ? second : at === 2 ? third : step.reason,
    }))
    return reasonSentence({ kind: 'parent', step: 2 }, { ...build, steps }, tense)
  }
  const file: Reason = { kind: 'file', path: 'a', change: 'content' }
  it('is told with where it began, and why', () =>
    expect(chain(file, { kind: 'parent', step: 1 })).toBe(
      'Ran again because the RUN in line 3 before it ran again; it began with the COPY in line 2, where a changed.',
    ))
  it('is told with its cause alone where that is the step before', () =>
    expect(chain({ kind: 'cached', build: 1 }, file)).toBe(
      'Ran again because the RUN in line 3 before it ran again, where a changed.',
    ))
  it('is told of the future too', () =>
    expect(chain(file, { kind: 'parent', step: 1 }, 'will-run')).toContain('it begins with the COPY in line 2'))
})
it('quotes what changed in its text', () =>
  expect(past({ kind: 'text', before: 'RUN apk add a', after: 'RUN apk add a b' })).toBe(
    'Ran again because “b” was added to its text.',
  ))
it('names the file that another stage gives', () =>
  expect(past({ kind: 'input', step: 2, path: '/app.jar' })).toBe(
    'Ran again because /app.jar from the RUN in line 3 is different.',
  ))
it('names the variable', () =>
  expect(past({ kind: 'environment', name: 'V', before: '1', after: '2' })).toBe(
    'Ran again because V changed from “1” to “2”.',
  ))
it('says when the builder is new to it', () =>
  expect(past({ kind: 'never-built' })).toBe('Ran: this builder had not seen it before.'))
it('says which build it came from', () => expect(past({ kind: 'cached', build: 3 })).toContain('since build 3'))
it('speaks of the future in a forecast', () =>
  expect(reasonSentence({ kind: 'text', before: '', after: '' }, build, 'will-run')).toBe(
    'Will run again because its own text changed.',
  ))

describe('every reason has its sentence', () => {
  const reasons: { readonly [Kind in Reason['kind']]: Extract<Reason, { kind: Kind }> } = {
    cached: { kind: 'cached', build: 1 },
    'never-built': { kind: 'never-built' },
    text: { kind: 'text', before: 'RUN a', after: 'RUN b' },
    file: { kind: 'file', path: 'a', change: 'added' },
    environment: { kind: 'environment', name: 'A', after: '1' },
    setting: { kind: 'setting', name: 'directory', before: '/', after: '/app' },
    parent: { kind: 'parent', step: 1 },
    input: { kind: 'input', step: 1, path: '/a' },
    mount: { kind: 'mount', target: '/src', path: '/src/a' },
    base: { kind: 'base', before: 'a', after: 'b' },
    'no-cache': { kind: 'no-cache' },
    evicted: { kind: 'evicted' },
    always: { kind: 'always' },
  }
  for (const tense of ['ran', 'will-run'] as const)
    it.each(Object.values(reasons))(`${tense}: $kind`, (reason) =>
      expect(reasonSentence(reason, build, tense)).toMatch(/^[A-Z][^.]{15,}.*\.$/),
    )
})

it('names steps that no line makes', () => {
  const steps = [{ name: 'load build context', kind: 'context' as const }]
  expect(stepTitle(0, { steps, instructions: [] })).toBe('the build context')
})
