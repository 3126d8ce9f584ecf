import type { Process } from '../../process.ts'
import { type ByteText, wordFrom } from '../bytes.ts'
import type { Evaluator } from './evaluate.ts'
import { Leave, leaving } from './leave.ts'
import type { Redirection, Statement } from './syntax.ts'
import { formatValues, numberOf, valueFrom } from './value.ts'

/** Executes statements. Source: POSIX awk, "Actions". */
export class Executor {
  readonly #process: Process
  readonly #evaluator: Evaluator

  constructor(process: Process, evaluator: Evaluator) {
    this.#process = process
    this.#evaluator = evaluator
  }

  execute(statement: Statement): void {
    const { memory } = this.#evaluator
    this.#process.machine.budget.spend(1)
    switch (statement.kind) {
      case 'do':
        this.#evaluator.evaluate(statement.expression)
        return
      case 'block':
        for (const inner of statement.statements) this.execute(inner)
        return
      case 'print': {
        const texts = statement.values.map((value) => memory.textOf(this.#evaluator.evaluate(value), 'OFMT'))
        const line = texts.length === 0 ? memory.record.text : texts.join(memory.text('OFS'))
        this.#print(line + memory.text('ORS'), statement.redirection)
        return
      }
      case 'printf': {
        const [form, ...rest] = statement.values.map((value) => this.#evaluator.evaluate(value))
        this.#print(formatValues(memory.textOf(form), rest, memory.text('CONVFMT')), statement.redirection)
        return
      }
      case 'if':
        if (this.#evaluator.holds(statement.condition)) this.execute(statement.then)
        else if (statement.otherwise !== undefined) this.execute(statement.otherwise)
        return
      case 'loop':
        this.#loop(statement)
        return
      case 'each':
        this.#loopOverKeys(statement)
        return
      case 'delete': {
        const array = memory.array(statement.array)
        if (statement.keys === undefined) array.clear()
        else array.delete(this.#evaluator.key(statement.keys))
        return
      }
      case 'exit':
        if (statement.value !== undefined)
          memory.status = Math.trunc(numberOf(this.#evaluator.evaluate(statement.value))) & 255
        throw new Leave('exit')
      case 'return':
        throw new Leave('return', statement.value === undefined ? undefined : this.#evaluator.evaluate(statement.value))
      default:
        throw new Leave(statement.kind)
    }
  }

  #loop(statement: Extract<Statement, { kind: 'loop' }>): void {
    if (statement.first !== undefined) this.execute(statement.first)
    for (let isFirst = true; ; isFirst = false) {
      const isChecked = statement.isChecked || !isFirst
      if (isChecked && statement.condition !== undefined && !this.#evaluator.holds(statement.condition)) return
      if (this.#isLeft(statement.body)) return
      if (statement.last !== undefined) this.execute(statement.last)
    }
  }

  #loopOverKeys(statement: Extract<Statement, { kind: 'each' }>): void {
    const { memory } = this.#evaluator
    const array = memory.array(statement.array)
    for (const key of [...array.keys()]) {
      if (!array.has(key)) continue
      memory.setVariable(statement.name, valueFrom(key))
      if (this.#isLeft(statement.body)) return
    }
  }

  /** Runs the body of a loop once; true when it was left by break. */
  #isLeft(body: Statement): boolean {
    return leaving(['break', 'continue'], () => this.execute(body))?.how === 'break'
  }

  #print(text: ByteText, redirection: Redirection | undefined): void {
    const { streams } = this.#evaluator
    if (redirection === undefined) streams.print(text)
    else streams.printTo(redirection.how, wordFrom(this.#evaluator.text(redirection.to)), text)
  }
}
