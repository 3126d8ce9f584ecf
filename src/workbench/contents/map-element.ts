import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { foldStyle, tableTwin } from '../fold.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { chipStyle, layerChips, layerColors } from './chip.ts'
import type { LayerMark } from './layers.ts'
import { type MapBlock, type MapView, mapView } from './map.ts'
import type { Box } from './squares.ts'
import { readFolders } from './verbs.ts'

/**
 * A folder as a map of sizes: a block for each name, as big as what is in it; and the same as a table. A block of a folder leads into it. Arrow keys go
 * from block to block. Tells `entry-chosen` with the entry of a file.
 */
class SizeMapPane extends Pane {
  static override readonly properties: PropertyDeclarations = {
    bench: { attribute: false },
    marks: { attribute: false },
    build: { attribute: false },
    layer: { attribute: false },
    path: { state: true },
    width: { state: true },
    at: { state: true },
  }
  declare marks: readonly LayerMark[]
  declare build: number
  declare layer: number | undefined
  declare path: string
  declare width: number
  /** Key of the block that the keys are at. */
  declare at: string
  #watch: ResizeObserver | undefined
  /** A folder was gone into, and the focus is not yet in it. */
  #arriving = false

  constructor() {
    super()
    this.marks = []
    this.build = 0
    this.path = ''
    this.width = 0
    this.at = ''
  }

