import { describe, expect, it } from 'vitest'
import { parseExercise, versionOf } from '../../../simulator/exercise/exercise.ts'
import { type AuthorProblem, type ExerciseSurroundings, readExercise } from '../../../simulator/exercise/reading.ts'
import { readSubmission, submissionOf } from '../../../simulator/exercise/submission.ts'

const small = `id: X01.1
slug: small
title: Small
type: fix-it
difficulty: 1
minutes: 5
summary: A small one
task: Make it small.
start:
  files: { Dockerfile: "FROM alpine:3.22\\n" }
editable: [Dockerfile]
procedure:
  - build: { as: b1 }
checks:
  - { id: c1, say: It builds, built: { build: b1, ok: true } }
model:
  files: { Dockerfile: "FROM scratch\\n" }
`

function read(yaml: string, around?: ExerciseSurroundings) {
  const result = readExercise(yaml, around)
  if (result.kind === 'failed') throw new Error(JSON.stringify(result.problems))
  return result.exercise
}

function problems(yaml: string, around?: ExerciseSurroundings): readonly Partial<AuthorProblem>[] {
  const result = readExercise(yaml, around)
  return result.kind === 'failed' ? result.problems : []
}

describe('the text of an exercise', () => {
  it('is read with its files', () =>
    expect(read(small)).toMatchObject({ id: 'X01.1', files: [{ path: 'Dockerfile', text: 'FROM alpine:3.22\n' }] }))
  it('takes the files of its folder, those of a fixture first', () => {
    const yaml = small.replace('start:\n', 'start:\n  fixture: shop\n  without: [docs]\n')
    const fixture = (name: string) =>
      name === 'shop'
        ? ['app.py', 'docs/a.md', 'Dockerfile'].map((path) => ({ path, text: 'from the fixture' }))
        : undefined
    const files = [
      { path: 'start/app.py', text: 'own' },
      { path: 'model/Dockerfile', text: 'FROM a' },
    ]
    const exercise = read(yaml, { files, fixture })
    expect(exercise.files).toEqual([
      { path: 'Dockerfile', text: 'FROM alpine:3.22\n' },
      { path: 'app.py', text: 'own' },
    ])
    expect(problems(yaml, { files: [] })).toMatchObject([{ line: 10, message: 'there is no fixture called shop' }])
  })
  it('names the line of an entry that there is not', () =>
    expect(problems(small.replace('as: b1', 'as: b1, fil: x'))).toMatchObject([
      { line: 13, entry: 'procedure.0.build.fil', message: 'there is no entry called fil here' },
    ]))
  it('names the line of what is missing', () =>
    expect(problems(small.replace('title: Small\n', ''))).toMatchObject([{ message: 'title is missing' }]))
  it('wants one claim in a check', () =>
    expect(
      problems(small.replace('built: { build: b1, ok: true }', 'built: { build: b1 }, lint: { build: b1, rule: all }')),
    ).toMatchObject([{ line: 15 }]))
  it('wants one verb in a step', () =>
    expect(problems(small.replace('build: { as: b1 }', 'bild: { as: b1 }'))).toMatchObject([{ line: 13 }]))
  it('names the line where it is no YAML', () =>
    expect(problems(small.replace('minutes: 5', 'minutes: [5'))[0]?.line).toBeGreaterThan(5))
})

describe('hostile data', () => {
  const nested = (depth: number) => `${'{"not":'.repeat(depth)}{}${'}'.repeat(depth)}`
  it('is refused when it is nested without end', () => {
    const data = { ...JSON.parse(JSON.stringify(read(small))) }
    data.checks = [{ id: 'c1', say: 'x', not: JSON.parse(nested(3000)) }]
    expect(parseExercise(data).kind).toBe('failed')
    data.checks = [{ id: 'c1', say: 'x', not: JSON.parse(nested(8)) }]
    expect(parseExercise(data).kind).toBe('failed')
  })
  it('is refused when names are those of objects', () => {
    for (const path of ['__proto__', 'a/constructor', '../a', '/etc/passwd', 'a//b'])
      expect(problems(small.replace('files: { Dockerfile:', `files: { "${path}":`))).not.toEqual([])
    expect(problems(small.replace('as: b1', 'as: toString'))).not.toEqual([])
  })
  it('is refused when it grows by aliases', () => {
    const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]']
    for (let at = 0; at < 8; at++)
      laughs.push(
        `${String.fromCharCode(98 + at)}: &${String.fromCharCode(98 + at)} [${Array(9)
          .fill(`*${String.fromCharCode(97 + at)}`)
          .join(',')}]`,
      )
    expect(problems(laughs.join('\n'))).not.toEqual([])
  })
  it('is refused when it is too much', () => {
    expect(problems(`# ${'x'.repeat(300_000)}\n${small}`)).toMatchObject([{ line: 1 }])
    const many = Array(81).fill('  - build: { as: b1 }').join('\n')
    expect(problems(small.replace('  - build: { as: b1 }', many))).toMatchObject([{ message: 'at most 80 steps' }])
  })
})

describe('a version', () => {
  it('does not hang on the order of keys, but on all that is in it', () => {
    const exercise = read(small)
    const turned = parseExercise(Object.fromEntries(Object.entries(exercise).reverse()))
    expect(turned.kind === 'read' && versionOf(turned.exercise)).toBe(versionOf(exercise))
    expect(versionOf({ ...exercise, title: 'Other' })).not.toBe(versionOf(exercise))
  })
})

describe('a submission', () => {
  it('is read again as it was made', () => {
    const made = submissionOf(read(small), { files: { Dockerfile: 'FROM b' } }, 'noor')
    expect(readSubmission(JSON.parse(JSON.stringify(made)))).toEqual({ kind: 'read', submission: made })
    expect(made.files).toEqual({ Dockerfile: 'FROM b' })
  })
  it('is refused when it is no submission', () =>
    expect(readSubmission({ exercise: 'a', version: 'b' })).toMatchObject({ kind: 'failed' }))
})
