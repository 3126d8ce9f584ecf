import { type Lexed, lex, type Variables } from './lexer.ts'
import { quoteGo } from './quote.ts'

export type { Variables } from './lexer.ts'

/** The escape character of the file; `\` unless it says otherwise. */
export interface ExpandOptions {
  readonly escape?: '\\' | '`'
}

/** A text after expansion. */
export interface Expansion {
  /** Empty when there is an error. */
  readonly value: string
  /** Names of the variables that were read, set or not, each once. */
  readonly used: readonly string[]
  /** Those of them that are not set. */
  readonly undefined: readonly string[]
  /** The builder's own words: `failed to process "…": …`. */
  readonly error?: string
}

/** As {@link Expansion}, split into words. */
export interface WordsExpansion {
  readonly values: readonly string[]
  readonly used: readonly string[]
  readonly undefined: readonly string[]
  readonly error?: string
}

const plain = /^[^$'"\\`\ufeff]*$/

/**
 * One word expanded: variables put in, quotes and escapes removed. This is what FROM, ENV, LABEL, ARG, COPY, ADD, WORKDIR, USER, VOLUME,
 * STOPSIGNAL and the values of `--mount` go through. Source: moby/buildkit frontend/dockerfile/shell/lex.go, ProcessWord.
 */
export function expandWord(text: string, variables: Variables, options: ExpandOptions = {}): Expansion {
  if (plain.test(text)) return { value: text, used: [], undefined: [] }
  const lexed = lex(text, variables, { escape: options.escape ?? '\\' })
  return { value: lexed.text, ...readsOf(text, lexed) }
}

/** A word expanded and split at white space that is not quoted, also that which came out of a variable: what EXPOSE does. Source: as above, ProcessWords. */
export function expandWords(text: string, variables: Variables, options: ExpandOptions = {}): WordsExpansion {
  const lexed = lex(text, variables, { escape: options.escape ?? '\\' })
  return { values: lexed.words.map((word) => word.text), ...readsOf(text, lexed) }
}

/**
 * The text of a RUN as a step's name shows it: variables put in, quotes kept, escapes removed, what is not set left as written. A text
 * that cannot be read is shown as it is. Source: moby/buildkit dockerfile2llb/convert.go, dispatchRun; a recorded docker.
 */
export function expandForDisplay(text: string, variables: Variables, options: ExpandOptions = {}): string {
  if (plain.test(text)) return text
  const lexed = lex(text, variables, { escape: options.escape ?? '\\', rawQuotes: true, keepUnset: true })
  return lexed.error === undefined ? lexed.text : text
}

/**
 * The body of a here-document of COPY or ADD: variables put in, quotes are ordinary characters, the escape character is always `\`.
 * Source: moby/buildkit dockerfile2llb/convert.go, ExpandRaw.
 */
export function expandHeredocBody(body: string, variables: Variables): Expansion {
  const lexed = lex(body, variables, { escape: '\\', plainQuotes: true })
  return { value: lexed.text, ...readsOf(body, lexed) }
}

function readsOf(text: string, lexed: Lexed): Omit<Expansion, 'value'> {
  const reads = { used: lexed.used, undefined: lexed.unset }
  return lexed.error === undefined ? reads : { ...reads, error: `failed to process ${quoteGo(text)}: ${lexed.error}` }
}
