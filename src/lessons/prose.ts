import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { markdownToHtml } from 'satteri'
import * as v from 'valibot'
import { parse } from 'yaml'
import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'

const folder = 'content/pages'
const headSchema = v.strictObject({ title: v.string(), description: v.string() })

/** A page that is nothing but text. */
export interface Prose extends Readonly<v.InferOutput<typeof headSchema>> {
  readonly html: string
}

/**
 * A page of content/pages by its name, in the language that is spoken, else in English. `link` gives the attributes of a link to a page of the site
 * by its path, as `href="…"`. Throws AuthorError.
 */
export async function readProse(name: string, link: (path: string) => string, root = process.cwd()): Promise<Prose> {
  const own = join(folder, name, `index.${words.frame.language}.md`)
  const where = existsSync(join(root, own)) ? own : join(folder, name, 'index.md')
  const text = readFileSync(join(root, where), 'utf8')
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text)
  if (match === null) throw new AuthorError(where, 'front matter between two lines of ---', 'none')
  const read = v.safeParse(headSchema, parse(match[1] ?? ''))
  if (!read.success) throw new AuthorError(where, read.issues[0].message, read.issues[0].received)
  const { html } = await markdownToHtml(text.slice(match[0].length), { features: { smartPunctuation: true } })
  return { ...read.output, html: html.replace(/\bhref="(\/[^"]*)"/g, (_, path: string) => link(path)) }
}
