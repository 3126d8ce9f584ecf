import { words } from '../../words/words.ts'
import type { BenchState } from '../state.ts'

/** A line about the workbench itself: what does not work as it should and what that means; undefined when all is well. */
export function notice(state: BenchState): string | undefined {
  if (state.unreachable !== undefined) return state.unreachable
  switch (state.health) {
    case 'failed':
      return words.telling.theEngineStoppedThreeTimesIn
    case 'restarted':
      return words.telling.theEngineWasStartedAnewYour
    case 'asleep':
    case 'starting':
    case 'ready':
      break
  }
  if (state.keeping === 'full') return words.telling.thisBrowsersStorageIsFullYour
  if (state.keeping === 'blocked') return words.telling.thisBrowserKeepsNothingForThis
  if (state.restored) return words.telling.theseAreYourChangesFromAn
  return undefined
}
