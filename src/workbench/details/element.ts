import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { icon } from '../icons.ts'
import '../layer/element.ts'
import '../log/element.ts'
import { define, Pane } from '../pane.ts'
import '../problems/element.ts'
import '../steps/element.ts'
import { shared } from '../styles.ts'
import '../table/element.ts'
import { type Detail, details, detailTitle } from '../view.ts'
import '../what-if/element.ts'

/** What is told of a build below the editor, one tab at a time. Tells `detail-chosen` with the tab that the learner chose. */
class DetailsPane extends Pane {
  static override readonly properties: PropertyDeclarations = { bench: { attribute: false }, detail: {} }
  declare detail: Detail

  constructor() {
    super()
    this.detail = 'steps'
  }

  static override readonly styles = [
    shared,
    css`
      .tabs {
        display: flex;
        overflow-x: auto;
        border-block-end: 1px solid var(--rule);
        padding-inline: var(--space-2);
      }
      .tabs button {
        flex: none;
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--text-muted);
        min-height: 2.5rem;
        border-block-end: 3px solid transparent;
      }
      .tabs button[aria-selected='true'] {
        color: var(--text-strong);
        font-weight: 600;
        border-block-end-color: var(--text-strong);
      }
      .tabs :focus-visible,
      .panel:focus-visible {
        outline-offset: -2px;
      }
      .tabs .icon {
        vertical-align: -0.2em;
      }
      .panel {
        padding: var(--space-3);
        max-height: var(--panel-height, 24rem);
        min-height: 6rem;
        overflow: auto;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    return html`<div class="tabs" role="tablist" aria-label="About the build" @keydown=${this.#steer}>
        ${details.map(
          (detail) =>
            html`<button
              role="tab"
              id="tab-${detail}"
              aria-controls="panel"
              aria-selected=${this.detail === detail ? 'true' : 'false'}
              tabindex=${this.detail === detail ? 0 : -1}
              @click=${() => this.#choose(detail)}
            >
              ${detail === 'problems' && detailTitle(detail, state).includes('error') ? html`<span class="problem">${icon('error')}</span>` : nothing}
              ${detailTitle(detail, state)}
            </button>`,
        )}
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-${this.detail}" tabindex="0">${this.#panel()}</div>`
  }

  #panel(): TemplateResult {
    const { bench } = this
    switch (this.detail) {
      case 'steps':
        return html`<layerwise-steps .bench=${bench}></layerwise-steps>`
      case 'what-if':
        return html`<layerwise-what-if .bench=${bench}></layerwise-what-if>`
      case 'layers':
        return html`<layerwise-table .bench=${bench}></layerwise-table>`
      case 'contents':
        return html`<layerwise-layer .bench=${bench}></layerwise-layer>`
      case 'log':
        return html`<layerwise-log .bench=${bench}></layerwise-log>`
      case 'problems':
        return html`<layerwise-problems .bench=${bench}></layerwise-problems>`
    }
  }

  #choose(detail: Detail): void {
    this.detail = detail
    this.dispatchEvent(new CustomEvent('detail-chosen', { detail }))
  }

  /** Arrow keys go from tab to tab, Home and End to the first and last, as in any list of tabs. */
  readonly #steer = (event: KeyboardEvent): void => {
    const at = details.indexOf(this.detail)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1 + details.length, Home: 0, End: details.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    this.#choose(details[next % details.length] ?? this.detail)
    void this.updateComplete.then(() => {
      const tab = this.renderRoot.querySelector('[role="tab"][aria-selected="true"]')
      if (tab instanceof HTMLElement) tab.focus()
    })
  }
}

define('layerwise-details', DetailsPane)
