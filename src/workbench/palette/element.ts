import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import type { Action } from '../action.ts'
import { dialogStyle } from '../dialog.ts'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'
import { matching } from './view.ts'

/** Everything that can be done, narrowed while one types: arrow keys choose, Enter does it. */
class PaletteDialog extends LitElement {
  static override readonly properties = {
    actions: { attribute: false },
    typed: { state: true },
    at: { state: true },
  }
  declare actions: readonly Action[]
  declare typed: string
  /** The place of the chosen action among those shown. */
  declare at: number

  constructor() {
    super()
    this.actions = []
    this.typed = ''
    this.at = 0
  }

  static override readonly styles = [
    shared,
    dialogStyle,
    css`
      dialog {
        width: min(36rem, calc(100vw - 1.5rem));
        margin-block-start: min(12vh, 6rem);
        padding: 0;
        overflow: clip;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      h2 {
        position: absolute;
        clip-path: inset(50%);
      }
      input {
        flex: none;
        min-height: 3.25rem;
        padding: 0.5rem var(--space-4);
        border: 0;
        border-block-end: 1px solid var(--rule);
        background: none;
        font-size: 1.0625rem;
      }
      input:focus-visible {
        outline-offset: -3px;
      }
      [role='listbox'] {
        max-height: min(24rem, 60vh);
        overflow: auto;
        padding: var(--space-1);
      }
      [role='option'] {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        align-items: baseline;
        gap: var(--space-3);
        min-height: 2.5rem;
        padding: 0.5rem var(--space-3);
        border-radius: var(--radius);
        cursor: pointer;
        color: var(--text-strong);
        overflow-wrap: anywhere;
      }
      [aria-selected='true'] {
        background: var(--surface-selected);
        box-shadow: inset 3px 0 0 var(--text-strong);
      }
      small {
        font-size: var(--size-tiny);
        color: var(--text-muted);
      }
      kbd {
        font: var(--size-tiny) / 1 var(--font-mono);
        color: var(--text-muted);
      }
      .none {
        padding: var(--space-4);
      }
    `,
  ]

  /** Shows it with what can be done now. */
  async show(actions: readonly Action[]): Promise<void> {
    this.actions = actions
    this.typed = ''
    this.at = 0
    await this.updateComplete
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog?.open === false) dialog.showModal()
    const input = this.renderRoot.querySelector('input')
    if (input !== null) input.value = ''
    input?.focus()
  }

  protected override render(): TemplateResult {
    const shown = matching(this.actions, this.typed)
    return html`<dialog aria-labelledby="title" @click=${this.#leave}>
      <h2 id="title">${words.palette.whatCanBeDone}</h2>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="actions"
        aria-autocomplete="list"
        aria-activedescendant=${shown.length === 0 ? nothing : `action-${this.at}`}
        aria-label=${words.palette.findWhatToDo}
        placeholder=${words.palette.findWhatToDoBuildA}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        @input=${this.#type}
        @keydown=${this.#steer}
      />
      <div role="listbox" id="actions" aria-label=${words.palette.whatCanBeDone}>
        ${shown.map(
          ({ name, group, key }, at) =>
            html`<div role="option" id="action-${at}" aria-selected=${at === this.at ? 'true' : 'false'} @click=${() => this.#run(shown[at])}>
              <span>${name}</span><small>${group}</small>${key === undefined ? nothing : html`<kbd>${key}</kbd>`}
            </div>`,
        )}
      </div>
      ${shown.length > 0 ? nothing : html`<p class="none muted">${words.palette.nothingHereIsCalledThat}</p>`}
      <span class="sr" role="status">${this.typed === '' ? '' : words.palette.found(shown.length)}</span>
    </dialog>`
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }

  readonly #type = (event: Event): void => {
    this.typed = event.target instanceof HTMLInputElement ? event.target.value : ''
    this.at = 0
  }

  readonly #steer = (event: KeyboardEvent): void => {
    const shown = matching(this.actions, this.typed)
    const count = Math.max(1, shown.length)
    const next = {
      ArrowDown: (this.at + 1) % count,
      ArrowUp: (this.at - 1 + count) % count,
      PageDown: Math.min(count - 1, this.at + 8),
      PageUp: Math.max(0, this.at - 8),
    }[event.key]
    if (next !== undefined) this.at = next
    else if (event.key === 'Enter') this.#run(shown[this.at])
    else return
    event.preventDefault()
  }

  /** Closes first: the focus is then where it was, unless the action puts it elsewhere. */
  #run(action: Action | undefined): void {
    if (action === undefined) return
    this.renderRoot.querySelector('dialog')?.close()
    action.run()
  }

  /** A click beside the list closes it. */
  readonly #leave = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) event.target.close()
  }
}

define('layerwise-palette', PaletteDialog)

export { PaletteDialog }
