import type { EditorView } from '@codemirror/view'
import { closePopup, element, openPopup } from './card.ts'

let questions = 0

/**
 * Asks for a short text at an offset, with one to begin from. `answer` gives what is wrong with a text, or undefined when it was taken. Enter
 * answers, Escape and Tab give up.
 */
export function askText(
  view: EditorView,
  at: number,
  question: { readonly label: string; readonly text: string; readonly answer: (text: string) => string | undefined },
): void {
  openPopup(view, at, () => drawQuestion(view, question), true)
}

function drawQuestion(view: EditorView, { label, text, answer }: Parameters<typeof askText>[2]): HTMLElement {
  questions += 1
  const form = element('div', 'question')
  form.setAttribute('role', 'dialog')
  form.setAttribute('aria-label', label)
  const input = document.createElement('input')
  input.id = `question-${questions}`
  input.value = text
  input.spellcheck = false
  const name = element('label', '', label)
  name.setAttribute('for', input.id)
  const problem = element('p', 'problem')
  problem.setAttribute('role', 'alert')
  input.addEventListener('focus', () => input.select())
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' || event.key === 'Tab') closePopup(view)
    else if (event.key === 'Enter') {
      const wrong = answer(input.value.trim())
      if (wrong === undefined) closePopup(view)
      else problem.textContent = wrong
    } else return
    event.preventDefault()
    event.stopPropagation()
  })
  form.append(name, input, problem)
  return form
}
