import type { Process } from '../../process.ts'
import { isNumber } from '../../users.ts'
import { wrongUsage } from '../options.ts'
import { type Flavour, fail } from '../program.ts'
import { quote } from '../quote.ts'
import { type Expression, hasAction, type Search } from './syntax.ts'
import { readTest } from './tests.ts'

/** Words that busybox's find, as Debian and Alpine build it, does not know. */
const gnuOnly = new Set(
  '-uid -gid -iregex -execdir -okdir -printf -fprintf -fprint -fprint0 -ls -readable -writable -nouser -nogroup -mount -true -false -newermt -anewer -cnewer -lname -ilname -iwholename -regextype -noleaf -daystart -warn -nowarn -ignore_readdir_race'.split(
    ' ',
  ),
)

/** What {@link parseSearch} finds out on the way. */
interface Settings {
  minDepth: number
  maxDepth: number
  depthFirst: boolean
  sameMount: boolean
  follows: Search['follows']
}

/** Reads the words of find: options, starting points, expression. Ends the program when they are wrong. */
export function parseSearch(process: Process, flavour: Flavour, words: readonly string[]): Search {
  const settings: Settings = {
    minDepth: 0,
    maxDepth: Number.POSITIVE_INFINITY,
    depthFirst: false,
    sameMount: false,
    follows: 'never',
  }
  let at = 0
  for (; /^-[HLPD]$|^-O\d$/.test(words[at] ?? ''); at++) {
    if (words[at] === '-L') settings.follows = 'always'
    else if (words[at] === '-H') settings.follows = 'operands'
    else if (words[at] === '-P') settings.follows = 'never'
  }
  const starts: string[] = []
  for (; at < words.length && !isExpression(words[at] ?? ''); at++) starts.push(words[at] ?? '')
  const parser = new ExpressionParser(process, flavour, words.slice(at), settings)
  const written = parser.parse()
  const print: Expression = { kind: 'print', end: '\n' }
  const expression: Expression =
    written === undefined ? print : hasAction(written) ? written : { kind: 'and', left: written, right: print }
  return { starts: starts.length > 0 ? starts : ['.'], expression, ...settings }
}

function isExpression(word: string): boolean {
  return (word.startsWith('-') && word.length > 1) || word === '(' || word === '!' || word === ')' || word === ','
}

class ExpressionParser {
  readonly #process: Process
  readonly #flavour: Flavour
  readonly #words: readonly string[]
  readonly #settings: Settings
  #at = 0

  constructor(process: Process, flavour: Flavour, words: readonly string[], settings: Settings) {
    this.#process = process
    this.#flavour = flavour
    this.#words = words
    this.#settings = settings
  }

