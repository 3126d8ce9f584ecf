import { ExpressionReader } from './expression.ts'
import { type Expression, NotUnderstood, type Statement } from './syntax.ts'

/** Reads a JavaScript source. A statement at its outside that is not understood is *unknown*. */
export function readScript(source: string): readonly Statement[] {
  return new ScriptReader(source, 'javascript').program()
}

const assignments = ['=', '+=', '-=', '||=', '??=']

class ScriptReader extends ExpressionReader {
  program(): readonly Statement[] {
    const found: Statement[] = []
    while (!this.isAt('end')) found.push(this.#statement())
    return found
  }

  protected override functionBody(): readonly Statement[] {
    return this.#block()
  }

  #block(): readonly Statement[] {
    this.expect('{')
    const found: Statement[] = []
    while (!this.takeIf('}')) found.push(this.#statement())
    return found
  }

  #statement(): Statement {
    const { text, line } = this.token
    if (this.is('{')) return { kind: 'block', body: this.#block() }
    if (this.takeIf(';')) return { kind: 'block', body: [] }
    if (this.isAt('name')) {
      const known = this.#keyword(text, line)
      if (known !== undefined) return known
    }
    const value = this.expression()
    const operator = this.token.text
    const isAssignment = this.isAt('mark') && assignments.includes(operator)
    if (isAssignment) this.take()
    const statement: Statement = isAssignment
      ? { kind: 'assign', targets: [value], operator, value: this.expression() }
      : { kind: 'expression', value }
    this.#end(line)
    return statement
  }

  /** A semicolon, or a line's end. */
  #end(line: number): void {
    if (this.takeIf(';') || this.is('}') || this.isAt('end')) return
    if (this.token.line === line) throw new NotUnderstood(`line ${line}`)
  }

  #keyword(text: string, line: number): Statement | undefined {
    switch (text) {
      case 'const':
      case 'let':
      case 'var':
        return this.#declaration(line)
      case 'import':
        return this.peek(1).text === '.' || this.peek(1).text === '(' ? undefined : this.#import(line)
      case 'export':
        this.take()
        this.takeIf('default')
        return this.#statement()
      case 'async':
        if (this.peek(1).text !== 'function') return undefined
        this.take()
        return this.#function()
      case 'function':
        return this.#function()
      case 'if':
        return this.#if()
      case 'switch':
        return this.#switch()
      case 'return': {
        this.take()
        const isEmpty = this.is(';') || this.is('}') || this.token.line !== line
        const value = isEmpty ? undefined : this.expression()
        this.takeIf(';')
        return { kind: 'return', value }
      }
      case 'for':
      case 'while':
      case 'do':
      case 'class':
      case 'try':
      case 'throw':
        throw new NotUnderstood(text)
      default:
        return undefined
    }
  }

  #declaration(line: number): Statement {
    this.take()
    const body: Statement[] = []
    do {
      const target = this.expression()
      const value: Expression = this.takeIf('=') ? this.expression() : { kind: 'constant', value: undefined }
      body.push({ kind: 'assign', targets: [target], operator: ':=', value })
    } while (this.takeIf(','))
    this.#end(line)
    return { kind: 'block', body }
  }

  #function(): Statement {
    this.expect('function')
    const name = this.takeName()
    return { kind: 'function', name, decorators: [], parameters: this.parameters(), body: this.#block() }
  }

  #branch(): readonly Statement[] {
    return this.is('{') ? this.#block() : [this.#statement()]
  }

  #if(): Statement {
    this.take()
    this.expect('(')
    const test = this.expression()
    this.expect(')')
    const body = this.#branch()
    return { kind: 'if', before: [], test, body, otherwise: this.takeIf('else') ? this.#branch() : [] }
  }

  /** A switch whose cases end by break or return, as a chain of conditions. */
  #switch(): Statement {
    this.take()
    this.expect('(')
    const left = this.expression()
    this.expect(')')
    this.expect('{')
    const cases: { tests: Expression[]; isDefault: boolean; body: Statement[] }[] = []
    let open: (typeof cases)[number] = { tests: [], isDefault: false, body: [] }
    while (!this.takeIf('}')) {
      if (this.takeIf('case')) {
        open.tests.push({ kind: 'binary', operator: '==', left, right: this.expression() })
        this.expect(':')
      } else if (this.takeIf('default')) {
        this.expect(':')
        open.isDefault = true
      } else {
        const isBreak = this.takeIf('break')
        if (!isBreak) open.body.push(this.#statement())
        this.takeIf(';')
        if (isBreak || open.body.at(-1)?.kind === 'return') {
          cases.push(open)
          open = { tests: [], isDefault: false, body: [] }
        }
      }
    }
    cases.push(open)
    return cases.reduceRight<Statement>((rest, one) => chained(one, rest), { kind: 'block', body: [] })
  }

  #import(line: number): Statement {
    this.take()
    const names: (readonly [string, string])[] = []
    let as: string | undefined
    if (!this.isAt('text')) {
      if (this.isAt('name')) names.push(['default', this.take().text])
      this.takeIf(',')
      if (this.takeIf('*')) {
        this.expect('as')
        as = this.takeName()
      } else if (this.takeIf('{'))
        while (!this.takeIf('}')) {
          const name = this.takeName()
          names.push([name, this.takeIf('as') ? this.takeName() : name])
          if (!this.is('}')) this.expect(',')
        }
      this.expect('from')
    }
    if (!this.isAt('text')) throw new NotUnderstood('import')
    const module = this.take().text
    this.#end(line)
    return { kind: 'import', module, as, names, line }
  }
}

function chained(
  {
    tests,
    isDefault,
    body,
  }: { readonly tests: readonly Expression[]; readonly isDefault: boolean; readonly body: readonly Statement[] },
  rest: Statement,
): Statement {
  if (isDefault) return { kind: 'block', body }
  const [first, ...others] = tests
  if (first === undefined) return body.length === 0 ? rest : { kind: 'unknown', line: 0 }
  const test = others.reduce<Expression>((left, right) => ({ kind: 'binary', operator: '||', left, right }), first)
  return { kind: 'if', before: [], test, body, otherwise: [rest] }
}
