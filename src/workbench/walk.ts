/**
 * Where an arrow key leads among so many things that are walked as one (the Tab key goes to one of them only): from place `at` to the next or the
 * one before, with Home and End to the ends; undefined for other keys. Nothing lies beyond the ends.
 */
export function placeAfter(key: string, at: number, count: number): number | undefined {
  const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[
    key
  ]
  return next === undefined || count === 0 ? undefined : Math.max(0, Math.min(next, count - 1))
}
