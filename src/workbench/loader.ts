import { firstWords } from '../words/fetch.ts'
import { whenIdle } from './idle.ts'

/**
 * All of the workbench that a page loads at first: when a workbench comes near the view, and the page has nothing better to do, the rest is
 * fetched. Until then the page shows what stands inside the element: text, code, a table.
 */
const near = new IntersectionObserver(
  (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return
    near.disconnect()
    whenIdle(() => {
      // Beside the code, not after it.
      void firstWords()
      void import('./workbench.ts')
    })
  },
  { rootMargin: '400px 0px' },
)

for (const element of document.querySelectorAll('layerwise-workbench')) near.observe(element)
