import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { markdownToHtml } from 'satteri'
import * as v from 'valibot'
import { parse } from 'yaml'
import { AuthorError } from '../lessons/author-error.ts'
import { escapeHtml } from '../lessons/escape.ts'

/** Where the project lies. The site is built and tested from its root. */
export const root = process.cwd()

/** A page of content/reference taken apart: its head, its prose, its marked code blocks by their mark. */
export interface ReferenceText<Head> {
  readonly head: Head
  readonly html: string
  /** Of blocks that begin with three backticks and `dockerfile bad`, by their mark: `bad`. */
  readonly blocks: ReadonlyMap<string, string>
}

/** The names of the pages in a folder of content/reference, in the order of the alphabet. */
export function pageNames(folder: string): readonly string[] {
  return readdirSync(join(root, 'content/reference', folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.replace(/\.md$/, ''))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** Reads a page. `link` gives the address of a word in the prose that names another page. Throws AuthorError. */
export async function readPage<Head>(
  folder: string,
  name: string,
  schema: v.GenericSchema<unknown, Head>,
  link: (word: string) => string | undefined,
): Promise<ReferenceText<Head>> {
  const where = join('content/reference', folder, `${name}.md`)
  const text = readFileSync(join(root, where), 'utf8')
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text)
  if (match === null) throw new AuthorError(where, 'front matter between two lines of ---', 'none')
  const read = v.safeParse(schema, parse(match[1] ?? ''))
  if (!read.success) {
    const [issue] = read.issues
    throw new AuthorError(where, `${v.getDotPath(issue) ?? 'front matter'}: ${issue.message}`, issue.received)
  }
  const blocks = new Map<string, string>()
  const prose = text.slice(match[0].length).replace(/^```dockerfile (\w+)\n([\s\S]*?)^```\n?/gm, (_, mark, code) => {
    blocks.set(String(mark), String(code))
    return ''
  })
  const { html } = await markdownToHtml(prose, { features: { smartPunctuation: true } })
  return { head: read.output, html: withLinks(html, link), blocks }
}

/** Names of pages made links: in running text, and where a piece of code is nothing but one. */
function withLinks(html: string, link: (word: string) => string | undefined): string {
  const linked = (word: string, shown: string): string => {
    const address = link(word)
    return address === undefined ? shown : `<a href="${address}">${shown}</a>`
  }
  return html.replace(/<code>(.*?)<\/code>|<[^>]+>|\bno-user\b|\b[A-Z][A-Za-z0-9]+\b/gs, (piece, code) =>
    typeof code === 'string' ? linked(code, piece) : piece.startsWith('<') ? piece : linked(piece, piece),
  )
}

/** A sentence of a page's head as HTML: what stands between backticks is code. */
export function inlineCode(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

/** The same as plain text. */
export function plainSentence(text: string): string {
  return text.replaceAll('`', '')
}
