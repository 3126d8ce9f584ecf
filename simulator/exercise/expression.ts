/**
 * Expressions of an exercise: figures with units (`5 MB`), measures (`b1.image`, `start.b1.image`, `b1.layer[2]`), questions (`base("alpine:3.22").image`,
 * `cached(b2)`), and `+ - * /` between them.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly unit: 'bytes' | 'seconds' | 'number' }
  | { readonly kind: 'text'; readonly text: string }
  /** `start` and `model` play the procedure with other files. */
  | {
      readonly kind: 'measure'
      readonly play: 'own' | 'start' | 'model'
      readonly of: string
      readonly measure?: string
      readonly index?: number
    }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[]; readonly measure?: string }
  | {
      readonly kind: 'sum'
      readonly operator: '+' | '-' | '*' | '/'
      readonly left: Expression
      readonly right: Expression
    }

/** An expression, or why a text is none. */
export type ReadExpression =
  | { readonly kind: 'read'; readonly expression: Expression }
  | { readonly kind: 'failed'; readonly message: string }

class ExpressionError extends Error {}

const unitsOf: Readonly<Record<string, { readonly factor: number; readonly unit: 'bytes' | 'seconds' }>> = {
  B: { factor: 1, unit: 'bytes' },
  kB: { factor: 1e3, unit: 'bytes' },
  MB: { factor: 1e6, unit: 'bytes' },
  GB: { factor: 1e9, unit: 'bytes' },
  s: { factor: 1, unit: 'seconds' },
}

/** Reads an expression; never throws. */
export function readExpression(text: string): ReadExpression {
  try {
    const reader = new Reader(tokensOf(text))
    return { kind: 'read', expression: reader.whole() }
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return { kind: 'failed', message: `${text}: ${thrown.message}` }
    throw thrown
  }
}

/** All expressions within one, itself too. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression
  if (expression.kind === 'call') for (const one of expression.given) yield* partsOf(one)
  if (expression.kind === 'sum') {
    yield* partsOf(expression.left)
    yield* partsOf(expression.right)
  }
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = []
  const pattern = /\s+|\d+(?:\.\d+)?|"[^"]*"|[A-Za-z_][A-Za-z0-9_]*|[-+*/().,[\]]/y
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) throw new ExpressionError(`what is ${text.slice(at, at + 10)}?`)
    if (match[0].trim() !== '') tokens.push(match[0])
  }
  return tokens
}

class Reader {
  readonly #tokens: readonly string[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  whole(): Expression {
    const expression = this.#sum()
    if (this.#peek() !== undefined) throw new ExpressionError(`${this.#peek()} is too much`)
    return expression
  }

  #sum(): Expression {
    this.#depth += 1
    if (this.#depth > 20) throw new ExpressionError('brackets within brackets at most 20 deep')
    let left = this.#product()
    for (;;) {
      const operator = this.#take('+') ? '+' : this.#take('-') ? '-' : undefined
      if (operator === undefined) break
      left = { kind: 'sum', operator, left, right: this.#product() }
    }
    this.#depth -= 1
    return left
  }

  #product(): Expression {
    let left = this.#part()
    for (;;) {
      const operator = this.#take('*') ? '*' : this.#take('/') ? '/' : undefined
      if (operator === undefined) return left
      left = { kind: 'sum', operator, left, right: this.#part() }
    }
  }

  #part(): Expression {
    if (this.#take('(')) {
      const expression = this.#sum()
      this.#need(')')
      return expression
    }
    const token = this.#next()
    if (/^\d/.test(token)) return this.#number(Number(token))
    if (token.startsWith('"')) return { kind: 'text', text: token.slice(1, -1) }
    if (!/^[A-Za-z_]/.test(token)) throw new ExpressionError(`a figure or a name in place of ${token}`)
    if (this.#take('(')) return this.#call(token)
    return this.#measure(token)
  }

  #number(value: number): Expression {
    const unit = this.#peek()
    const known = unit === undefined || !Object.hasOwn(unitsOf, unit) ? undefined : unitsOf[unit]
    if (known === undefined) return { kind: 'number', value, unit: 'number' }
    this.#at += 1
    return { kind: 'number', value: value * known.factor, unit: known.unit }
  }

  #call(name: string): Expression {
    const given: Expression[] = []
    while (!this.#take(')')) {
      if (given.length > 0) this.#need(',')
      given.push(this.#sum())
      if (given.length > 10) throw new ExpressionError(`too much in ${name}()`)
    }
    const measure = this.#take('.') ? this.#name() : undefined
    return { kind: 'call', name, given, ...(measure === undefined ? {} : { measure }) }
  }

  #measure(first: string): Expression {
    const play = (first === 'start' || first === 'model') && this.#peek() === '.' ? first : 'own'
    if (play !== 'own') this.#need('.')
    const of = play === 'own' ? first : this.#name()
    const measure = this.#take('.') ? this.#name() : undefined
    let index: number | undefined
    if (this.#take('[')) {
      index = Number(this.#next())
      if (!Number.isInteger(index)) throw new ExpressionError('a number between [ and ]')
      this.#need(']')
    }
    return {
      kind: 'measure',
      play,
      of,
      ...(measure === undefined ? {} : { measure }),
      ...(index === undefined ? {} : { index }),
    }
  }

  #name(): string {
    const token = this.#next()
    if (!/^[A-Za-z_]/.test(token)) throw new ExpressionError(`a name in place of ${token}`)
    return token
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false
    this.#at += 1
    return true
  }

  #need(token: string): void {
    if (!this.#take(token)) throw new ExpressionError(`${token} is missing`)
  }

  #next(): string {
    const token = this.#peek()
    if (token === undefined) throw new ExpressionError('it ends too early')
    this.#at += 1
    return token
  }
}
