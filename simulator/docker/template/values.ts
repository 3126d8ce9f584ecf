/**
 * Values as Go has them in a template: a struct is an object whose fields keep their order, a map is a Map, and what is absent knows how Go
 * prints it.
 */
export type Value = boolean | number | string | Nil | readonly Value[] | ValueMap | Struct

/** A value that is not there. */
export class Nil {
  /** `<nil>`, `[]` for a list, `map[]` for a map. */
  readonly shown: string
  constructor(shown: string) {
    this.shown = shown
  }
}

export const nothing = new Nil('<nil>')
export const noList = new Nil('[]')
export const noMap = new Nil('map[]')

export type ValueMap = ReadonlyMap<string, Value>

export interface Struct {
  readonly [field: string]: Value
}

const omitting = new WeakSet<Struct>()

/** A struct whose empty fields are left out of its JSON. */
export function omittingEmpty(struct: Struct): Struct {
  omitting.add(struct)
  return struct
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

export function isMap(value: Value): value is ValueMap {
  return value instanceof Map
}

export function isStruct(value: Value): value is Struct {
  return typeof value === 'object' && !(value instanceof Nil) && !isList(value) && !isMap(value)
}

/** Whether a condition holds: what is empty or zero does not. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'string') return value !== ''
  if (value instanceof Nil) return false
  if (isList(value)) return value.length > 0
  return !isMap(value) || value.size > 0
}

/** As Go's `%v`. */
export function printed(value: Value): string {
  if (value instanceof Nil) return value.shown
  if (isList(value)) return `[${value.map(printed).join(' ')}]`
  if (isMap(value))
    return `map[${sorted(value)
      .map(([key, one]) => `${key}:${printed(one)}`)
      .join(' ')}]`
  if (isStruct(value)) return `{${Object.values(value).map(printed).join(' ')}}`
  return String(value)
}

/** As docker's `json`: keys of maps sorted, fields in their order. */
export function jsonText(value: Value): string {
  return JSON.stringify(plain(value))
}

/** The same with four blanks for each depth, as `docker inspect` prints it. */
export function indentedJson(value: Value): string {
  return JSON.stringify(plain(value), undefined, 4)
}

type Plain = boolean | number | string | null | readonly Plain[] | { readonly [key: string]: Plain }

function plain(value: Value): Plain {
  if (value instanceof Nil) return null
  if (isList(value)) return value.map(plain)
  if (isMap(value)) return Object.fromEntries(sorted(value).map(([key, one]) => [key, plain(one)]))
  if (isStruct(value)) {
    const fields = Object.entries(value).filter(([, one]) => !omitting.has(value) || isTrue(one))
    return Object.fromEntries(fields.map(([key, one]) => [key, plain(one)]))
  }
  return value
}

function sorted(map: ValueMap): readonly (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** The keys of a map in the order in which Go walks it. */
export function sortedKeys(map: ValueMap): readonly string[] {
  return sorted(map).map(([key]) => key)
}
