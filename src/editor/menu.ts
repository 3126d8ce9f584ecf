import type { EditorView } from '@codemirror/view'
import { closePopup, drawLink, element, openPopup } from './card.ts'

/** One line of a menu: something to do, or a page to read. */
export type Choice =
  | { readonly text: string; readonly run: () => void }
  | { readonly text: string; readonly page: string }

/** Opens a menu at an offset. Arrows go from line to line, Enter takes one, Escape and Tab close it. */
export function openMenu(view: EditorView, at: number, label: string, choices: readonly Choice[]): void {
  openPopup(view, at, () => drawMenu(view, label, choices), true)
}

function drawMenu(view: EditorView, label: string, choices: readonly Choice[]): HTMLElement {
  const menu = element('div', 'menu')
  menu.setAttribute('role', 'menu')
  menu.setAttribute('aria-label', label)
  const items = choices.map((choice) => drawChoice(view, choice))
  menu.append(...items)
  menu.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const at = items.findIndex((item) => item.matches(':focus'))
    if (step !== undefined) items.at((at + step) % items.length)?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') closePopup(view)
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  return menu
}

function drawChoice(view: EditorView, choice: Choice): HTMLElement {
  const item = 'page' in choice ? drawLink(choice.page, choice.text) : element('button', '', choice.text)
  item.setAttribute('role', 'menuitem')
  item.tabIndex = -1
  item.addEventListener('click', () => {
    closePopup(view)
    if ('run' in choice) choice.run()
  })
  return item
}
