import type { Process } from '../../process.ts'
import { type ByteText, wordFrom } from '../bytes.ts'
import { type Flavour, fail } from '../program.ts'
import type { Regex } from '../regex/regex.ts'
import { callBuiltin, type Scope } from './builtins.ts'
import type { MainInput } from './input.ts'
import { leaving } from './leave.ts'
import { type Frame, type Memory, mostFields } from './memory.ts'
import { RandomNumbers } from './random.ts'
import type { Streams } from './streams.ts'
import type { Expression, OwnFunction, Statement, Target } from './syntax.ts'
import { compareValues, isTrue, numberOf, type Value, valueFrom } from './value.ts'

/** How deep functions may call each other. */
const deepest = 400

/** What expressions work with. */
export interface Surroundings {
  readonly process: Process
  readonly flavour: Flavour
  readonly functions: ReadonlyMap<string, OwnFunction>
  readonly memory: Memory
  readonly streams: Streams
  readonly input: MainInput
  readonly regexOf: (source: ByteText) => Regex
  /** Runs the body of a function. */
  readonly execute: (statement: Statement) => void
}

/** Evaluates expressions. Source: POSIX awk, "Expressions in awk". */
export class Evaluator implements Scope {
  readonly process: Process
  readonly memory: Memory
  readonly streams: Streams
  readonly random: RandomNumbers
  readonly regexOf: (source: ByteText) => Regex
  readonly #around: Surroundings

  constructor(around: Surroundings) {
    this.process = around.process
    this.memory = around.memory
    this.streams = around.streams
    this.random = new RandomNumbers(() => around.process.machine.random())
    this.regexOf = around.regexOf
    this.#around = around
  }

  holds(expression: Expression): boolean {
    return isTrue(this.evaluate(expression))
  }