  /** Undefined when there are no words. */
  parse(): Expression | undefined {
    if (this.#words.length === 0) return undefined
    const expression = this.#comma()
    const rest = this.#words[this.#at]
    if (rest === ')') return this.#wrong("you have too many ')'", `unexpected ')'`)
    if (rest !== undefined) return this.#unknown(rest)
    return expression
  }

  #wrong(gnu: string, busybox: string): never {
    return fail(this.#process, this.#flavour === 'gnu' ? gnu : busybox)
  }

  #unknown(word: string): never {
    if (this.#flavour === 'gnu')
      return fail(
        this.#process,
        word.startsWith('-') ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`,
      )
    return wrongUsage(
      this.#process,
      'busybox',
      { short: '', usage: '[-HL] [PATH]... [OPTIONS] [ACTIONS]' },
      `unrecognized: ${word}`,
    )
  }

  #comma(): Expression {
    let left = this.#or()
    while (this.#words[this.#at] === ',' && this.#flavour === 'gnu') {
      this.#at++
      left = { kind: 'comma', left, right: this.#or() }
    }
    return left
  }

  #or(): Expression {
    let left = this.#and()
    while (this.#words[this.#at] === '-o' || this.#words[this.#at] === '-or') {
      this.#at++
      left = { kind: 'or', left, right: this.#and() }
    }
    return left
  }

  #and(): Expression {
    let left = this.#not()
    for (;;) {
      const word = this.#words[this.#at]
      if (word === undefined || word === ')' || word === '-o' || word === '-or' || word === ',') {
        if (word === ',' && this.#flavour === 'busybox') return this.#unknown(word)
        return left
      }
      if (word === '-a' || word === '-and') this.#at++
      left = { kind: 'and', left, right: this.#not() }
    }
  }

  #not(): Expression {
    const word = this.#words[this.#at]
    if (word === '!' || word === '-not') {
      this.#at++
      return { kind: 'not', inner: this.#not() }
    }
    if (word === '(') {
      this.#at++
      if (this.#words[this.#at] === ')')
        return this.#wrong('invalid expression; empty parentheses are not allowed.', 'empty parentheses')
      const inner = this.#comma()
      if (this.#words[this.#at] !== ')')
        return this.#wrong(
          "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
          "unmatched '('",
        )
      this.#at++
      return inner
    }
    return this.#primary()
  }

  #argument(name: string): string {
    const value = this.#words[this.#at++]
    return value ?? this.#wrong(`missing argument to \`${name}'`, `${name} requires an argument`)
  }

  #primary(): Expression {
    const word = this.#words[this.#at++]
    if (word === undefined)
      return this.#wrong(
        `invalid expression; you have used a binary operator with nothing after it.`,
        'missing argument',
      )
    if (this.#flavour === 'busybox' && gnuOnly.has(word)) return this.#unknown(word)
    switch (word) {
      case '-true':
        return { kind: 'constant', value: true }
      case '-false':
        return { kind: 'constant', value: false }
      case '-print':
        return { kind: 'print', end: '\n' }
      case '-print0':
        return { kind: 'print', end: '\0' }
      case '-fprint':
        return { kind: 'print', end: '\n', file: this.#argument(word) }
      case '-fprint0':
        return { kind: 'print', end: '\0', file: this.#argument(word) }
      case '-prune':
        return { kind: 'prune' }
      case '-quit':
        return { kind: 'quit' }
      case '-ls':
        return { kind: 'list' }
      case '-empty':
        return { kind: 'empty' }
      case '-nouser':
        return { kind: 'no user' }
      case '-nogroup':
        return { kind: 'no group' }
      case '-readable':
        return { kind: 'access', wanted: 'r' }
      case '-writable':
        return { kind: 'access', wanted: 'w' }
      case '-executable':
        return { kind: 'access', wanted: 'x' }
      case '-delete':
        // Debian's busybox is built without it; Alpine's has it, and so has this one.
        this.#settings.depthFirst = true
        return { kind: 'delete' }
      case '-depth':
      case '-d':
        this.#settings.depthFirst = true
        return { kind: 'constant', value: true }
      case '-xdev':
      case '-mount':
        this.#settings.sameMount = true
        return { kind: 'constant', value: true }
      case '-follow':
        this.#settings.follows = 'always'
        return { kind: 'constant', value: true }
      case '-noleaf':
      case '-daystart':
      case '-warn':
      case '-nowarn':
      case '-ignore_readdir_race':
        return { kind: 'constant', value: true }
      case '-regextype':
        this.#argument(word)
        return { kind: 'constant', value: true }
      case '-maxdepth':
        this.#settings.maxDepth = this.#depth(word)
        return { kind: 'constant', value: true }
      case '-mindepth':
        this.#settings.minDepth = this.#depth(word)
        return { kind: 'constant', value: true }
      default:
        return this.#test(word)
    }
  }

  #test(word: string): Expression {
    if (/^-(exec|ok)(dir)?$/.test(word)) return this.#run(word)
    const test = readTest(
      {
        process: this.#process,
        flavour: this.#flavour,
        argument: () => this.#argument(word),
        wrong: (gnu, busybox) => this.#wrong(gnu, busybox),
      },
      word,
    )
    if (test !== undefined) return test
    this.#at--
    return this.#unknown(word)
  }

  #depth(word: string): number {
    const text = this.#argument(word)
    if (isNumber(text)) return Number(text)
    return this.#wrong(
      `Expected a positive decimal integer argument to ${word}, but got ${quote(text)}`,
      `invalid number '${text}'`,
    )
  }

  #run(word: string): Expression {
    const words: string[] = []
    for (;;) {
      const next = this.#words[this.#at++]
      if (next === undefined) return this.#wrong(`missing argument to \`${word}'`, `${word} requires an argument`)
      if (next === ';') break
      if (next === '+' && words.at(-1) === '{}') {
        return this.#running(word, words, true)
      }
      words.push(next)
    }
    if (words.length === 0) return this.#wrong(`invalid argument \`;' to \`${word}'`, `${word} requires an argument`)
    return this.#running(word, words, false)
  }

  #running(word: string, words: readonly string[], gathers: boolean): Expression {
    return {
      kind: 'run',
      words: gathers ? words.slice(0, -1) : words,
      gathers,
      inDirectory: word.endsWith('dir'),
      asks: word.startsWith('-ok'),
      gathered: [],
    }
  }
}
