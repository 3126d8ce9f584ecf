import type { MendingView } from '../../engine/views.ts'
import { countText, sizeText } from '../figures.ts'

/** What is announced when all mendings are worked out. */
export function mendingAnnouncement(mendings: readonly MendingView[]): string {
  const best = mendings.reduce<MendingView | undefined>(
    (most, one) => (most === undefined || savedBytes(one) > savedBytes(most) ? one : most),
    undefined,
  )
  if (best === undefined || savedBytes(best) <= 0)
    return `What if: ${countText(mendings.length, 'fix', 'fixes')} tried, none saves bytes.`
  return `What if: ${countText(mendings.length, 'fix', 'fixes')} tried. “${best.title}” saves most: ${sizeText(savedBytes(best))}.`
}

/** Bytes by which the image becomes smaller; negative when it grows, 0 where there is nothing to compare. */
export function savedBytes({ before, after }: MendingView): number {
  return before === undefined || after === undefined ? 0 : before.size.value - after.size.value
}
