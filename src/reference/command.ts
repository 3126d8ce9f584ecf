import { programFamilies } from '../../simulator/programs.ts'

/** A simulated command's page, as the command describes itself. */
export interface CommandPage {
  /** The name most people call it by. */
  readonly name: string
  readonly slug: string
  /** Other names that it answers to. */
  readonly others: readonly string[]
  readonly family: string
  readonly summary: string
  /** What is computed as the real one computes it. */
  readonly exact: string
  /** What is modelled, and from which figure; empty when nothing is. */
  readonly modelled: string
  /** What the real one can and this one cannot; empty when nothing is known. */
  readonly missing: string
}

/** The pages of all commands, by family and in the order of the alphabet. Every name leads to one page. */
export function commandPages(): readonly CommandPage[] {
  return programFamilies.flatMap(({ name: family, programs }) =>
    programs
      .map(({ names: [name = '', ...others], page }) => ({ name, slug: slugOf(name), others, family, ...page }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  )
}

/** The families that have commands, in the order of the reference. */
export const commandFamilies: readonly string[] = programFamilies.map(({ name }) => name)

/** Letters that do not belong in an address are spelled: `g++` is at `g-plus-plus`. */
function slugOf(name: string): string {
  return name.replaceAll('+', '-plus').replaceAll('[', 'bracket').replaceAll('_', '-').toLowerCase()
}
