import { type Argument, type Expression, NotUnderstood, type Statement } from './syntax.ts'
import { type Language, type Token, tokensOf } from './tokens.ts'

/** Deeper nesting is no small service. */
const deepest = 60

const binding: Readonly<Record<string, number>> = {
  '||': 1,
  '??': 1,
  '&&': 2,
  '==': 4,
  '!=': 4,
  '===': 4,
  '!==': 4,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  in: 4,
  'not in': 4,
  '|': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '//': 7,
  '%': 7,
}

const pythonWords: Readonly<Record<string, string>> = { or: '||', and: '&&', in: 'in', is: '==' }
const constants: ReadonlyMap<string, boolean | undefined> = new Map([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
  ['None', undefined],
  ['null', undefined],
  ['undefined', undefined],
  ['nil', undefined],
])

/** Reads the expressions of a language; readers of statements build on it. */
export class ExpressionReader {
  readonly language: Language
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0
  /** Go: a brace after a name opens a block here, no composite literal. */
  protected noLiteral = false

  constructor(source: string, language: Language) {
    this.language = language
    this.#tokens = tokensOf(source, language)
  }

  get place(): number {
    return this.#at
  }

  goTo(place: number): void {
    this.#at = place
  }

  get token(): Token {
    return this.peek(0)
  }

