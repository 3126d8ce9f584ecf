import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { entriesList, entriesStyle } from './entries.ts'
import { layerRows } from './entry-rows.ts'
import { stepsStyle } from './style.ts'
import { unfoldStep } from './verbs.ts'
import { outlookView, type StepRow, stepsView } from './view.ts'

/** The steps of the last build: what ran, what came from the cache, and why; before there is a build, what would. A step unfolds. */
class StepsPane extends Pane {
  static override readonly styles = [shared, entriesStyle, stepsStyle]

  #asked: object | undefined

  /** Who asks why a step ran is led to it. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const front = this.state?.front
    if (front === undefined || front === this.#asked) return
    this.#asked = front
    const row = this.renderRoot.querySelector(`ol > li[data-instruction="${front.instruction}"]`)
    if (!(row instanceof HTMLElement)) return
    const part = row.querySelector<HTMLElement>('button.name') ?? row
    // The pane itself may have to come into sight first.
    requestAnimationFrame(() => {
      row.scrollIntoView({ block: 'nearest' })
      part.focus({ preventScroll: true })
    })
  }

  protected override render(): TemplateResult | typeof nothing {
    const { build, forecast, trial, asking } = this.state ?? {}
    if (build === undefined && asking === 'open')
      return html`<p class="empty">${words.steps.theStepsAreToldWhenYou}</p>`
    if (build === undefined && forecast === undefined)
      return html`<p class="empty">${words.steps.nothingHasBeenBuiltYet}</p>`
    const { rows, summary, sources } =
      build === undefined ? outlookView(forecast ?? nothingForecast, trial) : stepsView(build)
    const own = rows.filter((row) => !row.internal)
    const internal = rows.filter((row) => row.internal)
    return html`
      <p class="summary">${build === undefined ? words.steps.ifYouBuildNow : words.marks.Build(build.number)}: ${summary}</p>
      <ol>
        ${own.map((row) => this.#row(row))}
      </ol>
      ${
        internal.length === 0
          ? nothing
          : html`<details>
              <summary>${words.steps.builders(words.counts.steps(internal.length))}</summary>
              <ol>
                ${internal.map((row) => this.#row(row))}
              </ol>
            </details>`
      }
      ${
        sources.length === 0
          ? nothing
          : html`<details>
              <summary>${words.marks.howDoWeKnow}</summary>
              <ul class="sources">
                ${sources.map((source) => html`<li>${source}</li>`)}
              </ul>
            </details>`
      }
    `
  }

  #row(row: StepRow): TemplateResult {
    const { state } = this
    const unfolded = state?.build !== undefined && state.unfolded.has(row.id)
    return html`<li class=${this.isPointed(row.instruction) ? 'pointed' : ''} data-instruction=${row.instruction ?? nothing} tabindex=${state?.build === undefined ? -1 : nothing}>
      <span class=${row.mark}>${icon(row.mark)}<span class="sr">${row.markText}:</span></span>
      ${
        state?.build === undefined
          ? html`<span class="name" title=${row.fullName}>${row.name}</span>`
          : html`<button
              class="name quiet"
              title=${row.fullName}
              aria-expanded=${unfolded ? 'true' : 'false'}
              @click=${() => this.bench !== undefined && unfoldStep(this.bench, row.id)}
            >
              ${row.name}
            </button>`
      }
      <span class="size figure" title=${row.sizeTitle ?? ''} ?hidden=${row.time === '' && row.size === undefined}>
        ${row.time === '' ? nothing : html`<span class="muted">${row.time}</span>`}<span class="bytes">${row.size ?? ''}</span>
      </span>
      <span class="reason ${row.mark === 'failed' ? 'problem' : ''}">${row.reason}</span>
      ${row.notes.map((note) => html`<span class="note">≈ ${note}</span>`)} ${unfolded ? this.#more(row) : nothing}
    </li>`
  }

  #more(row: StepRow): TemplateResult {
    const files = this.state?.unfolded.get(row.id)
    return html`<dl class="more">
      ${row.inputs === '' ? nothing : fact(words.steps.madeFrom, row.inputs)}
      ${row.time === '' ? nothing : fact(words.steps.took, html`${row.time} <span class="muted">${row.timeTitle}</span>`)}
      ${row.output.length === 0 ? nothing : fact(words.steps.printed, html`<pre>${row.output.join('\n')}</pre>`)}
      ${fact(words.steps.changed, row.hasLayer ? changes(files) : words.steps.noFileItMakesNoLayer)}
    </dl>`
  }
}

const nothingForecast = { instructions: [], problems: [], steps: [], unneeded: [], contextBytes: 0 }

function fact(term: string, value: TemplateResult | string): TemplateResult {
  return html`<dt>${term}</dt>
    <dd>${value}</dd>`
}

function changes(files: Parameters<typeof entriesList>[0] | null | undefined): TemplateResult | string {
  if (files === undefined) return words.steps.openingItsLayer
  if (files === null) return words.steps.noFile
  return files.entries.length === 0 ? layerRows(files).summary : entriesList(files)
}

define('layerwise-steps', StepsPane)
