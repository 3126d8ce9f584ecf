import { allWords } from '../../words/fetch.ts'
import { words } from '../../words/words.ts'
import { type Block, ledBy, slidesOf } from './slides.ts'

/** What is typed into, or walked by arrows: keys there are not for slides. */
const ownKeys =
  'input, textarea, select, [contenteditable], layerwise-workbench, layerwise-answers, dialog, [role="menu"]'

/** What is no slide: ways on, and what is for those who read alone. */
const leftOut = '.contents, .lesson-end, .lesson-exercises, .recall, .sources, script, noscript, style'

/**
 * Shows the page one thing at a time, large, for a class: a lesson by its headings, scenes and figures, an exercise by its task, its files, its goals. Keys
 * and the buttons of a bar lead on; the address keeps the slide.
 */
export async function beginProjector(): Promise<void> {
  await allWords()
  const blocks = blocksOf(document)
  const slides = slidesOf(blocks.map(({ kind }) => kind)).map((places) =>
    places.flatMap((place) => blocks[place] ?? []),
  )
  if (slides.length === 0) return
  document.documentElement.dataset.view = 'projector'
  const bar = barOf()
  document.body.append(bar.element)
  let at = 0
  const show = (next: number): void => {
    at = next
    for (const [place, elements] of slides.entries())
      for (const { element } of elements) element.toggleAttribute('data-off', place !== at)
    bar.show(at, slides.length, slides[at]?.[0]?.title ?? '')
    const address = new URL(location.href)
    address.searchParams.set('slide', String(at + 1))
    history.replaceState(null, '', address)
    window.scrollTo(0, 0)
  }
  bar.back.addEventListener('click', () => show(Math.max(at - 1, 0)))
  bar.on.addEventListener('click', () => show(Math.min(at + 1, slides.length - 1)))
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const isElsewhere = event.composedPath().some((one) => one instanceof Element && one.matches(ownKeys))
    const next = isElsewhere ? undefined : ledBy(event.key, at, slides.length)
    if (next === undefined) return
    event.preventDefault()
    show(next)
  })
  const asked = Number(new URL(location.href).searchParams.get('slide'))
  show(Number.isInteger(asked) && asked >= 1 && asked <= slides.length ? asked - 1 : 0)
}

interface Shown {
  readonly element: HTMLElement
  readonly kind: Block
  /** Empty where it has none. */
  readonly title: string
}

/** The parts of an exercise in the order of a class; the solution comes below the goals once there is an attempt. */
const parts = [
  { part: '.exercise-page > header', kind: 'head' },
  { part: '.task', kind: 'text' },
  { part: 'layerwise-answers', kind: 'whole' },
  { part: '.bench-place', kind: 'whole' },
  { part: 'layerwise-goals', kind: 'head' },
  { part: 'layerwise-outcome', kind: 'text' },
] as const

function blocksOf(page: Document): readonly Shown[] {
  if (page.querySelector('.exercise') === null)
    return [...page.querySelectorAll<HTMLElement>('.lesson-head, .lesson-body > *')].flatMap((element) =>
      element.matches(leftOut) ? [] : [{ element, kind: kindOf(element), title: titleOf(element) }],
    )
  return parts.flatMap(({ part, kind }) => {
    const element = page.querySelector<HTMLElement>(part)
    return element === null ? [] : [{ element, kind, title: words.projector.parts[part] }]
  })
}

function kindOf(element: Element): Block {
  if (element.matches('h2')) return 'head'
  return element.matches('p, ul, ol, pre') ? 'text' : 'whole'
}

function titleOf(element: Element): string {
  const title = element.matches('h2') ? element : element.querySelector('h1, h2, h3')
  return title?.textContent.trim() ?? ''
}

/** The bar below: back, which slide it is, on, and the way out. */
function barOf() {
  const element = document.createElement('nav')
  element.className = 'projector-bar'
  element.ariaLabel = words.projector.slides
  const [back, on] = [button('←', words.projector.back), button('→', words.projector.on)]
  const where = document.createElement('p')
  where.role = 'status'
  const leave = document.createElement('a')
  leave.textContent = words.projector.leave
  const address = new URL(location.href)
  for (const name of ['view', 'slide']) address.searchParams.delete(name)
  leave.href = address.href
  element.append(back, where, on, leave)
  return {
    element,
    back,
    on,
    show: (at: number, of: number, title: string): void => {
      where.textContent = words.projector.place(at + 1, of, title)
      back.ariaDisabled = at === 0 ? 'true' : null
      on.ariaDisabled = at === of - 1 ? 'true' : null
    },
  }
}

function button(sign: string, name: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = sign
  made.ariaLabel = name
  return made
}
