import type { Budget } from '../../../values/budget.ts'
import { type Assumptions, Fork } from './explore.ts'
import { type Given, type Host, Raised, Scope } from './host.ts'
import type { Asked, Paths } from './paths.ts'
import { type Argument, type Expression, NotUnderstood, type Statement } from './syntax.ts'
import {
  booleanValue,
  type FunctionValue,
  none,
  numberValue,
  plainText,
  plainTextOf,
  textValue,
  thing,
  type Value,
} from './value.ts'

type Completion = { readonly value: Value } | undefined

const mostSteps = 5_000

/** Evaluates what a program says, as far as all of it is known; throws {@link NotUnderstood} where it is not. */
export class Evaluation {
  readonly host: Host
  readonly #budget: Budget
  readonly #assumed: Assumptions
  readonly #paths: Paths
  /** The path that the request asks for while one is answered. */
  asked: Asked | undefined
  line = 0
  #steps = 0
  #depth = 0

  constructor(host: Host, world: { readonly budget: Budget; readonly assumed: Assumptions; readonly paths: Paths }) {
    this.host = host
    this.#budget = world.budget
    this.#assumed = world.assumed
    this.#paths = world.paths
  }

  /** Whether what a quote stands for is there. */
  isThere(name: string): boolean {
    const assumed = this.#assumed.get(name)
    if (assumed === undefined) throw new Fork(name)
    return assumed
  }

  run(statements: readonly Statement[], scope: Scope): Completion {
    if (!this.host.isPython)
      for (const statement of statements) if (statement.kind === 'function') this.#execute(statement, scope)
    for (const statement of statements) {
      const completion = this.#execute(statement, scope)
      if (completion !== undefined) return completion
    }
    return undefined
  }

  /** Calls a function or method of the program. */
  callFunction(callee: FunctionValue, values: readonly Value[]): Value {
    this.#depth += 1
    if (this.#depth > 30) throw new NotUnderstood('a function that calls itself')
    const scope = new Scope(callee.scope)
    for (const [at, name] of callee.parameters.entries()) scope.set(name, values[at] ?? none)
    const completion = this.run(callee.body, scope)
    this.#depth -= 1
    return completion?.value ?? none
  }

  call(callee: Value, given: Given): Value {
    if (callee.kind === 'function') {
      if (given.named.size > 0) throw new NotUnderstood('arguments by name')
      const takesRest = callee.parameters.some((name) => name.startsWith('*'))
      if (this.host.isPython && !takesRest && given.values.length !== callee.parameters.length)
        throw new NotUnderstood('arguments')
      return this.callFunction(callee, given.values)
    }
    if (callee.kind === 'thing') return this.host.call(callee, given, callee.fields.get('self'))
    if (callee.kind === 'class' && this.host.construct !== undefined) return this.host.construct(callee, given)
    throw new NotUnderstood('a call')
  }

  #execute(statement: Statement, scope: Scope): Completion {
    this.#step()
    if (this.host.declare?.(statement, scope) === true) return undefined
    switch (statement.kind) {
      case 'expression':
        this.evaluate(statement.value, scope)
        return undefined
      case 'assign':
        this.#assign(statement, scope)
        return undefined
      case 'if': {
        const inner = statement.before.length === 0 ? scope : new Scope(scope)
        this.run(statement.before, inner)
        const branch = this.isTrue(this.evaluate(statement.test, inner)) ? statement.body : statement.otherwise
        return this.run(branch, this.host.isPython ? inner : new Scope(inner))
      }
      case 'return':
        return { value: statement.value === undefined ? none : this.evaluate(statement.value, scope) }
      case 'function': {
        const { name, parameters, body } = statement
        if (statement.decorators.length > 0) throw new NotUnderstood('a decorator')
        scope.set(name, { kind: 'function', name, parameters, body, scope })
        return undefined
      }
      case 'class': {
        const members = new Scope(scope)
        this.run(statement.body, members)
        const bases = statement.bases.map((base) => this.evaluate(base, scope))
        scope.set(statement.name, { kind: 'class', name: statement.name, bases, members })
        return undefined
      }
      case 'block':
        return this.run(statement.body, scope)
      case 'try':
        return this.#try(statement, scope)
      case 'with': {
        const value = this.evaluate(statement.value, scope)
        if (statement.name !== undefined) scope.set(statement.name, value)
        return this.run(statement.body, scope)
      }
      case 'raise':
        throw this.#raised(statement.value, scope)
      case 'import':
      case 'unknown':
        throw new NotUnderstood(statement.kind === 'unknown' ? `line ${statement.line}` : statement.module)
    }
  }

