import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { chipStyle, layerChips } from './chip.ts'
import type { LayerMark } from './layers.ts'
import { type OpenedRows, openedRows, type VersionRow } from './opened.ts'

/** One entry of one layer: what it is, what the other layers did with it, what it holds. Tells `entry-chosen`, with nothing when it is closed. */
class OpenedPane extends Pane {
  static override readonly properties: PropertyDeclarations = {
    bench: { attribute: false },
    marks: { attribute: false },
  }
  declare marks: readonly LayerMark[]

  constructor() {
    super()
    this.marks = []
  }

  static override readonly styles = [
    shared,
    chipStyle,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-2);
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      h5 {
        flex: 1;
        min-width: 0;
        margin: 0;
        font: 600 var(--size-tiny) / 1.4 var(--font-mono);
        color: var(--text-strong);
        overflow-wrap: anywhere;
      }
      .facts {
        font-size: 0.75rem;
        color: var(--text-muted);
        overflow-wrap: anywhere;
      }
      .gone {
        padding: var(--space-2);
        border: 1px dashed var(--color-hidden);
        border-radius: var(--radius);
        background: var(--color-hidden-soft);
        color: var(--text-strong);
        overflow-wrap: anywhere;
      }
      .versions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .versions button {
        min-height: 1.9rem;
        padding: 0.1rem 0.5rem;
        font-size: 0.75rem;
      }
      .versions button[aria-pressed='true'] {
        border-color: var(--focus);
        background: var(--surface-selected);
      }
      pre {
        max-height: 22rem;
        overflow: auto;
        padding: var(--space-2);
        border-radius: var(--radius);
        background: var(--surface-code);
        color: var(--text-strong);
        font: var(--size-tiny) / 1.5 var(--font-mono);
        font-variant-ligatures: none;
        tab-size: 4;
      }
      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      pre .at {
        color: var(--text-muted);
      }
      .unknown {
        padding: var(--space-2) var(--space-3);
        border: 1px dashed var(--rule-strong);
        border-radius: var(--radius);
        display: grid;
        gap: var(--space-1);
        overflow-wrap: anywhere;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    const view = state && openedRows(state, this.marks)
    if (view === undefined) return nothing
    return html`<section aria-label=${words.contents.opened(view.path)} @keydown=${this.#leave}>
      <header>
        ${view.mark === undefined ? nothing : html`<p>${layerChips([view.mark], view.mark.name)}</p>`}
        <h5>${view.path}</h5>
        <button class="quiet" @click=${() => this.#choose(undefined)}>${words.contents.close}<span class="sr"> ${view.path}</span></button>
      </header>
      ${view.missing === undefined ? this.#body(view) : html`<p class="muted">${view.missing === 'coming' ? words.contents.opening : words.contents.itIsNotInTheImage}</p>`}
    </section>`
  }

  #body(view: OpenedRows): TemplateResult {
    return html`
      <p class="facts">${view.facts}</p>
      ${view.hidden === undefined ? nothing : html`<p class="gone">${view.hidden}</p>`}
      ${view.removal === undefined ? nothing : html`<p class="gone">${view.removal}</p>`}
      ${view.versions.length < 2 ? nothing : this.#versions(view.versions)}
      ${view.target === undefined ? nothing : html`<p>${words.contents.aSymbolicLinkTo} <code>${view.target}</code>.</p>`}
      ${view.text === undefined ? nothing : view.text === '' ? html`<p class="muted">${words.contents.anEmptyFile}</p>` : html`<pre class="text" tabindex="0" aria-label=${words.contents.whatItHolds}>${view.text}</pre>`}
      ${
        view.bytes === undefined
          ? nothing
          : html`<pre tabindex="0" aria-label=${words.contents.itsFirstBytes}>${view.bytes.map(({ at, hex, characters }) => html`<span class="at">${at}</span>  ${hex.padEnd(23)}  ${characters}\n`)}</pre>`
      }
      ${view.cut === undefined ? nothing : html`<p class="muted">${view.cut}</p>`}
      ${view.unknown === undefined ? nothing : html`<div class="unknown">${view.unknown.map((sentence) => html`<p>${sentence}</p>`)}</div>`}
    `
  }

  #versions(versions: readonly VersionRow[]): TemplateResult {
    return html`<div class="versions" role="group" aria-label=${words.contents.inTheLayers}>
      ${versions.map(
        ({ entry, isOpen, change, mark, size, hidden }) =>
          html`<button aria-pressed=${isOpen ? 'true' : 'false'} data-instruction=${mark?.instruction ?? nothing} @click=${() => this.#choose(entry)}>
            ${layerChips(mark === undefined ? [] : [mark], mark?.name ?? '')} ${change.sign} ${change.text} ${size}${hidden === undefined ? nothing : html` <span class="muted">${hidden}</span>`}
          </button>`,
      )}
    </div>`
  }

  readonly #leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    this.#choose(undefined)
  }

  #choose(entry: VersionRow['entry'] | undefined): void {
    this.dispatchEvent(new CustomEvent('entry-chosen', { detail: entry }))
  }
}

define('layerwise-opened', OpenedPane)
