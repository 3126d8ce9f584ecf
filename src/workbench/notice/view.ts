import type { BenchState } from '../state.ts'

/** A line about the workbench itself: what does not work as it should and what that means; undefined when all is well. */
export function notice(state: BenchState): string | undefined {
  if (state.unreachable !== undefined) return state.unreachable
  switch (state.health) {
    case 'failed':
      return 'The engine stopped three times in a row. Load the page again; your text is kept.'
    case 'restarted':
      return 'The engine was started anew. Your text is as it was; the builder has forgotten its builds.'
    case 'asleep':
    case 'starting':
    case 'ready':
      break
  }
  if (state.keeping === 'full') return 'This browser’s storage is full: your changes last as long as this page is open.'
  if (state.keeping === 'blocked')
    return 'This browser keeps nothing for this page: your changes last as long as it is open.'
  if (state.restored) return 'These are your changes from an earlier visit. Reset brings back the beginning.'
  return undefined
}
