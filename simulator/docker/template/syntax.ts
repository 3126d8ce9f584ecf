/** A template as it is read. Source: Go, text/template/parse. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'show'; readonly pipe: Pipe }
  | {
      readonly kind: 'if' | 'with'
      readonly pipe: Pipe
      readonly then: readonly Part[]
      readonly otherwise: readonly Part[]
    }
  | { readonly kind: 'range'; readonly pipe: Pipe; readonly then: readonly Part[]; readonly otherwise: readonly Part[] }
  | { readonly kind: 'break' | 'continue' }

/** Commands of which each takes the one before as its last word. */
export interface Pipe {
  /** Variables that it is given to: `$i, $e :=`. */
  readonly variables: readonly string[]
  /** `=` in place of `:=`. */
  readonly isAssignment: boolean
  readonly commands: readonly (readonly Operand[])[]
}

export type Operand = {
  /** Where it begins in its line, from 0. */
  readonly column: number
  readonly text: string
} & (
  | { readonly kind: 'field'; readonly names: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly names: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'nil' }
)

/** Thrown for a template that cannot be read or carried out; the message is Go's. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
}
