import { functions, knownElsewhere } from './functions.ts'
import { type Filter, FilterError, fail, type Json } from './json.ts'
import { add, comparisons, isTrue, kindOf, order, subtract } from './order.ts'
import { at, attempt, both, constant, everything, fieldOf, identity, piped, valuesOf } from './paths.ts'

/**
 * Reads a filter: paths, `[]`, literals, objects and lists, `|` and `,`, comparisons, `+` and `-`, `and`, `or`, `//`, and the functions of {@link functions}. Throws FilterError for
 * what is wrong, and (with `isUnknown`) for what is not simulated. Source: jq manual, versions 1.6 and 1.7.
 */
export function readFilter(text: string, variables: ReadonlyMap<string, Json>): Filter {
  const reader = new Reader(tokensOf(text), variables)
  const filter = reader.pipe()
  reader.end()
  return filter
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = []
  const pattern =
    /\s+|#.*|("(?:[^"\\]|\\.)*"|\.\.|\.[A-Za-z_]\w*|\.(?=")|\$[A-Za-z_]\w*|[A-Za-z_]\w*|\d+(?:\.\d+)?|==|!=|<=|>=|\/\/|\?\/\/|[|,()[\]{}:.?<>+\-*/%=;])/gy
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) throw new FilterError(`syntax error, unexpected INVALID_CHARACTER at ${at}`)
    if (match[1] !== undefined) tokens.push(match[1])
  }
  return tokens
}

class Reader {
  readonly #tokens: readonly string[]
  readonly #variables: ReadonlyMap<string, Json>
  #at = 0

  constructor(tokens: readonly string[], variables: ReadonlyMap<string, Json>) {
    this.#tokens = tokens
    this.#variables = variables
  }

  end(): void {
    const rest = this.#tokens[this.#at]
    if (rest !== undefined)
      throw new FilterError(`syntax error, unexpected '${rest}'`, /^(as|if|reduce|def|=|\*|%)$/.test(rest))
  }

