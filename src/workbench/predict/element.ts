import { css, html, nothing, type TemplateResult } from 'lit'
import { dockerfileOf, fileAt } from '../../state/files.ts'
import type { Predict } from '../../state/project.ts'
import type { BenchState } from '../bench.ts'
import { sizeText } from '../figures.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import {
  isComplete,
  type Prediction,
  type StepChoice,
  sizeSteps,
  stepChoices,
  type Verdict,
  verdictOf,
} from './view.ts'

const middle = Math.floor(sizeSteps.length / 2)

/** The question before a build, and after it the prediction beside the fact. Skippable, never graded. */
class PredictPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      .question {
        color: var(--text-strong);
        font-size: 1.0625rem;
        line-height: 1.45;
        margin-block-end: var(--space-3);
        max-width: 68ch;
      }
      .options {
        display: grid;
        gap: 2px;
      }
      .options label {
        display: grid;
        grid-template-columns: 1.4rem minmax(0, 1fr);
        gap: var(--space-2);
        align-items: center;
        min-height: 2.25rem;
        padding: 0.25rem 0.5rem;
        border-radius: var(--radius);
        cursor: pointer;
      }
      .options label:hover {
        background: var(--surface-hover);
      }
      .options input {
        width: 1.15rem;
        height: 1.15rem;
        margin: 0;
        accent-color: var(--surface-inverse);
      }
      .options code {
        overflow-wrap: anywhere;
      }
      .step {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-4);
        padding-block: 0.15rem;
        border-block-end: 1px solid var(--rule);
      }
      .step legend {
        float: inline-start;
        flex: 1 1 18rem;
        padding: 0;
        overflow-wrap: anywhere;
        color: var(--text-strong);
      }
      .step label {
        display: inline-flex;
        align-items: center;
        gap: 0.35rem;
        min-height: 2.25rem;
        min-width: 5.5rem;
        cursor: pointer;
      }
      .step input {
        width: 1.15rem;
        height: 1.15rem;
        margin: 0;
        accent-color: currentColor;
      }
      .slider {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-3);
        align-items: center;
        max-width: 34rem;
      }
      input[type='range'] {
        width: 100%;
        min-height: 2rem;
        accent-color: var(--surface-inverse);
      }
      output {
        min-width: 5.5rem;
        text-align: end;
        font-weight: 600;
        color: var(--text-strong);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-3);
      }
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
      .judged {
        margin-block-start: var(--space-3);
      }
      .judged li {
        display: grid;
        grid-template-columns: 9rem minmax(0, 1fr);
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
    return html`
      <p class="question" id="question">${predict.question}</p>
      ${state.asking === 'open' ? this.#ask(state, predict) : this.#answered(state, predict)}
    `
  }

  #ask(state: BenchState, predict: Predict): TemplateResult {
    return html`
      ${this.#input(state, predict)}
      <div class="buttons">
        <button ?disabled=${!isComplete(state.prediction, choicesOf(state))} class="main" @click=${() => this.#settle('made')}>
          That is my prediction
        </button>
        <button class="quiet" @click=${() => this.#settle('skipped')}>Skip</button>
      </div>
    `
  }

  #input(state: BenchState, predict: Predict): TemplateResult {
    switch (predict.kind) {
      case 'steps':
        return this.#steps(state)
      case 'size':
        return this.#size(state.prediction)
      case 'choice':
        return this.#choice(predict, state.prediction)
    }
  }

  #steps(state: BenchState): TemplateResult {
    const thought = state.prediction?.kind === 'steps' ? state.prediction.cached : new Map<number, boolean>()
    return html`<fieldset class="steps" aria-describedby="question">
      <legend class="sr">For each step: from the cache, or does it run?</legend>
      ${choicesOf(state).map(
        (choice) =>
          html`<fieldset class="step">
            <legend><code>${choice.text}</code></legend>
            ${[true, false].map(
              (cached) =>
                html`<label class=${cached ? 'cached' : 'ran'}>
                  <input
                    type="radio"
                    name="line-${choice.line}"
                    .checked=${thought.get(choice.line) === cached}
                    @change=${() => this.bench?.predict({ kind: 'steps', cached: new Map([...thought, [choice.line, cached]]) })}
                  />
                  ${icon(cached ? 'cached' : 'ran')} ${cached ? 'cached' : 'runs'}
                </label>`,
            )}
          </fieldset>`,
      )}
    </fieldset>`
  }

  #size(prediction: Prediction | undefined): TemplateResult {
    const bytes = prediction?.kind === 'size' ? prediction.bytes : undefined
    const step = bytes === undefined ? middle : sizeSteps.indexOf(bytes)
    return html`<div class="slider">
      <input
        type="range"
        min="0"
        max=${sizeSteps.length - 1}
        .value=${String(step)}
        aria-label="Size of the image"
        aria-describedby="question"
        aria-valuetext=${sizeText(sizeSteps[step] ?? 0)}
        @input=${(event: Event) => {
          const { target } = event
          const at = target instanceof HTMLInputElement ? Number(target.value) : middle
          this.bench?.predict({ kind: 'size', bytes: sizeSteps[at] ?? 0 })
        }}
      />
      <output class="figure">${bytes === undefined ? 'drag' : sizeText(bytes)}</output>
    </div>`
  }

  #choice(predict: Predict, prediction: Prediction | undefined): TemplateResult {
    const chosen = prediction?.kind === 'choice' ? prediction.option : undefined
    return html`<fieldset class="options" aria-describedby="question">
      <legend class="sr">Your prediction</legend>
      ${(predict.options ?? []).map(
        (option) =>
          html`<label>
            <input
              type="radio"
              name="option"
              .checked=${option === chosen}
              @change=${() => this.bench?.predict({ kind: 'choice', option })}
            />
            <span>${option}</span>
          </label>`,
      )}
    </fieldset>`
  }

  #settle(how: 'made' | 'skipped'): void {
    this.bench?.answer(how)
    this.dispatchEvent(new CustomEvent('answered', { bubbles: true, composed: true }))
  }

  #answered(state: BenchState, predict: Predict): TemplateResult | typeof nothing {
    const { prediction, judged, asking } = state
    const verdict =
      prediction !== undefined && judged !== undefined ? verdictOf(predict, prediction, judged) : undefined
    const built = judged !== undefined || (asking === 'skipped' && state.build !== undefined && !state.stale)
    return html`
      ${asking === 'made' ? this.#facts(prediction, verdict) : nothing}
      ${verdict?.steps === undefined ? nothing : this.#judgedSteps(verdict.steps)}
      ${built && state.project.rule !== undefined ? html`<p class="rule">${state.project.rule}</p>` : nothing}
    `
  }

  #facts(prediction: Prediction | undefined, verdict: Verdict | undefined): TemplateResult {
    return html`<dl class="facts">
      <dt>You said</dt>
      <dd>${verdict?.predicted ?? predictionText(prediction)}</dd>
      <dt>It is</dt>
      <dd>
        ${
          verdict === undefined
            ? html`<span class="muted">build to see</span>`
            : html`${verdict.fact} <span class=${verdict.agrees ? 'cached' : 'ran'}>${verdict.agrees ? '✓ as you said' : '≠ not what you said'}</span>`
        }
      </dd>
    </dl>`
  }

  #judgedSteps(steps: NonNullable<Verdict['steps']>): TemplateResult {
    return html`<ul class="judged">
      ${steps.map(
        (step) =>
          html`<li class=${step.thought === step.cached ? '' : 'other'}>
            <span class=${step.cached ? 'cached' : 'ran'}>${icon(step.cached ? 'cached' : 'ran')}${step.cached ? 'cached' : 'ran'}${
              step.thought === step.cached
                ? nothing
                : html`<span class="muted">, not ${step.thought ? 'cached' : 'run'}</span>`
            }</span>
            <code>${step.text}</code>
          </li>`,
      )}
    </ul>`
  }
}

function choicesOf(state: BenchState): readonly StepChoice[] {
  return stepChoices(fileAt(state.files, dockerfileOf(state.project))?.text ?? '')
}

function predictionText(prediction: Prediction | undefined): string {
  switch (prediction?.kind) {
    case 'size':
      return sizeText(prediction.bytes)
    case 'choice':
      return prediction.option
    case 'steps': {
      const cached = [...prediction.cached].filter(([, isCached]) => isCached).map(([line]) => line)
      return cached.length === 0 ? 'no step from the cache' : `from the cache: line ${cached.join(', ')}`
    }
    case undefined:
      return ''
  }
}

define('layerwise-predict', PredictPane)
