// Writes content/schema/exercise.schema.json, by which editors complete and check exercises:
//   node tools/exercise-schema.ts
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { exerciseSourceSchema } from '../simulator/exercises.ts'
import { jsonSchemaOf } from './json-schema.ts'

/** Where the schema lies. */
export const exerciseSchemaFile = join(resolve(import.meta.dirname, '..'), 'content/schema/exercise.schema.json')

/** The JSON Schema that says what the exercise's own schema says. */
export function exerciseJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Exercise',
    description: 'A task, what is done with what somebody hands in, and what must come of it. See CONTRIBUTING.md.',
    ...jsonSchemaOf(exerciseSourceSchema),
  }
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(exerciseSchemaFile, `${JSON.stringify(exerciseJsonSchema(), null, 2)}\n`)
