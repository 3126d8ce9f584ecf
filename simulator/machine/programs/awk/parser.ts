import type { ByteText } from '../bytes.ts'
import { findArrayParameters } from './arrays.ts'
import { type Token, tokensOf } from './lexer.ts'
import {
  type AwkProgram,
  AwkSyntaxError,
  type Expression,
  type OwnFunction,
  type Redirection,
  type Rule,
  type Statement,
  type Target,
} from './syntax.ts'

/** Reads a program. Throws {@link AwkSyntaxError}. */
export function parseAwk(source: ByteText): AwkProgram {
  return new Parser(tokensOf(source)).program()
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  /** In the list of print a `>` is a redirection. */
  #withoutGreater = false

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: 'end of file', line: 0 }
  }

  #fail(): never {
    const { kind, text, line } = this.#token
    if (kind === 'end') throw new AwkSyntaxError(line, text, 'missing } near end of file')
    throw new AwkSyntaxError(line, kind === 'newline' ? 'unexpected newline' : text)
  }

  #sees(...texts: readonly string[]): boolean {
    const { kind, text } = this.#token
    return (kind === 'sign' || kind === 'word') && texts.includes(text)
  }

  #take(...texts: readonly string[]): string | undefined {
    if (!this.#sees(...texts)) return undefined
    const { text } = this.#token
    this.#at++
    return text
  }

  #need(text: string): void {
    if (this.#take(text) === undefined) this.#fail()
  }

  #name(): string {
    const { kind, text } = this.#token
    if (kind !== 'name' && kind !== 'function') this.#fail()
    this.#at++
    return text
  }

  #skipNewlines(): void {
    while (this.#token.kind === 'newline') this.#at++
  }

  #skipEnds(): void {
    while (this.#token.kind === 'newline' || this.#sees(';')) this.#at++
  }

  program(): AwkProgram {
    const rules: Rule[] = []
    const functions = new Map<string, OwnFunction>()
    for (this.#skipEnds(); this.#token.kind !== 'end'; this.#skipEnds()) {
      if (this.#take('function', 'func') !== undefined) {
        const name = this.#name()
        functions.set(name, this.#function())
      } else rules.push(this.#rule())
    }
    findArrayParameters(functions)
    return { rules, functions }
  }

  #function(): OwnFunction {
    this.#need('(')
    const parameters: string[] = []
    while (!this.#sees(')')) {
      parameters.push(this.#name())
      if (this.#take(',') === undefined) break
      this.#skipNewlines()
    }
    this.#need(')')
    this.#skipNewlines()
    return { parameters, body: this.#block(), arrays: new Set() }
  }

  #rule(): Rule {
    if (this.#take('BEGIN') !== undefined)
      return { when: 'begin', pattern: undefined, until: undefined, body: this.#block() }
    if (this.#take('END') !== undefined)
      return { when: 'end', pattern: undefined, until: undefined, body: this.#block() }
    const pattern = this.#sees('{') ? undefined : this.#expression()
    let until: Expression | undefined
    if (this.#take(',') !== undefined) {
      this.#skipNewlines()
      until = this.#expression()
    }
    return { when: 'record', pattern, until, body: this.#sees('{') ? this.#block() : undefined }
  }

  #block(): Statement {
    this.#need('{')
    const statements: Statement[] = []
    for (this.#skipEnds(); !this.#sees('}'); this.#skipEnds()) statements.push(this.#statement())
    this.#at++
    return { kind: 'block', statements }
  }

  #ending(): void {
    if (this.#token.kind === 'newline' || this.#take(';') !== undefined) {
      if (this.#token.kind === 'newline') this.#skipNewlines()
      return
    }
    if (!this.#sees('}') && this.#token.kind !== 'end') this.#fail()
  }

  #statement(): Statement {
    if (this.#sees('{')) return this.#block()
    if (this.#take(';') !== undefined) return { kind: 'block', statements: [] }
    if (this.#take('if') !== undefined) return this.#if()
    if (this.#take('while') !== undefined) {
      const condition = this.#condition()
      if (this.#take(';') !== undefined) return loop(condition, { kind: 'block', statements: [] })
      return loop(condition, this.#body())
    }
    if (this.#take('do') !== undefined) {
      const body = this.#body()
      this.#skipEnds()
      this.#need('while')
      const condition = this.#condition()
      this.#ending()
      return { kind: 'loop', first: undefined, condition, last: undefined, body, isChecked: false }
    }
    if (this.#take('for') !== undefined) return this.#for()
    const simple = this.#simple()
    this.#ending()
    return simple
  }

  #condition(): Expression {
    this.#need('(')
    const condition = this.#inside()
    this.#need(')')
    return condition
  }

  #body(): Statement {
    this.#skipNewlines()
    return this.#statement()
  }

  #if(): Statement {
    const condition = this.#condition()
    const then = this.#body()
    const back = this.#at
    this.#skipEnds()
    if (this.#take('else') === undefined) {
      this.#at = back
      return { kind: 'if', condition, then, otherwise: undefined }
    }
    return { kind: 'if', condition, then, otherwise: this.#body() }
  }

  #for(): Statement {
    this.#need('(')
    const [name, word, array, close] = this.#tokens.slice(this.#at, this.#at + 4)
    if (
      name?.kind === 'name' &&
      word?.text === 'in' &&
      word.kind === 'word' &&
      array?.kind === 'name' &&
      close?.text === ')'
    ) {
      this.#at += 4
      return { kind: 'each', name: name.text, array: array.text, body: this.#body() }
    }
    const first = this.#sees(';') ? undefined : this.#simple()
    this.#need(';')
    this.#skipNewlines()
    const condition = this.#sees(';') ? undefined : this.#inside()
    this.#need(';')
    this.#skipNewlines()
    const last = this.#sees(')') ? undefined : this.#simple()
    this.#need(')')
    if (this.#take(';') !== undefined)
      return { kind: 'loop', first, condition, last, body: { kind: 'block', statements: [] }, isChecked: true }
    return { kind: 'loop', first, condition, last, body: this.#body(), isChecked: true }
  }

  #simple(): Statement {
    const word = this.#take('print', 'printf', 'delete', 'break', 'continue', 'next', 'nextfile', 'exit', 'return')
    switch (word) {
      case 'print':
      case 'printf':
        return this.#print(word)
      case 'delete': {
        const array = this.#name()
        return { kind: 'delete', array, keys: this.#sees('[') ? this.#keys() : undefined }
      }
      case 'break':
      case 'continue':
      case 'next':
      case 'nextfile':
        return { kind: word }
      case 'exit':
      case 'return':
        return { kind: word, value: this.#atEnd() ? undefined : this.#expression() }
      default:
        return { kind: 'do', expression: this.#expression() }
    }
  }

  #atEnd(): boolean {
    return this.#token.kind === 'newline' || this.#token.kind === 'end' || this.#sees(';', '}')
  }

  #print(kind: 'print' | 'printf'): Statement {
    let values: readonly Expression[] = []
    if (!this.#atEnd() && !this.#sees('>', '>>', '|')) {
      // `print (a, b) > f`: the parentheses are the list's, unless more of an expression follows.
      const grouped = this.#sees('(') ? this.#groupedList() : undefined
      values = grouped ?? this.#limited(() => this.#list())
    }
    let redirection: Redirection | undefined
    const how = this.#take('>', '>>', '|')
    if (how === '>' || how === '>>' || how === '|') redirection = { how, to: this.#limited(() => this.#joined()) }
    return { kind, values, redirection }
  }

  #groupedList(): readonly Expression[] | undefined {
    const back = this.#at
    this.#at++
    const values = this.#unlimited(() => this.#list())
    if (this.#take(')') !== undefined && (this.#atEnd() || this.#sees('>', '>>', '|'))) return values
    this.#at = back
    return undefined
  }

  #limited<T>(read: () => T): T {
    const before = this.#withoutGreater
    this.#withoutGreater = true
    const value = read()
    this.#withoutGreater = before
    return value
  }

  #unlimited<T>(read: () => T): T {
    const before = this.#withoutGreater
    this.#withoutGreater = false
    const value = read()
    this.#withoutGreater = before
    return value
  }

  #inside(): Expression {
    return this.#unlimited(() => this.#expression())
  }

  #list(): readonly Expression[] {
    const values = [this.#expression()]
    while (this.#take(',') !== undefined) {
      this.#skipNewlines()
      values.push(this.#expression())
    }
    return values
  }

  #keys(): readonly Expression[] {
    this.#need('[')
    const keys = this.#unlimited(() => this.#list())
    this.#need(']')
    return keys
  }

  #expression(): Expression {
    const left = this.#choice()
    const operator = this.#take('=', '+=', '-=', '*=', '/=', '%=', '^=', '**=')
    if (operator === undefined) return left
    if (!isTarget(left)) return this.#fail()
    this.#skipNewlines()
    return {
      kind: 'assign',
      operator: operator.replace('**', '^').slice(0, -1),
      target: left,
      value: this.#expression(),
    }
  }

  #choice(): Expression {
    const condition = this.#either()
    if (this.#take('?') === undefined) return condition
    this.#skipNewlines()
    const then = this.#expression()
    this.#skipNewlines()
    this.#need(':')
    this.#skipNewlines()
    return { kind: 'choose', condition, then, otherwise: this.#expression() }
  }

  #either(): Expression {
    let left = this.#both()
    while (this.#take('||') !== undefined) {
      this.#skipNewlines()
      left = { kind: 'either', left, right: this.#both() }
    }
    return left
  }

  #both(): Expression {
    let left = this.#member()
    while (this.#take('&&') !== undefined) {
      this.#skipNewlines()
      left = { kind: 'both', left, right: this.#member() }
    }
    return left
  }

  #member(): Expression {
    let left = this.#matching()
    while (this.#take('in') !== undefined) left = { kind: 'member', keys: [left], array: this.#name() }
    return left
  }

  #matching(): Expression {
    let left = this.#comparison()
    for (let operator = this.#take('~', '!~'); operator !== undefined; operator = this.#take('~', '!~'))
      left = { kind: 'match', isNegated: operator === '!~', left, right: this.#comparison() }
    return left
  }

  #comparison(): Expression {
    let left = this.#joined()
    for (;;) {
      if (this.#sees('|') && this.#tokens[this.#at + 1]?.text === 'getline') {
        this.#at += 2
        left = { kind: 'getline', from: 'command', source: left, target: this.#getlineTarget() }
        continue
      }
      const operator = this.#take('<', '<=', '==', '!=', '>=', ...(this.#withoutGreater ? [] : ['>']))
      if (operator === undefined) return left
      left = { kind: 'compare', operator, left, right: this.#joined() }
    }
  }

  #joined(): Expression {
    let left = this.#sum()
    while (this.#startsValue()) left = { kind: 'join', left, right: this.#sum() }
    return left
  }

  #startsValue(): boolean {
    const { kind, text } = this.#token
    if (kind === 'sign') return ['$', '(', '++', '--'].includes(text)
    return ['number', 'text', 'regex', 'name', 'function', 'builtin'].includes(kind)
  }

  #sum(): Expression {
    let left = this.#product()
    for (let operator = this.#take('+', '-'); operator !== undefined; operator = this.#take('+', '-'))
      left = { kind: 'compute', operator, left, right: this.#product() }
    return left
  }

  #product(): Expression {
    let left = this.#signed()
    for (let operator = this.#take('*', '/', '%'); operator !== undefined; operator = this.#take('*', '/', '%'))
      left = { kind: 'compute', operator, left, right: this.#signed() }
    return left
  }

  #signed(): Expression {
    const sign = this.#take('!', '-', '+')
    if (sign === undefined) return this.#power()
    return { kind: sign === '!' ? 'not' : sign === '-' ? 'negate' : 'plus', of: this.#signed() }
  }

  #power(): Expression {
    const left = this.#stepped()
    if (this.#take('^', '**') === undefined) return left
    // To the right, and a sign may stand before the exponent.
    return { kind: 'compute', operator: '^', left, right: this.#signed() }
  }

  #stepped(): Expression {
    const before = this.#take('++', '--')
    if (before !== undefined) {
      const target = this.#primary()
      return isTarget(target) ? { kind: 'step', target, by: before === '++' ? 1 : -1, isBefore: true } : this.#fail()
    }
    const value = this.#primary()
    if (!isTarget(value)) return value
    const after = this.#take('++', '--')
    return after === undefined ? value : { kind: 'step', target: value, by: after === '++' ? 1 : -1, isBefore: false }
  }

  #primary(): Expression {
    const { kind, text } = this.#token
    this.#at++
    switch (kind) {
      case 'number':
        return { kind: 'number', value: Number(text) }
      case 'text':
        return { kind: 'text', value: text }
      case 'regex':
        return { kind: 'regex', source: text }
      case 'builtin': {
        const isCalled = this.#sees('(')
        if (!isCalled && text !== 'length') return this.#fail()
        return { kind: 'call', name: text, arguments: isCalled ? this.#arguments() : [] }
      }
      case 'function':
        return { kind: 'own', name: text, arguments: this.#arguments() }
      case 'name':
        return this.#sees('[') ? { kind: 'element', array: text, keys: this.#keys() } : { kind: 'variable', name: text }
    }
    if (text === '$' && kind === 'sign') {
      const before = this.#sees('++', '--')
      return {
        kind: 'field',
        number: before ? this.#stepped() : this.#sees('-', '+', '!') ? this.#signed() : this.#primary(),
      }
    }
    if (text === '(' && kind === 'sign') return this.#grouped()
    if (text === 'getline' && kind === 'word') {
      const target = this.#getlineTarget()
      const source = this.#take('<') === undefined ? undefined : this.#primary()
      return { kind: 'getline', from: source === undefined ? 'input' : 'file', source, target }
    }
    this.#at--
    return this.#fail()
  }

  #grouped(): Expression {
    const values = this.#unlimited(() => this.#list())
    this.#need(')')
    const [only] = values
    if (values.length === 1 && only !== undefined) return { kind: 'group', of: only }
    this.#need('in')
    return { kind: 'member', keys: values, array: this.#name() }
  }

  #arguments(): readonly Expression[] {
    this.#need('(')
    this.#skipNewlines()
    const values = this.#sees(')') ? [] : this.#unlimited(() => this.#list())
    this.#skipNewlines()
    this.#need(')')
    return values
  }

  #getlineTarget(): Target | undefined {
    if (this.#token.kind !== 'name' && !this.#sees('$')) return undefined
    const target = this.#primary()
    return isTarget(target) ? target : this.#fail()
  }
}

function loop(condition: Expression, body: Statement): Statement {
  return { kind: 'loop', first: undefined, condition, last: undefined, body, isChecked: true }
}

function isTarget(expression: Expression): expression is Target {
  return expression.kind === 'variable' || expression.kind === 'field' || expression.kind === 'element'
}
