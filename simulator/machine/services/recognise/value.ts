import type { Scope } from './host.ts'
import { NotUnderstood, type Statement } from './syntax.ts'

/**
 * What an expression is worth, as far as it is known before the program runs. A text is a card's text: it may quote what is known only
 * later (`${query.name}`); `maybe` names what it stands for alone, so that one can ask whether it is there.
 */
export type Value =
  | { readonly kind: 'text'; readonly card: string; readonly maybe?: string }
  | { readonly kind: 'number'; readonly value: number; readonly isFloat: boolean }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly isTuple?: boolean }
  | { readonly kind: 'record'; readonly entries: ReadonlyMap<string, Value> }
  | FunctionValue
  | ClassValue
  | Thing
  /** The path of the request; `isWhole` with what follows the question mark. */
  | { readonly kind: 'path'; readonly isWhole: boolean }

export interface FunctionValue {
  readonly kind: 'function'
  readonly name: string
  readonly parameters: readonly string[]
  readonly body: readonly Statement[]
  readonly scope: Scope
}

export interface ClassValue {
  readonly kind: 'class'
  readonly name: string
  readonly bases: readonly Value[]
  readonly members: Scope
}

/** What a language brings, by its full name (`http.server.HTTPServer`), with what is set on it. */
export interface Thing {
  readonly kind: 'thing'
  readonly name: string
  readonly fields: Map<string, Value>
}

export const none: Value = { kind: 'none' }

export function textValue(text: string): Value {
  return { kind: 'text', card: text.replaceAll('$', '$$$$') }
}

/** What is not known before: a quote of the card. */
export function quoteValue(name: string): Value {
  return { kind: 'text', card: `\${${name}}`, maybe: name }
}

export function numberValue(value: number, isFloat = false): Value {
  return { kind: 'number', value, isFloat }
}

export function booleanValue(value: boolean): Value {
  return { kind: 'boolean', value }
}

export function thing(name: string, fields: readonly (readonly [string, Value])[] = []): Thing {
  return { kind: 'thing', name, fields: new Map(fields) }
}

/** The text of a text that quotes nothing. */
export function plainText(value: Value | undefined): string {
  const text = plainTextOf(value)
  if (text === undefined) throw new NotUnderstood('a text that is known')
  return text
}

export function plainTextOf(value: Value | undefined): string | undefined {
  if (value?.kind !== 'text') return undefined
  return /\$(?!\$)/.test(value.card.replaceAll('$$', '')) ? undefined : value.card.replaceAll('$$', '$')
}

/** A number, or a text of one. */
export function wholeNumber(value: Value | undefined): number {
  const number = value?.kind === 'number' ? value.value : Number(plainText(value).trim() || Number.NaN)
  if (!Number.isInteger(number)) throw new NotUnderstood('a whole number')
  return number
}
