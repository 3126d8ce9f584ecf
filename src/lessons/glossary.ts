import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { AuthorError } from './author-error.ts'
import { escapeHtml } from './escape.ts'

const where = 'content/glossary/terms.yaml'
const sentence = v.pipe(v.string(), v.minLength(10))

const termsSchema = v.array(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
    term: v.string(),
    forms: v.array(v.string()),
    short: v.pipe(sentence, v.maxLength(160)),
    more: v.optional(sentence),
    see: v.optional(v.array(v.string()), []),
  }),
)

/** A word of the course: its address in the glossary, how it is written, what it means in a sentence, and what more there is to say. */
export type Term = Readonly<v.InferOutput<typeof termsSchema>[number]>

/** The glossary in its own order. `root` is the project's root. Throws AuthorError. */
export function readGlossary(root: string): readonly Term[] {
  const read = v.safeParse(termsSchema, parse(readFileSync(join(root, where), 'utf8')))
  if (!read.success) {
    const [issue] = read.issues
    throw new AuthorError(where, `${v.getDotPath(issue) ?? 'a list'}: ${issue.message}`, issue.received)
  }
  const terms = read.output
  const known = new Set(terms.map(({ id }) => id))
  for (const { id, see } of terms)
    for (const other of see)
      if (!known.has(other)) throw new AuthorError(where, `a term that is there, in “see” of ${id}`, other)
  return terms
}

/** The term that a word in a text stands for: by its address, its name or another form of it. */
export function termOf(word: string, terms: readonly Term[]): Term | undefined {
  const meant = word.toLowerCase()
  return terms.find(({ id, term, forms }) => [id, term, ...forms].some((form) => form.toLowerCase() === meant))
}

/**
 * A word of the prose as a link to its entry, `:term[layers]`; `of` names the entry where the word is none of its forms. The address is relative to a
 * lesson, so that it holds wherever the site is served from. Throws AuthorError.
 */
export function termHtml(word: string, of: string | null | undefined, terms: readonly Term[], file: string): string {
  const term = termOf(of ?? word, terms)
  if (term === undefined)
    throw new AuthorError(file, `a term of ${where}: ${terms.map(({ id }) => id).join(', ')}`, `:term[${word}]`)
  return `<a class="term" href="../../glossary/#${term.id}">${escapeHtml(word)}</a>`
}

/** The terms that a text marks, by their addresses, each once. */
export function termsIn(markdown: string, terms: readonly Term[]): readonly string[] {
  const marked = [...markdown.matchAll(/:term\[([^\]]+)\](?:\{of=([a-z0-9-]+)\})?/g)]
  return [...new Set(marked.flatMap(([, word = '', of]) => termOf(of ?? word, terms)?.id ?? []))]
}