  static override readonly styles = [
    shared,
    chipStyle,
    foldStyle,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1);
        margin-block-end: var(--space-2);
      }
      nav button {
        min-height: 1.75rem;
        padding: 0 0.45rem;
        font: var(--size-tiny) / 1 var(--font-mono);
      }
      nav [aria-current] {
        border-color: transparent;
        background: none;
        font-weight: 600;
      }
      .map {
        position: relative;
        overflow: hidden;
        border-radius: var(--radius);
        background: var(--surface-sunken);
      }
      .block {
        position: absolute;
        min-height: 0;
        padding: 0;
        overflow: hidden;
        border: 1px solid var(--edge, var(--color-base));
        border-radius: 2px;
        background: var(--ground, var(--color-base-soft));
        color: var(--text-on-layer);
        text-align: start;
      }
      button.block:hover:not(:disabled),
      .block.pointed {
        background: color-mix(in oklab, var(--ground, var(--color-base-soft)) 70%, var(--edge, var(--color-base)));
      }
      .block:focus-visible {
        outline-offset: -3px;
        outline-width: 3px;
        z-index: 1;
      }
      .words {
        position: absolute;
        inset: 0 0 auto;
        display: flex;
        gap: 0.4rem;
        height: 20px;
        padding: 2px 5px;
        overflow: hidden;
        white-space: nowrap;
        font-size: 0.75rem;
        line-height: 16px;
      }
      .words .name,
      .inner {
        overflow: hidden;
        text-overflow: ellipsis;
        font-family: var(--font-mono);
        font-size: 0.71875rem;
      }
      .inner {
        position: absolute;
        padding: 1px 3px;
        border: 1px solid color-mix(in oklab, var(--edge, var(--color-base)) 55%, transparent);
        background: var(--ground, var(--color-base-soft));
        line-height: 16px;
        white-space: nowrap;
      }
      .hatch {
        position: absolute;
        inset-block: 0;
        inset-inline-end: 0;
        background: repeating-linear-gradient(
          -45deg,
          color-mix(in oklab, var(--color-hidden) 65%, transparent) 0 2px,
          transparent 2px 7px
        );
        pointer-events: none;
      }
      td button {
        min-height: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--text-link);
        font: var(--size-tiny) / 1.4 var(--font-mono);
        text-align: start;
        overflow-wrap: anywhere;
      }
      th code {
        overflow-wrap: anywhere;
      }
      @media print {
        .block,
        .inner {
          print-color-adjust: exact;
        }
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#watch = new ResizeObserver(([entry]) => {
      this.width = Math.round(entry?.contentRect.width ?? 0)
    })
    this.#watch.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#watch?.disconnect()
  }

  /** Goes back to the root: another image or layer is shown. */
  protected override willUpdate(changed?: ReadonlyMap<PropertyKey, unknown>): void {
    super.willUpdate()
    if (changed?.has('layer') === true) this.path = ''
  }

  #view(): MapView | undefined {
    const { state, build, layer, path, width } = this
    return state && mapView(state, this.marks, { build, layer, path, width, height: heightOf(width) })
  }

  protected override render(): TemplateResult | typeof nothing {
    const view = this.#view()
    if (view === undefined) return nothing
    return html`<div @keydown=${this.#steer}>
      <nav aria-label=${words.contents.folder}>
        ${view.way.map(({ path, name }) => html`<button aria-current=${path === this.path ? 'true' : nothing} @click=${() => this.#into(path)}>${name}</button>`)}
        <span class="figure muted">${view.total}</span>
      </nav>
      ${view.missing === undefined ? this.#drawing(view) : html`<p class="muted">${words.contents.missing[view.missing]}</p>`}
    </div>`
  }

  #drawing(view: MapView): TemplateResult {
    const first = view.blocks.some(({ key }) => key === this.at) ? this.at : view.blocks[0]?.key
    return html`
      <div class="map" role="group" aria-label=${words.contents.sizesIn(view.way.at(-1)?.name ?? '')} style="height: ${heightOf(this.width)}px">
        ${view.blocks.map((block) => this.#block(block, block.key === first))}
      </div>
      ${tableTwin(html`<table aria-label=${words.contents.sizesIn(view.way.at(-1)?.name ?? '')}>
          <thead>
            <tr><th scope="col">${words.contents.name}</th><th scope="col" class="figure">${words.contents.size}</th><th scope="col" class="figure">${words.contents.share}</th><th scope="col">${words.contents.layer2}</th></tr>
          </thead>
          <tbody>
            ${view.blocks.map(
              (block) => html`<tr>
                <th scope="row">${block.into === undefined && block.entry === undefined ? html`<code>${block.name}</code>` : html`<button @click=${() => this.#use(block)}>${block.name}</button>`}</th>
                <td class="figure" title=${block.sizeTitle}>${block.size}${block.hiddenText === '' ? nothing : html`<br /><span class="muted">${block.hiddenText}</span>`}</td>
                <td class="figure">${block.share}</td>
                <td>${block.layer === undefined ? nothing : layerChips([block.layer], block.layer.name)}</td>
              </tr>`,
            )}
          </tbody>
        </table>`)}
    `
  }

  #block(block: MapBlock, isFirst: boolean): TemplateResult {
    return html`<button
      class="block ${this.isPointed(block.layer?.instruction) ? 'pointed' : ''}"
      data-key=${block.key}
      data-instruction=${block.layer?.instruction ?? nothing}
      tabindex=${isFirst ? 0 : -1}
      style="${layerColors(block.layer)} ${boxStyle(block.box)}"
      title="${block.name}&#10;${block.size} (${block.sizeTitle}), ${block.share}${block.hiddenText === '' ? '' : `\n${block.hiddenText}`}"
      @click=${() => this.#use(block)}
    >
      ${block.hidden === 0 ? nothing : html`<span class="hatch" style="width: ${Math.round(100 * block.hidden)}%"></span>`}
      ${block.parts.map(
        (part) =>
          html`<span class="inner" aria-hidden="true" style="${layerColors(part.layer)} ${boxStyle(part.box)}">${part.name}</span>`,
      )}
      <span class=${block.hasLabel ? 'words' : 'sr'}><span class="name">${block.name}</span> <span class="figure">${block.size}</span></span>
      <span class="sr">${block.share}${block.layer === undefined ? '' : `, ${block.layer.name}`}${block.hiddenText === '' ? '' : `, ${block.hiddenText}`}</span>
    </button>`
  }

  protected override updated(): void {
    this.#arrive()
    const needed = this.#view()?.needed ?? []
    if (this.bench !== undefined) readFolders(this.bench, this.build, needed)
  }

  #use(block: MapBlock): void {
    this.at = block.key
    if (block.into !== undefined) this.#into(block.into)
    else if (block.entry !== undefined) this.dispatchEvent(new CustomEvent('entry-chosen', { detail: block.entry }))
  }

  /** The block that was used is gone then: the focus goes to the first of the folder, by way of its name while that is fetched. */
  #into(path: string): void {
    this.path = path
    this.at = ''
    this.#arriving = true
    void this.updateComplete.then(() => this.#arrive())
  }

  #arrive(): void {
    if (!this.#arriving) return
    const first = this.renderRoot.querySelector('.block[tabindex="0"]')
    const next = first ?? this.renderRoot.querySelector('nav [aria-current]')
    if (next instanceof HTMLElement) next.focus({ preventScroll: true })
    if (first !== null) this.#arriving = false
  }

  readonly #steer = (event: KeyboardEvent): void => {
    const blocks = this.#view()?.blocks ?? []
    const target = event.target instanceof Element ? event.target.closest('[data-key]') : null
    if (event.key === 'Backspace' && this.path !== '') {
      event.preventDefault()
      this.#into(this.path.includes('/') ? this.path.slice(0, this.path.lastIndexOf('/')) : '')
      return
    }
    if (target === null) return
    const at = blocks.findIndex(({ key }) => key === target.getAttribute('data-key'))
    const next = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: blocks.length - 1,
    }[event.key]
    const block = next === undefined ? undefined : blocks[Math.max(0, Math.min(next, blocks.length - 1))]
    if (block === undefined) return
    event.preventDefault()
    this.at = block.key
    const element = [...this.renderRoot.querySelectorAll('.block')].find(
      (one) => one.getAttribute('data-key') === block.key,
    )
    if (element instanceof HTMLElement) element.focus({ preventScroll: true })
  }
}

/** A map is as high as it can be read well at its width. */
function heightOf(width: number): number {
  return Math.round(Math.max(220, Math.min(380, width * 0.5)))
}

function boxStyle({ x, y, width, height }: Box): string {
  return `left: ${x.toFixed(1)}px; top: ${y.toFixed(1)}px; width: ${width.toFixed(1)}px; height: ${height.toFixed(1)}px`
}

define('layerwise-size-map', SizeMapPane)
