/** A side of a row that scrolls. */
export type Side = 'start' | 'end'

/**
 * On which sides of a row that scrolls there is more than is seen. `from` is how far it is scrolled, `seen` the width of what is seen and `whole` that
 * of all, in pixels; a pixel of rounding is not more.
 */
export function hiddenSides(from: number, seen: number, whole: number): readonly Side[] {
  return [...(from > 1 ? (['start'] as const) : []), ...(whole - seen - from > 1 ? (['end'] as const) : [])]
}

/** How far a row must be scrolled so that a part of it is in sight with a bit of its neighbours; as it is, when it is in sight. In pixels. */
export function scrollFor(row: { readonly from: number; readonly seen: number }, from: number, width: number): number {
  const beside = 52
  if (from - beside < row.from) return Math.max(0, from - beside)
  return Math.max(row.from, from + width + beside - row.seen)
}
