/** What an expression reads and sets. */
export interface Variables {
  readonly get: (name: string) => string | undefined
  readonly set: (name: string, value: string) => void
}

/** An expression that has no value. */
export class ArithmeticError extends Error {
  override readonly name = 'ArithmeticError'
  readonly reason: 'missing' | 'trailing' | 'zero' | 'base'
  /** The rest of the text from where it is wrong. */
  readonly token: string
  constructor(reason: ArithmeticError['reason'], expression: string, token = '') {
    super(expression)
    this.token = token
    this.reason = reason
  }
}

/**
 * The value of an arithmetic expression in 64-bit signed integers, as C computes them: all operators of C with assignment, and `**`.
 * `isStrict`: as dash, without `++`, `--`, `**`, commas and empty expressions.
 * Source: POSIX.1-2024, Shell Command Language, 2.6.4.
 */
export function evaluateArithmetic(expression: string, variables: Variables, isStrict = false, depth = 0): bigint {
  if (depth > 50) throw new ArithmeticError('missing', expression)
  const evaluator = new Evaluator(expression, variables, isStrict, depth)
  return evaluator.evaluate()
}

const binaryLevels: ReadonlyMap<string, number> = new Map(
  [
    ['||'],
    ['&&'],
    ['|'],
    ['^'],
    ['&'],
    ['==', '!='],
    ['<', '<=', '>', '>='],
    ['<<', '>>'],
    ['+', '-'],
    ['*', '/', '%'],
    ['**'],
  ].flatMap((operators, level) => operators.map((operator): [string, number] => [operator, level + 1])),
)

