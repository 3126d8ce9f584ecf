import type { Node, Time } from '../../../filesystem/tree.ts'

/** What find looks at: an entry and where it was met. */
export interface Visit {
  /** As it is printed: the starting point and the names below it. */
  readonly path: string
  readonly node: Node
  /** The starting point as it was given. */
  readonly start: string
  readonly depth: number
}

/** A size, time or count to compare with: more than (`+n`), less than (`-n`) or just. */
export interface Bound {
  readonly sign: '+' | '-' | ''
  readonly number: number
}

/** One expression of find. */
export type Expression =
  | { readonly kind: 'and' | 'or' | 'comma'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly inner: Expression }
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'name' | 'path' | 'link name'; readonly pattern: string; readonly ignoreCase: boolean }
  | { readonly kind: 'regex'; readonly matches: (path: string) => boolean }
  | { readonly kind: 'type'; readonly letters: string }
  | { readonly kind: 'permission'; readonly how: 'all' | 'any' | 'exact'; readonly mode: number }
  | { readonly kind: 'size'; readonly bound: Bound; readonly unit: number }
  | { readonly kind: 'count'; readonly of: 'links' | 'inode' | 'user' | 'group'; readonly bound: Bound }
  | { readonly kind: 'age'; readonly bound: Bound; readonly unit: number }
  | { readonly kind: 'newer'; readonly than: Time }
  | { readonly kind: 'same file'; readonly as: string }
  | { readonly kind: 'access'; readonly wanted: 'r' | 'w' | 'x' }
  | { readonly kind: 'empty' | 'no user' | 'no group' | 'prune' | 'quit' | 'delete' | 'list' }
  | { readonly kind: 'print'; readonly end: string; readonly file?: string }
  | { readonly kind: 'printf'; readonly form: string; readonly file?: string }
  | {
      readonly kind: 'run'
      readonly words: readonly string[]
      readonly gathers: boolean
      readonly inDirectory: boolean
      readonly asks: boolean
      /** What `{} +` gathered. */
      readonly gathered: string[]
    }

/** A whole command line of find. */
export interface Search {
  readonly starts: readonly string[]
  readonly expression: Expression
  readonly follows: 'never' | 'operands' | 'always'
  readonly minDepth: number
  readonly maxDepth: number
  /** What is in a directory before the directory. */
  readonly depthFirst: boolean
  readonly sameMount: boolean
}

/** Whether an expression prints or does something by itself, so that nothing else is printed. */
export function hasAction(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'comma':
      return hasAction(expression.left) || hasAction(expression.right)
    case 'not':
      return hasAction(expression.inner)
    default:
      return ['delete', 'print', 'printf', 'run', 'list'].includes(expression.kind)
  }
}
