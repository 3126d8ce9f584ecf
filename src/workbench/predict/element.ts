import { css, html, nothing, type TemplateResult } from 'lit'
import { dockerfileOf, fileAt } from '../../state/files.ts'
import type { Predict } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import { icon } from '../icons.ts'
import { whenNear } from '../idle.ts'
import { defineFirst, Pane } from '../pane.ts'
import type { BenchState } from '../state.ts'
import { shared } from '../styles.ts'
import { isComplete, type Prediction, type StepChoice, type Sure, stepChoices } from './view.ts'

/** The question before a build, and after it the prediction beside the fact. Skippable, never graded. */
class PredictPane extends Pane {
  /** How sure the learner is, once they say so. */
  #sure: Sure | undefined
  #isFetched = false

  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
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
        gap: 0 var(--space-2);
        padding-block: 0.15rem;
        border-block-end: 1px solid var(--rule);
      }
      .step legend {
        float: inline-start;
        flex: 1 1 9rem;
        padding: 0;
        overflow-wrap: anywhere;
        color: var(--text-strong);
      }
      @container (max-width: 26rem) {
        .step legend {
          flex-basis: 100%;
        }
      }
      .step label {
        display: inline-flex;
        align-items: center;
        gap: 0.35rem;
        min-height: 2.25rem;
        flex: none;
        min-width: 5.5rem;
        cursor: pointer;
      }
      .step input {
        width: 1.15rem;
        height: 1.15rem;
        margin: 0;
        accent-color: currentColor;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-3);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    const predict = state?.project.predict
    if (state === undefined || predict === undefined) return nothing
    if (state.asking !== 'open') void import('../verdict/element.ts')
    return html`
      <p class="question" id="question">${predict.question}</p>
      ${state.asking === 'open' ? this.#ask(state, predict) : html`<layerwise-verdict .bench=${this.bench}></layerwise-verdict>`}
    `
  }

  #ask(state: BenchState, predict: Predict): TemplateResult {
    const isMade = isComplete(state.prediction, choicesOf(state))
    return html`
      ${this.#input(state, predict)}
      ${isMade ? this.#confidence() : nothing}
      <div class="buttons">
        <button ?disabled=${!isMade} class="main" @click=${() => this.#settle('made')}>
          ${words.bench.thatIsMyPrediction}
        </button>
        <button class="quiet" @click=${() => this.#settle('skipped')}>${words.bench.skip}</button>
      </div>
    `
  }

  /** Asked of a prediction that is there: before it, nothing is fetched that a lesson does not need. */
  #confidence(): TemplateResult {
    void import('./sure-element.ts')
    return html`<layerwise-sure
      @sure=${({ detail }: CustomEvent<Sure>) => {
        this.#sure = detail
      }}
    ></layerwise-sure>`
  }

  #input(state: BenchState, predict: Predict): TemplateResult {
    switch (predict.kind) {
      case 'steps':
        return this.#steps(state)
      case 'size':
        this.#soon(() => import('./size-element.ts'))
        return html`<layerwise-size .bench=${this.bench}></layerwise-size>`
      case 'order':
        this.#soon(() => import('./order-element.ts'))
        return html`<layerwise-order .bench=${this.bench}></layerwise-order>`
      case 'choice':
        return this.#choice(predict, state.prediction)
    }
  }

  /** Fetches what few questions need when this one comes near. */
  #soon(load: () => Promise<unknown>): void {
    if (!this.#isFetched) whenNear([this], () => void load())
    this.#isFetched = true
  }

  #steps(state: BenchState): TemplateResult {
    const thought = state.prediction?.kind === 'steps' ? state.prediction.cached : new Map<number, boolean>()
    return html`<fieldset class="steps" aria-describedby="question">
      <legend class="sr">${words.bench.forEachStepFromTheCache}</legend>
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
                  ${icon(cached ? 'cached' : 'ran')} ${cached ? words.bench.cached : words.bench.runs}
                </label>`,
            )}
          </fieldset>`,
      )}
    </fieldset>`
  }

  #choice(predict: Predict, prediction: Prediction | undefined): TemplateResult {
    const chosen = prediction?.kind === 'choice' ? prediction.option : undefined
    return html`<fieldset class="options" aria-describedby="question">
      <legend class="sr">${words.bench.yourPrediction}</legend>
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
    const { prediction } = this.state ?? {}
    if (prediction !== undefined && this.#sure !== undefined) this.bench?.predict({ ...prediction, sure: this.#sure })
    this.#sure = undefined
    this.bench?.answer(how)
    this.dispatchEvent(new CustomEvent('answered', { bubbles: true, composed: true }))
  }
}

function choicesOf(state: BenchState): readonly StepChoice[] {
  return stepChoices(fileAt(state.files, dockerfileOf(state.project, state.options))?.text ?? '')
}

defineFirst('layerwise-predict', PredictPane)
