import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { Bench, type BenchState } from './bench.ts'
import './editor/element.ts'
import type { EditorPane } from './editor/element.ts'
import './files/element.ts'
import { icon } from './icons.ts'
import { pageEngine } from './page-engine.ts'
import { define } from './pane.ts'
import './predict/element.ts'
import { pageProject } from '../state/page.ts'
import { shared } from './styles.ts'
import {
  buildButton,
  changeViews,
  type Detail,
  details,
  detailTitle,
  emptyText,
  hasDetails,
  notice,
  progressText,
  startsItself,
} from './view.ts'

const views = ['text', 'editor', 'image'] as const
const viewTitles = { text: 'Text', editor: 'Editor', image: 'Image' } as const

/**
 * The workbench: files, editor and image side by side; below them what a build did. It takes its project from the JSON in it, and the place of
 * whatever else stands in it. Attributes: `catalog` (URL of the catalog, with a slash at the end), `compact` (files as a row above the editor).
 */
class Workbench extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    catalog: {},
    compact: { type: Boolean, reflect: true },
    view: { state: true },
    detail: { state: true },
    failure: { state: true },
    more: { state: true },
  }
  declare catalog: string
  declare compact: boolean
  declare view: (typeof views)[number]
  declare detail: Detail
  declare failure: boolean
  declare more: boolean
  #bench: Bench | undefined
  #leave: (() => void) | undefined

  constructor() {
    super()
    this.catalog = `${base}catalog/`
    this.compact = false
    this.failure = false
    this.more = false
    this.view = 'editor'
    this.detail = 'steps'
  }

  /** The state and verbs of this workbench. */
  get bench(): Bench | undefined {
    return this.#bench
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.#bench === undefined) this.#begin()
    this.#leave = this.#bench?.listen(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.#bench?.close()
  }

  #begin(): void {
    const project = pageProject(this.querySelector('script[type="application/json"]')?.textContent ?? null)
    if (project === undefined) {
      this.failure = true
      return
    }
    this.#bench = new Bench(project, () => pageEngine(this.catalog))
    this.view = project.predict === undefined ? 'editor' : 'text'
    if (startsItself(project)) void this.#bench.build()
    for (const event of ['pointerenter', 'focusin', 'touchstart'] as const)
      this.addEventListener(event, () => void this.#bench?.wake(), { once: true, passive: true })
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.failure)
      return html`<p class="failure">This workbench cannot open its files. What it would show stands below.</p><slot></slot>`
    const bench = this.#bench
    if (bench === undefined) return nothing
    const { state } = bench
    const warning = notice(state)
    return html`
      <section class="bench view-${this.view} ${state.judged === undefined ? '' : 'judged'}" aria-label="Workbench: ${state.project.title}">
        <div class="views" role="group" aria-label="View">
          ${views.map(
            (view) =>
              html`<button aria-pressed=${this.view === view ? 'true' : 'false'} @click=${() => (this.view = view)}>${viewTitles[view]}</button>`,
          )}
        </div>
        ${warning === undefined ? nothing : html`<p class="notice" role="status">${warning}</p>`}
        ${state.project.predict === undefined ? nothing : this.#question(bench, state)}
        <div class="panes">
          <div class="files part"><h4>Files</h4><layerwise-files .bench=${bench}></layerwise-files></div>
          <div class="text part">
            <h4><code>${state.open}</code></h4>
            <layerwise-editor .bench=${bench}></layerwise-editor>
          </div>
          <div class="image part">
            <h4>Image</h4>
            ${state.build === undefined ? html`<p class="empty">${emptyText(state)}</p>` : html`<layerwise-stack .bench=${bench} @layer-opened=${() => (this.detail = 'contents')}></layerwise-stack>`}
          </div>
        </div>
        ${this.#actions(bench, state)} ${hasDetails(state) ? this.#details(bench, state) : nothing}
      </section>
    `
  }

  #question(bench: Bench, state: BenchState): TemplateResult {
    return html`<div class="question" @answered=${this.#answered}>
      <div class="asked" tabindex="-1">
        <layerwise-predict .bench=${bench}></layerwise-predict>
        ${
          state.asking === 'open' || state.judged !== undefined
            ? nothing
            : html`<button class="main build-now" ?disabled=${!buildButton(state).enabled} @click=${this.#buildNow}>
                ${buildButton(state).text}
              </button>`
        }
      </div>
      ${
        state.change === 'none'
          ? nothing
          : html`<div class="change">
              <p class="muted">${state.change === 'waiting' ? 'The change to come' : 'The change'}</p>
              ${changeViews(state.project).map(
                (change) =>
                  html`<p><code>${change.label}</code></p>
                    <ul class="diff">
                      ${change.before.map((line) => html`<li><del><span class="sr">goes: </span>${line}</del></li>`)}
                      ${change.after.map((line) => html`<li><ins><span class="sr">comes: </span>${line}</ins></li>`)}
                    </ul>`,
              )}
            </div>`
      }
    </div>`
  }

  #actions(bench: Bench, state: BenchState): TemplateResult {
    const button = buildButton(state)
    return html`<div class="actions">
      <button
        class="main build"
        ?disabled=${!button.enabled}
        title=${button.why ?? nothing}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        @click=${() => this.#build()}
      >
        ${button.text} <kbd aria-hidden="true">${isMac ? '⌘↵' : 'Ctrl ↵'}</kbd>
      </button>
      ${state.building === undefined ? nothing : html`<button @click=${() => bench.cancel()}>Stop</button>`}
      <button class="quiet" title="Forget all builds: the next one finds no cache" @click=${() => void bench.cold()}>Cold builder</button>
      <button class="quiet" title="Files, builder and prediction as at the beginning" @click=${() => this.#reset()}>Reset</button>
      ${
        state.project.solution === undefined || state.asking === 'open'
          ? nothing
          : html`<button class="quiet" @click=${() => bench.solve()}>Show me</button>`
      }
      <button class="quiet" aria-expanded=${this.more ? 'true' : 'false'} @click=${this.#toggleMore}>More</button>
      <p class="said" role="status" aria-live="polite">${progressText(state)}</p>
      ${button.why === undefined || state.said !== '' ? nothing : html`<p class="why muted">${button.why}</p>`}
      ${this.more ? html`<layerwise-more .bench=${bench} base=${base}></layerwise-more>` : nothing}
    </div>`
  }

  #details(bench: Bench, state: BenchState): TemplateResult {
    void import('./details.ts')
    return html`<div class="details">
      <div class="tabs" role="tablist" aria-label="About the build" @keydown=${this.#steer}>
        ${details.map(
          (detail) =>
            html`<button
              role="tab"
              id="tab-${detail}"
              aria-controls="panel"
              aria-selected=${this.detail === detail ? 'true' : 'false'}
              tabindex=${this.detail === detail ? 0 : -1}
              @click=${() => (this.detail = detail)}
            >
              ${detail === 'problems' && detailTitle(detail, state).includes('error') ? html`<span class="problem">${icon('error')}</span>` : nothing}
              ${detailTitle(detail, state)}
            </button>`,
        )}
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-${this.detail}" tabindex="0" @go-to-line=${this.#goTo}>
        ${this.#panel(bench)}
      </div>
    </div>`
  }

  #panel(bench: Bench): TemplateResult {
    switch (this.detail) {
      case 'steps':
        return html`<layerwise-steps .bench=${bench}></layerwise-steps>`
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

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      this.#build()
    })
    this.renderRoot.addEventListener('leave-editor', () => this.#leaveEditor())
  }

  #build(): void {
    void this.#bench?.build()
    if (this.view === 'text') this.view = 'image'
  }

  #reset(): void {
    this.#bench?.reset()
    this.detail = 'steps'
    this.view = this.#bench?.state.project.predict === undefined ? 'editor' : 'text'
  }

  /** To what follows the editor; when Build cannot be pressed, to the button after it. */
  #leaveEditor(): void {
    const next = this.renderRoot.querySelector('.actions button:not(:disabled)')
    if (next instanceof HTMLElement) next.focus()
  }

  /** The button goes when it has been pressed; the focus stays with the question, where the answer will stand. */
  readonly #buildNow = (): void => {
    this.#build()
    const asked = this.renderRoot.querySelector('.asked')
    if (asked instanceof HTMLElement) asked.focus({ preventScroll: true })
  }

  readonly #toggleMore = (): void => {
    this.more = !this.more
    void import('./more/element.ts')
  }

  readonly #answered = (): void => {
    void this.updateComplete.then(() => {
      const build = this.renderRoot.querySelector('.build-now')
      if (build instanceof HTMLElement) build.focus()
    })
  }

  readonly #goTo = (event: CustomEvent<number>): void => {
    this.view = 'editor'
    const editor = this.renderRoot.querySelector<EditorPane>('layerwise-editor')
    void this.updateComplete.then(() => editor?.goTo(event.detail))
  }

  /** Arrow keys go from tab to tab, as in any list of tabs. */
  readonly #steer = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const at = details.indexOf(this.detail)
    this.detail = details[(at + step + details.length) % details.length] ?? this.detail
    void this.updateComplete.then(() => {
      const tab = this.renderRoot.querySelector('[role="tab"][aria-selected="true"]')
      if (tab instanceof HTMLElement) tab.focus()
    })
  }

  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius-large);
        background: var(--surface-raised);
        box-shadow: var(--shadow);
        overflow: clip;
      }
      .failure {
        padding: var(--space-3) var(--space-4);
        color: var(--color-problem);
      }
      h4 {
        margin: 0;
        padding: var(--space-2) var(--space-3);
        font: 600 var(--size-tiny) / 1.4 var(--font-label);
        color: var(--text-muted);
      }
      kbd {
        margin-inline-start: 0.4rem;
        font: var(--size-tiny) / 1 var(--font-mono);
        opacity: 0.75;
      }
      .notice {
        padding: var(--space-2) var(--space-3);
        border-block-end: 1px solid var(--rule);
        background: var(--surface-sunken);
        color: var(--text-normal);
      }
      .views {
        display: none;
        padding: var(--space-2);
        border-block-end: 1px solid var(--rule);
        background: var(--surface-sunken);
      }
      .views button {
        flex: 1;
        min-height: 2.75rem;
        border-radius: 0;
        margin-inline-start: -1px;
      }
      .views button:first-child {
        border-radius: var(--radius) 0 0 var(--radius);
        margin: 0;
      }
      .views button:last-child {
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      .views button[aria-pressed='true'] {
        background: var(--surface-inverse);
        border-color: var(--surface-inverse);
        color: var(--text-inverse);
      }
      .question {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        padding: var(--space-4);
        border-block-end: 1px solid var(--rule);
        background: var(--surface-page);
      }
      .build-now {
        margin-block-start: var(--space-3);
      }
      .asked:focus {
        outline: none;
      }
      .change {
        font-size: var(--size-tiny);
      }
      .change .diff {
        margin-block-start: var(--space-1);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius);
        background: var(--surface-code);
        font-family: var(--font-mono);
      }
      .diff li {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        padding-inline-start: 1.2em;
        text-indent: -1.2em;
      }
      del,
      ins {
        text-decoration: none;
      }
      del {
        color: var(--text-muted);
      }
      del::before {
        content: '− ';
      }
      ins {
        color: var(--text-strong);
        background: var(--color-ran-soft);
      }
      ins::before {
        content: '+ ';
      }
      .panes {
        display: grid;
        grid-template-columns: 12.5rem minmax(0, 1fr) minmax(15rem, 19rem);
        min-height: 20rem;
      }
      .part {
        min-width: 0;
        display: flex;
        flex-direction: column;
      }
      .part + .part {
        border-inline-start: 1px solid var(--rule);
      }
      .files layerwise-files {
        padding: 0 var(--space-2) var(--space-2);
        overflow: auto;
        max-height: 26rem;
      }
      .files {
        background: var(--surface-sunken);
      }
      .text layerwise-editor {
        flex: 1 1 16rem;
        min-height: 16rem;
        max-height: 36rem;
        background: var(--surface-code);
        border-block-start: 1px solid var(--rule);
      }
      .empty {
        flex: 1;
        display: grid;
        place-content: center;
        margin: 0 var(--space-3) var(--space-3);
        padding: var(--space-4);
        border: 1px dashed var(--rule-strong);
        border-radius: var(--radius);
        color: var(--text-muted);
        text-align: center;
      }
      .image layerwise-stack {
        flex: 1;
        padding: 0 var(--space-3) var(--space-3);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        border-block: 1px solid var(--rule);
        background: var(--surface-sunken);
      }
      .said {
        flex: 1 1 14rem;
        min-width: 0;
        color: var(--text-normal);
        overflow-wrap: anywhere;
      }
      .said:empty {
        display: none;
      }
      layerwise-more {
        flex-basis: 100%;
      }
      .why {
        flex-basis: 100%;
      }
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
        max-height: 24rem;
        min-height: 6rem;
        overflow: auto;
      }

      @container (min-width: 52rem) {
        .question:has(.change) {
          grid-template-columns: minmax(0, 1.3fr) minmax(0, 1fr);
        }
        :host([compact]) .panes {
          min-height: 16rem;
        }
      }
      @container (max-width: 59.99rem) {
        .panes {
          grid-template-columns: minmax(0, 1fr) minmax(13.5rem, 17rem);
          grid-template-rows: auto 1fr;
        }
        .files {
          grid-column: 1 / -1;
          border-block-end: 1px solid var(--rule);
        }
        .files h4 {
          display: none;
        }
        .files layerwise-files {
          padding: var(--space-2);
          max-height: 9rem;
        }
        .text {
          border-inline-start: 0 !important;
        }
      }
      @container (max-width: 37.99rem) {
        .views {
          display: flex;
        }
        .panes {
          display: block;
          min-height: 0;
        }
        .part {
          border: 0 !important;
        }
        .view-text .text,
        .view-text .image,
        .view-text .details,
        .view-editor .files,
        .view-editor .image,
        .view-editor .question,
        .view-editor .details,
        .view-image .files,
        .view-image .text,
        .view-image:not(.judged) .question,
        .view-image .change {
          display: none;
        }
        .text layerwise-editor {
          min-height: 13rem;
          max-height: 26rem;
        }
        .view-text .panes {
          min-height: 6rem;
        }
        .image h4 {
          display: none;
        }
        .empty {
        flex: 1;
        display: grid;
        place-content: center;
        margin: 0 var(--space-3) var(--space-3);
        padding: var(--space-4);
        border: 1px dashed var(--rule-strong);
        border-radius: var(--radius);
        color: var(--text-muted);
        text-align: center;
      }
      .image layerwise-stack {
          padding-block-start: var(--space-3);
          min-height: 18rem;
        }
        .actions kbd {
          display: none;
        }
        .actions .build {
          flex: 1 1 100%;
          min-height: 2.75rem;
        }
        .panel {
          max-height: none;
        }
      }
    `,
  ]
}

/** Where the site lies, with a slash at the end. */
const base = import.meta.env.BASE_URL.replace(/\/?$/, '/')

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent)

define('layerwise-workbench', Workbench)
