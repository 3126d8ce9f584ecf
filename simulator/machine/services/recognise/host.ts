import { NotUnderstood, type Statement } from './syntax.ts'
import type { Thing, Value } from './value.ts'

/** Names and what they stand for, in a block and those around it. */
export class Scope {
  readonly #values = new Map<string, Value>()
  readonly #outer: Scope | undefined
  #isFrozen = false
  constructor(outer?: Scope) {
    this.#outer = outer
  }

  get(name: string): Value | undefined {
    return this.#values.get(name) ?? this.#outer?.get(name)
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value)
  }

  /** Sets a name where it was declared; where it was not, outside of all. */
  reset(name: string, value: Value): void {
    const owner = this.#owner(name)
    if (owner.#isFrozen) throw new NotUnderstood('what requests change')
    owner.#values.set(name, value)
  }

  /** From now on nothing in it, or around it, may change: what a request changes, the next would see. */
  freeze(): void {
    this.#isFrozen = true
    this.#outer?.freeze()
  }

  own(name: string): Value | undefined {
    return this.#values.get(name)
  }

  #owner(name: string): Scope {
    return this.#values.has(name) || this.#outer === undefined ? this : this.#outer.#owner(name)
  }
}

/** What a call is given, evaluated. */
export interface Given {
  readonly values: readonly Value[]
  readonly named: ReadonlyMap<string, Value>
  readonly line: number
}

/** What a language and its libraries bring to the evaluation. */
export interface Host {
  readonly global: (name: string) => Value | undefined
  readonly member: (of: Value, name: string) => Value | undefined
  /** Calls what the language brings; a method of a value comes with the value as `self`. */
  readonly call: (callee: Thing, given: Given, self: Value | undefined) => Value
  readonly index?: (of: Value, index: Value) => Value | undefined
  readonly contains?: (container: Value, value: Value) => boolean | undefined
  readonly set?: (target: Value, name: string, value: Value) => boolean
  /** A value as the language writes it into a text. */
  readonly write: (value: Value, format: string) => string
  /** Makes an object of a class. */
  readonly construct?: (of: Value & { readonly kind: 'class' }, given: Given) => Value
  readonly declare?: (statement: Statement, scope: Scope) => boolean
  /** Go's `<-`. */
  readonly receive?: () => Value
  readonly isPython: boolean
}

/** Thrown by a program of the language. */
export class Raised {
  readonly type: string
  readonly message: string
  readonly status: number
  /** The line in which it was thrown. */
  readonly line: number
  constructor(type: string, message: string, status: number, line: number) {
    this.type = type
    this.message = message
    this.status = status
    this.line = line
  }
}
