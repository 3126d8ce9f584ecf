import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { changeText } from '../figures.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { shownBuild } from '../shown.ts'
import { shared } from '../styles.ts'
import { type Block, type Scale, stackView } from './view.ts'

/** The image as a stack of blocks: one for each layer, the oldest at the bottom, as high as it is big. */
class StackPane extends Pane {
  static override readonly properties = {
    bench: { attribute: false },
    scale: { state: true },
    unfolded: { state: true },
  }
  declare scale: Scale
  declare unfolded: boolean
  #drawn = 0

  constructor() {
    super()
    this.scale = 'linear'
    this.unfolded = false
  }

  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-2);
        margin-block-end: var(--space-2);
      }
      .total {
        font-size: 1.5rem;
        line-height: 1.2;
        font-weight: 600;
        color: var(--text-strong);
      }
      .change {
        font-size: var(--size-tiny);
      }
      .waste {
        flex-basis: 100%;
        color: var(--color-hidden);
        font-size: var(--size-tiny);
      }
      ol {
        display: flex;
        flex-direction: column;
        gap: 3px;
      }
      li {
        display: flex;
      }
      .block {
        --ground: var(--color-base-soft);
        --edge: var(--color-base);
        position: relative;
        flex: 1;
        min-width: 0;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        grid-template-rows: auto auto 1fr;
        align-items: start;
        gap: 0 var(--space-2);
        padding: 6px 8px 6px 14px;
        border: 1px solid var(--edge);
        border-radius: var(--radius-small);
        background: var(--ground);
        color: var(--text-on-layer);
        text-align: start;
        overflow: hidden;
        font-size: var(--size-tiny);
        line-height: 1.35;
      }
      .block.base {
        color: var(--text-strong);
      }
      .block:hover:not(:disabled) {
        background: var(--ground);
      }
      .block::before {
        content: '';
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        width: 6px;
        background: var(--edge);
      }
      .block.pointed,
      .block:hover {
        box-shadow: 0 0 0 2px var(--focus);
      }
      .block .label {
        font-family: var(--font-mono);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .block .figure {
        font-weight: 600;
      }
      .mark {
        display: inline-grid;
        place-items: center;
        width: 18px;
        height: 18px;
        border-radius: 50%;
        background: var(--surface-raised);
      }
      .mark.base {
        color: var(--color-base);
      }
      .mark svg {
        width: 12px;
        height: 12px;
      }
      .hatch {
        position: absolute;
        inset-block: 0;
        inset-inline-end: 0;
        background: repeating-linear-gradient(
          -45deg,
          color-mix(in srgb, var(--color-hidden) 60%, transparent) 0 2px,
          transparent 2px 8px
        );
        border-inline-start: 2px solid var(--color-hidden);
      }
      .block > span:not(.hatch) {
        position: relative;
      }
      .has-hidden .label,
      .has-hidden .figure,
      .has-hidden .gone {
        background: var(--ground);
        border-radius: 3px;
        padding-inline: 3px;
        margin-inline-start: -3px;
      }
      .gone {
        grid-column: 2 / -1;
        justify-self: start;
        color: var(--color-hidden);
        font-weight: 600;
        background: var(--surface-raised) !important;
      }
      .options {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        margin-block-start: var(--space-2);
        font-size: var(--size-tiny);
        color: var(--text-muted);
      }
      .options label {
        display: inline-flex;
        align-items: center;
        gap: 0.35rem;
        min-height: 1.75rem;
        cursor: pointer;
      }
      .options input {
        accent-color: var(--surface-inverse);
        width: 1rem;
        height: 1rem;
        margin: 0;
      }
      .empty {
        display: grid;
        place-content: center;
        min-height: 12rem;
        height: 100%;
        padding: var(--space-4);
        border: 1px dashed var(--rule-strong);
        border-radius: var(--radius);
        color: var(--text-muted);
        text-align: center;
      }
      details {
        margin-block-start: var(--space-2);
        font-size: var(--size-tiny);
      }
      summary {
        cursor: pointer;
        color: var(--text-muted);
        min-height: 1.75rem;
      }
      details li {
        display: list-item;
        list-style: disc;
        margin-inline-start: 1.1rem;
      }
      .stale {
        opacity: 0.75;
      }
      .would {
        flex-basis: 100%;
        font-size: var(--size-tiny);
      }
      .trial .block {
        border-style: dashed;
        background: color-mix(in oklab, var(--ground) 45%, var(--surface-raised));
        color: var(--text-normal);
      }
      .trial .block::before {
        opacity: 0.55;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const shown = shownBuild(state)
    const how = shown?.how ?? 'built'
    const view =
      shown &&
      stackView(shown.build, { scale: this.scale, unfolded: this.unfolded, height: 240, trial: how === 'trial' })
    if (view === undefined || shown === undefined)
      return html`<p class="empty">No image: the build failed. The steps say where.</p>`
    const before = how === 'trial' ? state.build : state.before
    const size = shown.build.image?.size.value ?? 0
    const change = before?.image === undefined ? undefined : changeText(before.image.size.value, size)
    return html`
      <header>
        ${how === 'trial' ? html`<span class="would muted">What Build would make</span>` : nothing}
        <span class="total figure" title=${view.totalTitle}>${view.total}</span>
        ${change === undefined ? nothing : html`<span class="change muted">${change} since build ${before?.number}</span>`}
        ${view.hidden === undefined ? nothing : html`<span class="waste">${view.hidden}</span>`}
      </header>
      <ol reversed aria-label="Layers of the image, the newest first" class=${how}>
        ${view.blocks.map((block) => this.#block(block))}
      </ol>
      <div class="options">
        <label><input type="checkbox" .checked=${this.unfolded} @change=${this.#fold} />Unfold the base</label>
        <label><input type="checkbox" .checked=${this.scale === 'log'} @change=${this.#rescale} />Log scale</label>
      </div>
      ${
        view.sources.length === 0
          ? nothing
          : html`<details>
              <summary>≈ How do we know?</summary>
              <ul>
                ${view.sources.map((source) => html`<li>${source}</li>`)}
              </ul>
            </details>`
      }
    `
  }

  #block(block: Block): TemplateResult {
    const { state } = this
    const ground =
      block.color === undefined
        ? ''
        : `--ground: var(--layer-${block.color}); --edge: var(--layer-${block.color}-edge);`
    return html`<li>
      <button
        class="block ${block.status} ${this.isPointed(block.instruction) ? 'pointed' : ''} ${block.hidden === undefined ? '' : 'has-hidden'}"
        data-instruction=${block.instruction ?? nothing}
        data-key=${block.key}
        data-status=${block.status}
        style="${ground} height: ${block.height}px"
        title="${block.label}&#10;${block.sizeTitle}"
        aria-expanded=${state?.layer?.index === block.layer ? 'true' : 'false'}
        @click=${() => this.#open(block)}
      >
        ${
          block.hidden === undefined
            ? nothing
            : html`<span class="hatch" style="width: ${Math.round(block.hidden.share * 100)}%"></span>`
        }
        <span class="mark ${block.status}">${icon(block.status)}<span class="sr">${block.statusText}:</span></span>
        <span class="label">${block.label}</span>
        <span class="figure">${block.size}</span>
        ${block.hidden === undefined ? nothing : html`<span class="gone">${block.hidden.text}</span>`}
      </button>
    </li>`
  }

  #open(block: Block): void {
    this.bench?.openLayer(block.layer)
    this.bench?.showPane('files')
  }

  readonly #fold = (): void => {
    this.unfolded = !this.unfolded
  }

  readonly #rescale = (): void => {
    this.scale = this.scale === 'log' ? 'linear' : 'log'
  }

  /** Layers whose step ran drop in; cached ones and the base stay still. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const number = this.state?.build?.number ?? 0
    if (number === this.#drawn) return
    this.#drawn = number
    if (number === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    for (const block of this.renderRoot.querySelectorAll('[data-status="ran"]'))
      block.animate(
        [
          { transform: 'translateY(-14px)', opacity: 0.2 },
          { transform: 'none', opacity: 1 },
        ],
        { duration: 220, easing: 'cubic-bezier(0.2, 0.7, 0.3, 1)' },
      )
  }
}

define('layerwise-stack', StackPane)
