let fetched: Promise<typeof import('./language.ts')> | undefined

/** The part of the editor that knows the language; fetched once. */
export function language(): Promise<typeof import('./language.ts')> {
  fetched ??= import('./language.ts')
  return fetched
}
