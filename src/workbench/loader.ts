import { firstWords } from '../words/fetch.ts'
import { whenIdle, whenNear } from './idle.ts'

/**
 * All of the workbench that a page loads at first: when a workbench comes near the view, and the page has nothing better to do, the rest is
 * fetched. Until then the page shows what stands inside the element: text, code, a table.
 */
whenNear(document.querySelectorAll('layerwise-workbench'), () =>
  whenIdle(() => {
    // Beside the code, not after it.
    void firstWords()
    void import('./workbench.ts')
  }),
)
