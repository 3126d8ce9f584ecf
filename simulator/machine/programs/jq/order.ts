import { fail, type Json } from './json.ts'

/** Whether a value is an object (a list is none). */
export function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** All but null and false is true. */
export function isTrue(value: Json): boolean {
  return value !== null && value !== false
}

/** The name of a kind of value, as `type` gives it. */
export function kindOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

/** `length`. */
export function lengthOf(value: Json): number {
  if (value === null) return 0
  if (typeof value === 'string') return [...value].length
  if (typeof value === 'number') return Math.abs(value)
  return typeof value === 'boolean' ? fail(`boolean (${value}) has no length`) : Object.keys(value).length
}

const kinds = ['null', 'boolean', 'number', 'string', 'array', 'object']

/** jq's order of values: by kind first. */
export function order(a: Json, b: Json): number {
  const kind = kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b))
  if (kind !== 0) return kind
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.min(a.length, b.length); index++) {
      const found = order(a[index] ?? null, b[index] ?? null)
      if (found !== 0) return found
    }
    return a.length - b.length
  }
  if (isObject(a) && isObject(b)) {
    const keys = order(Object.keys(a).sort(), Object.keys(b).sort())
    if (keys !== 0) return keys
    for (const key of Object.keys(a).sort()) {
      const found = order(a[key] ?? null, b[key] ?? null)
      if (found !== 0) return found
    }
    return 0
  }
  return Number(a) - Number(b)
}

/** The signs that compare, by what the order of two values must be. */
export const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (found) => found === 0,
  '!=': (found) => found !== 0,
  '<': (found) => found < 0,
  '<=': (found) => found <= 0,
  '>': (found) => found > 0,
  '>=': (found) => found >= 0,
}

/** `a + b`: numbers, texts, lists, objects; null adds nothing. */
export function add(a: Json, b: Json): Json {
  if (a === null) return b
  if (b === null) return a
  if (typeof a === 'number' && typeof b === 'number') return a + b
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b]
  return isObject(a) && isObject(b)
    ? { ...a, ...b }
    : fail(`${kindOf(a)} (${JSON.stringify(a)}) and ${kindOf(b)} (${JSON.stringify(b)}) cannot be added`)
}

/** `a - b`: numbers, lists. */
export function subtract(a: Json, b: Json): Json {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return Array.isArray(a) && Array.isArray(b)
    ? a.filter((value) => !b.some((other) => order(value, other) === 0))
    : fail(`${kindOf(a)} and ${kindOf(b)} cannot be subtracted`)
}

/** Whether a value holds another: parts of texts, members of lists, fields of objects. */
export function contains(whole: Json, part: Json): boolean {
  if (typeof whole === 'string' && typeof part === 'string') return whole.includes(part)
  if (Array.isArray(whole) && Array.isArray(part))
    return part.every((one) => whole.some((other) => contains(other, one)))
  if (isObject(whole) && isObject(part))
    return Object.entries(part).every(
      ([key, value]) => Object.hasOwn(whole, key) && contains(whole[key] ?? null, value),
    )
  return order(whole, part) === 0
}
