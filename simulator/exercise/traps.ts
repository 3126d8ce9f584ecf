/** Names that every object has: as keys of data they would reach what is not in it. */
export const namesOfObjects: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** The first key anywhere in plain data that is the name of something every object has; undefined when there is none. */
export function trapIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  for (const [key, value] of Object.entries(data)) {
    if (namesOfObjects.has(key)) return key
    const below = trapIn(value)
    if (below !== undefined) return below
  }
  return undefined
}
