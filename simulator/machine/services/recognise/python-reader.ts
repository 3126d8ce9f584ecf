import { ExpressionReader } from './expression.ts'
import { type Expression, NotUnderstood, type Statement } from './syntax.ts'

/** Reads a Python source. A statement that is not understood is *unknown*, so that it matters only where it would run. */
export function readPython(source: string): readonly Statement[] {
  const reader = new PythonReader(source, 'python')
  return reader.block(reader.token.indent)
}

const assignments = ['=', '+=', '-=', '*=']

class PythonReader extends ExpressionReader {
  /** The statements at an indentation; stands at the newline before the first of them. */
  block(indent: number): readonly Statement[] {
    const found: Statement[] = []
    while (this.isAt('newline') && this.token.indent === indent && this.peek(1).kind !== 'end') {
      this.take()
      found.push(...this.#lineOf(indent))
    }
    return found
  }

  #lineOf(indent: number): readonly Statement[] {
    const start = this.place
    try {
      const found = [this.#statement(indent)]
      while (this.takeIf(';')) if (!this.isAt('newline')) found.push(this.#statement(indent))
      if (!this.isAt('newline')) throw new NotUnderstood(`line ${this.token.line}`)
      return found
    } catch (thrown) {
      if (!(thrown instanceof NotUnderstood)) throw thrown
      this.goTo(start)
      return [this.#skip(indent)]
    }
  }

  /** Skips a statement with all that is indented below it. */
  #skip(indent: number): Statement {
    const { line } = this.token
    while (this.token.kind !== 'end' && !(this.isAt('newline') && this.token.indent <= indent)) this.take()
    return { kind: 'unknown', line }
  }

  #statement(indent: number): Statement {
    const { text, line } = this.token
    if (this.token.kind === 'mark' && text === '@') return this.#decorated(indent)
    if (this.token.kind === 'name') {
      const known = this.#keyword(text, indent, line)
      if (known !== undefined) return known
    }
    return this.#assignment()
  }

  #keyword(text: string, indent: number, line: number): Statement | undefined {
    switch (text) {
      case 'pass':
        this.take()
        return { kind: 'block', body: [] }
      case 'import':
      case 'from':
        return this.#import(line)
      case 'if':
        return this.#if(indent)
      case 'def':
      case 'async':
        return this.#function(indent, [])
      case 'class':
        return this.#class(indent)
      case 'return':
        this.take()
        return { kind: 'return', value: this.#atEnd() ? undefined : this.#tuple() }
      case 'raise':
        this.take()
        return { kind: 'raise', value: this.#atEnd() ? undefined : this.expression() }
      case 'try':
        return this.#try(indent)
      case 'with':
        return this.#with(indent)
      case 'for':
      case 'while':
      case 'del':
      case 'assert':
      case 'match':
      case 'yield':
      case 'global':
      case 'nonlocal':
        if (this.peek(1).text === '=' || this.peek(1).text === '(') return undefined
        throw new NotUnderstood(text)
      default:
        return undefined
    }
  }

  #endLine(): void {
    const { kind } = this.take()
    if (kind !== 'newline') throw new NotUnderstood('the end of a line')
  }

  #atEnd(): boolean {
    return this.isAt('newline') || this.is(';')
  }

