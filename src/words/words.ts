type Around = typeof import('./en/around.ts')
type First = typeof import('./en/first.ts')
type Judging = typeof import('./en/judging.ts')
type Panes = typeof import('./en/panes.ts')
type Site = typeof import('./en/site.ts')

/**
 * All texts of the interface, by area. English is what the others are held against: a language that lacks a message, or has one that takes other
 * values, does not pass the type check. A message with values is a function.
 */
export interface Words extends First, Panes, Around, Judging, Site {}

/**
 * The words of the language that is spoken now. They are read when something is drawn, never when a module begins: in a page they come while the
 * code does, first those of the first look, then those of the panes, those of the page around them
 * when it has something to say ({@link ./fetch.ts}); where pages are made, the language changes from page to page.
 */
export let words: Words

/** Speaks these words from now on, beside those that are spoken already. */
export function speak(part: Partial<Words>): void {
  words = { ...words, ...part }
}
