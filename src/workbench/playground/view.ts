import type { OwnProject } from '../../state/own-projects.ts'
import { words } from '../../words/words.ts'
import { hashOf, type Place } from './place.ts'

/** One row of the list of projects. */
export interface ProjectRow {
  readonly place: Place
  readonly title: string
  readonly kind: string
  /** It is the one that is open. */
  readonly isOpen: boolean
  /** Of the learner's own making: it can be renamed and deleted. */
  readonly id?: string
}

/** An example, as the page lists it. */
export interface ExampleName {
  readonly slug: string
  readonly title: string
}

/**
 * The learner's projects: their own first, newest on top, then the examples that they have changed, then the playground's first page. `edited`
 * holds the ids of projects of which edits are kept.
 */
export function projectRows(
  own: readonly OwnProject[],
  edited: readonly string[],
  examples: readonly ExampleName[],
  open: Place,
): readonly ProjectRow[] {
  const row = (place: Place, title: string, kind: string): ProjectRow => ({
    place,
    title,
    kind,
    isOpen: isSame(place, open),
  })
  return [
    ...own.map(({ id, title, made }) => ({
      ...row({ kind: 'own', id }, title, words.playground.made(dayText(made))),
      id,
    })),
    ...examples
      .filter(({ slug }) => edited.includes(`example/${slug}`))
      .map(({ slug, title }) => row({ kind: 'example', slug }, title, words.playground.exampleWithYourChanges)),
    row(
      { kind: 'first' },
      words.playground.scratchPage,
      edited.includes('playground') ? words.playground.withYourChanges : words.playground.asItComes,
    ),
  ]
}

/** What is said of the open project beside its name. */
export function kindText(place: Place): string {
  switch (place.kind) {
    case 'first':
      return words.playground.keptInThisBrowser
    case 'example':
      return words.playground.exampleYourChangesToItAre
    case 'own':
      return words.playground.yourProjectKeptInThisBrowser
    case 'link':
      return words.playground.fromALinkYourChangesTo
  }
}

/** A day for people and for every language: `2026-11-24`. */
export function dayText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

function isSame(a: Place, b: Place): boolean {
  return a.kind === b.kind && hashOf(a) === hashOf(b)
}
