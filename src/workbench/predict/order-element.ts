import { css, html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { defineFirst, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { moved, shuffled } from './order.ts'

/** Lines to be put into an order: dragged, moved with their buttons, or with the arrow keys. */
class OrderPane extends Pane {
  #dragged: number | undefined

  static override readonly styles = [
    shared,
    css`
      ol {
        display: grid;
        gap: var(--space-1);
      }
      li {
        display: grid;
        grid-template-columns: 1.6rem minmax(0, 1fr) auto auto;
        gap: var(--space-1);
        align-items: center;
        padding: 0.2rem 0.3rem 0.2rem 0.6rem;
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-raised);
        cursor: grab;
      }
      code {
        overflow-wrap: anywhere;
        color: var(--text-strong);
      }
      button {
        min-width: 2.25rem;
        min-height: 2.25rem;
        padding: 0;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const lines = this.#lines
    return html`<ol aria-label=${words.bench.yourOrder} @keydown=${this.#steer}>
      ${lines.map(
        (line, at) =>
          html`<li
            draggable="true"
            @dragstart=${() => (this.#dragged = at)}
            @dragover=${(event: DragEvent) => event.preventDefault()}
            @drop=${(event: DragEvent) => this.#drop(event, at)}
          >
            <span class="muted" aria-hidden="true">${at + 1}</span>
            <code>${line}</code>
            ${this.#button('↑', words.bench.moveUp(line), at, at - 1)} ${this.#button('↓', words.bench.moveDown(line), at, at + 1)}
          </li>`,
      )}
    </ol>`
  }

  get #lines(): readonly string[] {
    const { prediction, project } = this.state ?? {}
    return prediction?.kind === 'order' ? prediction.lines : shuffled(project?.predict?.options ?? [])
  }

  #button(sign: string, label: string, from: number, to: number): TemplateResult {
    return html`<button
      class="quiet"
      data-at=${from}
      aria-label=${label}
      aria-disabled=${to < 0 || to >= this.#lines.length ? 'true' : 'false'}
      @click=${() => void this.#move(from, to, sign)}
    >
      ${sign}
    </button>`
  }

  /** Moves a line; the focus goes with it. */
  async #move(from: number, to: number, sign: string): Promise<void> {
    const lines = this.#lines
    const next = moved(lines, from, to)
    if (next === lines) return
    this.bench?.predict({ kind: 'order', lines: next })
    this.bench?.say(words.bench.movedTo(lines[from] ?? '', to + 1, lines.length))
    await this.updateComplete
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>(`button[data-at="${to}"]`)]
    buttons.find((button) => button.textContent?.trim() === sign)?.focus()
  }

  #drop(event: DragEvent, to: number): void {
    event.preventDefault()
    if (this.#dragged !== undefined) void this.#move(this.#dragged, to, '')
    this.#dragged = undefined
  }

  readonly #steer = (event: KeyboardEvent): void => {
    const { target, key } = event
    const step = { ArrowUp: -1, ArrowDown: 1 }[key]
    if (step === undefined || !(target instanceof HTMLElement) || target.dataset.at === undefined) return
    event.preventDefault()
    const at = Number(target.dataset.at)
    void this.#move(at, at + step, target.textContent?.trim() ?? '')
  }
}

defineFirst('layerwise-order', OrderPane)
