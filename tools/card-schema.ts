// Writes content/schema/card.schema.json, by which editors complete and check behaviour cards:
//   node tools/card-schema.ts
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cardSchema } from '../simulator/containers.ts'
import { jsonSchemaOf } from './json-schema.ts'

/** Where the schema lies. */
export const cardSchemaFile = join(resolve(import.meta.dirname, '..'), 'content/schema/card.schema.json')

/** The JSON Schema that says what the card's own schema says. */
export function cardJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Behaviour card',
    description: 'What a program does when it is started, written down instead of executed. See CONTRIBUTING.md.',
    ...jsonSchemaOf(cardSchema),
  }
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(cardSchemaFile, `${JSON.stringify(cardJsonSchema(), null, 2)}\n`)