  peek(ahead: number): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]
    if (token === undefined) throw new RangeError('a source without tokens')
    return token
  }

  take(): Token {
    const { token } = this
    this.#at += 1
    return token
  }

  is(text: string): boolean {
    return (this.token.kind === 'mark' || this.token.kind === 'name') && this.token.text === text
  }

  isAt(kind: Token['kind']): boolean {
    return this.token.kind === kind
  }

  takeIf(text: string): boolean {
    const found = this.is(text)
    if (found) this.#at += 1
    return found
  }

  expect(text: string): void {
    if (!this.takeIf(text)) throw new NotUnderstood(`${text} in line ${this.token.line}`)
  }

  takeName(): string {
    if (this.token.kind !== 'name') throw new NotUnderstood(`a name in line ${this.token.line}`)
    return this.take().text
  }

  /** What only this language begins an expression with; undefined when it does not begin so. */
  protected special(): Expression | undefined {
    return undefined
  }

  /** The body of a function written as an expression; each language has its own. */
  protected functionBody(): readonly Statement[] {
    throw new NotUnderstood('a function')
  }

  expression(): Expression {
    this.#depth += 1
    if (this.#depth > deepest) throw new NotUnderstood('deep')
    try {
      return this.#choice()
    } finally {
      this.#depth -= 1
    }
  }

  #choice(): Expression {
    const arrow = this.#arrow()
    if (arrow !== undefined) return arrow
    const first = this.#binary(0)
    if (this.language === 'python' && this.is('if')) {
      this.take()
      const test = this.#binary(0)
      this.expect('else')
      return { kind: 'choice', test, whenTrue: first, otherwise: this.expression() }
    }
    if (this.language === 'python' || this.language === 'go' || !this.takeIf('?')) return first
    const whenTrue = this.expression()
    this.expect(':')
    return { kind: 'choice', test: first, whenTrue, otherwise: this.expression() }
  }

  /** `(a, b) => …`, `a => …`, `async …`, `function (a) {…}`, `lambda a: …`, `func(…) {…}`. */
  #arrow(): Expression | undefined {
    const start = this.#at
    if (this.language === 'javascript') {
      this.takeIf('async')
      if (this.is('function')) {
        this.take()
        if (this.token.kind === 'name') this.take()
        return { kind: 'function', parameters: this.parameters(), body: this.functionBody() }
      }
      const names = this.#arrowParameters()
      if (names !== undefined) {
        if (this.is('{')) return { kind: 'function', parameters: names, body: this.functionBody() }
        return { kind: 'function', parameters: names, body: [{ kind: 'return', value: this.expression() }] }
      }
    }
    if (this.language === 'python' && this.takeIf('lambda')) {
      const parameters: string[] = []
      while (!this.takeIf(':')) {
        parameters.push(`${this.takeIf('*') ? '*' : ''}${this.takeName()}`)
        this.takeIf(',')
      }
      return { kind: 'function', parameters, body: [{ kind: 'return', value: this.expression() }] }
    }
    this.#at = start
    return undefined
  }

  #arrowParameters(): readonly string[] | undefined {
    const start = this.#at
    if (this.token.kind === 'name' && this.peek(1).text === '=>') {
      const name = this.take().text
      this.take()
      return [name]
    }
    if (this.is('(')) {
      let names: readonly string[] | undefined
      try {
        names = this.parameters()
      } catch (thrown) {
        if (!(thrown instanceof NotUnderstood)) throw thrown
      }
      if (names !== undefined && this.takeIf('=>')) return names
    }
    this.#at = start
    return undefined
  }

  /** The names in a list of parameters, with a star before one that takes all others; types are left out. */
  parameters(): readonly string[] {
    this.expect('(')
    const names: string[] = []
    while (!this.takeIf(')')) {
      const isRest = this.takeIf('*') || this.takeIf('**') || this.takeIf('...')
      names.push(`${isRest ? '*' : ''}${this.takeName()}`)
      this.skipType()
      if (!this.is(')')) this.expect(',')
    }
    return names
  }

  /** Skips what a parameter has behind its name. */
  protected skipType(): void {
    if (this.language === 'go') for (; !this.is(',') && !this.is(')'); this.take()) if (this.isAt('end')) return
    if (this.language === 'python' && this.takeIf(':')) this.expression()
    if (this.language === 'python' && this.takeIf('=')) this.expression()
  }

  #binary(least: number): Expression {
    let left = this.#unary()
    for (;;) {
      const { operator, words } = this.#operator()
      const power = binding[operator]
      if (power === undefined || power <= least) return left
      this.#at += words
      left = { kind: 'binary', operator, left, right: this.#binary(power) }
    }
  }

  #operator(): { readonly operator: string; readonly words: number } {
    const { kind, text } = this.token
    if (this.language === 'python' && kind === 'name') {
      if (text === 'not' && this.peek(1).text === 'in') return { operator: 'not in', words: 2 }
      if (text === 'is' && this.peek(1).text === 'not') return { operator: '!=', words: 2 }
      return { operator: pythonWords[text] ?? '', words: 1 }
    }
    if (kind !== 'mark') return { operator: '', words: 1 }
    return { operator: text === '===' ? '==' : text === '!==' ? '!=' : text, words: 1 }
  }

  #unary(): Expression {
    const { kind, text } = this.token
    if (this.language === 'python' && kind === 'name' && text === 'not') {
      this.take()
      return { kind: 'unary', operator: '!', value: this.#binary(3) }
    }
    if (kind === 'mark' && ['!', '-', '+', '&', '<-', '*'].includes(text)) {
      if ('&*'.includes(text) && this.language !== 'go') throw new NotUnderstood(text)
      this.take()
      return '&*'.includes(text) ? this.#unary() : { kind: 'unary', operator: text, value: this.#unary() }
    }
    if (kind === 'name' && (text === 'await' || (text === 'new' && this.language !== 'go'))) {
      this.take()
      return this.#unary()
    }
    return this.#postfix(this.#primary())
  }

  #postfix(start: Expression): Expression {
    let found = start
    for (;;) {
      if (this.takeIf('.') || this.takeIf('?.')) found = { kind: 'member', of: found, name: this.takeName() }
      else if (this.is('(')) {
        const { line } = this.take()
        found = { kind: 'call', callee: found, values: this.#arguments(), line }
      } else if (this.is('[')) {
        this.take()
        found = { kind: 'index', of: found, index: this.expression() }
        this.expect(']')
      } else if (this.language === 'go' && this.is('{') && !this.noLiteral && isType(found)) {
        found = { ...this.record(), type: found }
      } else return found
    }
  }

  #arguments(): readonly Argument[] {
    const values: Argument[] = []
    while (!this.takeIf(')')) {
      if (this.language === 'python' && this.token.kind === 'name' && this.peek(1).text === '=') {
        const name = this.take().text
        this.take()
        values.push({ name, value: this.expression() })
      } else values.push({ value: this.expression() })
      if (!this.is(')')) this.expect(',')
    }
    return values
  }

  #primary(): Expression {
    const special = this.special()
    if (special !== undefined) return special
    const { kind, text, parts, line } = this.take()
    switch (kind) {
      case 'number': {
        const value = Number(text)
        if (Number.isNaN(value)) throw new NotUnderstood(`the number ${text}`)
        return { kind: 'number', value, isFloat: text.includes('.') }
      }
      case 'text':
      case 'template':
        return this.#texts(kind === 'text' ? [text] : this.#slots(parts))
      case 'name':
        if (constants.has(text)) return { kind: 'constant', value: constants.get(text) }
        if (text === 'func' && this.language === 'go') {
          const parameters = this.parameters()
          return { kind: 'function', parameters, body: this.functionBody() }
        }
        return { kind: 'name', name: text }
      default:
        this.#at -= 1
        if (text === '(') return this.#group()
        if (text === '[') {
          this.take()
          return { kind: 'list', items: this.items(']') }
        }
        if (text === '{') return this.record()
        throw new NotUnderstood(`${text} in line ${line}`)
    }
  }

  /** Texts that follow one another are one, in Python. */
  #texts(first: readonly (string | { readonly value: Expression; readonly format: string })[]): Expression {
    const parts = [...first]
    while (this.language === 'python' && (this.token.kind === 'text' || this.token.kind === 'template')) {
      const next = this.take()
      parts.push(...(next.kind === 'text' ? [next.text] : this.#slots(next.parts)))
    }
    if (parts.some((part) => typeof part !== 'string')) return { kind: 'template', parts }
    return { kind: 'text', text: parts.join('') }
  }

  #slots(parts: Token['parts']): readonly (string | { readonly value: Expression; readonly format: string })[] {
    return parts.map((part) => {
      if (typeof part === 'string') return part
      const reader = new ExpressionReader(`(${part.source})`, this.language)
      if (reader.token.kind === 'newline') reader.take()
      return { value: reader.expression(), format: part.format }
    })
  }

  #group(): Expression {
    this.expect('(')
    if (this.language !== 'python') {
      const inside = this.expression()
      this.expect(')')
      return inside
    }
    if (this.takeIf(')')) return { kind: 'list', items: [] }
    const first = this.expression()
    if (this.takeIf(')')) return first
    this.expect(',')
    return { kind: 'list', items: [first, ...this.items(')')] }
  }

  protected items(end: string): readonly Expression[] {
    const items: Expression[] = []
    while (!this.takeIf(end)) {
      items.push(this.expression())
      if (!this.is(end)) this.expect(',')
    }
    return items
  }

  protected record(): Expression & { readonly kind: 'record' } {
    this.expect('{')
    const entries: (readonly [Expression, Expression])[] = []
    while (!this.takeIf('}')) {
      const isPlainName =
        this.language !== 'python' && this.token.kind === 'name' && [':', ',', '}'].includes(this.peek(1).text)
      if (isPlainName && this.language !== 'go') {
        const name = this.take().text
        entries.push([{ kind: 'text', text: name }, this.takeIf(':') ? this.expression() : { kind: 'name', name }])
      } else if (isPlainName && this.peek(1).text === ':') {
        const name = this.take().text
        this.take()
        entries.push([{ kind: 'text', text: name }, this.expression()])
      } else {
        const key = this.expression()
        this.expect(':')
        entries.push([key, this.expression()])
      }
      this.takeIf(';')
      if (!this.is('}')) this.expect(',')
    }
    return { kind: 'record', entries }
  }
}

/** A name or `package.Name`, before whose brace Go reads a composite literal. */
function isType(expression: Expression): boolean {
  const name = expression.kind === 'name' ? expression.name : expression.kind === 'member' ? expression.name : ''
  return /^[A-Z]/.test(name)
}
