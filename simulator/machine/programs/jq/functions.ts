import { type Filter, fail, type Json } from './json.ts'
import { add, contains, isObject, isTrue, kindOf, lengthOf, order } from './order.ts'
import { valuesOf } from './paths.ts'

/** Functions and words of jq that are not simulated. */
export const knownElsewhere =
  /^(if|reduce|foreach|def|try|label|limit|first|last|range|env|input|inputs|test|match|capture|sub|gsub|splits|paths|path|del|setpath|getpath|walk|group_by|unique_by|min_by|max_by|ascii|todate|fromdate|now|strptime|strftime|error|ltrimstr|rtrimstr|startswith|endswith|splits|ascii_downcase|ascii_upcase|any|all|flatten|floor|sqrt|pow|log|tojson|fromjson|recurse|until|while|repeat|indices|index|inside|transpose|input_line_number|debug|stderr|halt|import|include)$/

type Function = (argument: Filter) => Filter

/** The functions that are simulated. */
export const functions: Readonly<Record<string, Function>> = {
  empty: () => () => [],
  length: () => (input) => [lengthOf(input)],
  keys: () => (input) => [
    Array.isArray(input)
      ? input.map((_, index) => index)
      : isObject(input)
        ? Object.keys(input).sort()
        : fail(`${kindOf(input)} has no keys`),
  ],
  values: () => (input) => (input === null ? [] : [input]),
  type: () => (input) => [kindOf(input)],
  tostring: () => (input) => [typeof input === 'string' ? input : JSON.stringify(input)],
  tonumber: () => (input) => [
    Number.isNaN(Number(input)) || input === '' ? fail(`Cannot parse '${String(input)}' as JSON`) : Number(input),
  ],
  sort: () => (input) => [
    Array.isArray(input) ? [...input].sort(order) : fail(`${kindOf(input)} cannot be sorted, as it is not an array`),
  ],
  unique: () => (input) => [
    (Array.isArray(input) ? [...input].sort(order) : []).filter(
      (value, index, all) => index === 0 || order(value, all[index - 1] ?? null) !== 0,
    ),
  ],
  reverse: () => (input) => [Array.isArray(input) ? [...input].reverse() : fail(`Cannot reverse ${kindOf(input)}`)],
  add: () => (input) => [
    (Array.isArray(input) ? input : isObject(input) ? Object.values(input) : []).reduce<Json>(add, null),
  ],
  to_entries: () => (input) => [
    isObject(input)
      ? Object.entries(input).map(([key, value]) => ({ key, value }))
      : fail(`${kindOf(input)} has no keys`),
  ],
  select: (argument) => (input) => argument(input).flatMap((value) => (isTrue(value) ? [input] : [])),
  map: (argument) => (input) => [valuesOf(input).flatMap(argument)],
  has: (argument) => (input) =>
    argument(input).map((key) =>
      isObject(input) ? Object.hasOwn(input, String(key)) : Array.isArray(input) && Number(key) < input.length,
    ),
  join: (argument) => (input) =>
    argument(input).map((by) =>
      valuesOf(input)
        .map((value) => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)))
        .join(String(by)),
    ),
  split: (argument) => (input) => argument(input).map((by) => String(input).split(String(by))),
  contains: (argument) => (input) => argument(input).map((part) => contains(input, part)),
}
