import type { ByteText } from '../bytes.ts'

/** What can stand on the left of `=`. */
export type Target =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly number: Expression }
  | { readonly kind: 'element'; readonly array: string; readonly keys: readonly Expression[] }

/** Expressions of awk. Source: POSIX awk, "Expressions in awk". */
export type Expression =
  | Target
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: ByteText }
  | { readonly kind: 'regex'; readonly source: ByteText }
  | { readonly kind: 'assign'; readonly operator: string; readonly target: Target; readonly value: Expression }
  | { readonly kind: 'step'; readonly target: Target; readonly by: 1 | -1; readonly isBefore: boolean }
  | {
      readonly kind: 'choose'
      readonly condition: Expression
      readonly then: Expression
      readonly otherwise: Expression
    }
  | { readonly kind: 'either' | 'both' | 'join'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'compute' | 'compare'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'match'; readonly isNegated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'member'; readonly keys: readonly Expression[]; readonly array: string }
  | { readonly kind: 'not' | 'negate' | 'plus' | 'group'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'own'; readonly name: string; readonly arguments: readonly Expression[] }
  | {
      readonly kind: 'getline'
      readonly from: 'input' | 'file' | 'command'
      readonly source: Expression | undefined
      readonly target: Target | undefined
    }

/** Where print writes. */
export interface Redirection {
  readonly how: '>' | '>>' | '|'
  readonly to: Expression
}

/** Statements of awk. */
export type Statement =
  | { readonly kind: 'do'; readonly expression: Expression }
  | {
      readonly kind: 'print' | 'printf'
      readonly values: readonly Expression[]
      readonly redirection: Redirection | undefined
    }
  | { readonly kind: 'block'; readonly statements: readonly Statement[] }
  | {
      readonly kind: 'if'
      readonly condition: Expression
      readonly then: Statement
      readonly otherwise: Statement | undefined
    }
  | {
      readonly kind: 'loop'
      readonly first: Statement | undefined
      readonly condition: Expression | undefined
      readonly last: Statement | undefined
      readonly body: Statement
      readonly isChecked: boolean
    }
  | { readonly kind: 'each'; readonly name: string; readonly array: string; readonly body: Statement }
  | { readonly kind: 'delete'; readonly array: string; readonly keys: readonly Expression[] | undefined }
  | { readonly kind: 'break' | 'continue' | 'next' | 'nextfile' }
  | { readonly kind: 'exit' | 'return'; readonly value: Expression | undefined }

/** A pattern and what is done where it holds; no body prints the record. */
export interface Rule {
  readonly when: 'begin' | 'end' | 'record'
  readonly pattern: Expression | undefined
  /** The second pattern of a range. */
  readonly until: Expression | undefined
  readonly body: Statement | undefined
}

/** A function of the program; `arrays` says which parameters are used as arrays. */
export interface OwnFunction {
  readonly parameters: readonly string[]
  readonly body: Statement
  readonly arrays: Set<string>
}

export interface AwkProgram {
  readonly rules: readonly Rule[]
  readonly functions: ReadonlyMap<string, OwnFunction>
}

/** A program that cannot be read: at which line, and near which word. */
export class AwkSyntaxError extends Error {
  override readonly name = 'AwkSyntaxError'
  readonly line: number
  readonly near: string
  constructor(line: number, near: string, message = `syntax error at or near ${near}`) {
    super(message)
    this.line = line
    this.near = near
  }
}
