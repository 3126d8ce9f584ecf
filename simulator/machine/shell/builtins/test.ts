import { comparisons } from '../../programs/conditions.ts'
import { compilePattern, matches } from '../pattern.ts'
import type { Shell } from '../shell.ts'
import { regular } from './builtin.ts'
import { expressionOf, testBinary, testUnary } from './comparisons.ts'

/** `test` and `[`. Source: POSIX.1-2024, test; the errors are those of each shell. */
export const testBuiltin = regular((shell, words) => {
  const name = words[0] ?? 'test'
  let operands = words.slice(1)
  if (name === '[' || name === '[[') {
    if (operands.at(-1) !== (name === '[' ? ']' : ']]')) {
      complainTest(shell, name, shell.dialect.isBash ? "missing `]'" : 'missing ]')
      return 2
    }
    operands = operands.slice(0, -1)
  }
  if (operands.length === 0) return 1
  const test = new Test(shell, name, operands)
  try {
    return test.evaluate() ? 0 : 1
  } catch (thrown) {
    if (thrown instanceof TestError) return 2
    throw thrown
  }
})

class TestError {
  readonly kind = 'test'
}

function complainTest(shell: Shell, name: string, message: string): void {
  if (shell.dialect.name === 'ash') shell.errors.write(`${shell.name.replace(/.*\//, '')}: ${message}\n`)
  else shell.complain(message, name)
}

const unaryOperators = /^-[bcdefghknoprstuwxzGLNOS]$/

class Test {
  readonly #shell: Shell
  readonly #name: string
  readonly #words: readonly string[]
  #at = 0

  constructor(shell: Shell, name: string, words: readonly string[]) {
    this.#shell = shell
    this.#name = name
    this.#words = words
  }

  evaluate(): boolean {
    const words = this.#words
    const [first = '', second = '', third = '', fourth = ''] = words
    // The number of operands decides first. Source: POSIX.
    if (words.length === 1) return first !== ''
    if (words.length === 2 && first === '!') return second === ''
    if (words.length === 3) {
      if (this.#isBinary(second)) return this.#binary(first, second, third)
      if (second === '-a') return first !== '' && third !== ''
      if (second === '-o') return first !== '' || third !== ''
      if (first === '(' && third === ')') return second !== ''
    }
    if (words.length === 4 && first === '!' && this.#isBinary(third)) return !this.#binary(second, third, fourth)
    const value = this.#or()
    if (this.#at < words.length)
      throw this.#fail(this.#unexpected(words[this.#shell.dialect.name === 'dash' ? this.#at - 1 : this.#at] ?? ''))
    return value
  }

  #isBinary(word: string): boolean {
    if (word === '=~') return this.#name === '[['
    return comparisons.has(word) && (word !== '==' || this.#shell.dialect.isExtended)
  }

  #unexpected(word: string): string {
    if (this.#shell.dialect.isBash)
      return this.#words.length === 3 ? `${this.#words[1]}: binary operator expected` : 'too many arguments'
    return this.#shell.dialect.name === 'dash' ? `${word}: unexpected operator` : `${word}: unknown operand`
  }

  #fail(message: string): TestError {
    complainTest(this.#shell, this.#name, message)
    return new TestError()
  }

  #or(): boolean {
    let value = this.#and()
    while (this.#words[this.#at] === '-o') {
      this.#at++
      const right = this.#and()
      value = value || right
    }
    return value
  }

  #and(): boolean {
    let value = this.#not()
    while (this.#words[this.#at] === '-a') {
      this.#at++
      const right = this.#not()
      value = value && right
    }
    return value
  }

  #not(): boolean {
    if (this.#words[this.#at] === '!' && this.#at + 1 < this.#words.length) {
      this.#at++
      return !this.#not()
    }
    return this.#primary()
  }

  #primary(): boolean {
    const word = this.#words[this.#at]
    if (word === undefined && this.#shell.dialect.name === 'dash') return false
    if (word === undefined) throw this.#fail(this.#missing())
    const operator = this.#words[this.#at + 1]
    if (operator !== undefined && this.#isBinary(operator) && this.#at + 2 < this.#words.length) {
      const right = this.#words[this.#at + 2] ?? ''
      this.#at += 3
      return this.#binary(word, operator, right)
    }
    if (word === '(' && this.#at + 1 < this.#words.length) {
      this.#at++
      const value = this.#or()
      if (this.#words[this.#at] !== ')')
        throw this.#fail(this.#shell.dialect.isBash ? "`)' expected" : 'closing paren expected')
      this.#at++
      return value
    }
    this.#at++
    if (!unaryOperators.test(word) || this.#at >= this.#words.length) {
      if (this.#words.length === 2 && !unaryOperators.test(word))
        throw this.#fail(
          this.#shell.dialect.isBash
            ? `${word}: unary operator expected`
            : this.#unexpected(this.#shell.dialect.name === 'dash' ? word : (this.#words[1] ?? '')),
        )
      return word !== ''
    }
    const operand = this.#words[this.#at++] ?? ''
    return testUnary(this.#shell, word, operand, (text) => this.#fail(text))
  }

  #missing(): string {
    return this.#shell.dialect.isBash ? 'argument expected' : 'argument expected'
  }

  #binary(left: string, operator: string, right: string): boolean {
    if (this.#name === '[[' && ['=', '==', '!='].includes(operator))
      return matches(compilePattern(right), left) === (operator !== '!=')
    if (operator === '=~') return expressionOf(right).test(left)
    return testBinary(this.#shell, left, operator, right, (text) => this.#fail(text))
  }
}
