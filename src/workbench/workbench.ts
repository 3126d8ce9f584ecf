import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { siteBase as base, catalogBase } from '../state/site.ts'
import { Bench } from './bench.ts'
import './editor/element.ts'
import type { EditorPane } from './editor/element.ts'
import './files/element.ts'
import { frame } from './frame.ts'
import { defineFirst } from './pane.ts'
import './predict/element.ts'
import { isMarkedKept, pageProject } from '../state/page.ts'
import { words } from '../words/words.ts'
import { whenIdle } from './idle.ts'
import { shownBuild } from './shown.ts'
import type { BenchState } from './state.ts'
import { shared } from './styles.ts'
import { buildButton, changeViews, emptyText, hasDetails, progressText, startsItself } from './view.ts'

const views = ['text', 'editor', 'image'] as const

/**
 * The workbench: files, editor and image side by side; below them what a build did. It takes its project from the JSON in it, and the place of
 * whatever else stands in it. Attributes: `catalog` (URL of the catalog, with a slash at the end), `compact` (files as a row above the editor),
 * `layers-first` (where one view is shown at a time, begin with the image),
 * `eager` (the forecast is made when the page has nothing better to do, and `?` is heard everywhere on the page: for a page that is a workbench).
 */
class Workbench extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    catalog: {},
    compact: { type: Boolean, reflect: true },
    eager: { type: Boolean },
    failure: { state: true },
    more: { state: true },
    solving: { state: true },
  }
  declare catalog: string
  declare compact: boolean
  declare eager: boolean
  declare failure: boolean
  declare more: boolean
  declare solving: boolean
  #bench: Bench | undefined
  #leave: (() => void) | undefined

  constructor() {
    super()
    this.catalog = catalogBase
    this.compact = false
    this.eager = false
    this.failure = false
    this.more = false
    this.solving = false
  }

  /** The part that is shown where there is room for one. */
  get view(): (typeof views)[number] {
    return this.#bench?.state.view ?? 'editor'
  }

  set view(view: (typeof views)[number]) {
    this.#bench?.arrange({ view })
  }

  /** The state and verbs of this workbench. */
  get bench(): Bench | undefined {
    return this.#bench
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.#bench === undefined) this.#begin()
    this.#leave = this.#bench?.listen(() => this.requestUpdate())
    if (this.hasAttribute('eager')) document.addEventListener('keydown', this.#hear)
    // A page that is hidden may be ended without another word; one that is left is not always hidden first.
    window.addEventListener('pagehide', this.#keep)
    document.addEventListener('visibilitychange', this.#keep)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    document.removeEventListener('keydown', this.#hear)
    window.removeEventListener('pagehide', this.#keep)
    document.removeEventListener('visibilitychange', this.#keep)
    this.#keep()
    this.#bench?.close()
  }

  #begin(): void {
    const project = pageProject(this.querySelector('script[type="application/json"]')?.textContent ?? null)
    if (project === undefined) {
      this.failure = true
      return
    }
    this.#bench = new Bench(project, this.catalog)
    if (this.hasAttribute('layers-first')) this.view = 'image'
    if (startsItself(project)) void this.#bench.begin()
    else if (isMarkedKept(project.id)) void this.#bench.wake()
    else if (this.hasAttribute('eager')) whenIdle(() => void this.#bench?.wake())
    for (const event of ['pointerenter', 'focusin', 'touchstart'] as const)
      this.addEventListener(event, () => void this.#bench?.wake(), { once: true, passive: true })
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.failure) return html`<p class="failure">${words.bench.thisWorkbenchCannotOpenItsFiles}</p><slot></slot>`
    const bench = this.#bench
    if (bench === undefined) return nothing
    const { state } = bench
    // Where the page is the workbench its title alone stands above these.
    const level = this.eager ? 2 : nothing
    if (state.health !== 'asleep') void import('./notice/element.ts')
    return html`
      <section class="bench view-${this.view} ${state.judged === undefined ? '' : 'judged'}" aria-label=${words.bench.workbench(state.project.title)}>
        <div class="views" role="group" aria-label=${words.bench.view}>
          ${views.map(
            (view) =>
              html`<button aria-pressed=${this.view === view ? 'true' : 'false'} @click=${() => (this.view = view)}>${words.bench.views[view]}</button>`,
          )}
        </div>
        <layerwise-notice .bench=${bench}></layerwise-notice>
        ${state.project.predict === undefined ? nothing : this.#question(bench, state)}
        <div class="panes">
          <div class="files part"><h4 aria-level=${level}>${words.bench.files}</h4><layerwise-files .bench=${bench}></layerwise-files></div>
          <div class="text part">
            <h4 aria-level=${level} class=${state.health === 'asleep' ? '' : 'sr'}><code>${state.open}</code></h4>
            ${state.health === 'asleep' ? nothing : html`<layerwise-tabs .bench=${bench}></layerwise-tabs>`}
            <layerwise-editor .bench=${bench}></layerwise-editor>
          </div>
          <div class="image part">
            <h4 aria-level=${level}>${words.bench.image}</h4>
            ${this.#image(bench, state)}
          </div>
        </div>
        ${this.#actions(bench, state)} ${hasDetails(state, this.eager) ? this.#details(bench) : nothing}
      </section>
    `
  }

  #image(bench: Bench, state: BenchState): TemplateResult {
    if (shownBuild(state) === undefined) return html`<p class="empty">${emptyText(state)}</p>`
    void import('./details.ts')
    return html`<layerwise-stack .bench=${bench}></layerwise-stack>`
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
              <p class="muted">${state.change === 'waiting' ? words.bench.theChangeToCome : words.bench.theChange}</p>
              ${changeViews(state.project).map(
                (change) =>
                  html`<p><code>${change.label}</code></p>
                    <ul class="diff">
                      ${change.before.map((line) => html`<li><del><span class="sr">${words.bench.goes} </span>${line}</del></li>`)}
                      ${change.after.map((line) => html`<li><ins><span class="sr">${words.bench.comes} </span>${line}</ins></li>`)}
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
        @click=${() => this.build()}
      >
        ${button.text} <kbd aria-hidden="true">${isMac ? '⌘↵' : 'Ctrl ↵'}</kbd>
      </button>
      ${state.building === undefined ? nothing : html`<button @click=${() => bench.cancel()}>${words.bench.stop}</button>`}
      <button class="quiet" title=${words.bench.forgetAllBuildsTheNextOne} @click=${() => void bench.cold()}>${words.bench.coldBuilder}</button>
      <button class="quiet" title=${words.bench.filesBuilderAndPredictionAsAt} @click=${() => this.reset()}>${words.bench.reset}</button>
      ${
        state.project.solution === undefined || state.asking === 'open'
          ? nothing
          : html`<button class="quiet" aria-expanded=${this.solving ? 'true' : 'false'} @click=${this.#toggleSolving}>${words.bench.showMe}</button>`
      }
      <button class="quiet" aria-expanded=${this.more ? 'true' : 'false'} @click=${this.#toggleMore}>${words.bench.more}</button>
      <button class="quiet" aria-label=${words.bench.keys} title=${words.bench.keysTitle} aria-haspopup="dialog" @click=${() => this.#summon('keys')}>?</button>
      <p class="said" role="status" aria-live="polite">${progressText(state)}</p>
      ${button.why === undefined || state.said !== '' ? nothing : html`<p class="why muted">${button.why}</p>`}
      ${this.solving ? html`<layerwise-solution .bench=${bench}></layerwise-solution>` : nothing}
      ${this.more ? html`<layerwise-more .bench=${bench} base=${base}></layerwise-more>` : nothing}
    </div>`
  }

  #details(bench: Bench): TemplateResult {
    void import('./details.ts')
    return html`<layerwise-details
      class="details"
      .bench=${bench}
      @pane-called=${() => (this.view = 'image')}
      @go-to-line=${this.#goTo}
    ></layerwise-details>`
  }

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent)) return
      if (!this.eager) this.#hear(event)
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      this.build()
    })
    // For what points at a line from outside: its number, from 1, is the `detail`.
    this.addEventListener('show-line', (event) => {
      if (event instanceof CustomEvent) this.#goTo(event)
    })
    // For pages that print commands to be clicked: the line is the `detail` of the event.
    this.addEventListener('run-in-terminal', (event) => {
      void import('./terminal/verbs.ts').then(({ runTold }) => runTold(this.#bench, event))
    })
  }

  /** Builds, and shows the image where only one view is shown at a time. */
  build(): void {
    void this.#bench?.build()
    if (this.view === 'text') this.view = 'image'
  }

  /** Puts all back to the beginning. */
  reset(): void {
    this.solving = false
    this.#bench?.reset()
  }

  readonly #keep = (): void => this.#bench?.keepNow()

  /** The button goes when it has been pressed; the focus stays with the question, where the answer will stand. */
  readonly #buildNow = (): void => {
    this.build()
    const asked = this.renderRoot.querySelector('.asked')
    if (asked instanceof HTMLElement) asked.focus({ preventScroll: true })
  }

  readonly #toggleSolving = (): void => {
    this.solving = !this.solving
    void import('./solution/element.ts')
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

  /** `?` lists the keys, where it is not text; K with the key of commands all that can be done. */
  readonly #hear = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey } = event
    const isCommand = isMac ? metaKey : ctrlKey
    if (isCommand ? key !== 'k' : key !== '?' || isTyped(event)) return
    event.preventDefault()
    this.#summon(isCommand ? 'actions' : 'keys')
  }

  #summon(what: 'keys' | 'actions'): void {
    void import('./summon.ts').then(({ summon }) => summon(what, this, base))
  }

  static override readonly styles = [shared, frame]
}

function isTyped(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent)

defineFirst('layerwise-workbench', Workbench)
