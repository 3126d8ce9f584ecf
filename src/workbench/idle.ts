/** Does work when the page has nothing better to do, at the latest in a second. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 1000 })
  else setTimeout(work, 1)
}

/** Does something once, as soon as one of these elements comes near the view. */
export function whenNear(elements: Iterable<Element>, act: () => void): void {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      near.disconnect()
      act()
    },
    { rootMargin: '500px' },
  )
  for (const element of elements) near.observe(element)
}