  #step(): void {
    this.#budget.spend(1)
    this.#steps += 1
    if (this.#steps > mostSteps) throw new NotUnderstood('long')
  }

  #raised(value: Expression | undefined, scope: Scope): Raised {
    if (value === undefined) throw new NotUnderstood('raise')
    const found = this.evaluate(value, scope)
    const type = found.kind === 'thing' ? found.name : ''
    if (!/(Error|Exception|Exit|Interrupt)$/.test(type)) throw new NotUnderstood('raise')
    if (type === 'SystemExit')
      this.host.call(thing('sys.exit'), { values: itemsOf(found), named: new Map(), line: this.line }, undefined)
    const message = itemsOf(found)[0]
    return new Raised(type, message === undefined ? '' : plainText(message), 1, this.line)
  }

  #try(statement: Statement & { readonly kind: 'try' }, scope: Scope): Completion {
    let completion: Completion
    try {
      completion = this.run(statement.body, scope)
    } catch (thrown) {
      const handler =
        thrown instanceof Raised
          ? statement.handlers.find(({ types }) => types.some((type) => catches(type, thrown.type)))
          : undefined
      if (handler === undefined) {
        if (thrown instanceof Raised) this.run(statement.finally, scope)
        throw thrown
      }
      completion = this.run(handler.body, scope)
    }
    return this.run(statement.finally, scope) ?? completion
  }

  #assign({ targets, operator, value }: Statement & { readonly kind: 'assign' }, scope: Scope): void {
    const found = this.evaluate(value, scope)
    for (const target of targets) {
      if (operator === '+=' && target.kind === 'name')
        scope.reset(target.name, this.#add(this.evaluate(target, scope), found))
      else if (operator === '=' || operator === ':=') this.#bind(target, found, scope, operator === ':=')
      else throw new NotUnderstood(operator)
    }
  }

  #bind(target: Expression, value: Value, scope: Scope, isNew: boolean): void {
    if (target.kind === 'name') {
      if (isNew || this.host.isPython) scope.set(target.name, value)
      else scope.reset(target.name, value)
    } else if (target.kind === 'list' && value.kind === 'list' && target.items.length === value.items.length) {
      for (const [at, item] of target.items.entries()) this.#bind(item, value.items[at] ?? none, scope, isNew)
    } else if (target.kind === 'record') {
      for (const [key, item] of target.entries)
        this.#bind(item, this.memberOf(value, plainText(this.evaluate(key, scope))), scope, isNew)
    } else if (target.kind === 'member') {
      const of = this.evaluate(target.of, scope)
      if (this.host.set?.(of, target.name, value) !== true) throw new NotUnderstood(`.${target.name} =`)
    } else throw new NotUnderstood('an assignment')
  }

  evaluate(expression: Expression, scope: Scope): Value {
    this.#step()
    switch (expression.kind) {
      case 'text':
        return textValue(expression.text)
      case 'number':
        return numberValue(expression.value, expression.isFloat)
      case 'constant':
        return expression.value === undefined ? none : booleanValue(expression.value)
      case 'name': {
        const found = scope.get(expression.name) ?? this.host.global(expression.name)
        if (found === undefined) throw new NotUnderstood(`the name ${expression.name}`)
        return found
      }
      case 'template':
        return {
          kind: 'text',
          card: expression.parts
            .map((part) =>
              typeof part === 'string'
                ? part.replaceAll('$', '$$$$')
                : this.host.write(this.evaluate(part.value, scope), part.format),
            )
            .join(''),
        }
      case 'member':
        return this.memberOf(this.evaluate(expression.of, scope), expression.name)
      case 'index':
        return this.#index(this.evaluate(expression.of, scope), this.evaluate(expression.index, scope))
      case 'call': {
        const callee = this.evaluate(expression.callee, scope)
        const given = this.given(expression.values, expression.line, scope)
        this.line = expression.line
        return this.call(callee, given)
      }
      case 'list':
        return { kind: 'list', items: expression.items.map((item) => this.evaluate(item, scope)) }
      case 'record':
        return this.#record(expression, scope)
      case 'unary':
        return this.#unary(expression.operator, this.evaluate(expression.value, scope))
      case 'binary':
        return this.#binary(expression, scope)
      case 'choice':
        return this.evaluate(
          this.isTrue(this.evaluate(expression.test, scope)) ? expression.whenTrue : expression.otherwise,
          scope,
        )
      case 'function':
        return { kind: 'function', name: '', parameters: expression.parameters, body: expression.body, scope }
    }
  }

  given(values: readonly Argument[], line: number, scope: Scope): Given {
    const evaluated = values.map(({ name, value }) => [name, this.evaluate(value, scope)] as const)
    return {
      values: evaluated.flatMap(([name, value]) => (name === undefined ? [value] : [])),
      named: new Map(evaluated.flatMap(([name, value]) => (name === undefined ? [] : [[name, value] as const]))),
      line,
    }
  }

  memberOf(of: Value, name: string): Value {
    if (of.kind === 'thing') {
      const field = of.fields.get(name)
      if (field !== undefined) return field
    }
    if (of.kind === 'class') {
      const member = of.members.own(name)
      if (member !== undefined) return member
    }
    const found = this.host.member(of, name)
    if (found === undefined) throw new NotUnderstood(`.${name}`)
    return found
  }

  #record(expression: Expression & { readonly kind: 'record' }, scope: Scope): Value {
    const entries = expression.entries.map(
      ([key, value]) => [plainText(this.evaluate(key, scope)), this.evaluate(value, scope)] as const,
    )
    if (expression.type === undefined) return { kind: 'record', entries: new Map(entries) }
    const type = this.evaluate(expression.type, scope)
    if (type.kind !== 'thing') throw new NotUnderstood('a literal')
    return thing(type.name, entries)
  }

  #index(of: Value, index: Value): Value {
    const own = this.host.index?.(of, index)
    if (own !== undefined) return own
    if (of.kind === 'list' && index.kind === 'number') {
      const item = of.items.at(index.value)
      if (item !== undefined) return item
    }
    if (of.kind === 'record') {
      const item = of.entries.get(plainText(index))
      if (item !== undefined) return item
    }
    throw new NotUnderstood('an index')
  }

  #unary(operator: string, value: Value): Value {
    if (operator === '<-' && this.host.receive !== undefined) return this.host.receive()
    if (operator === '!') return booleanValue(!this.isTrue(value))
    if (value.kind === 'number' && operator === '-') return numberValue(-value.value, value.isFloat)
    if (value.kind === 'number' && operator === '+') return value
    if (operator === '+') return numberValue(Number(plainText(value)))
    throw new NotUnderstood(operator)
  }

  #binary({ operator, left, right }: Expression & { readonly kind: 'binary' }, scope: Scope): Value {
    const first = this.evaluate(left, scope)
    const second = (): Value => this.evaluate(right, scope)
    switch (operator) {
      case '||':
        if (first.kind === 'text' && first.maybe !== undefined) return this.isThere(first.maybe) ? first : second()
        return this.isTrue(first) ? first : second()
      case '&&':
        return this.isTrue(first) ? second() : first
      case '??':
        if (first.kind === 'text' && first.maybe !== undefined) return this.isThere(first.maybe) ? first : second()
        return first.kind === 'none' ? second() : first
      case '==':
        return booleanValue(this.areEqual(first, second()))
      case '!=':
        return booleanValue(!this.areEqual(first, second()))
      case 'in':
        return booleanValue(this.#contains(second(), first))
      case 'not in':
        return booleanValue(!this.#contains(second(), first))
      case '+':
        return this.#add(first, second())
      case '%':
        if (first.kind === 'text') return this.#format(first, second())
        return this.#calculate(operator, first, second())
      default:
        return this.#calculate(operator, first, second())
    }
  }

  #calculate(operator: string, left: Value, right: Value): Value {
    if (left.kind !== 'number' || right.kind !== 'number') throw new NotUnderstood(operator)
    const isFloat = left.isFloat || right.isFloat
    switch (operator) {
      case '-':
        return numberValue(left.value - right.value, isFloat)
      case '*':
        return numberValue(left.value * right.value, isFloat)
      case '<':
        return booleanValue(left.value < right.value)
      case '>':
        return booleanValue(left.value > right.value)
      case '<=':
        return booleanValue(left.value <= right.value)
      case '>=':
        return booleanValue(left.value >= right.value)
      default:
        throw new NotUnderstood(operator)
    }
  }

  #add(left: Value, right: Value): Value {
    if (left.kind === 'number' && right.kind === 'number')
      return numberValue(left.value + right.value, left.isFloat || right.isFloat)
    const hasText = [left, right].some(({ kind }) => kind === 'text' || kind === 'path')
    const isMixed = left.kind === 'number' || right.kind === 'number'
    if (!hasText || (this.host.isPython && isMixed)) throw new NotUnderstood('+')
    return { kind: 'text', card: this.host.write(left, '') + this.host.write(right, '') }
  }

  /** `%s`, `%d` and `%v` of Python and Go. */
  formatted(format: Value, values: readonly Value[]): Value {
    const rest = [...values]
    if (format.kind !== 'text') throw new NotUnderstood('%')
    const card = format.card.replace(/%(\.\d+f|[a-zA-Z%])/g, (_, verb: string) => {
      if (verb === '%') return '%'
      const value = rest.shift()
      if (value === undefined || !/^([sdvq]|\.\d+f)$/.test(verb)) throw new NotUnderstood(`%${verb}`)
      const written = this.host.write(value, verb.endsWith('f') ? verb : '')
      return verb === 'q' ? `"${written}"` : written
    })
    if (rest.length > 0) throw new NotUnderstood('%')
    return { kind: 'text', card }
  }

  #format(format: Value, value: Value): Value {
    return this.formatted(format, value.kind === 'list' ? value.items : [value])
  }

  areEqual(left: Value, right: Value): boolean {
    if (left.kind === 'path' || right.kind === 'path') {
      const other = left.kind === 'path' ? right : left
      if (this.asked === undefined) throw new NotUnderstood('a path')
      return this.#paths.equals(this.asked, plainText(other))
    }
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const)
      if (one.kind === 'text' && one.maybe !== undefined && (other.kind === 'none' || plainTextOf(other) === ''))
        return !this.isThere(one.maybe)
    if (left.kind === 'none' || right.kind === 'none') return left.kind === right.kind
    if (left.kind === 'text' && right.kind === 'text') return plainText(left) === plainText(right)
    if (left.kind === 'number' && right.kind === 'number') return left.value === right.value
    if (left.kind === 'boolean' && right.kind === 'boolean') return left.value === right.value
    if (left.kind === 'thing' && right.kind === 'thing') return left.name === right.name
    if (left.kind !== right.kind && left.kind !== 'thing' && right.kind !== 'thing') return false
    throw new NotUnderstood('==')
  }

  startsWith(value: Value, prefix: Value): boolean {
    const text = plainText(prefix)
    if (value.kind !== 'path') return plainText(value).startsWith(text)
    if (this.asked === undefined) throw new NotUnderstood('a path')
    return this.#paths.startsWith(this.asked, text)
  }

  #contains(container: Value, value: Value): boolean {
    const own = this.host.contains?.(container, value)
    if (own !== undefined) return own
    if (container.kind === 'list') return container.items.some((item) => this.areEqual(item, value))
    if (container.kind === 'record') return container.entries.has(plainText(value))
    return plainText(container).includes(plainText(value))
  }

  isTrue(value: Value): boolean {
    switch (value.kind) {
      case 'boolean':
        return value.value
      case 'none':
        return false
      case 'number':
        return value.value !== 0
      case 'text':
        return value.maybe === undefined ? value.card !== '' : this.isThere(value.maybe)
      case 'list':
        return value.items.length > 0 || !this.host.isPython
      case 'record':
        return value.entries.size > 0 || !this.host.isPython
      default:
        return true
    }
  }
}

/** What an exception was made with. */
function itemsOf(value: Value): readonly Value[] {
  const items = value.kind === 'thing' ? value.fields.get('values') : undefined
  return items?.kind === 'list' ? items.items : []
}

function catches(type: string, raised: string): boolean {
  if (type === 'BaseException') return true
  if (type === 'Exception') return raised !== 'SystemExit' && raised !== 'KeyboardInterrupt'
  return type === raised || (type === 'OSError' && raised === 'PermissionError')
}
