/** Kinds of pages by the names that the index has for them, where they are called otherwise. */
const kinds: Readonly<Record<string, string>> = {}

/** The search over the pages. */
export const search = {
  kinds,
  name: 'Search',
  placeholder: 'Lessons, glossary, reference',
  label: 'Search lessons, glossary and reference',
  close: 'Close',
  none: (asked: string): string => `Nothing is found for “${asked}”. Try another word, or fewer.`,
  pages: (count: number): string => (count === 1 ? 'One page' : `${count} pages`),
  nearest: (pages: string): string => `${pages}; these are the nearest.`,
  notBuilt: 'The pages can be searched once the site is built.',
  noIndex: 'The index of the pages could not be fetched. The contents of the lessons list them all.',
  offline: 'You are offline, and the index of the pages has not been fetched yet.',
  /** In the card of a term, for a finger. */
  inTheGlossary: 'In the glossary',
}
