/** A slow font keeps nobody from working for longer than this. */
const fontsAtMostMs = 1000

/**
 * Resolves once the page has been painted as it came, in its own letters, so that no script stands between its text and the reader. A page that is
 * not seen paints nothing: there it resolves at once.
 */
export async function painted(): Promise<void> {
  if (document.visibilityState === 'hidden') return
  // The second frame begins when the first has been painted, and has asked for its fonts.
  await frame()
  await frame()
  await Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, fontsAtMostMs))])
  // A task after the next frame, so that its pixels go out.
  await frame()
  await new Promise((resolve) => setTimeout(resolve, 0))
}

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}
