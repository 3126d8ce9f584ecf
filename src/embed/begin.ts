import { aroundWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'
import { openLinked } from '../workbench/link.ts'
import { hasBench } from '../workbench/playground/page.ts'
import { stateMark } from './carrying.ts'
import { readParameters } from './parameters.ts'

/** Begins the one workbench of a frame's page: with the project of its fragment, where there is one, and what was made of it. */
export async function beginFrame(): Promise<void> {
  const element = document.querySelector('layerwise-workbench')
  const content = document.querySelector<HTMLElement>('[data-frame]')
  if (element === null || content === null) return
  const state = location.hash.startsWith(stateMark) ? location.hash.slice(stateMark.length) : undefined
  element.toggleAttribute('eager', true)
  element.toggleAttribute('compact', readParameters(location.search).compact)
  const wrong = await openLinked(element)
  await import('../workbench/workbench.ts')
  await customElements.whenDefined('layerwise-workbench')
  const { bench } = hasBench(element) ? element : { bench: undefined }
  if (bench === undefined) return
  const [{ embedWorkbench }, { restoredFrom }] = await Promise.all([
    import('./workbench.ts'),
    import('./carrying.ts'),
    aroundWords(),
  ])
  embedWorkbench(bench, content, document.querySelector<HTMLAnchorElement>('[data-onward]'))
  await bench.wake()
  const refused = wrong ?? (state === undefined ? undefined : restoredFrom(state, bench))
  if (refused !== undefined) tellRefusal(content, refused)
}

function tellRefusal(content: HTMLElement, why: string): void {
  const place = content.querySelector<HTMLElement>('.refusal')
  if (place === null) return
  place.hidden = false
  place.textContent = words.frames.refused(why)
}
