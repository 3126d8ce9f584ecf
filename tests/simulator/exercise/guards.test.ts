import { describe, expect, it } from 'vitest'
import { guardNames } from '../../../simulator/exercise/exercise.ts'
import { guardTexts } from '../../../simulator/exercise/guards.ts'
import { submissionOf } from '../../../simulator/exercise/submission.ts'
import { judgedVariantOf } from '../../../simulator/exercise/variant.ts'
import type { CheckResult } from '../../../simulator/exercise/verdict.ts'
import { type Around, exerciseWith, verdictOn } from './notation.ts'

const isThere = { built: { build: 'b1', ok: true } }
const small = 'FROM alpine:3.22\nCOPY note.txt /\nCMD ["sleep", "1000"]\n'
const runs: Around = {
  procedure: [{ build: { as: 'b1', tag: 'own' } }, { run: { as: 'r1', image: 'own' } }],
}
const mutates: Around = {
  procedure: [
    { build: { as: 'b1', tag: 'own:1' } },
    { mutate: { path: 'note.txt', replace: 'a note', with: 'another' } },
    { build: { as: 'b2', tag: 'own:2' } },
  ],
}

/** How a guard comes out with what is handed in; undefined where it has nothing to look at. */
function guard(name: string, files: Readonly<Record<string, string>>, around: Around = {}): CheckResult | undefined {
  return verdictOn(exerciseWith([isThere], around), files).checks.find(({ id }) => id === name)
}

describe('the guards', () => {
  it('have words for learners, each', () => expect(Object.keys(guardTexts)).toEqual([...guardNames]))

  it('G1: what runs in the background stays up', () => {
    expect(guard('G1', { Dockerfile: small }, runs)?.state).toBe('passed')
    expect(guard('G1', { Dockerfile: 'FROM alpine:3.22\nCMD ["false"]\n' }, runs)).toMatchObject({
      state: 'failed',
      because: 'The container ended with 1.',
    })
  })
  it('G2: files that are not asked for are as they were', () => {
    expect(guard('G2', { Dockerfile: small, 'note.txt': 'a note\n' })?.state).toBe('passed')
    expect(guard('G2', { Dockerfile: small, 'note.txt': 'mine\n' })).toMatchObject({
      state: 'failed',
      because: 'note.txt has changed; the task is about Dockerfile alone.',
      place: { kind: 'file', path: 'note.txt' },
    })
    expect(guard('G2', { Dockerfile: small, 'more.txt': '' })?.because).toMatch(/^more\.txt was added/)
  })
  it('G3: it builds on a computer that has built nothing', () => {
    expect(
      guard(
        'G3',
        { Dockerfile: small },
        { more: { checks: [{ id: 'c1', say: 'x', count: { of: 'b1.layers', ge: 1 } }] } },
      )?.state,
    ).toBe('passed')
    expect(
      guard(
        'G3',
        { Dockerfile: 'FROM alpine:3.22\nRUN exit 4\n' },
        { more: { checks: [{ id: 'c1', say: 'x', count: { of: 'b1.layers', ge: 1 } }] } },
      ),
    ).toMatchObject({ state: 'failed', place: { kind: 'line', line: 2 } })
  })
  it('G1 and G3 say nothing again of a build that a check has found to fail', () => {
    const around = {
      procedure: [
        { build: { as: 'b1', tag: 'own' } },
        { run: { as: 'r1', image: 'own' } },
        { edit: { path: 'note.txt', append: 'x' } },
        { build: { as: 'b2', tag: 'own' } },
      ],
    }
    const { checks } = verdictOn(exerciseWith([isThere], around), { Dockerfile: '' })
    expect(checks.filter(({ state }) => state !== 'passed').map(({ id }) => id)).toEqual(['c1'])
  })
  it('G4: the image follows a file that changes', () => {
    expect(guard('G4', { Dockerfile: small }, mutates)?.state).toBe('passed')
    expect(guard('G4', { Dockerfile: 'FROM alpine:3.22\nRUN echo a note > /note.txt\n' }, mutates)).toMatchObject({
      state: 'failed',
      place: { kind: 'file', path: 'note.txt' },
    })
  })
  it('G5: it stands on the bases of the task, in every way to name one', () => {
    const around = { more: { allowed_bases: ['alpine:3.22'] } }
    expect(guard('G5', { Dockerfile: 'FROM alpine:3.22 AS a\nFROM a\nCOPY --from=a /etc /e\n' }, around)?.state).toBe(
      'passed',
    )
    for (const Dockerfile of [
      'FROM busybox\n',
      'FROM alpine:3.22\nCOPY --from=busybox /bin /b\n',
      'FROM alpine:3.22\nRUN --mount=from=busybox,target=/m ls /m\n',
    ])
      expect(guard('G5', { Dockerfile }, around)).toMatchObject({ state: 'failed', because: /^busybox is none of/ })
  })
  it('G6: what nobody may know is another with each thing that is handed in, and the same when it is judged again', () => {
    const exercise = exerciseWith([isThere], { more: { random: { word: { kind: 'hex' } }, task: 'Say {{word}}.' } })
    const taskWith = (Dockerfile: string): string =>
      judgedVariantOf(exercise, submissionOf(exercise, { files: { Dockerfile } }, 'noor')).task
    expect(taskWith(small)).toBe(taskWith(small))
    expect(taskWith(small)).not.toBe(taskWith(`${small}LABEL a=b\n`))
  })
  it('G7: a container that fetches at its start gets nothing, unless the task needs it', () => {
    const Dockerfile = 'FROM alpine:3.22\nCMD ["wget", "-O", "/tmp/d", "http://files.pelican.example/data.tar.gz"]\n'
    const fetched = (network: 'none' | 'internet' | undefined) => {
      const run = { as: 'r1', image: 'own', detach: false, ...(network === undefined ? {} : { network }) }
      const procedure = [{ build: { as: 'b1', tag: 'own' } }, { run }]
      return verdictOn(exerciseWith([{ run: { of: 'r1', exit: 0 } }], { procedure }), { Dockerfile }).checks[0]?.state
    }
    expect([fetched(undefined), fetched('none'), fetched('internet')]).toEqual(['failed', 'failed', 'passed'])
  })
  it('G8: no check is silenced, and no failure swallowed', () => {
    expect(guard('G8', { Dockerfile: small })?.state).toBe('passed')
    for (const [Dockerfile, line] of [
      ['# check=skip=all\nFROM alpine:3.22\n', 1],
      ['FROM alpine:3.22\n# hadolint ignore=DL3018\nRUN true\n', 2],
      ['FROM alpine:3.22\nRUN exit 3 || true\n', 2],
      ['FROM alpine:3.22\nRUN exit 3; exit 0\n', 2],
    ] as const)
      expect(guard('G8', { Dockerfile })).toMatchObject({ state: 'failed', place: { kind: 'line', line } })
  })
  it('are off where the exercise says why', () =>
    expect(
      guard(
        'G8',
        { Dockerfile: 'FROM alpine:3.22\nRUN exit 3 || true\n' },
        { more: { without_guards: { G8: 'it is about failing' } } },
      ),
    ).toBeUndefined())
  it('keep a submission from passing whose checks all pass', () => {
    const verdict = verdictOn(exerciseWith([isThere]), { Dockerfile: 'FROM alpine:3.22\nRUN false || true\n' })
    expect(verdict).toMatchObject({ kind: 'not-yet', score: 1 })
  })
})
