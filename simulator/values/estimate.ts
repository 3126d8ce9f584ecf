/**
 * A figure is *exact* (computed from real bytes) or *modelled* (what a package manager would bring, how long a step takes).
 * The two never mix unmarked: a sum with one modelled part is modelled and carries the sources of its parts.
 */
export interface Quantity {
  readonly value: number
  /** Empty when the figure is exact; else where the modelled parts come from, in words for a learner, without repeats. */
  readonly sources: readonly string[]
}

/** Nothing, exactly. */
export const zero: Quantity = { value: 0, sources: [] }

/** A figure computed from real bytes. */
export function exact(value: number): Quantity {
  return { value, sources: [] }
}

/** A figure from a model, with where it comes from. */
export function modelled(value: number, source: string): Quantity {
  return { value, sources: [source] }
}

/** Whether a figure has no modelled part. */
export function isExact(quantity: Quantity): boolean {
  return quantity.sources.length === 0
}

/** The sum, modelled when any part is. */
export function sum(quantities: Iterable<Quantity>): Quantity {
  let value = 0
  const sources = new Set<string>()
  for (const quantity of quantities) {
    value += quantity.value
    for (const source of quantity.sources) sources.add(source)
  }
  return { value, sources: [...sources] }
}
