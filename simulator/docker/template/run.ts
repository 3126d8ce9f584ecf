import { callFunction, typeOf, WrongWords } from './functions.ts'
import { parseTemplate } from './parse.ts'
import { type Operand, type Part, type Pipe, TemplateError } from './syntax.ts'
import { isList, isMap, isStruct, isTrue, Nil, nothing, printed, sortedKeys, type Value } from './values.ts'

/** How a template is carried out. */
export interface TemplateOptions {
  /** Go's name of the type of what the template is given, for its messages. */
  readonly type: string
  /** Every field counts: one that is not there shows its own name. For the head of a table. */
  readonly namesMissing?: boolean
}

/** Go's type of what may be anything: what an inspect looks at. */
export const anything = 'interface {}'

/** A template that is ready to be carried out, again and again. Throws a {@link TemplateError} for one that cannot be read. */
export function readTemplate(text: string): (data: Value, options: TemplateOptions) => string {
  const parts = parseTemplate(text)
  return (data, options) => {
    const run = new Run(data, options)
    run.all(parts, data)
    return run.text
  }
}

class Stop {
  readonly kind: 'break' | 'continue'
  constructor(kind: 'break' | 'continue') {
    this.kind = kind
  }
}

class Run {
  text = ''
  readonly #options: TemplateOptions
  readonly #variables: { readonly name: string; value: Value }[]

  constructor(data: Value, options: TemplateOptions) {
    this.#options = options
    this.#variables = [{ name: '$', value: data }]
  }

  all(parts: readonly Part[], dot: Value): void {
    const depth = this.#variables.length
    for (const part of parts) this.#one(part, dot)
    this.#variables.length = depth
  }

  #one(part: Part, dot: Value): void {
    switch (part.kind) {
      case 'text':
        this.text += part.text
        return
      case 'show': {
        const value = this.#pipe(part.pipe, dot)
        if (part.pipe.variables.length === 0)
          this.text += value instanceof Nil && value === nothing ? '<no value>' : printed(value)
        return
      }
      case 'if':
      case 'with': {
        const depth = this.#variables.length
        const value = this.#pipe(part.pipe, dot)
        if (isTrue(value)) this.all(part.then, part.kind === 'with' ? value : dot)
        else this.all(part.otherwise, dot)
        this.#variables.length = depth
        return
      }
      case 'range':
        this.#range(part, dot)
        return
      case 'break':
      case 'continue':
        throw new Stop(part.kind)
    }
  }

  #range({ pipe, then, otherwise }: Extract<Part, { kind: 'range' }>, dot: Value): void {
    const value = this.#pipe({ ...pipe, variables: [] }, dot)
    const items = itemsOf(value)
    if (items === undefined) throw this.#wrong(pipe.commands[0]?.[0], `range can't iterate over ${printed(value)}`)
    if (items.length === 0) this.all(otherwise, dot)
    for (const [key, item] of items) {
      const depth = this.#variables.length
      const names = pipe.variables
      const values = names.length === 2 ? [key, item] : [item]
      for (const [at, name] of names.entries()) this.#variables.push({ name, value: values[at] ?? nothing })
      try {
        this.all(then, item)
      } catch (thrown) {
        if (!(thrown instanceof Stop)) throw thrown
        if (thrown.kind === 'break') return
      } finally {
        this.#variables.length = depth
      }
    }
  }

  #pipe(pipe: Pipe, dot: Value): Value {
    let value: Value | undefined
    for (const command of pipe.commands) value = this.#command(command, value, dot)
    const found = value ?? nothing
    for (const name of pipe.variables) {
      const known = pipe.isAssignment ? this.#variables.findLast((one) => one.name === name) : undefined
      if (known === undefined) this.#variables.push({ name, value: found })
      else known.value = found
    }
    return found
  }

  #command(command: readonly Operand[], last: Value | undefined, dot: Value): Value {
    const [first, ...rest] = command
    if (first === undefined) return nothing
    if (first.kind !== 'function') {
      if (rest.length > 0 || last !== undefined)
        throw this.#wrong(first, `can't give argument to non-function ${first.text}`)
      return this.#operand(first, dot)
    }
    if (first.name === 'and' || first.name === 'or') return this.#shortCircuit(first.name, rest, last, dot)
    const words = rest.map((operand) => this.#operand(operand, dot))
    return this.#call(first, last === undefined ? words : [...words, last], command)
  }

  #shortCircuit(name: 'and' | 'or', rest: readonly Operand[], last: Value | undefined, dot: Value): Value {
    let value: Value = nothing
    for (const operand of rest) {
      value = this.#operand(operand, dot)
      if (isTrue(value) === (name === 'or')) return value
    }
    return last ?? value
  }

  #call(
    operand: Extract<Operand, { kind: 'function' }>,
    words: readonly Value[],
    command: readonly Operand[] = [operand],
  ): Value {
    if (this.#options.namesMissing === true && operand.name === 'json') return words[0] ?? nothing
    try {
      return callFunction(operand.name, words)
    } catch (thrown) {
      if (thrown instanceof WrongWords)
        throw this.#wrong({ ...operand, text: command.map(({ text }) => text).join(' ') }, thrown.message)
      throw thrown
    }
  }

  #operand(operand: Operand, dot: Value): Value {
    switch (operand.kind) {
      case 'field':
        return this.#fields(operand, dot, operand.names)
      case 'variable': {
        const known = this.#variables.findLast((one) => one.name === operand.name)
        if (known === undefined) throw new TemplateError(`template: :1: undefined variable "${operand.name}"`)
        return this.#fields(operand, known.value, operand.names)
      }
      case 'pipe':
        return this.#fields(operand, this.#pipe(operand.pipe, dot), operand.names)
      case 'function':
        return this.#call(operand, [])
      case 'literal':
        return operand.value
      case 'nil':
        return nothing
    }
  }

  #fields(operand: Operand, from: Value, names: readonly string[]): Value {
    let value = from
    for (const [at, name] of names.entries()) {
      const isTop = at === 0 && operand.kind === 'field'
      const next = isMap(value)
        ? value.get(name)
        : isStruct(value) && Object.hasOwn(value, name)
          ? value[name]
          : undefined
      if (next !== undefined) {
        value = next
        continue
      }
      if (this.#options.namesMissing === true) return name
      const isOpen = this.#options.type === anything
      const before = names.slice(0, at).join('.').length + (at === 0 ? 0 : 1)
      const place = { ...operand, column: operand.column + before }
      if (isMap(value) || (isOpen && isStruct(value)))
        throw this.#wrong(place, `map has no entry for key ${JSON.stringify(name)}`)
      if (value instanceof Nil) throw this.#wrong(place, `nil pointer evaluating interface {}.${name}`)
      throw this.#wrong(
        place,
        `can't evaluate field ${name} in type ${isOpen || (isTop && isStruct(value)) ? this.#options.type : typeOf(value)}`,
      )
    }
    return value
  }

  #wrong(operand: Operand | undefined, message: string): TemplateError {
    const { column = 0, text = '' } = operand ?? {}
    return new TemplateError(`template: :1:${column}: executing "" at <${text}>: ${message}`)
  }
}

function itemsOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (isList(value)) return value.map((item, at): readonly [Value, Value] => [at, item])
  if (isMap(value)) return sortedKeys(value).map((key): readonly [Value, Value] => [key, value.get(key) ?? nothing])
  if (value instanceof Nil) return []
  if (typeof value === 'number') return Array.from({ length: Math.min(value, 10_000) }, (_, at) => [at, at] as const)
  return undefined
}
