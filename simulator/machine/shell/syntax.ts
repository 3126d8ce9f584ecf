import type { Range } from '../../values/range.ts'

/*
 * The syntax of the shell language as the parser gives it. Source: POSIX.1-2024, Shell Command Language, 2.10; what dash, busybox ash and
 * bash add is marked.
 */

/** A word before expansion: its parts one after another. */
export type Word = readonly Part[]

/** `quoted` parts are neither split nor taken as a pattern. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | Parameter
  | { readonly kind: 'command'; readonly list: List; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean }

/** `$name`, `${name}` and what may stand after the name. */
export interface Parameter {
  readonly kind: 'parameter'
  /** A name, a number, or one of `@*#?-$!`. */
  readonly name: string
  readonly quoted: boolean
  readonly operation: Operation | undefined
  /** bash: `${name[index]}`; `@` and `*` stand for all elements. */
  readonly index?: Word
  /** bash: `${!name}`. */
  readonly isIndirect?: boolean
}

export type Operation =
  | { readonly kind: 'length' }
  /** `-` `=` `?` `+`, with a colon when an empty value counts as none. */
  | { readonly kind: '-' | '=' | '?' | '+'; readonly colon: boolean; readonly word: Word }
  | { readonly kind: '#' | '##' | '%' | '%%'; readonly pattern: Word }
  /** ash, bash. */
  | { readonly kind: 'slice'; readonly from: Word; readonly length: Word | undefined }
  | {
      readonly kind: 'replace'
      readonly how: 'first' | 'all' | 'start' | 'end'
      readonly pattern: Word
      readonly by: Word
    }
  /** bash. */
  | { readonly kind: 'case'; readonly how: '^' | '^^' | ',' | ',,'; readonly pattern: Word }
  | { readonly kind: 'transform'; readonly letter: string }
  /** Not understood in this dialect; an error when it is expanded. `text` is all between the braces. */
  | { readonly kind: 'bad'; readonly text: string }

export interface Assignment {
  readonly name: string
  readonly value: Word
  /** `+=` (ash, bash). */
  readonly appends: boolean
  /** bash: `name[index]=`. */
  readonly index?: Word
  /** bash: `name=(…)`. */
  readonly elements?: readonly Word[]
}

export interface Redirect {
  readonly descriptor: number
  readonly operator: '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '<<' | '<<<' | '&>' | '&>>'
  /** A file, a descriptor, or the body of a here-document. */
  readonly target: Word
}

export interface SimpleCommand {
  readonly kind: 'simple'
  readonly assignments: readonly Assignment[]
  readonly words: readonly Word[]
  /** Where each of `words` stands in the text that was parsed. */
  readonly ranges: readonly Range[]
  readonly redirects: readonly Redirect[]
  /** From 1. */
  readonly line: number
}

export interface CaseItem {
  readonly patterns: readonly Word[]
  readonly body: List
  readonly end: ';;' | ';&' | ';;&'
}

/** What may stand between `[[` and `]]` (ash, bash). */
export type Condition =
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Word }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }

/** A compound command without its redirections. */
export type Compound =
  | { readonly kind: 'subshell' | 'group'; readonly body: List }
  | { readonly kind: 'if'; readonly clauses: readonly IfClause[]; readonly otherwise: List | undefined }
  | { readonly kind: 'while' | 'until'; readonly condition: List; readonly body: List }
  /** Without `words` it goes over the parameters. */
  | {
      readonly kind: 'for'
      readonly name: string
      readonly words: readonly Word[] | undefined
      readonly body: List
      readonly line: number
      /** As written, up to the words' end. */
      readonly source: string
    }
  | {
      readonly kind: 'case'
      readonly word: Word
      readonly items: readonly CaseItem[]
      readonly line: number
      readonly source: string
    }
  /** bash. */
  | { readonly kind: 'count'; readonly first: Word; readonly condition: Word; readonly step: Word; readonly body: List }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly line: number }
  | { readonly kind: 'condition'; readonly condition: Condition; readonly line: number }

export interface IfClause {
  readonly condition: List
  readonly body: List
}

export type Command =
  | SimpleCommand
  | {
      readonly kind: 'compound'
      readonly command: Compound
      readonly redirects: readonly Redirect[]
      readonly line: number
    }
  | { readonly kind: 'function'; readonly name: string; readonly body: Command; readonly line: number }

export interface Pipeline {
  readonly negated: boolean
  /** bash: `time` before it. */
  readonly isTimed: boolean
  readonly commands: readonly Command[]
}

export interface AndOr {
  readonly first: Pipeline
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[]
  readonly inBackground: boolean
}

/** Commands one after another. */
export type List = readonly AndOr[]

/** The text of a word that is one piece of unquoted text, for reserved words and names; else undefined. */
export function plainText(word: Word): string | undefined {
  const [part] = word
  return word.length === 1 && part?.kind === 'text' && !part.quoted ? part.text : undefined
}

/** A part of a word that is a piece of unquoted text. */
export function plainWord(text: string): Part {
  return { kind: 'text', text, quoted: false }
}
