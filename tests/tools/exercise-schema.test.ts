import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readExercise } from '../../simulator/exercises.ts'
import { exerciseJsonSchema, exerciseSchemaFile } from '../../tools/exercise-schema.ts'

it('is what the exercise’s own schema says', () =>
  expect(JSON.parse(readFileSync(exerciseSchemaFile, 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(exerciseJsonSchema())),
  ))

it('the exercise that authors are shown can be read', () => {
  const shown = /```yaml\n(id:[\s\S]*?)```/.exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[1] ?? ''
  const read = readExercise(shown, { files: [{ path: 'start/Dockerfile', text: 'FROM alpine:3.22\n' }] })
  expect(read).toMatchObject({ kind: 'read', exercise: { id: 'X01', checks: [{ id: 'c1' }, { id: 'c2' }] } })
})
