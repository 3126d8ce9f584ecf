import { aroundWords } from '../../words/fetch.ts'
import { words } from '../../words/words.ts'
import { type Found, find, openIndex } from './finding.ts'

/** Typing rests this long before it is looked for. */
const restMs = 120
const base = import.meta.env.BASE_URL.replace(/\/?$/, '/')

let dialog: HTMLDialogElement | undefined
let looked = 0

/** Opens the search over the page. Down and Up walk through what was found, Enter opens it, Escape closes. */
export async function openSearch(): Promise<void> {
  await aroundWords()
  dialog ??= makeDialog()
  if (!dialog.open) dialog.showModal()
  const input = dialog.querySelector('input')
  input?.focus()
  input?.select()
  // It is fetched while the reader types. What goes wrong is said when they have.
  openIndex(base).catch(() => {})
}

function makeDialog(): HTMLDialogElement {
  const made = document.createElement('dialog')
  made.className = 'search-dialog'
  made.setAttribute('aria-label', words.search.name)
  const input = Object.assign(document.createElement('input'), {
    type: 'search',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: words.search.placeholder,
    ariaLabel: words.search.label,
  })
  const close = Object.assign(document.createElement('button'), { type: 'button', textContent: words.search.close })
  const head = document.createElement('div')
  head.className = 'search-head'
  head.append(input, close)
  const told = document.createElement('p')
  told.setAttribute('role', 'status')
  const list = document.createElement('ol')
  made.append(head, told, list)
  document.body.append(made)

  let resting: ReturnType<typeof setTimeout> | undefined
  input.addEventListener('input', () => {
    clearTimeout(resting)
    resting = setTimeout(() => void look(input.value, told, list), restMs)
  })
  close.addEventListener('click', () => made.close())
  made.addEventListener('click', (event) => {
    if (event.target === made || (event.target instanceof Element && event.target.closest('a') !== null)) made.close()
  })
  made.addEventListener('keydown', (event) => walk(event, made))
  return made
}

async function look(asked: string, told: HTMLElement, list: HTMLElement): Promise<void> {
  looked += 1
  const mine = looked
  if (asked.trim() === '') {
    told.textContent = ''
    list.replaceChildren()
    return
  }
  try {
    const { count, found } = await find(asked, base)
    if (mine !== looked) return
    told.textContent = countText(count, asked, found.length)
    list.replaceChildren(...found.map(item))
  } catch {
    if (mine !== looked) return
    list.replaceChildren()
    told.textContent = failureText()
  }
}

function countText(count: number, asked: string, shown: number): string {
  if (count === 0) return words.search.none(asked)
  const pages = words.search.pages(count)
  return count > shown ? words.search.nearest(pages) : pages
}

function failureText(): string {
  if (import.meta.env.DEV) return words.search.notBuilt
  return navigator.onLine ? words.search.noIndex : words.search.offline
}

function item({ kind, title, section, href, excerpt }: Found): HTMLLIElement {
  const link = document.createElement('a')
  link.href = href
  const name = document.createElement('span')
  name.className = 'search-name'
  name.textContent = section === undefined || section === title ? title : `${title}: ${section}`
  const label = document.createElement('span')
  label.className = 'search-kind'
  label.textContent = words.search.kinds[kind] ?? kind
  const around = document.createElement('span')
  around.className = 'search-words'
  around.append(
    ...excerpt.map(({ text, marked }) => {
      if (!marked) return text
      const mark = document.createElement('mark')
      mark.textContent = text
      return mark
    }),
  )
  link.append(label, ' ', name, ' ', around)
  const row = document.createElement('li')
  row.append(link)
  return row
}

/** Down and Up go from the field through the list and back; Enter in the field opens what is nearest, Escape closes. */
function walk(event: KeyboardEvent, within: HTMLDialogElement): void {
  const input = within.querySelector('input')
  const links = [...within.querySelectorAll<HTMLAnchorElement>('ol a')]
  const at = document.activeElement instanceof HTMLAnchorElement ? links.indexOf(document.activeElement) : -1
  // In a field of this kind Escape would only empty it.
  if (event.key === 'Escape') within.close()
  if (event.key === 'Enter' && document.activeElement === input) links[0]?.click()
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const next = event.key === 'ArrowDown' ? Math.min(at + 1, links.length - 1) : at - 1
  const target = next < 0 ? input : links[next]
  target?.focus()
}
