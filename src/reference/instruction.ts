import * as v from 'valibot'
import { AuthorError } from '../lessons/author-error.ts'
import { playScene } from '../lessons/play.ts'
import { workbenchHtml } from '../lessons/workbench-html.ts'
import type { Project, ProjectFile } from '../state/project.ts'
import { pageNames, readPage, root } from './page.ts'

const head = v.strictObject({
  summary: v.string(),
  /** When it does its work. */
  runs: v.picklist(['build', 'start', 'both']),
  /** What it adds to the image. */
  adds: v.string(),
  /** What the cache compares. */
  key: v.string(),
  files: v.optional(v.record(v.string(), v.string()), {}),
})

/** An instruction's page. */
export interface InstructionPage extends Omit<v.InferOutput<typeof head>, 'files'> {
  readonly keyword: string
  readonly slug: string
  readonly html: string
  readonly forms: string
  readonly example: string
  readonly files: readonly ProjectFile[]
}

/** Where an instruction stands in a Dockerfile as people write one; the pages follow this order. */
const order =
  'FROM ARG RUN COPY ADD WORKDIR ENV USER CMD ENTRYPOINT EXPOSE LABEL VOLUME SHELL HEALTHCHECK STOPSIGNAL ONBUILD MAINTAINER'.split(
    ' ',
  )

/** All instructions that have a page. Throws AuthorError. */
export async function instructionPages(
  link: (word: string) => string | undefined,
): Promise<readonly InstructionPage[]> {
  const pages = await Promise.all(pageNames('instructions').map((keyword) => instructionPage(keyword, link)))
  return pages.sort((a, b) => order.indexOf(a.keyword) - order.indexOf(b.keyword))
}

async function instructionPage(keyword: string, link: (word: string) => string | undefined): Promise<InstructionPage> {
  const where = `content/reference/instructions/${keyword}.md`
  if (!order.includes(keyword)) throw new AuthorError(where, 'the name of an instruction', keyword)
  const page = await readPage('instructions', keyword, head, link)
  const forms = page.blocks.get('forms')
  const example = page.blocks.get('example')
  if (forms === undefined || example === undefined)
    throw new AuthorError(where, 'two blocks of code, marked forms and example', 'fewer')
  const files = Object.entries(page.head.files).map(([path, text]) => ({ path, text }))
  return { ...page.head, keyword, slug: keyword.toLowerCase(), html: page.html, forms, example, files }
}

/** The example as a workbench. */
export function instructionWorkbench({ keyword, slug, example, files }: InstructionPage): string {
  const project: Project = {
    id: `reference/${slug}`,
    title: keyword,
    files: [{ path: 'Dockerfile', text: example }, ...files],
  }
  return workbenchHtml(project, playScene({ project, tries: [] }, root))
}
