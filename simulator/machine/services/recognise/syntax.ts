/** What the readers of languages make of a source: as much of a syntax tree as small services need. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly isFloat: boolean }
  | { readonly kind: 'constant'; readonly value: boolean | undefined }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'template'; readonly parts: readonly (string | Slot)[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'call'; readonly callee: Expression; readonly values: readonly Argument[]; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'record'
      readonly type?: Expression
      readonly entries: readonly (readonly [Expression, Expression])[]
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly value: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'choice'
      readonly test: Expression
      readonly whenTrue: Expression
      readonly otherwise: Expression
    }
  | { readonly kind: 'function'; readonly parameters: readonly string[]; readonly body: readonly Statement[] }

/** A place in a template, and how its value is written there. */
export interface Slot {
  readonly value: Expression
  readonly format: string
}

/** What a call is given; `name` where it is given by name. */
export interface Argument {
  readonly name?: string
  readonly value: Expression
}

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression }
  | {
      readonly kind: 'assign'
      readonly targets: readonly Expression[]
      readonly operator: string
      readonly value: Expression
    }
  | {
      readonly kind: 'if'
      readonly before: readonly Statement[]
      readonly test: Expression
      readonly body: readonly Statement[]
      readonly otherwise: readonly Statement[]
    }
  | { readonly kind: 'return'; readonly value: Expression | undefined }
  | {
      readonly kind: 'function'
      readonly name: string
      readonly decorators: readonly Expression[]
      readonly parameters: readonly string[]
      readonly body: readonly Statement[]
    }
  | {
      readonly kind: 'class'
      readonly name: string
      readonly bases: readonly Expression[]
      readonly body: readonly Statement[]
    }
  /** `names` come from the module by their own names, as others; without, the module itself is meant. */
  | {
      readonly kind: 'import'
      readonly module: string
      readonly as: string | undefined
      readonly names: readonly (readonly [name: string, as: string])[]
      readonly line: number
    }
  | {
      readonly kind: 'try'
      readonly body: readonly Statement[]
      readonly handlers: readonly { readonly types: readonly string[]; readonly body: readonly Statement[] }[]
      readonly finally: readonly Statement[]
    }
  | { readonly kind: 'raise'; readonly value: Expression | undefined }
  | {
      readonly kind: 'with'
      readonly value: Expression
      readonly name: string | undefined
      readonly body: readonly Statement[]
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  /** Was not understood; matters only where it would run. */
  | { readonly kind: 'unknown'; readonly line: number }

/** Thrown where a source says what these readers do not understand: its program is then not simulated. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood'
}
