import { ExpressionReader } from './expression.ts'
import { type Expression, NotUnderstood, type Statement } from './syntax.ts'

/** Reads a Go source. A declaration that is not understood is *unknown*. */
export function readGo(source: string): readonly Statement[] {
  return new GoReader(source, 'go').program()
}

const assignments = ['=', ':=', '+=']

class GoReader extends ExpressionReader {
  program(): readonly Statement[] {
    const found: Statement[] = []
    while (!this.isAt('end')) {
      const start = this.place
      try {
        found.push(...this.#declaration())
        if (!this.isAt('end')) this.expect(';')
      } catch (thrown) {
        if (!(thrown instanceof NotUnderstood)) throw thrown
        this.goTo(start)
        found.push(this.#skip())
      }
    }
    return found
  }

  /** Skips a declaration: to the semicolon after all that it opens is closed. */
  #skip(): Statement {
    const { line } = this.token
    for (let depth = 0; !this.isAt('end'); ) {
      const { kind, text } = this.take()
      if (kind !== 'mark') continue
      if ('([{'.includes(text)) depth += 1
      else if (')]}'.includes(text)) depth -= 1
      else if (text === ';' && depth <= 0) break
    }
    return { kind: 'unknown', line }
  }

  #declaration(): readonly Statement[] {
    if (this.takeIf('package')) {
      this.takeName()
      return []
    }
    if (this.is('import')) return this.#group(() => this.#import())
    if (this.is('func')) return [this.#function()]
    if (this.is('var') || this.is('const')) return this.#group(() => this.#variable())
    throw new NotUnderstood(`line ${this.token.line}`)
  }

  /** `word one` or `word ( one; another )`. */
  #group(read: () => Statement): readonly Statement[] {
    this.take()
    if (!this.takeIf('(')) return [read()]
    const found: Statement[] = []
    while (!this.takeIf(')')) {
      found.push(read())
      if (!this.is(')')) this.expect(';')
    }
    return found
  }

  #import(): Statement {
    const { line } = this.token
    const as = this.isAt('name') ? this.take().text : undefined
    if (!this.isAt('text')) throw new NotUnderstood('import')
    return { kind: 'import', module: this.take().text, as, names: [], line }
  }

  #variable(): Statement {
    const name = this.takeName()
    const target: Expression = { kind: 'name', name }
    if (this.takeIf('=')) return { kind: 'assign', targets: [target], operator: ':=', value: this.expression() }
    const type = this.expression()
    const value = this.takeIf('=') ? this.expression() : zeroOf(type)
    return { kind: 'assign', targets: [target], operator: ':=', value }
  }

  #function(): Statement {
    this.expect('func')
    const name = this.takeName()
    const parameters = this.parameters()
    return { kind: 'function', name, decorators: [], parameters, body: this.functionBody() }
  }

  protected override functionBody(): readonly Statement[] {
    for (let depth = 0; !(this.is('{') && depth === 0); ) {
      if (this.isAt('end') || this.is(';')) throw new NotUnderstood('a body')
      const { text } = this.take()
      if (text === '(') depth += 1
      else if (text === ')') depth -= 1
    }
    return this.#block()
  }

  #block(): readonly Statement[] {
    const before = this.noLiteral
    this.noLiteral = false
    this.expect('{')
    const found: Statement[] = []
    while (!this.takeIf('}')) {
      found.push(...this.#statement())
      if (!this.is('}')) this.expect(';')
    }
    this.noLiteral = before
    return found
  }

  #statement(): readonly Statement[] {
    const { text, line } = this.token
    if (this.is('var') || this.is('const')) return this.#group(() => this.#variable())
    switch (this.isAt('name') ? text : '') {
      case 'if':
        return [this.#if()]
      case 'return': {
        this.take()
        if (this.is(';') || this.is('}')) return [{ kind: 'return', value: undefined }]
        return [{ kind: 'return', value: this.#values() }]
      }
      case 'go':
      case 'defer': {
        this.take()
        const body: Statement = { kind: 'expression', value: this.expression() }
        const later: Expression = { kind: 'function', parameters: [], body: [body] }
        const callee: Expression = { kind: 'name', name: text }
        return [{ kind: 'expression', value: { kind: 'call', callee, values: [{ value: later }], line } }]
      }
      case 'for':
      case 'switch':
      case 'select':
      case 'type':
        return [{ kind: 'unknown', line: this.#skipBlock() }]
      default:
        return [this.#simple()]
    }
  }

  #skipBlock(): number {
    const { line } = this.token
    while (!this.is('{')) {
      if (this.isAt('end')) throw new NotUnderstood('a block')
      this.take()
    }
    for (let depth = 0; ; ) {
      if (this.isAt('end')) throw new NotUnderstood('a block')
      const { kind, text } = this.take()
      if (kind === 'mark' && text === '{') depth += 1
      if (kind === 'mark' && text === '}' && --depth === 0) return line
    }
  }

  #values(): Expression {
    const first = this.expression()
    if (!this.is(',')) return first
    const items = [first]
    while (this.takeIf(',')) items.push(this.expression())
    return { kind: 'list', items }
  }

  #simple(): Statement {
    const target = this.#values()
    const operator = this.token.text
    if (!this.isAt('mark') || !assignments.includes(operator)) return { kind: 'expression', value: target }
    this.take()
    return { kind: 'assign', targets: [target], operator, value: this.#values() }
  }

  #if(): Statement {
    this.take()
    this.noLiteral = true
    const first = this.#simple()
    const before = this.takeIf(';') ? [first] : []
    const last = before.length === 0 ? first : this.#simple()
    this.noLiteral = false
    if (last.kind !== 'expression') throw new NotUnderstood('if')
    const body = this.#block()
    const otherwise = this.takeIf('else') ? (this.is('if') ? [this.#if()] : this.#block()) : []
    return { kind: 'if', before, test: last.value, body, otherwise }
  }

  /** `map[string]string{…}`, `[]string{…}`, `[]byte(…)`, `make(chan …)`. */
  protected override special(): Expression | undefined {
    if (this.is('map')) {
      this.take()
      this.expect('[')
      this.takeName()
      this.expect(']')
      this.#type()
      return this.record()
    }
    if (this.is('[') && this.peek(1).text === ']') {
      this.take()
      this.take()
      this.#type()
      if (this.takeIf('{')) return { kind: 'list', items: this.items('}') }
      this.expect('(')
      const value = this.expression()
      this.expect(')')
      return value
    }
    if (this.is('make') && this.peek(1).text === '(' && this.peek(2).text === 'chan') {
      while (!this.takeIf(')')) this.take()
      return { kind: 'name', name: 'chan' }
    }
    return undefined
  }

  #type(): void {
    this.takeIf('*')
    const name = this.takeName()
    if (name === 'interface') {
      this.expect('{')
      this.expect('}')
    } else if (this.takeIf('.')) this.takeName()
  }
}

/** What a variable holds that only has a type. */
function zeroOf(type: Expression): Expression {
  if (type.kind === 'name' && type.name === 'string') return { kind: 'text', text: '' }
  if (type.kind === 'name' && type.name === 'int') return { kind: 'number', value: 0, isFloat: false }
  if (type.kind === 'member') return { kind: 'record', type, entries: [] }
  throw new NotUnderstood('a variable without a value')
}
