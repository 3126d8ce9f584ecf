import { access, lstat, stat } from '../../files.ts'
import { compilePattern, matches } from '../pattern.ts'
import type { Shell } from '../shell.ts'
import { regular } from './builtin.ts'

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
const binaryOperators = new Set([
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-gt',
  '-ge',
  '-lt',
  '-le',
  '-nt',
  '-ot',
  '-ef',
])

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
    return binaryOperators.has(word) && (word !== '==' || this.#shell.dialect.isExtended)
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

/** An extended regular expression; one that is none matches nothing. */
export function expressionOf(text: string): RegExp {
  try {
    // Extended regular expressions are close enough to these; classes are not.
    return new RegExp(text.replace(/\[:([a-z]+):\]/g, (whole, name) => classRanges.get(name) ?? whole))
  } catch {
    return /[^\s\S]/
  }
}

const classRanges: ReadonlyMap<string, string> = new Map([
  ['alnum', 'A-Za-z0-9'],
  ['alpha', 'A-Za-z'],
  ['blank', ' \\t'],
  ['digit', '0-9'],
  ['lower', 'a-z'],
  ['space', '\\s'],
  ['upper', 'A-Z'],
  ['xdigit', '0-9A-Fa-f'],
])

/** Evaluates `-f path` and the like. */
export function testUnary(
  shell: Shell,
  operator: string,
  operand: string,
  fail?: (message: string) => TestError,
): boolean {
  switch (operator) {
    case '-n':
      return operand !== ''
    case '-z':
      return operand === ''
    case '-t':
      if (!/^-?\d+$/.test(operand) && fail !== undefined) throw fail(badNumber(shell, operand))
      return false
    case '-o':
      return shell.options.has(operand)
    case '-v':
      return shell.variables.has(operand)
    case '-r':
    case '-w':
    case '-x':
      return access(shell, operand, operator.slice(1)) === undefined
    case '-h':
    case '-L':
      return lstat(shell, operand).value?.kind === 'symlink'
  }
  const node = stat(shell, operand).value
  if (node === undefined) return false
  switch (operator) {
    case '-a':
    case '-e':
      return true
    case '-f':
      return node.kind === 'file'
    case '-d':
      return node.kind === 'directory'
    case '-s':
      return node.kind === 'file' ? node.content.size > 0 : node.kind === 'directory'
    case '-b':
      return node.kind === 'block'
    case '-c':
      return node.kind === 'character'
    case '-p':
      return node.kind === 'fifo'
    case '-u':
      return (node.mode & 0o4000) !== 0
    case '-g':
      return (node.mode & 0o2000) !== 0
    case '-k':
      return (node.mode & 0o1000) !== 0
    case '-O':
      return node.uid === shell.user.uid
    case '-G':
      return node.gid === shell.user.gid
    default:
      return false
  }
}

/** Evaluates `left operator right`. */
export function testBinary(
  shell: Shell,
  left: string,
  operator: string,
  right: string,
  fail?: (message: string) => TestError,
): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '>':
      return left > right
    case '-nt':
      return newer(shell, left, right)
    case '-ot':
      return newer(shell, right, left)
    case '-ef':
      return isSame(shell, left, right)
  }
  const difference = integer(shell, left, fail) - integer(shell, right, fail)
  switch (operator) {
    case '-eq':
      return difference === 0n
    case '-ne':
      return difference !== 0n
    case '-gt':
      return difference > 0n
    case '-ge':
      return difference >= 0n
    case '-lt':
      return difference < 0n
    default:
      return difference <= 0n
  }
}

function newer(shell: Shell, left: string, right: string): boolean {
  const [a, b] = [stat(shell, left).value?.mtime, stat(shell, right).value?.mtime]
  if (a === undefined || b === undefined) return a !== undefined
  return a.seconds === b.seconds ? a.nanoseconds > b.nanoseconds : a.seconds > b.seconds
}

function isSame(shell: Shell, left: string, right: string): boolean {
  const [a, b] = [stat(shell, left).value, stat(shell, right).value]
  if (a === undefined || b === undefined) return false
  return a === b || (a.kind === 'file' && b.kind === 'file' && a.link !== undefined && a.link === b.link)
}

function integer(shell: Shell, text: string, fail?: (message: string) => TestError): bigint {
  const trimmed = text.trim()
  if (/^[-+]?\d+$/.test(trimmed)) return BigInt(trimmed.replace('+', ''))
  if (fail !== undefined) throw fail(badNumber(shell, text))
  return 0n
}

function badNumber(shell: Shell, text: string): string {
  if (shell.dialect.isBash) return `${text}: integer expression expected`
  return shell.dialect.name === 'dash' ? `Illegal number: ${text}` : `${text}: bad number`
}
