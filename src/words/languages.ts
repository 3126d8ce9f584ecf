/** A language that the interface is written in. */
export type Language = 'en' | 'de'

/** The languages of the interface, the first one being that of the addresses without a prefix; each by its own name. */
export const languages: readonly { readonly code: Language; readonly name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
]

/** The language of a page by its path below the site's root, such as `/de/lessons/`. */
export function languageOfPath(path: string): Language {
  return /^\/de(\/|$)/.test(path) ? 'de' : 'en'
}

/** The path of the same page in a language: `/de/about/` for `/about/`. */
export function pathIn(language: Language, path: string): string {
  const plain = path.replace(/^\/de(?=\/|$)/, '') || '/'
  return language === 'en' ? plain : `/${language}${plain}`
}
