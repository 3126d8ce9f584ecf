import { css, html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import type { Prediction } from '../predict/view.ts'
import { shared } from '../styles.ts'
import { predictionText, type Verdict, verdictOf } from './view.ts'

/** The prediction beside the fact, and the rule that the scene is about. */
class VerdictPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      .facts {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--space-1) var(--space-3);
      }
      dt {
        color: var(--text-muted);
      }
      dd {
        color: var(--text-strong);
      }
      .reply {
        margin-block-start: var(--space-2);
        color: var(--text-strong);
        max-width: 68ch;
      }
      .judged {
        margin-block-start: var(--space-3);
      }
      .judged li {
        display: grid;
        grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr);
        gap: var(--space-2);
        padding-block: 0.2rem;
        align-items: baseline;
      }
      .judged .icon {
        vertical-align: -0.2em;
        margin-inline-end: 0.3rem;
      }
      .judged li.other code {
        background: var(--color-ran-soft);
        color: var(--text-strong);
      }
      .rule {
        margin-block-start: var(--space-3);
        padding-inline-start: var(--space-3);
        border-inline-start: 3px solid var(--color-cached);
        color: var(--text-strong);
        max-width: 68ch;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    const predict = state?.project.predict
    if (state === undefined || predict === undefined) return nothing
    const { prediction, judged, asking } = state
    const verdict =
      prediction !== undefined && judged !== undefined ? verdictOf(predict, prediction, judged) : undefined
    return html`
      ${asking === 'made' ? this.#facts(prediction, verdict) : nothing}
      ${verdict?.reply === undefined ? nothing : html`<p class="reply">${verdict.reply}</p>`}
      ${verdict?.agrees === false && prediction?.sure === 'certain' ? html`<p class="reply">${words.sure.wasCertain}</p>` : nothing}
      ${verdict?.steps === undefined ? nothing : this.#judgedSteps(verdict.steps)}
      ${judged !== undefined && state.project.rule !== undefined ? html`<p class="rule">${state.project.rule}</p>` : nothing}
    `
  }

  #facts(prediction: Prediction | undefined, verdict: Verdict | undefined): TemplateResult {
    return html`<dl class="facts">
      <dt>${words.verdict.youSaid}</dt>
      <dd>${verdict?.predicted ?? (prediction === undefined ? '' : predictionText(prediction))}</dd>
      <dt>${words.verdict.itIs}</dt>
      <dd>
        ${
          verdict === undefined
            ? html`<span class="muted">${words.verdict.buildToSee}</span>`
            : html`${verdict.fact} <span class=${verdict.agrees ? 'cached' : 'ran'}>${verdict.agrees ? words.verdict.asYouSaid : words.verdict.notWhatYouSaid}</span>`
        }
      </dd>
    </dl>`
  }

  #judgedSteps(steps: NonNullable<Verdict['steps']>): TemplateResult {
    return html`<ul class="judged">
      ${steps.map(
        (step) =>
          html`<li class=${step.thought === step.cached ? '' : 'other'}>
            <span class=${step.cached ? 'cached' : 'ran'}>${icon(step.cached ? 'cached' : 'ran')}${step.cached ? words.marks.short.cached : words.marks.short.ran}${
              step.thought === step.cached
                ? nothing
                : html`<span class="muted">${words.verdict.notAsThought(step.thought)}</span>`
            }</span>
            <code>${step.text}</code>
          </li>`,
      )}
    </ul>`
  }
}

define('layerwise-verdict', VerdictPane)
