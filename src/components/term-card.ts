import { aroundWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'

/** What the glossary says of a word, as its page gives it for cards. */
interface Entry {
  readonly term: string
  readonly short: string
}

const entries = new Map<string, Promise<Entry | undefined>>()
let card: HTMLElement | undefined
let shown: HTMLAnchorElement | undefined
let leaving: ReturnType<typeof setTimeout> | undefined

/**
 * Shows a card with what a word means, beside the word: for a pointer over it, the focus on it, or a finger, which gets a link to the glossary in
 * the card. It goes with Escape, with the focus, and when the pointer has left both.
 */
export async function showTerm(word: HTMLAnchorElement, touched: boolean): Promise<void> {
  clearTimeout(leaving)
  // A finger gives the focus first, and then wants the link as well.
  if (shown === word && !touched) return
  shown = word
  const [entry] = await Promise.all([entryOf(word), touched ? aroundWords() : undefined])
  if (shown !== word) return
  if (entry === undefined) {
    shown = undefined
    if (touched) location.assign(word.href)
    return
  }
  const box = cardElement()
  const name = document.createElement('strong')
  name.textContent = entry.term
  const meaning = document.createElement('span')
  meaning.textContent = entry.short
  box.replaceChildren(name, meaning, ...(touched ? [glossaryLink(word)] : []))
  word.setAttribute('aria-describedby', box.id)
  box.showPopover()
  place(box, word)
}

function glossaryLink(word: HTMLAnchorElement): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = word.href
  link.textContent = words.search.inTheGlossary
  return link
}

function cardElement(): HTMLElement {
  if (card !== undefined) return card
  card = document.createElement('div')
  card.className = 'term-card'
  card.id = 'term-card'
  card.popover = 'manual'
  card.addEventListener('pointerenter', () => clearTimeout(leaving))
  card.addEventListener('pointerleave', leave)
  document.body.append(card)
  document.addEventListener('pointerout', (event) => {
    if (event.pointerType !== 'touch' && event.target === shown && document.activeElement !== shown) leave()
  })
  document.addEventListener('focusout', (event) => {
    if (event.target === shown) leave()
  })
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !card?.contains(event.target) && event.target !== shown) hide()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && shown !== undefined) hide()
  })
  window.addEventListener('scroll', follow, { passive: true })
  return card
}

/** Goes soon, so that a pointer can reach the card. */
function leave(): void {
  clearTimeout(leaving)
  leaving = setTimeout(hide, 250)
}

function hide(): void {
  clearTimeout(leaving)
  shown?.removeAttribute('aria-describedby')
  shown = undefined
  if (card?.matches(':popover-open')) card.hidePopover()
}

/** Stays beside its word while the page moves, as it does when a word that gets the focus comes into view. */
function follow(): void {
  if (card !== undefined && shown !== undefined) place(card, shown)
}

/** Below the word, or above it where there is no room; never over an edge. */
function place(box: HTMLElement, word: HTMLElement): void {
  const at = word.getClientRects()[0] ?? word.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = box
  const room = document.documentElement.clientWidth
  const left = Math.max(8, Math.min(at.left, room - offsetWidth - 8))
  const below = at.bottom + 6
  const top = below + offsetHeight > window.innerHeight - 8 ? Math.max(8, at.top - offsetHeight - 6) : below
  box.style.left = `${left}px`
  box.style.top = `${top}px`
}

function entryOf({ href }: HTMLAnchorElement): Promise<Entry | undefined> {
  const address = new URL('terms.json', href).href
  const id = new URL(href).hash.slice(1)
  const known = entries.get(id) ?? fetched(address, id)
  entries.set(id, known)
  return known
}

async function fetched(address: string, id: string): Promise<Entry | undefined> {
  try {
    const all: unknown = await (await fetch(address)).json()
    const entry: unknown = typeof all === 'object' && all !== null ? Reflect.get(all, id) : undefined
    return isEntry(entry) ? entry : undefined
  } catch {
    // Without a line there is no card; the word stays a link.
    entries.delete(id)
    return undefined
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  return typeof Reflect.get(value, 'term') === 'string' && typeof Reflect.get(value, 'short') === 'string'
}
