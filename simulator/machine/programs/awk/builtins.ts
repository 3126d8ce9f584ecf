import type { Process } from '../../process.ts'
import { type ByteText, byteTextOf, wordFrom } from '../bytes.ts'
import { formatTime } from '../calendar.ts'
import { fail, notSimulated } from '../program.ts'
import type { Regex } from '../regex/regex.ts'
import type { Memory } from './memory.ts'
import type { RandomNumbers } from './random.ts'
import { splitFields } from './record.ts'
import type { Streams } from './streams.ts'
import { substitute } from './substitute.ts'
import type { Expression, Target } from './syntax.ts'
import { formatValues, numberOf, type Value, valueFrom } from './value.ts'

/** What a function of awk can do: evaluate what it was given, and reach what the program remembers. */
export interface Scope {
  readonly process: Process
  readonly memory: Memory
  readonly streams: Streams
  readonly random: RandomNumbers
  readonly regexOf: (source: ByteText) => Regex
  evaluate(expression: Expression): Value
  /** A regular expression where one is wanted: written as such, or the text of a value. */
  pattern(expression: Expression): Regex
  read(target: Target): Value
  write(target: Target, value: Value): void
}

/** Calls a function that awk has by itself. Arguments are evaluated in the order in which the function wants them. */
export function callBuiltin(scope: Scope, name: string, values: readonly Expression[]): Value {
  const builtin = builtins.get(name)
  if (builtin === undefined) return notSimulated(scope.process, `awk's function ${name}`, 2)
  return builtin(new Call(scope, values))
}

class Call {
  readonly scope: Scope
  readonly values: readonly Expression[]

  constructor(scope: Scope, values: readonly Expression[]) {
    this.scope = scope
    this.values = values
  }

  has(at: number): boolean {
    return this.values[at] !== undefined
  }

  /** The text of an argument; of the record where there is none. */
  text(at: number): ByteText {
    const value = this.values[at]
    return value === undefined ? this.scope.memory.record.text : this.scope.memory.textOf(this.scope.evaluate(value))
  }

  /** The number of an argument; 0 where there is none. */
  number(at: number): number {
    const value = this.values[at]
    return value === undefined ? 0 : numberOf(this.scope.evaluate(value))
  }

  get now(): number {
    return this.scope.process.machine.clock.now().seconds
  }
}

/** The functions by their names. Source: POSIX awk, "Functions"; those of bits and time go beyond it. */
const builtins: ReadonlyMap<string, (call: Call) => Value> = new Map<string, (call: Call) => Value>([
  ['length', lengthOf],
  ['substr', partOf],
  ['index', (call) => call.text(0).indexOf(call.text(1)) + 1],
  ['split', split],
  ['sub', (call) => substituteIn(call, { every: false })],
  ['gsub', (call) => substituteIn(call, { every: true })],
  ['match', match],
  ['sprintf', format],
  ['tolower', (call) => call.text(0).toLowerCase()],
  ['toupper', (call) => call.text(0).toUpperCase()],
  ['int', (call) => Math.trunc(call.number(0))],
  ['sqrt', (call) => Math.sqrt(call.number(0))],
  ['exp', (call) => Math.exp(call.number(0))],
  ['log', (call) => Math.log(call.number(0))],
  ['sin', (call) => Math.sin(call.number(0))],
  ['cos', (call) => Math.cos(call.number(0))],
  ['atan2', (call) => Math.atan2(call.number(0), call.number(1))],
  ['and', (call) => Number(bits(call, 0) & bits(call, 1))],
  ['or', (call) => Number(bits(call, 0) | bits(call, 1))],
  ['xor', (call) => Number(bits(call, 0) ^ bits(call, 1))],
  ['lshift', (call) => call.number(0) * 2 ** call.number(1)],
  ['rshift', (call) => Math.floor(call.number(0) / 2 ** call.number(1))],
  ['rand', (call) => call.scope.random.next()],
  ['srand', (call) => call.scope.random.begin(call.has(0) ? call.number(0) : call.now)],
  ['systime', (call) => call.now],
  ['strftime', timeText],
  ['system', (call) => call.scope.streams.run(wordFrom(call.text(0)))],
  ['close', (call) => call.scope.streams.close(wordFrom(call.text(0)))],
  ['fflush', flush],
])

function lengthOf(call: Call): number {
  const [value] = call.values
  const { memory } = call.scope
  return value?.kind === 'variable' && memory.isArray(value.name) ? memory.array(value.name).size : call.text(0).length
}

function partOf(call: Call): ByteText {
  const whole = call.text(0)
  const from = Math.round(call.number(1))
  const end = call.has(2) ? from + Math.round(call.number(2)) : whole.length + 1
  return whole.slice(Math.max(0, from - 1), Math.max(0, Math.min(end, whole.length + 1) - 1))
}

function split(call: Call): number {
  const text = call.text(0)
  const target = call.values[1]
  const { process, memory, regexOf } = call.scope
  if (target?.kind !== 'variable') return fail(process, 'split needs an array', 2)
  const parts = splitFields(text, separatorOf(call), regexOf)
  const array = memory.array(target.name)
  array.clear()
  parts.forEach((part, at) => {
    array.set(`${at + 1}`, valueFrom(part))
  })
  return parts.length
}

function separatorOf(call: Call): ByteText {
  const separator = call.values[2]
  if (separator === undefined) return call.scope.memory.text('FS')
  if (separator.kind !== 'regex') return call.text(2)
  // One sign is split at as it is, unless it is written as an expression.
  return separator.source.length === 1 ? `(${separator.source})` : separator.source
}

function substituteIn(call: Call, options: { readonly every: boolean }): number {
  const [pattern, replacement, target] = call.values
  const { scope } = call
  if (pattern === undefined || replacement === undefined)
    return fail(scope.process, 'sub needs a pattern and a text', 2)
  const regex = scope.pattern(pattern)
  const form = call.text(1)
  const place = target === undefined ? wholeRecord : isTarget(target) ? target : undefined
  const whole = place === undefined ? call.text(2) : scope.memory.textOf(scope.read(place))
  const { text, count } = substitute(whole, regex, form, options, scope.process.machine.budget)
  if (count > 0 && place !== undefined) scope.write(place, text)
  return count
}

const wholeRecord: Target = { kind: 'field', number: { kind: 'number', value: 0 } }

function isTarget(expression: Expression): expression is Target {
  return expression.kind === 'variable' || expression.kind === 'field' || expression.kind === 'element'
}

function match(call: Call): number {
  const whole = call.text(0)
  const pattern = call.values[1]
  const [start = -1, end = 0] = (pattern === undefined ? undefined : call.scope.pattern(pattern).find(whole)) ?? []
  call.scope.memory.setGlobal('RSTART', start + 1)
  call.scope.memory.setGlobal('RLENGTH', start === -1 ? -1 : end - start)
  return start + 1
}

function format(call: Call): ByteText {
  const { memory } = call.scope
  const [form, ...rest] = call.values.map((value) => call.scope.evaluate(value))
  return formatValues(memory.textOf(form), rest, memory.text('CONVFMT'))
}

function bits(call: Call, at: number): bigint {
  return BigInt(Math.trunc(call.number(at)))
}

function timeText(call: Call): ByteText {
  const seconds = Math.trunc(call.has(1) ? call.number(1) : call.now)
  return byteTextOf(formatTime(call.has(0) ? wordFrom(call.text(0)) : '%c', { seconds, nanoseconds: 0 }))
}

function flush(call: Call): number {
  call.scope.streams.flush()
  return 0
}