  evaluate(expression: Expression): Value {
    this.process.machine.budget.spend(1)
    switch (expression.kind) {
      case 'number':
      case 'text':
        return expression.value
      case 'regex':
        return this.regexOf(expression.source).find(this.memory.record.text) === undefined ? 0 : 1
      case 'variable':
      case 'field':
      case 'element':
        return this.read(expression)
      case 'assign':
        return this.#assign(expression)
      case 'step': {
        const before = numberOf(this.read(expression.target))
        this.write(expression.target, before + expression.by)
        return expression.isBefore ? before + expression.by : before
      }
      case 'choose':
        return this.evaluate(this.holds(expression.condition) ? expression.then : expression.otherwise)
      case 'either':
        return this.holds(expression.left) || this.holds(expression.right) ? 1 : 0
      case 'both':
        return this.holds(expression.left) && this.holds(expression.right) ? 1 : 0
      case 'join': {
        const left = this.text(expression.left)
        const right = this.text(expression.right)
        this.process.machine.budget.spend((left.length + right.length) >> 8)
        return left + right
      }
      case 'compute': {
        const left = this.#number(expression.left)
        return compute(this.process, expression.operator, left, this.#number(expression.right))
      }
      case 'compare': {
        const left = this.evaluate(expression.left)
        const order = compareValues(left, this.evaluate(expression.right), this.memory.text('CONVFMT'))
        return holdsFor(expression.operator, order) ? 1 : 0
      }
      case 'match': {
        const text = this.text(expression.left)
        return (this.pattern(expression.right).find(text) !== undefined) === expression.isNegated ? 0 : 1
      }
      case 'member':
        return this.memory.array(expression.array).has(this.key(expression.keys)) ? 1 : 0
      case 'not':
        return this.holds(expression.of) ? 0 : 1
      case 'negate':
        return -this.#number(expression.of)
      case 'plus':
        return this.#number(expression.of)
      case 'group':
        return this.evaluate(expression.of)
      case 'getline':
        return this.#getline(expression)
      case 'own':
        return this.#callOwn(expression.name, expression.arguments)
      case 'call':
        return callBuiltin(this, expression.name, expression.arguments)
    }
  }

  text(expression: Expression): ByteText {
    return this.memory.textOf(this.evaluate(expression))
  }

  /** The key that subscripts make. */
  key(keys: readonly Expression[]): ByteText {
    return keys.map((key) => this.text(key)).join(this.memory.text('SUBSEP'))
  }

  pattern(expression: Expression): Regex {
    return this.regexOf(expression.kind === 'regex' ? expression.source : this.text(expression))
  }

  read(target: Target): Value {
    switch (target.kind) {
      case 'variable':
        return this.memory.variable(target.name)
      case 'field':
        return this.memory.record.field(this.#fieldNumber(target.number))
      case 'element': {
        const array = this.memory.array(target.array)
        const key = this.key(target.keys)
        // Reading an element makes it.
        if (!array.has(key)) array.set(key, undefined)
        return array.get(key)
      }
    }
  }

  write(target: Target, value: Value): void {
    switch (target.kind) {
      case 'variable':
        this.memory.setVariable(target.name, value)
        return
      case 'field':
        this.memory.record.setField(this.#fieldNumber(target.number), value)
        return
      case 'element':
        this.memory.array(target.array).set(this.key(target.keys), value)
    }
  }

  #number(expression: Expression): number {
    return numberOf(this.evaluate(expression))
  }

  #fieldNumber(expression: Expression): number {
    const number = Math.trunc(this.#number(expression))
    if (number >= 0 && number <= mostFields) return number
    return fail(
      this.process,
      this.#around.flavour === 'gnu'
        ? number < 0
          ? `negative field index $${number}`
          : `field index $${number} is too large`
        : 'access to negative field',
      2,
    )
  }

  #assign({ operator, target, value: source }: Extract<Expression, { kind: 'assign' }>): Value {
    const value = this.evaluate(source)
    const result =
      operator === '' ? value : compute(this.process, operator, numberOf(this.read(target)), numberOf(value))
    this.write(target, result)
    return result
  }

  #callOwn(name: string, values: readonly Expression[]): Value {
    const own = this.#around.functions.get(name)
    if (own === undefined)
      return fail(
        this.process,
        this.#around.flavour === 'gnu'
          ? `line 1: function ${name} never defined`
          : `cmd. line:1: Call to undefined function`,
        2,
      )
    if (this.memory.depth >= deepest) return fail(this.process, 'function calls nested too deeply', 2)
    const frame = this.#frameFor(own, values)
    this.memory.enter(frame)
    try {
      return leaving(['return'], () => this.#around.execute(own.body))?.value
    } finally {
      this.memory.exit()
    }
  }

  #frameFor(own: OwnFunction, values: readonly Expression[]): Frame {
    const frame: Frame = { own, values: new Map(), arrays: new Map() }
    own.parameters.forEach((parameter, at) => {
      const value = values[at]
      if (own.arrays.has(parameter))
        frame.arrays.set(parameter, value?.kind === 'variable' ? this.memory.array(value.name) : new Map())
      else if (value !== undefined) frame.values.set(parameter, this.evaluate(value))
    })
    return frame
  }

  /** 1 for a record, 0 at the end, -1 when there is nothing to read from. */
  #getline({ from, source, target }: Extract<Expression, { kind: 'getline' }>): number {
    const name = from === 'input' || source === undefined ? '' : wordFrom(this.text(source))
    const records =
      from === 'input'
        ? () => this.#around.input.next()
        : from === 'file'
          ? this.streams.recordsOfFile(name)
          : this.streams.recordsOfCommand(name)
    if (records === undefined) return -1
    const text = records()
    if (text === undefined) return 0
    if (target === undefined) this.memory.record.setText(text)
    else this.write(target, valueFrom(text))
    this.memory.countRecord(from === 'input' ? ['NR', 'FNR'] : from === 'command' ? ['NR'] : [])
    return 1
  }
}

function compute(process: Process, operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? fail(process, 'division by zero', 2) : left / right
    case '%':
      return right === 0 ? fail(process, 'division by zero in %', 2) : left % right
    default:
      return left ** right
  }
}

function holdsFor(operator: string, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '==':
      return order === 0
    case '!=':
      return order !== 0
    case '>=':
      return order >= 0
    default:
      return order > 0
  }
}
