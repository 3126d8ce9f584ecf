/** Something that can be done, for the list of all of them. */
export interface Action {
  /** What it does, as a button would say it. */
  readonly name: string
  /** Where it belongs: `Build`, `Files`, `Examples`. */
  readonly group: string
  /** The key that does it without the list. */
  readonly key?: string
  readonly run: () => void
}

/** Told on the document when the list of actions opens: whoever has some puts them into `detail`. */
export const gatherActions = 'gather-actions'

/** All that can be done now, of those that listen on the page. */
export function gatheredActions(): readonly Action[] {
  const actions: Action[] = []
  document.dispatchEvent(new CustomEvent(gatherActions, { detail: actions }))
  return actions
}

/** Adds to the list of actions, each time it opens. Gives the function that ends it. */
export function offerActions(actions: () => readonly Action[]): () => void {
  const offer = (event: Event) => {
    if (event instanceof CustomEvent && Array.isArray(event.detail)) event.detail.push(...actions())
  }
  document.addEventListener(gatherActions, offer)
  return () => document.removeEventListener(gatherActions, offer)
}
