import { type LexedWord, lex, type Variables } from './lexer.ts'

/** What a word such as `3<<-"EOF"` says of its here-document. */
export interface HeredocStart {
  /** Name without quotes. */
  readonly name: string
  readonly expand: boolean
  readonly stripTabs: boolean
  readonly descriptor: number
}

const noVariables: Variables = { get: () => undefined }

/**
 * Reads a word as the start of a here-document; undefined when it is none. The word is taken whole: `<<EOF cat` is none, `<< EOF` is
 * one. Whether the entire text of a RUN is its here-document is settled by this.
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go, ParseHeredoc.
 */
export function parseHeredocWord(word: string): HeredocStart | undefined {
  const match = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(word)
  const rest = match?.[3] ?? ''
  if (match === null || rest === '') return undefined
  const bare = lex(rest, noVariables, { escape: '\\', keepUnset: true })
  const quoted = lex(rest, noVariables, { escape: '\\', keepUnset: true, rawQuotes: true })
  const [name, ...others] = bare.words
  if (name === undefined || others.length > 0 || quoted.words.length !== 1) return undefined
  return {
    name: name.text,
    expand: name.text === quoted.words[0]?.text,
    stripTabs: match[2] === '-',
    descriptor: Number(match[1] ?? 0),
  }
}

/**
 * The here-documents that a logical line starts, with where their words stand in it. None at all when the line cannot be split into
 * words, as with a quote that never ends.
 */
export function heredocStarts(line: string): readonly { readonly start: HeredocStart; readonly word: LexedWord }[] {
  const lexed = lex(line, noVariables, { escape: '\\', rawQuotes: true, rawEscapes: true, keepUnset: true })
  return lexed.words.flatMap((word) => {
    const start = word.text.includes('<<') ? parseHeredocWord(word.text) : undefined
    return start === undefined ? [] : [{ start, word }]
  })
}

/** A body as it is used: the leading tabs of each line removed where `<<-` asks for it. */
export function heredocContent(heredoc: { readonly body: string; readonly stripTabs: boolean }): string {
  return heredoc.stripTabs ? heredoc.body.replace(/^\t+/gm, '') : heredoc.body
}
