import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { words } from '../../words/words.ts'
import { changeText } from '../figures.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { shownBefore, shownBuild } from '../shown.ts'
import { shared } from '../styles.ts'
import { stackStyle } from './style.ts'
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

  static override readonly styles = [shared, stackStyle]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const shown = shownBuild(state)
    const how = shown?.how ?? 'built'
    const before = shownBefore(state)
    const options = { scale: this.scale, unfolded: this.unfolded, height: 240, trial: how === 'trial' }
    const view = shown && stackView(shown.build, { ...options, ...(before === undefined ? {} : { before }) })
    if (view === undefined || shown === undefined)
      return html`<p class="empty">${words.stack.noImageTheBuildFailedThe}</p>`
    const size = shown.build.image?.size.value ?? 0
    const change = before?.image === undefined ? undefined : changeText(before.image.size.value, size)
    return html`
      <header>
        ${how === 'trial' ? html`<span class="would muted">${words.stack.whatBuildWouldMake}</span>` : nothing}
        <span class="total figure" title=${view.totalTitle}>${view.total}</span>
        ${change === undefined ? nothing : html`<span class="change muted">${words.stack.sinceBuild(change, before?.number)}</span>`}
        ${view.hidden === undefined ? nothing : html`<span class="waste">${view.hidden}</span>`}
      </header>
      <ol reversed aria-label=${words.stack.layersOfTheImageTheNewest} class=${how}>
        ${repeat(
          view.blocks,
          ({ key }) => key,
          (block) => this.#block(block),
        )}
      </ol>
      ${
        view.gone.length === 0
          ? nothing
          : html`<p class="left">${words.stack.goneSinceBuild(before?.number)} ${view.gone.map(({ label, size }, at) => html`${at === 0 ? '' : ', '}<code>${label}</code> (${size})`)}</p>`
      }
      <div class="options">
        <label><input type="checkbox" .checked=${this.unfolded} @change=${this.#fold} />${words.stack.unfoldTheBase}</label>
        <label><input type="checkbox" .checked=${this.scale === 'log'} @change=${this.#rescale} />${words.stack.logScale}</label>
      </div>
      ${
        view.sources.length === 0
          ? nothing
          : html`<details>
              <summary>${words.marks.howDoWeKnow}</summary>
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
        aria-expanded=${state?.layer === block.layer ? 'true' : 'false'}
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
        ${
          block.hidden === undefined && !block.isOther
            ? nothing
            : html`<span class="notes">
                ${block.isOther ? html`<span class="delta">${block.change}</span>` : nothing}
                ${block.hidden === undefined ? nothing : html`<span class="gone">${block.hidden.text}</span>`}
              </span>`
        }
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

  /** Layers whose step ran drop in, the lowest first; cached ones and the base stay still. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const number = this.state?.build?.number ?? 0
    if (number === this.#drawn) return
    this.#drawn = number
    if (number === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const ran = [...this.renderRoot.querySelectorAll('[data-status="ran"]')].toReversed()
    for (const [place, block] of ran.entries())
      block.animate(
        [
          { transform: 'translateY(-14px)', opacity: 0.2 },
          { transform: 'none', opacity: 1 },
        ],
        // All are there within a quarter of a second.
        { duration: 170, delay: Math.min(place * 25, 75), fill: 'backwards', easing: 'cubic-bezier(0.2, 0.7, 0.3, 1)' },
      )
  }
}

define('layerwise-stack', StackPane)
