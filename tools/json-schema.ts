type Data = Readonly<Record<string, unknown>>

/** What schemas that refer to themselves are called in the JSON Schema, in the order in which they are met. */
class Definitions {
  readonly #names = new Map<unknown, string>()
  readonly all: Record<string, Data> = {}

  /** A reference to a schema, which is written down once. */
  refer(schema: unknown, write: (schema: unknown) => Data): Data {
    let name = this.#names.get(schema)
    if (name === undefined) {
      name = `part${this.#names.size + 1}`
      this.#names.set(schema, name)
      this.all[name] = write(schema)
    }
    return { $ref: `#/$defs/${name}` }
  }
}

/** The JSON Schema that says what a valibot schema says, as far as JSON Schema can: for editors. Throws RangeError for a kind of schema that it does not know. */
export function jsonSchemaOf(schema: unknown): Data {
  const definitions = new Definitions()
  const written = write(schema, definitions)
  return Object.keys(definitions.all).length === 0 ? written : { ...written, $defs: definitions.all }
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null
}

function write(schema: unknown, definitions: Definitions): Data {
  if (!isData(schema)) throw new RangeError('no schema')
  const own = typeOf(schema, definitions)
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

function typeOf(schema: Data, definitions: Definitions): Data {
  const { type, options, wrapped, default: fallback, item, key, value, entries: all } = schema
  const below = (one: unknown): Data => write(one, definitions)
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
        ...below(wrapped),
        ...(fallback === undefined ? {} : { default: fallback }),
      }
    case 'literal':
      return { const: schema.literal }
    case 'unknown':
    case 'any':
      return {}
    case 'lazy': {
      const { getter } = schema
      return definitions.refer(typeof getter === 'function' ? getter(undefined) : undefined, below)
    }
    case 'tuple':
      return { type: 'array', prefixItems: listOf(schema.items).map(below) }
    case 'union':
    case 'variant':
      return { anyOf: listOf(options).map(below) }
    case 'array':
      return { type: 'array', items: below(item) }
    case 'record':
      return {
        type: 'object',
        propertyNames: below(key),
        additionalProperties: below(value),
      }
    case 'object':
    case 'strict_object': {
      const entries = Object.entries(isData(all) ? all : {})
      const required = entries.filter(([, entry]) => !isOptional(entry)).map(([name]) => name)
      return {
        type: 'object',
        properties: Object.fromEntries(entries.map(([name, entry]) => [name, below(entry)])),
        ...(required.length === 0 ? {} : { required }),
        ...(type === 'strict_object' ? { additionalProperties: false } : {}),
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
    case 'min_length':
      return { [of === 'array' ? 'minItems' : 'minLength']: requirement }
    case 'length':
      return of === 'array' ? { minItems: requirement, maxItems: requirement } : {}
    case 'min_value':
      return { minimum: requirement }
    case 'max_value':
      return { maximum: requirement }
    case 'integer':
      return { type: 'integer' }
    case 'regex':
      return { pattern: requirement instanceof RegExp ? requirement.source : '' }
    // What no JSON Schema can say.
    case 'check':
    case 'raw_check':
    case 'finite':
    case 'base64':
    case 'trim':
    case 'readonly':
    case 'transform':
      return {}
    default:
      throw new RangeError(`a bound of ${String(type)}`)
  }
}
