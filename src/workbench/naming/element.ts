import { css, html, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { pathProblem } from './view.ts'

/** Asks for the path of a new file, or for a new path of `from`. Tells `named` when it is done, either way. */
class NamingPane extends Pane {
  static override readonly properties = {
    bench: { attribute: false },
    from: { attribute: false },
    problem: { state: true },
  }
  declare from: string | undefined
  declare problem: string | undefined

  static override readonly styles = [
    shared,
    css`
      form {
        display: grid;
        gap: var(--space-2);
        font-size: var(--size-tiny);
      }
      form div {
        display: flex;
        gap: var(--space-2);
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
    this.renderRoot.querySelector('input')?.focus()
  }

  protected override render(): TemplateResult {
    const { from } = this
    return html`<form @submit=${this.#submit}>
      <label for="path">${from === undefined ? 'Path of the new file' : `New path of ${from}`}</label>
      <input
        id="path"
        name="path"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="1024"
        .value=${from ?? ''}
        aria-invalid=${this.problem === undefined ? 'false' : 'true'}
        aria-describedby="problem"
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') this.#done()
        }}
      />
      <span id="problem" class="problem" role="alert">${this.problem ?? ''}</span>
      <div>
        <button>${from === undefined ? 'Add' : 'Rename'}</button>
        <button type="button" class="quiet" @click=${() => this.#done()}>Cancel</button>
      </div>
    </form>`
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const { from } = this
    const path = this.renderRoot.querySelector('input')?.value.trim() ?? ''
    if (path !== from) {
      this.problem = pathProblem(this.state?.files ?? [], path)
      if (this.problem !== undefined) return
      if (from === undefined) this.bench?.add({ path, text: '' })
      else this.bench?.rename(from, path)
    }
    this.#done()
  }

  #done(): void {
    this.dispatchEvent(new CustomEvent('named'))
  }
}

define('layerwise-naming', NamingPane)
