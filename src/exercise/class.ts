import { words } from '../words/words.ts'
import type { Desk } from './desk.ts'

/** What an instructor does with the page of an exercise: shows it large, prints it with its solution or without. */
export function wakeTools(page: Document): void {
  const projector = page.querySelector<HTMLAnchorElement>('.for-class .projector')
  if (projector !== null) {
    const address = new URL(location.href)
    address.searchParams.set('view', 'projector')
    projector.href = address.href
  }
  for (const button of page.querySelectorAll<HTMLButtonElement>('.for-class .print'))
    button.addEventListener('click', () => {
      page.documentElement.toggleAttribute('data-print-solved', button.dataset.solved !== undefined)
      print()
      page.documentElement.removeAttribute('data-print-solved')
    })
}

/** Tells those who came with a class's link that they did, and lets them begin at its start whatever was done here before. */
export function wakeClass(page: Document, desk: Desk, seed: string): void {
  const note = page.querySelector<HTMLElement>('.class-note')
  const line = note?.querySelector('span')
  if (note === null || line === null || line === undefined || seed === '') return
  line.textContent = words.judging.classLink(seed)
  note.hidden = false
  note.querySelector('button')?.addEventListener('click', () => {
    desk.bench?.reset()
    desk.restart()
  })
}
