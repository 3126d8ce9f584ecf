import { loadAttempts } from '../state/exercises.ts'
import { allWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'

const filters = ['type', 'lesson', 'difficulty'] as const

/** The catalogue of exercises: marks those that were passed in this browser, and shows those that are asked for; what is asked stands in the address. */
export async function wakeCatalogue(page: Document): Promise<void> {
  await allWords()
  const rows = [...page.querySelectorAll<HTMLElement>('.row')]
  const attempts = loadAttempts()
  for (const row of rows) {
    const done = row.querySelector<HTMLElement>('.done')
    if (done !== null) done.hidden = attempts.get(row.dataset.id ?? '')?.isDone !== true
  }
  const form = page.querySelector<HTMLFormElement>('.exercise-filter')
  if (form === null) return
  const asked = new URL(location.href).searchParams
  for (const name of filters) {
    const select = form.elements.namedItem(name)
    if (select instanceof HTMLSelectElement && [...select.options].some(({ value }) => value === asked.get(name)))
      select.value = asked.get(name) ?? ''
  }
  const show = (): void => {
    const wanted = new FormData(form)
    const fits = (row: HTMLElement): boolean =>
      filters.every((name) => wanted.get(name) === '' || wanted.get(name) === (row.dataset[name] ?? ''))
    for (const row of rows) row.hidden = !fits(row)
    for (const group of page.querySelectorAll<HTMLElement>('.group'))
      group.hidden = [...group.querySelectorAll<HTMLElement>('.row')].every(({ hidden }) => hidden)
    const count = form.querySelector('.count')
    if (count !== null) count.textContent = words.counts.exercises(rows.filter(({ hidden }) => !hidden).length)
    const address = new URL(location.href)
    for (const name of filters) {
      const value = wanted.get(name)
      if (typeof value === 'string' && value !== '') address.searchParams.set(name, value)
      else address.searchParams.delete(name)
    }
    history.replaceState(null, '', address)
  }
  form.addEventListener('change', show)
  form.addEventListener('submit', (event) => event.preventDefault())
  show()
}
