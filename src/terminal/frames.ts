/** A part of an output, and when it was written: milliseconds, modelled. */
export interface Frame {
  readonly text: string
  readonly atMs: number
}

/** How long frames are played, at most. */
export const playMs = 2500

/** Whether a text writes over lines that it has written, as progress does. */
export function isDrawn(text: string): boolean {
  return /\x1b\[\d*A/.test(text)
}

/** What of the frames that are left is to be written so many milliseconds after the first: a long time is told in a short one. */
export function dueAt(
  frames: readonly Frame[],
  left: readonly Frame[],
  nowMs: number,
): { readonly due: string; readonly left: readonly Frame[] } {
  const until = shownUntil(frames, nowMs)
  const count = left.findIndex(({ atMs }) => atMs > until)
  const due = count === -1 ? left : left.slice(0, count)
  return { due: due.map(({ text }) => text).join(''), left: left.slice(due.length) }
}

/** Up to which of their times frames are shown so many milliseconds after the first. */
export function shownUntil(frames: readonly Frame[], nowMs: number): number {
  const from = frames[0]?.atMs ?? 0
  const span = (frames.at(-1)?.atMs ?? 0) - from
  return from + nowMs * Math.max(1, span / playMs)
}
