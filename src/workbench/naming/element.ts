import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'

/** A question that is answered with a short text: a path, permissions. */
export interface Asked {
  readonly label: string
  readonly value: string
  /** What the button says that takes the answer. */
  readonly button: string
  readonly problem: (text: string) => string | undefined
  readonly answer: (text: string) => void
}

/** Asks for a short text, and takes no answer that has a problem. Tells `asked` when it is done, either way. */
class NamingForm extends LitElement {
  static override readonly properties = { asked: { attribute: false }, problem: { state: true } }
  declare asked: Asked | undefined
  declare problem: string | undefined

  static override readonly styles = [
    shared,
    css`
      form {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-2);
        font-size: var(--size-tiny);
      }
      form div {
        display: flex;
        gap: var(--space-2);
      }
      label {
        overflow-wrap: anywhere;
      }
      input {
        width: 100%;
        min-width: 0;
        min-height: 2.25rem;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-page);
        font-family: var(--font-mono);
      }
    `,
  ]

  protected override firstUpdated(): void {
    const input = this.renderRoot.querySelector('input')
    const { value = '' } = this.asked ?? {}
    input?.focus()
    // The last name is what is most often changed; what ends it stays.
    const start = value.lastIndexOf('/') + 1
    const end = value.lastIndexOf('.')
    input?.setSelectionRange(start, end > start ? end : value.length)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { asked, problem } = this
    if (asked === undefined) return nothing
    return html`<form @submit=${this.#submit} @keydown=${this.#leave}>
      <label for="answer">${asked.label}</label>
      <input
        id="answer"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="1024"
        .value=${asked.value}
        aria-invalid=${problem === undefined ? 'false' : 'true'}
        aria-describedby="problem"
      />
      <span id="problem" class="problem" role="alert">${problem ?? ''}</span>
      <div>
        <button>${asked.button}</button>
        <button type="button" class="quiet" @click=${() => this.#done()}>${words.marks.cancel}</button>
      </div>
    </form>`
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const text = this.renderRoot.querySelector('input')?.value.trim() ?? ''
    this.problem = this.asked?.problem(text)
    if (this.problem !== undefined) return
    this.asked?.answer(text)
    this.#done()
  }

  readonly #leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    this.#done()
  }

  #done(): void {
    this.dispatchEvent(new CustomEvent('asked'))
  }
}

define('layerwise-naming', NamingForm)
