import { access, lstat, stat } from '../files.ts'
import type { Process } from '../process.ts'
import { isSameFile } from './place.ts'
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

const binary = ['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']

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
    const [word = '', next, after] = this.#words.slice(this.#at)
    if (next !== undefined && after !== undefined && binary.includes(next)) {
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
    const process = this.#process
    const node = /^-[hL]$/.test(operator) ? lstat(process, operand).value : stat(process, operand).value
    switch (operator) {
      case '-n':
        return operand !== ''
      case '-z':
        return operand === ''
      case '-e':
        return node !== undefined
      case '-f':
        return node?.kind === 'file'
      case '-d':
        return node?.kind === 'directory'
      case '-h':
      case '-L':
        return node?.kind === 'symlink'
      case '-p':
        return node?.kind === 'fifo'
      case '-b':
        return node?.kind === 'block'
      case '-c':
        return node?.kind === 'character'
      case '-S':
      case '-t':
        return false
      case '-s':
        return node !== undefined && (node.kind === 'directory' || (node.kind === 'file' && node.content.size > 0))
      case '-r':
      case '-w':
      case '-x':
        return access(process, operand, operator.slice(1)) === undefined
      case '-u':
        return node !== undefined && (node.mode & 0o4000) !== 0
      case '-g':
        return node !== undefined && (node.mode & 0o2000) !== 0
      case '-k':
        return node !== undefined && (node.mode & 0o1000) !== 0
      case '-O':
        return node?.uid === process.user.uid
      case '-G':
        return node?.gid === process.user.gid
      default:
        return fail(process, `${quote(operator)}: unary operator expected`, 2)
    }
  }

  #compare(left: string, operator: string, right: string): boolean {
    const time = (path: string): number => {
      const mtime = stat(this.#process, path).value?.mtime
      return mtime === undefined ? Number.NEGATIVE_INFINITY : mtime.seconds + mtime.nanoseconds / 1e9
    }
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
        return time(left) > time(right)
      case '-ot':
        return time(left) < time(right)
      case '-ef':
        return isSameFile(this.#process, left, right)
    }
    const [a, b] = [this.#integer(left), this.#integer(right)]
    switch (operator) {
      case '-eq':
        return a === b
      case '-ne':
        return a !== b
      case '-lt':
        return a < b
      case '-le':
        return a <= b
      case '-gt':
        return a > b
      default:
        return a >= b
    }
  }

  #integer(text: string): bigint {
    return /^\s*[-+]?\d+\s*$/.test(text)
      ? BigInt(text.trim().replace(/^\+/, ''))
      : fail(this.#process, `invalid integer ${quote(text)}`, 2)
  }
}
