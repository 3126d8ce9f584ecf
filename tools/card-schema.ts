// Writes content/schema/card.schema.json, by which editors complete and check behaviour cards:
//   node tools/card-schema.ts
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cardSchema } from '../simulator/containers.ts'

/** Where the schema lies. */
export const cardSchemaFile = join(resolve(import.meta.dirname, '..'), 'content/schema/card.schema.json')

type Data = Readonly<Record<string, unknown>>

/** The JSON Schema that says what the card's own schema says. */
export function cardJsonSchema(): Data {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Behaviour card',
    description: 'What a program does when it is started, written down instead of executed. See CONTRIBUTING.md.',
    ...jsonSchemaOf(cardSchema),
  }
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null
}

function jsonSchemaOf(schema: unknown): Data {
  if (!isData(schema)) throw new RangeError('no schema')
  const own = typeOf(schema)
  const { pipe } = schema
  const { type } = own
  return Object.assign(
    {},
    own,
    ...listOf(pipe)
      .slice(1)
      .map((action) => boundOf(action, type)),
  )
}

function typeOf(schema: Data): Data {
  const { type, options, wrapped, default: fallback, item, key, value, entries: all } = schema
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type }
    case 'picklist':
      return { enum: options }
    case 'optional':
    case 'exact_optional':
      return {
        ...jsonSchemaOf(wrapped),
        ...(fallback === undefined ? {} : { default: fallback }),
      }
    case 'union':
      return { anyOf: listOf(options).map(jsonSchemaOf) }
    case 'array':
      return { type: 'array', items: jsonSchemaOf(item) }
    case 'record':
      return {
        type: 'object',
        propertyNames: jsonSchemaOf(key),
        additionalProperties: jsonSchemaOf(value),
      }
    case 'strict_object': {
      const entries = Object.entries(isData(all) ? all : {})
      const required = entries.filter(([, entry]) => !isOptional(entry)).map(([name]) => name)
      return {
        type: 'object',
        properties: Object.fromEntries(entries.map(([name, entry]) => [name, jsonSchemaOf(entry)])),
        ...(required.length === 0 ? {} : { required }),
        additionalProperties: false,
      }
    }
    default:
      throw new RangeError(`a schema of ${String(type)}`)
  }
}

function isOptional(entry: unknown): boolean {
  if (!isData(entry)) return false
  const { type } = entry
  return type === 'optional' || type === 'exact_optional'
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function boundOf(action: unknown, of: unknown): Data {
  if (!isData(action)) throw new RangeError('no bound')
  const { requirement, type } = action
  switch (type) {
    case 'max_length':
      return { [of === 'array' ? 'maxItems' : 'maxLength']: requirement }
    case 'min_value':
      return { minimum: requirement }
    case 'max_value':
      return { maximum: requirement }
    case 'integer':
      return { type: 'integer' }
    case 'regex':
      return { pattern: requirement instanceof RegExp ? requirement.source : '' }
    default:
      throw new RangeError(`a bound of ${String(type)}`)
  }
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(cardSchemaFile, `${JSON.stringify(cardJsonSchema(), null, 2)}\n`)