  #assignment(): Statement {
    const first = this.#tuple()
    if (this.is(':') && first.kind === 'name') {
      this.take()
      this.expression()
    }
    if (this.token.kind !== 'mark' || !assignments.includes(this.token.text))
      return { kind: 'expression', value: first }
    const targets = [first]
    const operator = this.take().text
    let value = this.#tuple()
    while (operator === '=' && this.takeIf('=')) {
      targets.push(value)
      value = this.#tuple()
    }
    return { kind: 'assign', targets, operator, value }
  }

  #tuple(): Expression {
    const first = this.expression()
    if (!this.is(',')) return first
    const items = [first]
    while (this.takeIf(',')) if (!this.#atEnd()) items.push(this.expression())
    return { kind: 'list', items }
  }

  #body(indent: number): readonly Statement[] {
    this.expect(':')
    if (!this.isAt('newline')) {
      const found = [this.#statement(indent)]
      while (this.takeIf(';')) if (!this.isAt('newline')) found.push(this.#statement(indent))
      return found
    }
    if (this.token.indent <= indent) throw new NotUnderstood('an empty block')
    return this.block(this.token.indent)
  }

  /** Whether a word stands at the same indentation on the next line; takes it. */
  #follows(indent: number, word: string): boolean {
    if (!this.isAt('newline') || this.token.indent !== indent || this.peek(1).text !== word) return false
    this.take()
    this.take()
    return true
  }

  #if(indent: number): Statement {
    this.take()
    const test = this.expression()
    const body = this.#body(indent)
    if (this.isAt('newline') && this.token.indent === indent && this.peek(1).text === 'elif') {
      this.take()
      return { kind: 'if', before: [], test, body, otherwise: [this.#if(indent)] }
    }
    return { kind: 'if', before: [], test, body, otherwise: this.#follows(indent, 'else') ? this.#body(indent) : [] }
  }

  #decorated(indent: number): Statement {
    const decorators: Expression[] = []
    while (this.takeIf('@')) {
      decorators.push(this.expression())
      this.#endLine()
    }
    if (this.is('class')) throw new NotUnderstood('a decorated class')
    return this.#function(indent, decorators)
  }

  #function(indent: number, decorators: readonly Expression[]): Statement {
    this.takeIf('async')
    this.expect('def')
    const name = this.takeName()
    const parameters = this.parameters()
    if (this.takeIf('->')) this.expression()
    return { kind: 'function', name, decorators, parameters, body: this.#body(indent) }
  }

  #class(indent: number): Statement {
    this.take()
    const name = this.takeName()
    const bases: Expression[] = []
    if (this.takeIf('('))
      while (!this.takeIf(')')) {
        bases.push(this.expression())
        if (!this.is(')')) this.expect(',')
      }
    return { kind: 'class', name, bases, body: this.#body(indent) }
  }

  #import(line: number): Statement {
    if (this.takeIf('import')) {
      const found: Statement[] = []
      do {
        const module = this.#dotted()
        found.push({ kind: 'import', module, as: this.takeIf('as') ? this.takeName() : undefined, names: [], line })
      } while (this.takeIf(','))
      return { kind: 'block', body: found }
    }
    this.expect('from')
    const module = this.#dotted()
    this.expect('import')
    const isGrouped = this.takeIf('(')
    const names: (readonly [string, string])[] = []
    do {
      if (isGrouped && this.is(')')) break
      const name = this.takeIf('*') ? '*' : this.takeName()
      names.push([name, this.takeIf('as') ? this.takeName() : name])
    } while (this.takeIf(','))
    if (isGrouped) this.expect(')')
    return { kind: 'import', module, as: undefined, names, line }
  }

  #dotted(): string {
    let name = this.takeName()
    while (this.takeIf('.')) name += `.${this.takeName()}`
    return name
  }

  #try(indent: number): Statement {
    this.take()
    const body = this.#body(indent)
    const handlers: { readonly types: readonly string[]; readonly body: readonly Statement[] }[] = []
    while (this.#follows(indent, 'except')) {
      const types = this.is(':') ? ['BaseException'] : typeNames(this.expression())
      if (this.takeIf('as')) this.takeName()
      handlers.push({ types, body: this.#body(indent) })
    }
    const rest = this.#follows(indent, 'else') ? this.#body(indent) : []
    const last = this.#follows(indent, 'finally') ? this.#body(indent) : []
    return { kind: 'try', body: [...body, ...rest], handlers, finally: last }
  }

  #with(indent: number): Statement {
    this.take()
    const value = this.expression()
    const name = this.takeIf('as') ? this.takeName() : undefined
    return { kind: 'with', value, name, body: this.#body(indent) }
  }
}

function typeNames(expression: Expression): readonly string[] {
  if (expression.kind === 'list') return expression.items.flatMap(typeNames)
  return [expression.kind === 'name' || expression.kind === 'member' ? expression.name : '']
}
