import { pathIn } from '../words/languages.ts'
import { words } from '../words/words.ts'
import { linkTo } from './link.ts'

/** A link to a page: in the language that is spoken where the page has it, else in English, which it then says. */
export interface PageLink {
  readonly href: string
  /** The language of the page, where it is not the one that is spoken. */
  readonly hreflang?: 'en'
}

/** Pages that have a German twin, beside lessons and exercises. */
const twins = new Set(['/', '/playground/', '/glossary/', '/about/', '/privacy/', '/placement/'])

/** Whether a page has a German twin. */
export function hasTwin(path: string): boolean {
  return (
    twins.has(path) || path.startsWith('/lessons/') || (path.startsWith('/exercises/') && path !== '/exercises/own/')
  )
}

/** The link to a page by its English path, such as `/lessons/`. */
export function pageLink(path: string): PageLink {
  const { language } = words.frame
  if (language === 'en') return { href: linkTo(path) }
  return hasTwin(path) ? { href: linkTo(pathIn(language, path)) } : { href: linkTo(path), hreflang: 'en' }
}

/** The same as the attributes of a link in a text. */
export function pageAttributes(path: string): string {
  const { href, hreflang } = pageLink(path)
  return hreflang === undefined ? `href="${href}"` : `href="${href}" hreflang="${hreflang}"`
}
