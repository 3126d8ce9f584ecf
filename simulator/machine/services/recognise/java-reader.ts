import { ExpressionReader } from './expression.ts'
import { type Argument, type Expression, NotUnderstood, type Statement } from './syntax.ts'

export interface Annotation {
  readonly name: string
  readonly values: readonly Argument[]
}

export interface JavaParameter {
  readonly name: string
  readonly annotations: readonly Annotation[]
}

/** A method, or a field with its value. */
export interface JavaMember {
  readonly name: string
  readonly annotations: readonly Annotation[]
  readonly parameters: readonly JavaParameter[]
  /** Undefined where it was not understood. */
  readonly body: readonly Statement[] | undefined
  readonly value: Expression | undefined
}

export interface JavaClass {
  readonly name: string
  readonly annotations: readonly Annotation[]
  readonly members: readonly JavaMember[]
}

/** Reads the class of a Java source. Throws {@link NotUnderstood} where there is none. */
export function readJava(source: string): JavaClass {
  return new JavaReader(source, 'java').file()
}

class JavaReader extends ExpressionReader {
  file(): JavaClass {
    while (this.is('package') || this.is('import')) this.#skipTo(';')
    const annotations = this.#annotations()
    while (!this.is('class')) {
      if (!this.isAt('name') || this.is('interface') || this.is('enum') || this.is('record'))
        throw new NotUnderstood('a class')
      this.take()
    }
    this.take()
    const name = this.takeName()
    if (!this.is('{')) throw new NotUnderstood('what a class extends')
    this.take()
    const members: JavaMember[] = []
    while (!this.takeIf('}')) members.push(this.#member())
    return { name, annotations, members }
  }

  #skipTo(text: string): void {
    while (!this.takeIf(text)) {
      if (this.isAt('end')) throw new NotUnderstood(text)
      this.take()
    }
  }

  #annotations(): readonly Annotation[] {
    const found: Annotation[] = []
    while (this.takeIf('@')) {
      const name = this.takeName()
      const values: Argument[] = []
      if (this.takeIf('('))
        while (!this.takeIf(')')) {
          const named = this.isAt('name') && this.peek(1).text === '=' ? this.take().text : undefined
          if (named !== undefined) this.take()
          const value = this.is('{') ? this.#braced() : this.expression()
          values.push({ ...(named === undefined ? {} : { name: named }), value })
          if (!this.is(')')) this.expect(',')
        }
      found.push({ name, values })
    }
    return found
  }

  #braced(): Expression {
    this.expect('{')
    return { kind: 'list', items: this.items('}') }
  }

  #member(): JavaMember {
    const annotations = this.#annotations()
    const name = this.#declaredName()
    if (this.is('(')) {
      const parameters = this.#parameters()
      if (this.takeIf('throws')) while (!this.is('{')) this.take()
      return { name, annotations, parameters, body: this.#body(), value: undefined }
    }
    const value = this.takeIf('=') ? this.expression() : undefined
    this.expect(';')
    return { name, annotations, parameters: [], body: undefined, value }
  }

  /** The last name of modifiers, a type and a name; types may have types in angles. */
  #declaredName(): string {
    let name = ''
    for (let depth = 0; ; this.take()) {
      if (depth === 0 && name !== '' && ['(', '=', ';', ',', ')'].some((mark) => this.is(mark))) return name
      if (this.isAt('name')) name = this.token.text
      else if (this.is('<')) depth += 1
      else if (this.is('>')) depth -= 1
      else if (!['.', ',', '?', '[', ']'].some((mark) => this.is(mark)))
        throw new NotUnderstood(`line ${this.token.line}`)
    }
  }

  #parameters(): readonly JavaParameter[] {
    this.expect('(')
    const found: JavaParameter[] = []
    while (!this.takeIf(')')) {
      const annotations = this.#annotations()
      found.push({ annotations, name: this.#declaredName() })
      if (!this.is(')')) this.expect(',')
    }
    return found
  }

  /** What a method does; undefined, and skipped, where it is not understood. */
  #body(): readonly Statement[] | undefined {
    const start = this.place
    try {
      return this.#block()
    } catch (thrown) {
      if (!(thrown instanceof NotUnderstood)) throw thrown
    }
    this.goTo(start)
    for (let depth = 0; ; ) {
      if (this.isAt('end')) throw new NotUnderstood('a body')
      const { kind, text } = this.take()
      if (kind === 'mark' && text === '{') depth += 1
      if (kind === 'mark' && text === '}' && --depth === 0) return undefined
    }
  }

  #block(): readonly Statement[] {
    this.expect('{')
    const found: Statement[] = []
    while (!this.takeIf('}')) found.push(this.#statement())
    return found
  }

  #statement(): Statement {
    if (this.is('{')) return { kind: 'block', body: this.#block() }
    if (this.takeIf('return')) {
      const value = this.is(';') ? undefined : this.expression()
      this.expect(';')
      return { kind: 'return', value }
    }
    if (this.takeIf('if')) {
      this.expect('(')
      const test = this.expression()
      this.expect(')')
      const body = [this.#statement()]
      return { kind: 'if', before: [], test, body, otherwise: this.takeIf('else') ? [this.#statement()] : [] }
    }
    if (['for', 'while', 'switch', 'try', 'throw', 'do'].some((word) => this.is(word)))
      throw new NotUnderstood(this.token.text)
    const start = this.place
    const isDeclared = this.isAt('name') && (this.peek(1).kind === 'name' || this.peek(1).text === '<')
    if (isDeclared) {
      const name = this.#declaredName()
      this.expect('=')
      const value = this.expression()
      this.expect(';')
      return { kind: 'assign', targets: [{ kind: 'name', name }], operator: ':=', value }
    }
    this.goTo(start)
    const target = this.expression()
    if (!this.takeIf('=')) {
      this.expect(';')
      return { kind: 'expression', value: target }
    }
    const value = this.expression()
    this.expect(';')
    return { kind: 'assign', targets: [target], operator: '=', value }
  }
}
