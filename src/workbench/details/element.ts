import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { printStyle } from '../print.ts'
import { shared } from '../styles.ts'
import { hiddenSides, type Side, scrollFor } from './overflow.ts'
import { type PaneName, paneLabel, paneOf, panes } from './panes.ts'
import { detailsStyle } from './style.ts'

/**
 * What is told of a build below the editor, one pane at a time, each fetched when it is first shown. The tabs scroll where they do not fit and show on
 * which sides there are more. A pane that another part of the workbench calls (`Bench.showPane`) comes into sight; `pane-called` is told then.
 */
class DetailsPane extends Pane {
  static override readonly properties: PropertyDeclarations = {
    bench: { attribute: false },
    more: { state: true },
    missing: { state: true },
  }
  declare more: readonly Side[]
  /** Panes whose elements could not be fetched. */
  declare missing: ReadonlySet<PaneName>
  #front: object | undefined
  #loaded: PaneName | undefined
  #watch: ResizeObserver | undefined

  constructor() {
    super()
    this.more = []
    this.missing = new Set()
  }

  static override readonly styles = [shared, detailsStyle]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#watch = new ResizeObserver(this.#look)
    this.#watch.observe(this)
    const root = this.getRootNode()
    adoptPrintStyle(root)
    void addLines(root)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#watch?.disconnect()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const shown = state.front.pane
    return html`<div class="tabs">
        <div class="row" role="tablist" aria-label=${words.details.aboutTheBuild} @keydown=${this.#steer} @scroll=${this.#look}>
          ${panes.map(({ name }) => {
            const label = paneLabel(name, state)
            return html`<button
              role="tab"
              id="tab-${name}"
              aria-controls="panel"
              aria-selected=${shown === name ? 'true' : 'false'}
              tabindex=${shown === name ? 0 : -1}
              @click=${() => this.#choose(name)}
            >
              ${name === 'problems' && state.problems.some(({ severity }) => severity === 'error') ? html`<span class="problem">${icon('error')}</span>` : nothing}
              ${label}
            </button>`
          })}
        </div>
        ${this.more.map(
          // For the pointer, and without the focus: keys walk the tabs themselves.
          (side) =>
            html`<button class="more ${side}" tabindex="-1" aria-hidden="true" @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.#turn(side)}>${side === 'start' ? '‹' : '›'}</button>`,
        )}
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-${shown}" tabindex="0">
        <h4 class="printed">${words.details.panes[shown]}</h4>
        ${this.missing.has(shown) ? html`<p class="problem">${words.details.thisPartCouldNotBeFetched}</p>` : paneOf(shown).draw(bench)}
      </div>`
  }

  protected override updated(): void {
    const { state } = this
    if (state === undefined) return
    const { pane } = state.front
    if (pane !== this.#loaded) {
      this.#loaded = pane
      paneOf(pane)
        .load()
        .catch(() => (this.missing = new Set([...this.missing, pane])))
      this.#bringTabIn()
    }
    // To look is to lay out the page anew, so not with every key: only when the tabs have other widths.
    const labels = panes.map(({ name }) => paneLabel(name, state)).join()
    if (labels !== this.#labels) this.#look()
    this.#labels = labels
    if (state.front !== this.#front && state.front.called) this.#comeIntoSight()
    this.#front = state.front
  }

  #labels = ''

  get #row(): HTMLElement | null {
    return this.renderRoot.querySelector('.row')
  }

  /** Sees on which sides there are more tabs. */
  readonly #look = (): void => {
    const row = this.#row
    if (row === null) return
    const sides = hiddenSides(row.scrollLeft, row.clientWidth, row.scrollWidth)
    if (sides.join() !== this.more.join()) this.more = sides
  }

  /** Scrolls the row of tabs, and nothing else, until the chosen one is in sight. */
  #bringTabIn(): void {
    const row = this.#row
    const tab = row?.querySelector('[aria-selected="true"]')
    if (!row || !(tab instanceof HTMLElement)) return
    row.scrollLeft = scrollFor({ from: row.scrollLeft, seen: row.clientWidth }, tab.offsetLeft, tab.offsetWidth)
  }

  #comeIntoSight(): void {
    this.dispatchEvent(new CustomEvent('pane-called'))
    // On a phone it is drawn only after those who heard have turned to it.
    requestAnimationFrame(() => this.scrollIntoView({ block: 'nearest' }))
  }

  #turn(side: Side): void {
    const row = this.#row
    row?.scrollBy({ left: (side === 'start' ? -0.7 : 0.7) * row.clientWidth })
  }

  #choose(pane: PaneName): void {
    this.bench?.turnTo(pane)
  }

  /** Arrow keys go from tab to tab, Home and End to the first and last, as in any list of tabs. */
  readonly #steer = (event: KeyboardEvent): void => {
    const at = panes.findIndex(({ name }) => name === this.state?.front.pane)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1 + panes.length, Home: 0, End: panes.length - 1 }[event.key]
    const pane = next === undefined ? undefined : panes[next % panes.length]
    if (pane === undefined) return
    event.preventDefault()
    this.#choose(pane.name)
    const tab = this.renderRoot.querySelector(`#tab-${pane.name}`)
    if (tab instanceof HTMLElement) tab.focus({ preventScroll: true })
  }
}

/** Gives the workbench that these panes stand in its style for paper, once. */
function adoptPrintStyle(root: Node): void {
  const { styleSheet } = printStyle
  if (!(root instanceof ShadowRoot) || styleSheet === undefined || root.adoptedStyleSheets.includes(styleSheet)) return
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
}

/** Lines that set the sizes of the workbench's parts; the playground has its own. */
async function addLines(root: Node): Promise<void> {
  if (!(root instanceof ShadowRoot) || root.host.closest('layerwise-playground') !== null) return
  const { addSharedLines } = await import('../sizing/lines.ts')
  addSharedLines(root)
}

define('layerwise-details', DetailsPane)
