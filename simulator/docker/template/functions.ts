import { isList, isMap, isTrue, jsonText, Nil, nothing, printed, type Value } from './values.ts'

/** Thrown by a function for words that do not suit it. */
export class WrongWords extends Error {
  override readonly name = 'WrongWords'
}

type TemplateFunction = (...words: readonly Value[]) => Value

/**
 * The functions of a template: Go's own, and docker's. Source: Go, text/template/funcs.go; docker/cli, templates/templates.go.
 */
const functions: Readonly<Record<string, TemplateFunction>> = {
  json: (value = nothing) => jsonText(value),
  join: (list = nothing, separator = '') => {
    if (list instanceof Nil) return ''
    if (!isList(list)) throw new WrongWords(`wrong type for value; expected []string; got ${typeOf(list)}`)
    return list.map(printed).join(printed(separator))
  },
  split: (text = '', separator = '') => printed(text).split(printed(separator)),
  upper: (text = '') => textOf(text).toUpperCase(),
  lower: (text = '') => textOf(text).toLowerCase(),
  title: (text = '') => textOf(text).replace(/\b\p{L}/gu, (letter) => letter.toUpperCase()),
  pad: (text = '', before = 0, after = 0) =>
    textOf(text) === '' ? '' : `${' '.repeat(Number(before))}${textOf(text)}${' '.repeat(Number(after))}`,
  truncate: (text = '', length = 0) => textOf(text).slice(0, Number(length)),
  len: (value = nothing) => lengthOf(value),
  index: (value = nothing, ...keys) => keys.reduce(itemOf, value),
  slice: (value = nothing, from = 0, to) => sliceOf(value, Number(from), to === undefined ? undefined : Number(to)),
  print: (...words) =>
    words.map((word, at) => (needsBlank(words[at - 1], word) ? ` ${printed(word)}` : printed(word))).join(''),
  println: (...words) => `${words.map(printed).join(' ')}\n`,
  printf: (form = '', ...words) => formatted(printed(form), words),
  not: (value = nothing) => !isTrue(value),
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1) ?? nothing,
  or: (...values) => values.find(isTrue) ?? values.at(-1) ?? nothing,
  eq: (first = nothing, ...others) => others.some((other) => isEqual(first, other)),
  ne: (a = nothing, b = nothing) => !isEqual(a, b),
  lt: (a = nothing, b = nothing) => order(a, b) < 0,
  le: (a = nothing, b = nothing) => order(a, b) <= 0,
  gt: (a = nothing, b = nothing) => order(a, b) > 0,
  ge: (a = nothing, b = nothing) => order(a, b) >= 0,
  html: (text = '') => printed(text).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`),
  urlquery: (text = '') => encodeURIComponent(printed(text)).replaceAll('%20', '+'),
}

export const functionNames: ReadonlySet<string> = new Set(Object.keys(functions))

export function callFunction(name: string, words: readonly Value[]): Value {
  const found = functions[name]
  if (found === undefined) throw new RangeError(`no function ${name}`)
  return found(...words)
}

/** Go's name of a value's type. */
export function typeOf(value: Value): string {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return 'int'
  if (typeof value === 'boolean') return 'bool'
  if (isList(value)) return '[]string'
  return isMap(value) ? 'map[string]string' : 'interface {}'
}

function textOf(value: Value): string {
  if (typeof value !== 'string') throw new WrongWords(`wrong type for value; expected string; got ${typeOf(value)}`)
  return value
}

function lengthOf(value: Value): number {
  if (typeof value === 'string' || isList(value)) return value.length
  if (isMap(value)) return value.size
  if (value instanceof Nil && value.shown !== '<nil>') return 0
  throw new WrongWords(
    value instanceof Nil ? 'error calling len: len of nil pointer' : `error calling len: len of type ${typeOf(value)}`,
  )
}

function itemOf(value: Value, key: Value): Value {
  if (isMap(value)) return value.get(printed(key)) ?? ''
  if (value instanceof Nil) {
    if (value.shown === 'map[]') return ''
    throw new WrongWords(
      value.shown === '[]'
        ? `error calling index: reflect: slice index out of range`
        : 'error calling index: index of untyped nil',
    )
  }
  if (!isList(value) && typeof value !== 'string')
    throw new WrongWords(`error calling index: can't index item of type ${typeOf(value)}`)
  if (typeof key !== 'number')
    throw new WrongWords(`error calling index: cannot index slice/array with type ${typeOf(key)}`)
  const item = typeof value === 'string' ? value.charCodeAt(key) : value[key]
  if (item === undefined || Number.isNaN(item)) throw new WrongWords(`error calling index: index out of range: ${key}`)
  return item
}

function sliceOf(value: Value, from: number, to: number | undefined): Value {
  if (typeof value !== 'string' && !isList(value))
    throw new WrongWords(`error calling slice: can't slice item of type ${typeOf(value)}`)
  if (from < 0 || from > value.length || (to ?? 0) > value.length)
    throw new WrongWords(`error calling slice: index out of range: ${Math.max(from, to ?? 0)}`)
  return value.slice(from, to)
}

function needsBlank(before: Value | undefined, after: Value): boolean {
  return before !== undefined && typeof before !== 'string' && typeof after !== 'string'
}

function isEqual(a: Value, b: Value): boolean {
  if (typeof a !== typeof b) throw new WrongWords('error calling eq: incompatible types for comparison')
  return a === b
}

function order(a: Value, b: Value): number {
  if (typeof a !== typeof b) throw new WrongWords('error calling lt: incompatible types for comparison')
  return a < b ? -1 : a > b ? 1 : 0
}

/** `printf` with what people use of it: `%s %v %d %q %t %x %f %c`, widths, `-` and `0`. */
function formatted(form: string, words: readonly Value[]): string {
  let next = 0
  const text = form.replace(
    /%([-0+#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width = '0', precision: string | undefined, verb: string) => {
      if (verb === '%') return '%'
      const word = words[next++]
      if (word === undefined) return `%!${verb}(MISSING)`
      const shown = verbText(word, verb, flags, precision)
      if (flags.includes('-')) return shown.padEnd(Number(width))
      return shown.padStart(Number(width), flags.includes('0') && typeof word === 'number' ? '0' : ' ')
    },
  )
  const left = words.slice(next)
  return left.length === 0
    ? text
    : `${text}%!(EXTRA ${left.map((word) => `${typeOf(word)}=${printed(word)}`).join(', ')})`
}

function verbText(word: Value, verb: string, flags: string, precision: string | undefined): string {
  const isNumber = typeof word === 'number'
  switch (verb) {
    case 'v':
    case 's':
      if (verb === 's' && isNumber) return `%!s(int=${word})`
      return precision === undefined ? printed(word) : printed(word).slice(0, Number(precision))
    case 'd':
      return isNumber
        ? `${flags.includes('+') && word >= 0 ? '+' : ''}${word}`
        : `%!d(${typeOf(word)}=${printed(word)})`
    case 'q':
      return typeof word === 'string'
        ? JSON.stringify(word)
        : isList(word)
          ? `[${word.map((one) => JSON.stringify(printed(one))).join(' ')}]`
          : printed(word)
    case 't':
      return printed(word)
    case 'f':
      return isNumber ? word.toFixed(Number(precision ?? 6)) : `%!f(${typeOf(word)}=${printed(word)})`
    case 'x':
      return isNumber
        ? word.toString(16)
        : [...printed(word)].map((one) => one.charCodeAt(0).toString(16).padStart(2, '0')).join('')
    default:
      return `%!${verb}(${typeOf(word)}=${printed(word)})`
  }
}
