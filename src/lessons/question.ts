import { withPrediction } from '../state/progress.ts'
import { changeProgress, loadProgress } from '../state/progress-store.ts'

/**
 * Predictions outside scenes: keeps what the reader says, brings it back, and puts it beside the answer when that is unfolded. Nothing has to be
 * answered before the answer can be seen.
 */
export function wakeQuestions(): void {
  const lesson = document.querySelector<HTMLElement>('[data-lesson]')?.dataset.lesson ?? ''
  const { predictions = {} } = loadProgress()[lesson] ?? {}
  for (const section of document.querySelectorAll<HTMLElement>('.predict[data-at]')) {
    if (section.dataset.awake === 'yes') continue
    section.dataset.awake = 'yes'
    const keep = () => {
      const place = Number(section.dataset.at)
      changeProgress((progress) => withPrediction(progress, lesson, place, saidIn(section)))
      compare(section)
    }
    section.addEventListener('change', keep)
    section.querySelector('details.reveal')?.addEventListener('toggle', () => compare(section))
    const list = section.querySelector('ol.order')
    if (list instanceof HTMLElement) order(list, keep)
    // Somebody may have chosen before this had come.
    const said = predictions[section.dataset.at ?? '']
    if (saidIn(section).length > 0) keep()
    else if (said !== undefined) restore(section, said)
    compare(section)
  }
}

function restore(section: HTMLElement, said: readonly string[]): void {
  for (const input of section.querySelectorAll<HTMLInputElement>('input[type="radio"]'))
    if (wordsOf(input.parentElement) === said[0]) input.checked = true
  const list = section.querySelector('ol.order')
  if (list === null) return
  const items = itemsOf(list)
  const found = said.flatMap((words) => items.find((item) => wordsOf(item) === words) ?? [])
  if (found.length !== items.length) return
  list.append(...found)
  list.classList.add('moved')
}

/** What the reader says: the words of the choice, or of the lines in their order; nothing where nothing was touched. */
function saidIn(section: HTMLElement): readonly string[] {
  const chosen = section.querySelector<HTMLInputElement>('input:checked')
  if (chosen !== null) return [wordsOf(chosen.parentElement)]
  const list = section.querySelector('ol.order.moved')
  return list === null ? [] : itemsOf(list).map(wordsOf)
}

/** Says beside the answer what was said before it. */
function compare(section: HTMLElement): void {
  const details = section.querySelector<HTMLDetailsElement>('details.reveal')
  const said = saidIn(section)
  if (details === null || said.length === 0) return
  const agrees =
    section.querySelector('input:checked') === null
      ? itemsOf(section.querySelector('ol.order') ?? section).every((item, at) => item.dataset.right === String(at + 1))
      : section.querySelector('input:checked[data-right]') !== null
  const line =
    details.querySelector('.said-before') ??
    details.insertBefore(document.createElement('p'), details.children[1] ?? null)
  line.className = `said-before ${agrees ? 'agrees' : 'differs'}`
  line.setAttribute('role', 'status')
  line.textContent = `You said: ${said.join(' → ')}. ${agrees ? '✓ As it is.' : '≠ It is otherwise.'}`
}

/** Lets lines be moved: by their buttons, by arrow keys on those, and by dragging. */
function order(list: HTMLElement, keep: () => void): void {
  let dragged: HTMLElement | undefined
  const move = (item: HTMLElement, by: number) => {
    const next = by < 0 ? item.previousElementSibling : item.nextElementSibling
    if (next === null) return
    if (by < 0) next.before(item)
    else next.after(item)
    done()
  }
  const done = () => {
    list.classList.add('moved')
    keep()
  }
  list.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-move]') : null
    const item = button?.closest('li')
    if (!button || !(item instanceof HTMLElement)) return
    move(item, Number(button.dataset.move))
    button.focus()
  })
  list.addEventListener('keydown', (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const { target } = event
    if (by === undefined || !(target instanceof HTMLElement) || target.dataset.move === undefined) return
    event.preventDefault()
    const item = target.closest('li')
    if (item === null) return
    move(item, by)
    target.focus()
  })
  list.addEventListener('dragstart', ({ target }) => {
    dragged = target instanceof HTMLElement ? (target.closest('li') ?? undefined) : undefined
  })
  list.addEventListener('dragover', (event) => {
    const over = event.target instanceof Element ? event.target.closest('li') : null
    if (dragged === undefined || over === null || over.parentElement !== list) return
    event.preventDefault()
    if (over === dragged) return
    const isBelow = itemsOf(list).indexOf(over) > itemsOf(list).indexOf(dragged)
    if (isBelow) over.after(dragged)
    else over.before(dragged)
  })
  list.addEventListener('dragend', () => {
    dragged = undefined
    done()
  })
}

function itemsOf(list: Element): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > li')]
}

/** The words of an item, without those of its buttons. */
function wordsOf(item: Element | null): string {
  return [...(item?.childNodes ?? [])]
    .filter((node) => !(node instanceof Element && node.matches('.moves, input')))
    .map((node) => node.textContent ?? '')
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}
