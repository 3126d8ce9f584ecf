/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A filter takes a value and gives any number of them. */
export type Filter = (input: Json) => readonly Json[]

/** What a filter says when it cannot go on: an error of jq, or a part of the language that is not simulated. */
export class FilterError extends Error {
  override readonly name = 'FilterError'
  readonly isUnknown: boolean
  constructor(message: string, isUnknown = false) {
    super(message)
    this.isUnknown = isUnknown
  }
}

/** Ends a filter with an error of jq. */
export function fail(message: string): never {
  throw new FilterError(message)
}
