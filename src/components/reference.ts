import type { CheckHead } from '../reference/check.ts'
import type { CommandPage } from '../reference/command.ts'
import type { InstructionPage } from '../reference/instruction.ts'
import { pageNames } from '../reference/page.ts'
import { slugOf } from '../workbench/reference.ts'
import { linkTo } from './link.ts'

const checks = new Set(pageNames('checks'))

/** The lists of the reference whose items have pages of their own. */
type Folder = 'instructions' | 'checks' | 'commands'

/** What a list of the reference shows of a page. */
export interface ReferenceItem {
  readonly href: string
  /** A keyword, a code or a command. */
  readonly name: string
  readonly title?: string
  readonly summary: string
  readonly mark?: string
}

/** A page of the reference as a link. */
export type Place = Pick<ReferenceItem, 'href' | 'name'>

/** A page of the reference and those before and after it. */
export interface InRow<Page> {
  readonly page: Page
  readonly before: Place | undefined
  readonly after: Place | undefined
}

/** The pages of a list as Astro asks for them, each with its neighbours. */
export function pathsOf<Page extends { readonly slug: string }>(
  folder: Folder,
  pages: readonly Page[],
  nameOf: (page: Page) => string,
): { readonly params: { readonly slug: string }; readonly props: InRow<Page> }[] {
  const placeOf = (page: Page | undefined): Place | undefined =>
    page === undefined ? undefined : { href: addressOf(folder, page.slug), name: nameOf(page) }
  return pages.map((page, at) => ({
    params: { slug: page.slug },
    props: { page, before: placeOf(pages[at - 1]), after: placeOf(pages[at + 1]) },
  }))
}

export function instructionItem({ slug, keyword, summary }: InstructionPage): ReferenceItem {
  return { href: addressOf('instructions', slug), name: keyword, summary }
}

export function checkItem({ slug, code, title, summary, rule }: CheckHead): ReferenceItem {
  return { href: addressOf('checks', slug), name: code, title, summary, mark: toldAs(rule) }
}

export function commandItem({ slug, name, others, summary }: CommandPage): ReferenceItem {
  const mark = others.length === 0 ? {} : { mark: `Also ${others.join(', ')}` }
  return { href: addressOf('commands', slug), name, summary, ...mark }
}

/** The address of a check's page, for its name in running text. */
export function checkLink(word: string): string | undefined {
  return checks.has(word) ? addressOf('checks', slugOf(word)) : undefined
}

/** Whose check it is and how it is told: `The builder’s · warning`. */
export function checkKind({ rule }: Pick<CheckHead, 'rule'>): string {
  return `${rule.origin === 'builder' ? 'The builder’s' : 'Ours'} · ${toldAs(rule)}`
}

function toldAs(rule: CheckHead['rule']): string {
  return `${rule.severity}${rule.isExperimental ? ', when asked for' : ''}`
}

function addressOf(folder: Folder, slug: string): string {
  return linkTo(`/reference/${folder}/${slug}/`)
}
