import type { Process } from '../process.ts'
import { compareOperands, comparisons, integerIn, testFile } from './conditions.ts'
import { fail, program } from './program.ts'
import { quote } from './quote.ts'

/** `test` and `[` as programs, for those that no shell runs (`env`, `xargs`, `find -exec`). Source: POSIX test. */
export const test = program({
  names: ['test', '['],
  summary: 'Tests files, texts and numbers.',
  run: (process) => {
    const isBracket = (process.arguments[0] ?? '').endsWith('[')
    const words = process.arguments.slice(1)
    if (isBracket && words.pop() !== ']') return fail(process, "missing ']'", 2)
    const condition = new Condition(process, words)
    return condition.value() ? 0 : 1
  },
})

class Condition {
  readonly #process: Process
  readonly #words: readonly string[]
  #at = 0

  constructor(process: Process, words: readonly string[]) {
    this.#process = process
    this.#words = words
  }

  value(): boolean {
    if (this.#words.length === 0) return false
    if (this.#words.length === 1) return this.#words[0] !== ''
    const value = this.#or()
    const rest = this.#words[this.#at]
    return rest === undefined ? value : fail(this.#process, `extra argument ${quote(rest)}`, 2)
  }

  #or(): boolean {
    let value = this.#and()
    while (this.#words[this.#at] === '-o') {
      this.#at++
      value = this.#and() || value
    }
    return value
  }

  #and(): boolean {
    let value = this.#not()
    while (this.#words[this.#at] === '-a') {
      this.#at++
      value = this.#not() && value
    }
    return value
  }

  #not(): boolean {
    const [word = '', next, after] = this.#words.slice(this.#at, this.#at + 3)
    if (next !== undefined && after !== undefined && comparisons.has(next)) {
      this.#at += 3
      return this.#compare(word, next, after)
    }
    this.#at++
    if (word === '!' && next !== undefined) return !this.#not()
    if (word === '(' && next !== undefined) {
      const value = this.#or()
      if (this.#words[this.#at++] !== ')') fail(this.#process, "')' expected", 2)
      return value
    }
    if (next === undefined || next === '-a' || next === '-o' || next === ')') return word !== ''
    this.#at++
    return this.#unary(word, next)
  }

  #unary(operator: string, operand: string): boolean {
    switch (operator) {
      case '-n':
        return operand !== ''
      case '-z':
        return operand === ''
      case '-t':
        return false
      default:
        return (
          testFile(this.#process, operator, operand) ??
          fail(this.#process, `${quote(operator)}: unary operator expected`, 2)
        )
    }
  }

  #compare(left: string, operator: string, right: string): boolean {
    return compareOperands(
      this.#process,
      left,
      operator,
      right,
      (text) => integerIn(text) ?? fail(this.#process, `invalid integer ${quote(text)}`, 2),
    )
  }
}