  pipe(): Filter {
    const parts = [this.#comma()]
    while (this.#take('|')) parts.push(this.#comma())
    return parts.reduce((before, after) => (input) => before(input).flatMap(after))
  }

  #comma(): Filter {
    const parts = [this.#otherwise()]
    while (this.#take(',')) parts.push(this.#otherwise())
    return parts.length === 1 ? (parts[0] ?? identity) : (input) => parts.flatMap((part) => part(input))
  }

  #otherwise(): Filter {
    const first = this.#or()
    if (!this.#take('//')) return first
    const second = this.#otherwise()
    return (input) => {
      const good = attempt(first, input).filter((value) => value !== null && value !== false)
      return good.length > 0 ? good : second(input)
    }
  }

  #or(): Filter {
    let left = this.#and()
    while (this.#take('or')) left = both(left, this.#and(), (a, b) => isTrue(a) || isTrue(b))
    return left
  }

  #and(): Filter {
    let left = this.#comparison()
    while (this.#take('and')) left = both(left, this.#comparison(), (a, b) => isTrue(a) && isTrue(b))
    return left
  }

  #comparison(): Filter {
    const left = this.#sum()
    const sign = this.#tokens[this.#at] ?? ''
    const compare = comparisons[sign]
    if (compare === undefined) return left
    this.#at++
    return both(left, this.#sum(), (a, b) => compare(order(a, b)))
  }

  #sum(): Filter {
    let left = this.#postfix()
    for (;;) {
      if (this.#take('+')) left = both(left, this.#postfix(), add)
      else if (this.#take('-')) left = both(left, this.#postfix(), subtract)
      else return left
    }
  }

  #postfix(): Filter {
    let filter = this.#term()
    for (;;) {
      const token = this.#tokens[this.#at] ?? ''
      if (/^\.[A-Za-z_]/.test(token)) {
        this.#at++
        filter = piped(filter, fieldOf(token.slice(1)))
      } else if (token === '.' && this.#tokens[this.#at + 1]?.startsWith('"')) {
        this.#at++
        filter = piped(filter, fieldOf(stringIn(this.#next())))
      } else if (token === '.' && this.#tokens[this.#at + 1] === '[') this.#at++
      else if (token === '[') filter = piped(filter, this.#bracket())
      else if (token === '?') {
        this.#at++
        const tried = filter
        filter = (input) => attempt(tried, input)
      } else return filter
    }
  }

  #bracket(): Filter {
    this.#at++
    if (this.#take(']')) return valuesOf
    const inner = this.pipe()
    if (this.#tokens[this.#at] === ':') throw new FilterError('slices', true)
    this.#expect(']')
    return (input) => inner(input).flatMap((key) => at(input, key))
  }

  #term(): Filter {
    const token = this.#next()
    if (token === '.') {
      const following = this.#tokens[this.#at]
      if (following?.startsWith('"')) {
        this.#at++
        return fieldOf(stringIn(following))
      }
      return identity
    }
    if (token === '..') return everything
    if (/^\.[A-Za-z_]/.test(token)) return fieldOf(token.slice(1))
    if (token.startsWith('"')) return constant(stringIn(token))
    if (/^\d/.test(token)) return constant(Number(token))
    if (token === '-')
      return piped(this.#postfix(), (value) => [
        typeof value === 'number' ? -value : fail(`${kindOf(value)} cannot be negated`),
      ])
    if (token === '(') return this.#closed(')')
    if (token === '[') {
      if (this.#take(']')) return constant([])
      const inner = this.#closed(']')
      return (input) => [inner(input)]
    }
    if (token === '{') return this.#object()
    if (token.startsWith('$')) return this.#variable(token)
    return this.#call(token)
  }

  #closed(end: string): Filter {
    const inner = this.pipe()
    this.#expect(end)
    return inner
  }

  #variable(token: string): Filter {
    const value = this.#variables.get(token.slice(1))
    if (value === undefined) throw new FilterError(`${token} is not defined`)
    return constant(value)
  }

  #object(): Filter {
    const pairs: { readonly key: Filter; readonly value: Filter }[] = []
    while (!this.#take('}')) {
      const token = this.#next()
      const isPlain = /^[A-Za-z_]\w*$/.test(token)
      const key =
        token === '(' ? this.#closed(')') : constant(token.startsWith('"') ? stringIn(token) : token.replace(/^\$/, ''))
      const name = token.startsWith('"') ? stringIn(token) : token
      const value = this.#take(':')
        ? this.#otherwise()
        : token.startsWith('$')
          ? this.#variable(token)
          : isPlain || token.startsWith('"')
            ? fieldOf(name)
            : fail('syntax error, unexpected token in an object')
      pairs.push({ key, value })
      if (!this.#take(',') && this.#tokens[this.#at] !== '}') throw new FilterError('syntax error, expected }')
    }
    return (input) =>
      pairs.reduce<readonly { readonly [key: string]: Json }[]>(
        (made, { key, value }) =>
          made.flatMap((before) =>
            key(input).flatMap((name) => value(input).map((one) => ({ ...before, [String(name)]: one }))),
          ),
        [{}],
      )
  }

  #call(name: string): Filter {
    if (name === 'not') return (input) => [!isTrue(input)]
    if (name === 'null' || name === 'true' || name === 'false')
      return constant(name === 'null' ? null : name === 'true')
    const argument = this.#take('(') ? this.#closed(')') : undefined
    const call = functions[name]
    if (call === undefined)
      throw new FilterError(`${name}/${argument === undefined ? 0 : 1} is not defined`, knownElsewhere.test(name))
    return call(argument ?? identity)
  }

  #next(): string {
    const token = this.#tokens[this.#at++]
    if (token === undefined) throw new FilterError('syntax error, unexpected end of file')
    return token
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at++
    return true
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new FilterError(`syntax error, expected '${token}'`)
  }
}

function stringIn(token: string): string {
  if (token.includes('\\(')) throw new FilterError('values within strings', true)
  const parsed: unknown = JSON.parse(token)
  return typeof parsed === 'string' ? parsed : ''
}
