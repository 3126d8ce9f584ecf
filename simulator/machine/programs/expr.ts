import type { Process } from '../process.ts'
import { byteTextOf, wordFrom } from './bytes.ts'
import { printLine } from './operands.ts'
import { wrongUsage } from './options.ts'
import { type Flavour, fail, program } from './program.ts'
import { quote } from './quote.ts'
import { compileRegex } from './regex/regex.ts'
import { RegexError } from './regex/syntax.ts'

/** `expr`: arithmetic, comparison and patterns. Status 1 when the outcome is 0 or empty. Source: POSIX expr. */
export const expr = program({
  names: ['expr'],
  summary: 'Computes an expression of words.',
  run: (process, flavour) => {
    const words = process.arguments.slice(process.arguments[1] === '--' ? 2 : 1)
    if (words.length === 0)
      return wrongUsage(process, flavour, { short: '', status: 2 }, flavour === 'gnu' ? 'missing operand' : '')
    const expression = new Expression(process, flavour, words)
    const value = expression.or()
    if (expression.rest !== undefined)
      return fail(
        process,
        flavour === 'gnu' ? `syntax error: unexpected argument ${quote(expression.rest)}` : 'syntax error',
        2,
      )
    printLine(process, byteTextOf(value))
    return isNothing(value) ? 1 : 0
  },
})

function isNothing(value: string): boolean {
  return value === '' || /^-?0+$/.test(value)
}

class Expression {
  readonly #process: Process
  readonly #flavour: Flavour
  readonly #words: readonly string[]
  #at = 0

  constructor(process: Process, flavour: Flavour, words: readonly string[]) {
    this.#process = process
    this.#flavour = flavour
    this.#words = words
  }

  /** The first word that was not read. */
  get rest(): string | undefined {
    return this.#words[this.#at]
  }

  #take(...operators: readonly string[]): string | undefined {
    const word = this.#words[this.#at]
    if (word === undefined || !operators.includes(word)) return undefined
    this.#at++
    return word
  }

  or(): string {
    let left = this.#and()
    while (this.#take('|') !== undefined) {
      const right = this.#and()
      left = isNothing(left) ? (isNothing(right) ? '0' : right) : left
    }
    return left
  }

  #and(): string {
    let left = this.#comparison()
    while (this.#take('&') !== undefined) {
      const right = this.#comparison()
      if (isNothing(left) || isNothing(right)) left = '0'
    }
    return left
  }

  #comparison(): string {
    let left = this.#sum()
    for (let operator = this.#comparator(); operator !== undefined; operator = this.#comparator()) {
      const right = this.#sum()
      const areNumbers = isInteger(left) && isInteger(right)
      const order = areNumbers ? Number(BigInt(left) - BigInt(right)) : left < right ? -1 : left > right ? 1 : 0
      left = compares(operator, order) ? '1' : '0'
    }
    return left
  }

  #comparator(): string | undefined {
    return this.#take('<', '<=', '=', '==', '!=', '>=', '>')
  }

  #sum(): string {
    let left = this.#product()
    for (let operator = this.#take('+', '-'); operator !== undefined; operator = this.#take('+', '-')) {
      const [a, b] = this.#integers(left, this.#product())
      left = `${operator === '+' ? a + b : a - b}`
    }
    return left
  }

  #product(): string {
    let left = this.#match()
    for (let operator = this.#take('*', '/', '%'); operator !== undefined; operator = this.#take('*', '/', '%')) {
      const [a, b] = this.#integers(left, this.#match())
      if (b === 0n && operator !== '*') return fail(this.#process, 'division by zero', 2)
      left = `${operator === '*' ? a * b : operator === '/' ? a / b : a % b}`
    }
    return left
  }

  #integers(left: string, right: string): readonly [bigint, bigint] {
    if (!isInteger(left) || !isInteger(right))
      return fail(this.#process, this.#flavour === 'gnu' ? 'non-integer argument' : 'non-numeric argument', 2)
    return [BigInt(left), BigInt(right)]
  }

  #match(): string {
    let left = this.#primary()
    while (this.#take(':') !== undefined) left = this.#matched(left, this.#primary())
    return left
  }

  #matched(text: string, pattern: string): string {
    try {
      const regex = compileRegex(
        `^${byteTextOf(pattern).replace(/^\^/, '')}`,
        { extended: false },
        this.#process.machine.budget,
      )
      const match = regex.find(byteTextOf(text))
      if (regex.groups > 0)
        return match === undefined || match[2] === -1 ? '' : wordFrom(byteTextOf(text).slice(match[2], match[3]))
      return `${match === undefined ? 0 : (match[1] ?? 0) - (match[0] ?? 0)}`
    } catch (thrown) {
      if (thrown instanceof RegexError) return fail(this.#process, thrown.message, 2)
      throw thrown
    }
  }

  #primary(): string {
    const word = this.#words[this.#at]
    if (word === undefined) {
      const before = this.#words[this.#at - 1] ?? ''
      return fail(
        this.#process,
        this.#flavour === 'gnu' ? `syntax error: missing argument after ${quote(before)}` : 'syntax error',
        2,
      )
    }
    this.#at++
    const hasMore = this.#at < this.#words.length
    if (word === '(') {
      const value = this.or()
      if (this.#take(')') === undefined)
        return fail(
          this.#process,
          this.#flavour === 'gnu'
            ? `syntax error: expecting ')' ${this.rest === undefined ? `after ${quote(this.#words.at(-1) ?? '')}` : `instead of ${quote(this.rest)}`}`
            : 'syntax error',
          2,
        )
      return value
    }
    if (word === ')' && this.#flavour === 'gnu') return fail(this.#process, "syntax error: unexpected ')'", 2)
    if (word === 'length' && hasMore) return `${byteTextOf(this.#primary()).length}`
    if (word === 'match' && hasMore) return this.#matched(this.#primary(), this.#primary())
    if (word === 'index' && hasMore) {
      const [text, signs] = [byteTextOf(this.#primary()), byteTextOf(this.#primary())]
      return `${[...text].findIndex((sign) => signs.includes(sign)) + 1}`
    }
    if (word === 'substr' && hasMore) {
      const [text, from, length] = [byteTextOf(this.#primary()), this.#primary(), this.#primary()]
      const isPlace = isInteger(from) && isInteger(length) && Number(from) > 0 && Number(length) > 0
      return isPlace ? wordFrom(text.slice(Number(from) - 1, Number(from) - 1 + Number(length))) : ''
    }
    return word === '+' && hasMore && this.#flavour === 'gnu' ? (this.#words[this.#at++] ?? '') : word
  }
}

function isInteger(text: string): boolean {
  return /^-?\d+$/.test(text)
}

function compares(operator: string, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '!=':
      return order !== 0
    default:
      return order === 0
  }
}
