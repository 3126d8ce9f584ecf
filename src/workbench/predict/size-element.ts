import { css, html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { defineFirst, Pane } from '../pane.ts'
import { sizeText } from '../sizes.ts'
import { shared } from '../styles.ts'
import { nearestStep, sizeSteps } from './sizes.ts'

const middle = Math.floor(sizeSteps.length / 2)

/** A size to be dragged, or typed in megabytes. */
class SizePane extends Pane {
  static override readonly styles = [
    shared,
    css`
      .slider {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2) var(--space-3);
        align-items: center;
        max-width: 34rem;
      }
      input[type='range'] {
        width: 100%;
        min-height: 2rem;
        accent-color: var(--surface-inverse);
      }
      label {
        display: inline-flex;
        gap: 0.35rem;
        align-items: center;
      }
      input[type='number'] {
        width: 5.5rem;
        min-height: 2.25rem;
        text-align: end;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const bytes = state.prediction?.kind === 'size' ? state.prediction.bytes : undefined
    const step = bytes === undefined ? middle : nearestStep(bytes)
    return html`<div class="slider">
      <input
        type="range"
        min="0"
        max=${sizeSteps.length - 1}
        .value=${String(step)}
        aria-label=${words.bench.sizeOfTheImage}
        aria-valuetext=${bytes === undefined ? words.bench.notSet : sizeText(bytes)}
        @input=${(event: Event) => this.#say(sizeSteps[numberIn(event) ?? middle])}
      />
      <label
        ><input
          type="number"
          min="1"
          max="2000"
          step="any"
          inputmode="decimal"
          .value=${bytes === undefined ? '' : String(Number((bytes / 1e6).toPrecision(3)))}
          aria-label=${words.bench.sizeOfTheImageInMegabytes}
          @change=${(event: Event) => this.#say((numberIn(event) ?? 0) * 1e6)}
        />
        MB</label
      >
    </div>`
  }

  #say(bytes: number | undefined): void {
    if (bytes !== undefined && bytes > 0) this.bench?.predict({ kind: 'size', bytes })
  }
}

function numberIn({ target }: Event): number | undefined {
  const value = target instanceof HTMLInputElement ? target.valueAsNumber : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

defineFirst('layerwise-size', SizePane)
