import { type Filter, FilterError, fail, type Json } from './json.ts'
import { isObject, kindOf } from './order.ts'

/** `.`: the value itself. */
export function identity(input: Json): readonly Json[] {
  return [input]
}

/** Gives the same value whatever comes in. */
export function constant(value: Json): Filter {
  return () => [value]
}

/** `a | b`. */
export function piped(first: Filter, second: Filter): Filter {
  return (input) => first(input).flatMap(second)
}

/** Every pair of what two filters give, joined; the right one varies slowest, as in jq. */
export function both(left: Filter, right: Filter, join: (a: Json, b: Json) => Json): Filter {
  return (input) => right(input).flatMap((b) => left(input).map((a) => join(a, b)))
}

/** What a filter gives, and nothing where it fails: `a?`. */
export function attempt(filter: Filter, input: Json): readonly Json[] {
  try {
    return filter(input)
  } catch (thrown) {
    if (thrown instanceof FilterError && !thrown.isUnknown) return []
    throw thrown
  }
}

/** `.name`. */
export function fieldOf(name: string): Filter {
  return (input) => at(input, name)
}

/** `.[key]`: null for what is not there, an error for what cannot be looked into. */
export function at(input: Json, key: Json): readonly Json[] {
  if (input === null) return [null]
  if (typeof key === 'number' && Array.isArray(input))
    return [input[key < 0 ? input.length + key : Math.floor(key)] ?? null]
  if (typeof key === 'string' && isObject(input)) return [Object.hasOwn(input, key) ? (input[key] ?? null) : null]
  return fail(`Cannot index ${kindOf(input)} with ${typeof key === 'string' ? `string "${key}"` : kindOf(key)}`)
}

/** `.[]`. */
export function valuesOf(input: Json): readonly Json[] {
  if (Array.isArray(input)) return input
  return isObject(input)
    ? Object.values(input)
    : fail(`Cannot iterate over ${kindOf(input)}${input === null ? '' : ` (${JSON.stringify(input)})`}`)
}

/** `..`: the value and all below it. */
export function everything(input: Json): readonly Json[] {
  const below = Array.isArray(input) ? input : isObject(input) ? Object.values(input) : []
  return [input, ...below.flatMap(everything)]
}
