import { css, html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { define } from '../../workbench/pane.ts'
import { shared } from '../../workbench/styles.ts'
import { parText } from '../goals/par.ts'
import { Part } from '../part.ts'
import { proseHtml } from '../prose.ts'
import { saveReceipt } from '../saving.ts'
import { type FileDiff, type StripView, solutionView, stripsOf } from './view.ts'

/** What comes after an attempt: the solution as a diff; after a pass, both images layer by layer, and what to take along. */
class OutcomePart extends Part {
  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      section {
        display: grid;
        gap: var(--space-3);
        padding-block: var(--space-4);
        border-block-start: 1px solid var(--rule);
      }
      h2,
      h3 {
        margin: 0;
        font: inherit;
        font-weight: 600;
        color: var(--text-strong);
      }
      h2 {
        font-size: 1.0625rem;
      }
      .prose {
        max-width: 44rem;
        font-size: 1rem;
      }
      .receipt {
        padding-block: var(--space-3);
        border-block-start: 1px solid var(--rule);
      }
      .receipt p {
        max-width: 44rem;
        margin-block-start: var(--space-2);
      }
      .receipt .name {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-2) var(--space-3);
      }
      .receipt input {
        display: block;
        min-height: 2.25rem;
        padding: 0.3rem 0.6rem;
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-raised);
      }
      summary {
        min-height: 2rem;
        cursor: pointer;
      }
      .strips {
        display: grid;
        gap: var(--space-4);
      }
      @container (min-width: 44rem) {
        .strips {
          grid-template-columns: 1fr 1fr;
        }
      }
      .strip ol {
        display: grid;
        gap: 2px;
        margin-block-start: var(--space-2);
      }
      .strip li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-2);
        padding: 0.2rem 0;
      }
      .strip code {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .bar {
        grid-column: 1 / -1;
        height: 6px;
        border-radius: 2px;
        background: var(--surface-sunken);
      }
      .bar svg {
        display: block;
        width: 100%;
        height: 6px;
      }
      .own rect {
        fill: var(--color-ran);
      }
      .base rect {
        fill: var(--color-base);
      }
      .diff {
        overflow-x: auto;
        padding: var(--space-2) 0;
        border: 1px solid var(--rule);
        border-radius: var(--radius);
        background: var(--surface-sunken);
        font-family: var(--font-mono);
        font-size: 0.8125rem;
      }
      .diff li {
        padding-inline: var(--space-3);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .diff ins,
      .diff del {
        text-decoration: none;
      }
      .comes {
        background: var(--color-cached-soft);
      }
      .goes {
        background: var(--color-problem-soft);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state, desk } = this
    if (state === undefined || desk === undefined) return nothing
    const { exercise, verdict, attempt } = state
    const isPassed = verdict?.kind === 'pass'
    const par = verdict === undefined ? undefined : parText(verdict)
    const diffs = solutionView(exercise, desk.bench?.state.files ?? [])
    const say = words.judging.outcome
    const isOpen = attempt.isShown || isPassed
    if (attempt.attempts === 0 && !isPassed) return nothing
    return html`
      ${
        isPassed
          ? html`<section aria-labelledby="passed">
              <h2 id="passed">${say.passed}</h2>
              ${exercise.lesson_learned === undefined ? nothing : html`<div class="prose" lang=${this.textLanguage}>${proseHtml(exercise.lesson_learned)}</div>`}
              ${par === undefined ? nothing : html`<p>${par}</p>`}
              ${this.#strips(stripsOf(verdict))}
            </section>`
          : nothing
      }
      ${
        isOpen
          ? html`<section aria-labelledby="solution">
              <h2 id="solution">${isPassed ? say.modelBesideYours : say.solution}</h2>
              ${exercise.model.because === undefined ? nothing : html`<div class="prose" lang=${this.textLanguage}>${proseHtml(exercise.model.because)}</div>`}
              ${diffs.map((diff) => this.#diff(diff))}
              ${
                diffs.some(({ isSame }) => !isSame) && desk.bench !== undefined
                  ? html`<p><button @click=${() => desk.takeSolution()}>${say.intoTheEditor}</button> <span class="muted">${say.canBeUndone}</span></p>`
                  : nothing
              }
              ${this.#truths()}
            </section>`
          : html`<section><p><button @click=${() => desk.show()}>${say.showTheSolution}</button></p></section>`
      }
      <details class="receipt">
        <summary>${say.handIn}</summary>
        <p>${say.receipt}</p>
        <p class="name">
          <label>${say.yourName} <input maxlength="200" autocomplete="name" /></label>
          <button @click=${this.#save}>${say.save}</button>
        </p>
      </details>
    `
  }

  readonly #save = (): void => {
    const name = this.renderRoot.querySelector('input')
    if (this.desk !== undefined) saveReceipt(this.desk, name?.value ?? '')
  }

  #strips(strips: readonly StripView[]): TemplateResult | typeof nothing {
    if (strips.length === 0) return nothing
    return html`<h3>${words.judging.outcome.inTheLayers}</h3>
      <div class="strips">
        ${strips.map(
          (strip) =>
            html`<div class="strip">
              <p><strong>${strip.name}</strong>: <span class="figure" title=${strip.title}>${strip.size}</span>, <span title=${words.judging.outcome.modelled}>≈ ${strip.time}</span> ${words.judging.outcome.toBuild}</p>
              <ol>
                ${strip.layers.map(
                  (layer) =>
                    html`<li>
                      <code title=${layer.text}>${layer.text}</code><span class="figure" title=${layer.title}>${layer.size}</span>
                      <span class="bar ${layer.isBase ? 'base' : 'own'}" aria-hidden="true"
                        ><svg preserveAspectRatio="none" viewBox="0 0 100 1"><rect width=${layer.share} height="1"></rect></svg
                      ></span>
                    </li>`,
                )}
              </ol>
            </div>`,
        )}
      </div>`
  }

  #diff({ path, lines, isSame }: FileDiff): TemplateResult {
    return html`<div>
      <h3><code>${path}</code></h3>
      ${isSame ? html`<p class="muted">${words.judging.outcome.same}</p>` : nothing}
      <ul class="diff" tabindex="0" role="group" aria-label=${words.judging.outcome.difference(path)}>
        ${lines.map(
          ({ kind, text }) =>
            html`<li class=${kind}>${
              kind === 'comes'
                ? html`<ins><span class="sr">${words.judging.outcome.comes}</span><span aria-hidden="true">+ </span>${text}</ins>`
                : kind === 'goes'
                  ? html`<del><span class="sr">${words.judging.outcome.goes}</span><span aria-hidden="true">− </span>${text}</del>`
                  : html`<span aria-hidden="true">  </span>${text === '' ? ' ' : text}`
            }</li>`,
        )}
      </ul>
    </div>`
  }

  #truths(): TemplateResult | typeof nothing {
    const { state } = this
    const truths = state?.verdict?.truths ?? {}
    const rows = (state?.exercise.ask ?? []).flatMap(({ id, ask }) =>
      truths[id] === undefined ? [] : [{ ask, truth: truths[id] }],
    )
    if (rows.length === 0) return nothing
    return html`<dl lang=${this.textLanguage}>${rows.map(({ ask, truth }) => html`<dt class="muted">${ask}</dt><dd>${truth}</dd>`)}</dl>`
  }
}

define('layerwise-outcome', OutcomePart)
