import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'

/** One line of a menu. */
export interface MenuItem {
  readonly text: string
  readonly run: () => void
  /** The key that does the same, for showing. */
  readonly key?: string
  /** A line that is on or off. */
  readonly checked?: boolean
  /** Why it cannot be chosen. */
  readonly why?: string
}

/**
 * A menu over the page. Arrows go from line to line, a letter to the next line that begins with it, Enter takes one; Escape, Tab and a click beside it
 * close it, and the focus goes back to where it was.
 */
class Menu extends LitElement {
  static override readonly properties = { items: { attribute: false }, label: {} }
  declare items: readonly MenuItem[]
  declare label: string
  #back: HTMLElement | undefined

  constructor() {
    super()
    this.items = []
    this.label = ''
  }

  static override readonly styles = [
    shared,
    css`
      [role='menu'] {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 11rem;
        max-width: calc(100vw - 1rem);
        max-height: calc(100dvh - 1rem);
        overflow: auto;
        padding: var(--space-1);
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-raised);
        color: var(--text-normal);
        box-shadow: var(--shadow);
      }
      button {
        display: flex;
        width: 100%;
        gap: var(--space-4);
        justify-content: space-between;
        border: 0;
        background: none;
        text-align: start;
        font-size: var(--size-small);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      button[aria-disabled] {
        color: var(--text-muted);
        cursor: default;
      }
      .sign {
        display: inline-block;
        width: 1.3em;
      }
      .why {
        display: block;
        font-size: var(--size-tiny);
      }
      kbd {
        font: var(--size-tiny) / 1.6 var(--font-mono);
        color: var(--text-muted);
      }
    `,
  ]

  /** Opens it below a place of the page; `back` gets the focus when it closes. */
  async open(at: DOMRect, back: HTMLElement): Promise<void> {
    this.#back = back
    await this.updateComplete
    const menu = this.#menu
    if (menu === null) return
    menu.showPopover()
    const { width, height } = menu.getBoundingClientRect()
    const below = at.bottom + height + 8 <= innerHeight
    menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`
    menu.style.top = `${Math.max(8, below ? at.bottom + 2 : at.top - height - 2)}px`
    this.#lines[0]?.focus()
  }

  protected override render(): TemplateResult {
    const hasChecks = this.items.some((item) => item.checked !== undefined)
    return html`<div popover role="menu" aria-label=${this.label} @keydown=${this.#steer} @toggle=${this.#toggled}>
      ${this.items.map(
        (item) =>
          html`<button
            role=${item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            tabindex="-1"
            aria-checked=${item.checked === undefined ? nothing : item.checked ? 'true' : 'false'}
            aria-disabled=${item.why === undefined ? nothing : 'true'}
            @click=${() => this.#take(item)}
          >
            <span>${hasChecks ? html`<span class="sign" aria-hidden="true">${item.checked === true ? '✓' : ''}</span>` : nothing}${item.text}${item.why === undefined ? nothing : html`<span class="why">${item.why}</span>`}</span>
            ${item.key === undefined ? nothing : html`<kbd aria-hidden="true">${item.key}</kbd>`}
          </button>`,
      )}
    </div>`
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[role="menu"]')
  }

  get #lines(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button')]
  }

  #take(item: MenuItem): void {
    if (item.why !== undefined) return
    this.#close()
    item.run()
  }

  #close(): void {
    this.#menu?.hidePopover()
    this.#back?.focus()
  }

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'closed') this.dispatchEvent(new CustomEvent('menu-closed'))
  }

  readonly #steer = (event: KeyboardEvent): void => {
    const lines = this.#lines
    const at = lines.findIndex((line) => line.matches(':focus'))
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (next !== undefined) lines.at(next % lines.length)?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') this.#close()
    else if (event.key.length === 1 && event.key !== ' ') this.#find(event.key, at)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #find(letter: string, at: number): void {
    const begins = (item: MenuItem) => item.text.toLowerCase().startsWith(letter.toLowerCase())
    const after = this.items.findIndex((item, place) => place > at && begins(item))
    const found = after === -1 ? this.items.findIndex(begins) : after
    if (found !== -1) this.#lines[found]?.focus()
  }
}

define('layerwise-menu', Menu)

export type { Menu }
