/** The words of lines that a reader has put into an order; none where nothing was moved. */
export function orderedWords(section: HTMLElement): readonly string[] {
  const list = section.querySelector('ol.order.moved')
  return list === null ? [] : itemsOf(list).map(wordsOf)
}

/** Puts lines back into the order of an earlier visit, if they are still the same. */
export function restoreOrder(section: HTMLElement, said: readonly string[]): void {
  const list = section.querySelector('ol.order')
  if (list === null) return
  const items = itemsOf(list)
  const found = said.flatMap((words) => items.find((item) => wordsOf(item) === words) ?? [])
  if (found.length !== items.length) return
  list.append(...found)
  list.classList.add('moved')
}

/** Lets lines be moved: by their buttons, by arrow keys on those, and by dragging. */
export function wakeOrder(list: HTMLElement, keep: () => void): void {
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

/** The lines of a list. */
export function itemsOf(list: Element): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > li')]
}

/** The words of an item, without those of its buttons. */
export function wordsOf(item: Element | null): string {
  return [...(item?.childNodes ?? [])]
    .filter((node) => !(node instanceof Element && node.matches('.moves, input')))
    .map((node) => node.textContent ?? '')
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}
