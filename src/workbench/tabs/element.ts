import { css, html, nothing, type PropertyValues, svg, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type TabView, tabViews, withoutTab } from './view.ts'

/** The open files, one tab each, and the two buttons that go back and on in what was done to them. */
class TabsPane extends Pane {
  #refocus = false

  static override readonly styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: stretch;
        min-width: 0;
      }
      .tabs {
        flex: 1;
        min-width: 0;
        display: flex;
        overflow-x: auto;
        scrollbar-width: thin;
      }
      .tab {
        flex: none;
        max-width: 13rem;
        min-height: 2.25rem;
        display: flex;
        align-items: center;
        gap: 0.35rem;
        padding: 0 0.35rem 0 0.7rem;
        border: 0;
        border-inline-end: 1px solid var(--rule);
        border-block-end: 2px solid transparent;
        border-radius: 0;
        background: none;
        color: var(--text-muted);
        font: var(--size-tiny) / 1.4 var(--font-mono);
      }
      .tab[aria-selected='true'] {
        background: var(--surface-code);
        border-block-end-color: var(--text-strong);
        color: var(--text-strong);
      }
      :focus-visible {
        outline-offset: -2px;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .changed {
        color: var(--color-ran);
      }
      .close {
        flex: none;
        display: grid;
        place-items: center;
        width: 1.5rem;
        height: 1.5rem;
        border-radius: var(--radius-small);
      }
      .close:hover {
        background: var(--surface-hover);
      }
      .travel {
        flex: none;
        display: flex;
        padding-inline: var(--space-1);
      }
      .travel button {
        display: grid;
        place-items: center;
        width: 2.25rem;
        padding: 0;
      }
      .travel button:disabled {
        opacity: 0.45;
        border-color: transparent;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const tabs = tabViews(state, state.made.at(-1)?.files)
    const { past, future } = state.history
    const undo = past.at(-1)?.what
    const redo = future.at(-1)?.what
    return html`<div class="tabs" role="tablist" aria-label=${words.tabs.openFiles} @keydown=${this.#steer}>
        ${tabs.map((tab) => this.#tab(tab, tabs.length))}
      </div>
      <div class="travel">
        ${this.#button('undo', undo === undefined ? words.tabs.undo : words.tabs.undoOf(undo), undo === undefined)}
        ${this.#button('redo', redo === undefined ? words.tabs.redo : words.tabs.redoOf(redo), redo === undefined)}
      </div>`
  }

  #tab(tab: TabView, count: number): TemplateResult {
    return html`<button
      role="tab"
      class="tab"
      title="${tab.path}${tab.isChanged ? words.tabs.changedSinceTheLastBuild : ''}${count > 1 ? words.tabs.deleteCloses : ''}"
      aria-selected=${tab.isOpen ? 'true' : 'false'}
      tabindex=${tab.isOpen ? 0 : -1}
      @click=${() => this.bench?.openFile(tab.path)}
      @auxclick=${(event: MouseEvent) => event.button === 1 && this.#close(tab.path)}
      @mousedown=${(event: MouseEvent) => event.button === 1 && event.preventDefault()}
    >
      <span class="name">${tab.name}</span>${tab.isChanged ? html`<span class="changed"><span aria-hidden="true">●</span><span class="sr">${words.tabs.changed}</span></span>` : nothing}${
        count < 2
          ? nothing
          : html`<span
              class="close"
              title=${words.tabs.close(tab.path)}
              @click=${(event: MouseEvent) => {
                event.stopPropagation()
                this.#close(tab.path)
              }}
              >${sign('M4.5 4.5l7 7M11.5 4.5l-7 7')}</span
            >`
      }
    </button>`
  }

  #button(which: 'undo' | 'redo', label: string, isDisabled: boolean): TemplateResult {
    const path =
      which === 'undo'
        ? 'M6 3L2.8 6.2 6 9.4M3 6.2h6.5a3.5 3.5 0 0 1 0 7H6'
        : 'M10 3l3.2 3.2L10 9.4M13 6.2H6.5a3.5 3.5 0 0 0 0 7H10'
    return html`<button class="quiet" aria-label=${label} title=${label} ?disabled=${isDisabled} @click=${() => this.bench?.travel(which)}>${sign(path)}</button>`
  }

  #close(path: string): void {
    const { bench, state } = this
    const change = state && withoutTab(tabViews(state), path)
    if (change !== undefined) bench?.setTabs(change.tabs, change.open)
  }

  /** Arrow keys go from file to file, Home and End to the first and last; Delete closes. */
  readonly #steer = (event: KeyboardEvent): void => {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return
    const tabs = tabViews(state)
    const at = tabs.findIndex((tab) => tab.isOpen)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    if (next !== undefined) bench.openFile(tabs.at(next % tabs.length)?.path ?? state.open)
    else if (event.key === 'Delete') this.#close(state.open)
    else return
    event.preventDefault()
    this.#refocus = true
    this.requestUpdate()
  }

  protected override firstUpdated(): void {
    // Also when it comes into view, as on a phone, or gets another width.
    new ResizeObserver(() => this.#keepInSight()).observe(this)
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    this.#keepInSight()
    if (this.#refocus) this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
    this.#refocus = false
  }

  /** Scrolls the tabs, and nothing else, until the one of the open file is seen whole. */
  #keepInSight(): void {
    const tab = this.renderRoot.querySelector('[aria-selected="true"]')
    const strip = this.renderRoot.querySelector('.tabs')
    if (tab === null || strip === null) return
    const [outer, inner] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()]
    if (inner.left < outer.left) strip.scrollLeft -= outer.left - inner.left
    else if (inner.right > outer.right) strip.scrollLeft += inner.right - outer.right
  }
}

function sign(path: string): TemplateResult {
  return html`${svg`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor"
    stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d=${path}></path></svg>`}`
}

define('layerwise-tabs', TabsPane)
