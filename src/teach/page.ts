import { fetchPaper } from '../exercise/page.ts'
import { allWords, aroundWords } from '../words/fetch.ts'

/** The page for instructors: one of our exercises by choice or by the address (`?exercise=slug`), and the form. */
export function wakeTeaching(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('.ours form')
  const select = form?.elements.namedItem('exercise')
  const change = form?.querySelector<HTMLButtonElement>('.change')
  const said = page.querySelector<HTMLElement>('.about-one')
  const place = page.querySelector<HTMLElement>('.deliver-ours')
  void aroundWords().then(() => import('./form/element.ts'))
  if (!(select instanceof HTMLSelectElement) || said === null || place === null) return

  const show = async (): Promise<void> => {
    const paper = select.selectedOptions[0]?.dataset.paper
    if (change !== null && change !== undefined) change.disabled = paper === undefined
    place.replaceChildren()
    said.textContent = ''
    if (paper === undefined) return
    try {
      const [{ exercise }] = await Promise.all([fetchPaper(paper), import('./deliver/element.ts'), allWords()])
      if (select.selectedOptions[0]?.dataset.paper !== paper) return
      said.textContent = exercise.summary
      const deliver = page.createElement('layerwise-deliver')
      Object.assign(deliver, { exercise })
      place.replaceChildren(deliver)
    } catch {
      said.textContent = 'The exercise could not be fetched: the network may be away.'
    }
  }
  select.addEventListener('change', () => void show())
  change?.addEventListener('click', () => {
    const paper = select.selectedOptions[0]?.dataset.paper
    const teach = page.querySelector('layerwise-teach')
    if (paper === undefined || teach === null || !('takeOver' in teach) || typeof teach.takeOver !== 'function') return
    teach.takeOver(paper)
    teach.scrollIntoView({ block: 'start' })
  })
  const asked = new URL(location.href).searchParams.get('exercise')
  if (asked === null || ![...select.options].some(({ value }) => value === asked)) return
  select.value = asked
  void show()
}
