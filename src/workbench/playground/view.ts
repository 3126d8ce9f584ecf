import type { OwnProject } from '../../state/own-projects.ts'
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
    ...own.map(({ id, title, made }) => ({ ...row({ kind: 'own', id }, title, `made ${dayText(made)}`), id })),
    ...examples
      .filter(({ slug }) => edited.includes(`example/${slug}`))
      .map(({ slug, title }) => row({ kind: 'example', slug }, title, 'example, with your changes')),
    row({ kind: 'first' }, 'Scratch page', edited.includes('playground') ? 'with your changes' : 'as it comes'),
  ]
}

/** What is said of the open project beside its name. */
export function kindText(place: Place): string {
  switch (place.kind) {
    case 'first':
      return 'kept in this browser'
    case 'example':
      return 'example; your changes to it are kept'
    case 'own':
      return 'your project, kept in this browser'
    case 'link':
      return 'from a link; your changes to it are kept'
  }
}

/** A day for people and for every language: `2026-11-24`. */
export function dayText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

function isSame(a: Place, b: Place): boolean {
  return a.kind === b.kind && hashOf(a) === hashOf(b)
}
