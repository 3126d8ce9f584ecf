import {
  Annotation,
  EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state'
import { EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view'
import { siteBase as base } from '../state/site.ts'
import { words } from '../words/words.ts'

/** What a card says. */
export interface Card {
  readonly title: string
  readonly form?: string | undefined
  readonly text: string
  readonly facts?: readonly { readonly name: string; readonly value: string }[] | undefined
  /** A path below the site. */
  readonly page?: string | undefined
}

/** Draws a card. */
export function drawCard({ title, form, text, facts = [], page }: Card): HTMLElement {
  const card = element('div', 'card')
  card.append(element('strong', 'card-title', title))
  if (form !== undefined) card.append(element('code', 'card-form', form))
  card.append(element('p', '', text))
  if (facts.length > 0) {
    const list = element('dl', '')
    for (const { name, value } of facts) list.append(element('dt', '', name), element('dd', '', value))
    card.append(list)
  }
  if (page !== undefined) card.append(drawLink(page, words.writing.reference))
  return card
}

/** A link to a page of the site, by its path below the site. */
export function drawLink(page: string, text: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = base + page
  link.textContent = text
  // What is in the editor stays where it is.
  link.target = '_blank'
  return link
}

/** An element with a class and a text; the text is never read as HTML. */
export function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  if (text !== '') made.textContent = text
  return made
}

/** What a card says as one text, to be read out. */
export function spoken({ title, text, facts = [] }: Card): string {
  return [title, text, ...facts.map(({ name, value }) => `${name}: ${value}`)].join('. ')
}

const setPopup = StateEffect.define<Tooltip | undefined>()

/** The one thing that stands open over the text: a card, a menu, a question. An edit closes it, and so does moving the cursor. */
const popup = StateField.define<Tooltip | undefined>({
  create: () => undefined,
  update(value, transaction) {
    const set = transaction.effects.findLast((effect) => effect.is(setPopup))
    if (set !== undefined) return set.value
    return transaction.docChanged || transaction.selection !== undefined ? undefined : value
  },
  provide: (field) => showTooltip.from(field, (value) => value ?? null),
})

/** What the popup and its key (Escape) need. */
export function popups(): Extension {
  return [
    popup,
    Prec.high(
      keymap.of([
        {
          key: 'Escape',
          run: (view) => {
            if (view.state.field(popup) === undefined) return false
            closePopup(view)
            return true
          },
        },
      ]),
    ),
  ]
}

/** Opens something at an offset, in the place of what is open. */
export function openPopup(view: EditorView, at: number, create: () => HTMLElement, focus: boolean): void {
  view.dispatch({ effects: setPopup.of(popupAt(at, create, focus)) })
}

function popupAt(pos: number, create: () => HTMLElement, focus: boolean): Tooltip {
  return {
    pos,
    above: false,
    create: () => {
      const dom = create()
      const first = dom.querySelector<HTMLElement>('input, button, a')
      return {
        dom,
        mount: () => {
          if (focus) first?.focus()
        },
      }
    },
  }
}

/** The offset at which something is open; undefined when nothing is. */
export function popupPlace(state: EditorState): number | undefined {
  return state.field(popup)?.pos
}

/** Closes what is open; the focus is the editor's again. */
export function closePopup(view: EditorView): void {
  view.dispatch({ effects: setPopup.of(undefined) })
  view.focus()
}

/** Shows a card at an offset and reads it out. Shown already, the focus goes to its link. */
export function showCard(view: EditorView, at: number, card: Card): void {
  const open = view.state.field(popup)
  const link = open?.pos === at ? view.dom.querySelector<HTMLElement>('.cm-tooltip.popup-card a') : null
  if (link !== null) {
    link.focus()
    return
  }
  const draw = (): HTMLElement => {
    const drawn = drawCard(card)
    drawn.classList.add('popup-card')
    drawn.setAttribute('role', 'dialog')
    drawn.setAttribute('aria-label', card.title)
    drawn.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      closePopup(view)
    })
    return drawn
  }
  view.dispatch({ effects: setPopup.of(popupAt(at, draw, false)) })
  announce(view, spoken(card))
}

/** Has something read out, politely. */
export function announce(view: EditorView, text: string): void {
  view.dispatch({ effects: EditorView.announce.of(text) })
}

/** What a change is called in the history, where it is no typing. */
export const named = Annotation.define<string>()

/** Changes a text by edits in one step that can be undone, and is called `what`; nothing where the text is read-only. */
export function changeBy(
  state: EditorState,
  what: string,
  edits: readonly { readonly range: { readonly from: number; readonly to: number }; readonly text: string }[],
): TransactionSpec {
  if (state.facet(EditorState.readOnly)) return {}
  return {
    changes: edits.map(({ range, text }) => ({ ...range, insert: text })),
    userEvent: 'input.complete',
    annotations: named.of(what),
    scrollIntoView: true,
  }
}