const tokenPattern =
  /\s*(?:(0[xX][0-9a-fA-F]+|[0-9]+#[0-9a-zA-Z@_]+|[0-9]+)|([A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?)|(<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%&|^~!<>=?:(),]))/y

interface ArithmeticToken {
  readonly kind: 'number' | 'name' | 'operator' | 'end'
  readonly text: string
}

const strictTokens =
  /\s*(?:(0[xX][0-9a-fA-F]+|[0-9]+)|([A-Za-z_][A-Za-z0-9_]*)|(<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%&|^~!<>=?:()]))/y

class Evaluator {
  readonly #text: string
  readonly #variables: Variables
  readonly #depth: number
  readonly #tokens: RegExp
  readonly #isStrict: boolean
  #at = 0
  /** Where the present token and the one before it begin. */
  #start = 0
  #startBefore = 0
  #token: ArithmeticToken = { kind: 'end', text: '' }
  /** Above zero where the value does not count: the other side of `&&`, `||`, `?:`. */
  #skipping = 0

  constructor(text: string, variables: Variables, isStrict: boolean, depth: number) {
    this.#isStrict = isStrict
    this.#tokens = isStrict ? strictTokens : tokenPattern
    this.#text = text
    this.#variables = variables
    this.#depth = depth
  }

  evaluate(): bigint {
    if (this.#advance().kind === 'end' && this.#token.text === '' && !this.#isStrict) return 0n
    const value = this.#comma()
    if (this.#token.text !== '') throw this.#wrong('trailing')
    return value
  }

  #wrong(reason: 'missing' | 'trailing' = 'missing'): ArithmeticError {
    const isAtEnd = this.#token.kind === 'end' && this.#token.text === ''
    return new ArithmeticError(reason, this.#text, this.#text.slice(isAtEnd ? this.#startBefore : this.#start))
  }

  #advance(): ArithmeticToken {
    this.#startBefore = this.#start
    this.#start = this.#at + (this.#text.slice(this.#at).length - this.#text.slice(this.#at).trimStart().length)
    this.#tokens.lastIndex = this.#at
    const found = this.#tokens.exec(this.#text)
    if (found === null) {
      // What is no token is left over where an operator may stand, and missing where a number must.
      this.#token = { kind: 'end', text: this.#text.slice(this.#at).trim() }
      return this.#token
    }
    this.#at = this.#tokens.lastIndex
    const [, number, name, operator = ''] = found
    if (number !== undefined) this.#token = { kind: 'number', text: number }
    else if (name !== undefined) this.#token = { kind: 'name', text: name }
    else this.#token = { kind: 'operator', text: operator }
    return this.#token
  }

  #is(operator: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === operator
  }

  #takes(operator: string): boolean {
    if (!this.#is(operator)) return false
    this.#advance()
    return true
  }

  #comma(): bigint {
    let value = this.#assignment()
    while (this.#takes(',')) value = this.#assignment()
    return value
  }

  #assignment(): bigint {
    if (this.#token.kind === 'name') {
      const before = this.#at
      const token = this.#token
      const name = token.text
      const next = this.#advance()
      const operator = next.kind === 'operator' ? next.text : ''
      if (/^(?:=|[-+*/%&^|]=|<<=|>>=)$/.test(operator)) {
        this.#advance()
        const right = this.#assignment()
        const value = operator === '=' ? right : this.#compute(operator.slice(0, -1), this.#read(name), right)
        return this.#set(name, value)
      }
      this.#at = before
      this.#token = token
    }
    return this.#conditional()
  }

  #conditional(): bigint {
    const condition = this.#binary(1)
    if (!this.#takes('?')) return condition
    const yes = this.#skipIf(condition === 0n, () => this.#assignment())
    if (!this.#takes(':')) throw this.#wrong()
    const no = this.#skipIf(condition !== 0n, () => this.#assignment())
    return condition !== 0n ? yes : no
  }

  #skipIf(skip: boolean, parse: () => bigint): bigint {
    if (skip) this.#skipping++
    const value = parse()
    if (skip) this.#skipping--
    return value
  }

  #binary(level: number): bigint {
    let left = this.#unary()
    for (;;) {
      const operator = this.#token.text
      const own = this.#token.kind === 'operator' ? binaryLevels.get(operator) : undefined
      if (own === undefined || own < level) return left
      this.#advance()
      if (operator === '&&' || operator === '||') {
        const isDecided = (left !== 0n) === (operator === '||')
        const right = this.#skipIf(isDecided, () => this.#binary(own + 1))
        const value = operator === '&&' ? left !== 0n && right !== 0n : left !== 0n || right !== 0n
        left = value ? 1n : 0n
      } else left = this.#compute(operator, left, this.#binary(operator === '**' ? own : own + 1))
    }
  }

  #unary(): bigint {
    if (this.#takes('++')) return this.#step(1n)
    if (this.#takes('--')) return this.#step(-1n)
    if (this.#takes('-')) return BigInt.asIntN(64, -this.#unary())
    if (this.#takes('+')) return this.#unary()
    if (this.#takes('!')) return this.#unary() === 0n ? 1n : 0n
    if (this.#takes('~')) return BigInt.asIntN(64, ~this.#unary())
    return this.#primary()
  }

  #step(by: bigint): bigint {
    if (this.#token.kind !== 'name') return by === 1n ? this.#unary() : this.#unary()
    const name = this.#token.text
    this.#advance()
    return this.#set(name, this.#read(name) + by)
  }

  #primary(): bigint {
    const { kind, text } = this.#token
    if (kind === 'number') {
      this.#advance()
      return this.#number(text)
    }
    if (kind === 'name') {
      this.#advance()
      const value = this.#read(text)
      if (this.#takes('++')) this.#set(text, value + 1n)
      else if (this.#takes('--')) this.#set(text, value - 1n)
      return value
    }
    if (this.#takes('(')) {
      const value = this.#comma()
      if (!this.#takes(')')) throw this.#wrong()
      return value
    }
    throw this.#wrong()
  }

  #number(text: string): bigint {
    const [, base, digits] = /^([0-9]+)#(.+)$/.exec(text) ?? []
    if (base !== undefined && digits !== undefined) {
      const value = Number.parseInt(digits, Number(base))
      if (Number(base) < 2 || Number(base) > 36 || Number.isNaN(value)) throw this.#wrong()
      return BigInt(value)
    }
    if (/^0[0-9]+$/.test(text)) {
      if (/[89]/.test(text)) throw new ArithmeticError(this.#isStrict ? 'missing' : 'base', this.#text, text)
      return BigInt.asIntN(64, BigInt(`0o${text.slice(1)}`))
    }
    return BigInt.asIntN(64, BigInt(text))
  }

  #read(name: string): bigint {
    const value = this.#variables.get(name)?.trim() ?? ''
    if (value === '') return 0n
    if (/^-?(?:0|[1-9][0-9]*)$/.test(value)) return BigInt.asIntN(64, BigInt(value))
    return evaluateArithmetic(value, this.#variables, this.#isStrict, this.#depth + 1)
  }

  #set(name: string, value: bigint): bigint {
    const wrapped = BigInt.asIntN(64, value)
    if (this.#skipping === 0) this.#variables.set(name, `${wrapped}`)
    return wrapped
  }

  #compute(operator: string, left: bigint, right: bigint): bigint {
    if ((operator === '/' || operator === '%') && right === 0n) {
      if (this.#skipping > 0) return 0n
      throw new ArithmeticError('zero', this.#text)
    }
    return BigInt.asIntN(64, computeUnbounded(operator, left, right))
  }
}

function computeUnbounded(operator: string, left: bigint, right: bigint): bigint {
  const truth = (is: boolean) => (is ? 1n : 0n)
  switch (operator) {
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '+':
      return left + right
    case '-':
      return left - right
    case '<<':
      return left << (right & 63n)
    case '>>':
      return left >> (right & 63n)
    case '<':
      return truth(left < right)
    case '<=':
      return truth(left <= right)
    case '>':
      return truth(left > right)
    case '>=':
      return truth(left >= right)
    case '==':
      return truth(left === right)
    case '!=':
      return truth(left !== right)
    case '&':
      return left & right
    case '^':
      return left ^ right
    case '|':
      return left | right
    case '**': {
      let value = 1n
      for (let left_ = right; left_ > 0n && left_ <= 4096n; left_--) value = BigInt.asIntN(64, value * left)
      return value
    }
    default:
      throw new RangeError(`no such operator: ${operator}`)
  }
}
