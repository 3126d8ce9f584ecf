import type { Process } from '../../process.ts'
import { readLines } from '../lines.ts'
import type { Flavour } from '../program.ts'
import { Evaluator } from './evaluate.ts'
import { Executor } from './execute.ts'
import { MainInput } from './input.ts'
import { leaving } from './leave.ts'
import { type AwkSettings, Memory } from './memory.ts'
import { patternsOf } from './patterns.ts'
import { recordReader } from './record.ts'
import { type OpenRecords, Streams } from './streams.ts'
import type { AwkProgram, Rule } from './syntax.ts'

/** Runs a program over its operands, and gives the exit status. Source: POSIX awk, "Overall Program Structure". */
export function runAwk(process: Process, flavour: Flavour, program: AwkProgram, settings: AwkSettings): number {
  const regexOf = patternsOf(process, flavour)
  // The integers of mawk are of 32 bits.
  const memory = new Memory(process, settings, flavour === 'gnu' ? 2147483647 : 1e16, regexOf)
  const openRecords: OpenRecords = (input, name) =>
    recordReader(readLines(process, input, name), () => memory.text('RS'), regexOf)
  const streams = new Streams(process, flavour, openRecords)
  const input = new MainInput(process, flavour, memory, openRecords)
  const { functions } = program
  const evaluator: Evaluator = new Evaluator({
    ...{ process, flavour, functions, memory, streams, input, regexOf },
    execute: (statement) => executor.execute(statement),
  })
  const executor = new Executor(process, evaluator)
  new Rules(program.rules, evaluator, executor, input).run()
  return memory.status
}

/** The rules of a program: those of BEGIN, those of records while there are some, those of END. */
class Rules {
  readonly #rules: readonly Rule[]
  readonly #evaluator: Evaluator
  readonly #executor: Executor
  readonly #input: MainInput
  /** Ranges whose first pattern held, and whose second did not yet. */
  readonly #openRanges = new Set<Rule>()

  constructor(rules: readonly Rule[], evaluator: Evaluator, executor: Executor, input: MainInput) {
    this.#rules = rules
    this.#evaluator = evaluator
    this.#executor = executor
    this.#input = input
  }

  run(): void {
    leaving(['exit'], () => {
      this.#runAll('begin')
      if (this.#rules.some((rule) => rule.when !== 'begin')) this.#readRecords()
    })
    leaving(['exit'], () => this.#runAll('end'))
    this.#evaluator.streams.closeAll()
  }

  #runAll(when: 'begin' | 'end'): void {
    for (const rule of this.#rules) if (rule.when === when && rule.body !== undefined) this.#executor.execute(rule.body)
  }

  #readRecords(): void {
    const { memory } = this.#evaluator
    for (let text = this.#input.next(); text !== undefined; text = this.#input.next()) {
      memory.record.setText(text)
      memory.countRecord(['NR', 'FNR'])
      const left = leaving(['next', 'nextfile'], () => {
        for (const rule of this.#rules) if (rule.when === 'record' && this.#isFor(rule)) this.#act(rule)
      })
      if (left?.how === 'nextfile') this.#input.skipFile()
    }
  }

  #act(rule: Rule): void {
    const { memory, streams } = this.#evaluator
    if (rule.body === undefined) streams.print(memory.record.text + memory.text('ORS'))
    else this.#executor.execute(rule.body)
  }

  #isFor(rule: Rule): boolean {
    if (rule.pattern === undefined) return true
    if (rule.until === undefined) return this.#evaluator.holds(rule.pattern)
    if (!this.#openRanges.has(rule)) {
      if (!this.#evaluator.holds(rule.pattern)) return false
      this.#openRanges.add(rule)
    }
    if (this.#evaluator.holds(rule.until)) this.#openRanges.delete(rule)
    return true
  }
}
