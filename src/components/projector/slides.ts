/** What a block of a page is to a projector: it begins a slide, goes on in it, or is one by itself. */
export type Block = 'head' | 'text' | 'whole'

/** The blocks of a page as slides: the places of those that are shown together, in their order. What follows a whole begins a slide of its own. */
export function slidesOf(blocks: readonly Block[]): readonly (readonly number[])[] {
  const slides: number[][] = []
  let isOpen = false
  for (const [at, block] of blocks.entries()) {
    const last = slides.at(-1)
    if (block === 'text' && isOpen && last !== undefined) last.push(at)
    else slides.push([at])
    isOpen = block !== 'whole'
  }
  return slides
}

/** Where a key leads from slide `at` of `of`; undefined for a key that is none of ours. Presenters’ remote controls send the keys of pages. */
export function ledBy(key: string, at: number, of: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'PageDown':
      return Math.min(at + 1, of - 1)
    case 'ArrowLeft':
    case 'PageUp':
      return Math.max(at - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return of - 1
    default:
      return undefined
  }
}
