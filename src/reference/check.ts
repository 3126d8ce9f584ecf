import { join } from 'node:path'
import * as v from 'valibot'
import {
  applyEdits,
  checkRules,
  emptyStore,
  fixesFor,
  forecast,
  type Problem,
  parseDockerfile,
  type Rule,
} from '../../simulator/index.ts'
import { readCatalog } from '../../tools/world.ts'
import { contextOf, written } from '../engine/context.ts'
import { AuthorError } from '../lessons/author-error.ts'
import { playScene } from '../lessons/play.ts'
import { workbenchHtml } from '../lessons/workbench-html.ts'
import type { Project, ProjectFile } from '../state/project.ts'
import { slugOf } from '../workbench/reference.ts'
import { pageNames, readPage, root } from './page.ts'

const head = v.strictObject({
  title: v.string(),
  summary: v.string(),
  /** Other files of the examples. */
  files: v.optional(v.record(v.string(), v.string()), {}),
  /** Why there is no example that triggers it. */
  silent: v.optional(v.string()),
})

const catalog = readCatalog(join(root, 'catalog'))

/** A check's page. */
export interface CheckPage {
  readonly code: string
  readonly slug: string
  readonly rule: Rule
  readonly title: string
  readonly summary: string
  readonly html: string
  /** Triggers the check; absent where `silent` says why. */
  readonly bad?: string
  readonly silent?: string
  /** Triggers none. */
  readonly good: string
  readonly files: readonly ProjectFile[]
  /** What is found in `bad`. */
  readonly found?: Problem
  /** The fix that the editor offers, and what `bad` becomes. */
  readonly fix?: { readonly title: string; readonly text: string }
}

/** What a list of checks shows of one. */
export type CheckHead = Pick<CheckPage, 'code' | 'slug' | 'rule' | 'title' | 'summary'>

/** All checks that have a page, the builder's first. Throws AuthorError when a page is of no check. */
export async function checkPages(link: (word: string) => string | undefined): Promise<readonly CheckPage[]> {
  const pages = await Promise.all(pageNames('checks').map((code) => checkPage(code, link)))
  const isOurs = ({ rule }: CheckPage): number => (rule.origin === 'builder' ? 0 : 1)
  return pages.sort((a, b) => isOurs(a) - isOurs(b))
}

async function checkPage(code: string, link: (word: string) => string | undefined): Promise<CheckPage> {
  const where = `content/reference/checks/${code}.md`
  const rule = checkRules.get(code)
  if (rule === undefined) throw new AuthorError(where, 'the name of a check', code)
  const page = await readPage('checks', code, head, (word) => (word === code ? undefined : link(word)))
  const { title, summary, silent } = page.head
  const bad = page.blocks.get('bad')
  const good = page.blocks.get('good')
  if (good === undefined) throw new AuthorError(where, 'a block of code marked good', 'none')
  if ((bad === undefined) === (silent === undefined))
    throw new AuthorError(where, 'a block of code marked bad, or why there is none in silent', 'both or neither')
  const files = Object.entries(page.head.files).map(([path, text]) => ({ path, text }))
  const found = bad === undefined ? undefined : findingsIn(bad, files).find((problem) => problem.code === code)
  const [fix] = bad === undefined || found === undefined ? [] : fixesFor(found, parseDockerfile(bad))
  return {
    code,
    slug: slugOf(code),
    rule,
    title,
    summary,
    html: page.html,
    ...(bad === undefined ? {} : { bad }),
    ...(silent === undefined ? {} : { silent }),
    good,
    files,
    ...(found === undefined ? {} : { found }),
    ...(bad === undefined || fix === undefined ? {} : { fix: { title: fix.title, text: applyEdits(bad, fix.edits) } }),
  }
}

/** What the checks, and the builder before it runs anything, find in an example. */
export function findingsIn(dockerfile: string, files: readonly ProjectFile[]): readonly Problem[] {
  const context = contextOf([{ path: 'Dockerfile', text: dockerfile }, ...files])
  return forecast({ context }, { catalog, store: emptyStore, now: written }).problems
}

/** The example as a workbench: it opens on what is found, and shows the other one as its solution. */
export function checkWorkbench({ slug, title, bad, good, files }: CheckPage): string {
  const project: Project = {
    id: `reference/${slug}`,
    title,
    files: [{ path: 'Dockerfile', text: bad ?? good }, ...files],
    ...(bad === undefined ? {} : { solution: { files: [{ path: 'Dockerfile', text: good }] } }),
  }
  return workbenchHtml(project, playScene({ project, tries: [] }, root))
}
