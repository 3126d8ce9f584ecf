import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'
import { escapeHtml } from './escape.ts'

const folder = 'content/glossary'
const where = `${folder}/terms.yaml`
const sentence = v.pipe(v.string(), v.minLength(10))

/** What a term says, in one language. */
const saidSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  term: v.string(),
  forms: v.array(v.string()),
  short: v.pipe(sentence, v.maxLength(160)),
  more: v.optional(sentence),
})
const termSchema = v.strictObject({ ...saidSchema.entries, see: v.optional(v.array(v.string()), []) })

/** A word of the course: its address in the glossary, how it is written, what it means in a sentence, and what more there is to say. */
export type Term = Readonly<v.InferOutput<typeof termSchema>>

/** The glossary in its own order, in the language that is spoken. `root` is the project's root. Throws AuthorError. */
export function readGlossary(root: string): readonly Term[] {
  const terms = readTerms(root, where, termSchema)
  const known = new Set(terms.map(({ id }) => id))
  for (const { id, see } of terms)
    for (const other of see)
      if (!known.has(other)) throw new AuthorError(where, `a term that is there, in “see” of ${id}`, other)
  return words.frame.language === 'en' ? terms : translated(root, terms)
}

/** The terms as `terms.de.yaml` says them, each of them once. A lesson in English that stands on a German page finds them by their English words too. */
function translated(root: string, terms: readonly Term[]): readonly Term[] {
  const own = `${folder}/terms.${words.frame.language}.yaml`
  const said = readTerms(root, own, saidSchema)
  const ids = terms.map(({ id }) => id).join(', ')
  const found = said.map(({ id }) => id).join(', ')
  if (ids !== found) throw new AuthorError(own, `the terms of ${where}: ${ids}`, found)
  return terms.map((english, at) => {
    const forms = [...(said[at]?.forms ?? []), english.term, ...english.forms]
    return { ...english, ...said[at], forms }
  })
}

function readTerms<One>(root: string, file: string, schema: v.GenericSchema<unknown, One>): readonly One[] {
  const read = v.safeParse(v.array(schema), parse(readFileSync(join(root, file), 'utf8')))
  if (read.success) return read.output
  const [issue] = read.issues
  throw new AuthorError(file, `${v.getDotPath(issue) ?? 'a list'}: ${issue.message}`, issue.received)
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
