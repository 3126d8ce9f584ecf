import { css, html, nothing, type TemplateResult } from 'lit'
import type { Answer, Question } from '../../../simulator/exercises.ts'
import { words } from '../../words/words.ts'
import { define } from '../../workbench/pane.ts'
import { shared } from '../../workbench/styles.ts'
import { Part } from '../part.ts'
import { lineHtml } from '../prose.ts'
import { cardsView, markOf, moved, type OrderItem, type OrderView, piecesText, piecesView, tickLines } from './view.ts'

/** What a learner answers beside the files: choices, numbers, lines that are ticked, cards and lines in order, findings. All by keyboard. */
class AnswersPart extends Part {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      .question {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        min-width: 0;
        gap: var(--space-2);
      }
      .ask {
        color: var(--text-strong);
        font-weight: 600;
      }
      .options label {
        display: grid;
        grid-template-columns: 1.4rem minmax(0, 1fr);
        gap: var(--space-2);
        align-items: start;
        min-height: 2rem;
        padding: 0.3rem 0.25rem;
        border-radius: var(--radius);
        cursor: pointer;
      }
      .options label:hover {
        background: var(--surface-hover);
      }
      .options input {
        width: 1.15rem;
        height: 1.15rem;
        margin: 0.1rem 0 0;
        accent-color: var(--surface-inverse);
      }
      code {
        overflow-wrap: anywhere;
      }
      .field {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }
      input[type='text'],
      input[type='number'],
      select {
        min-height: 2.25rem;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-raised);
        max-width: 100%;
      }
      input[type='number'] {
        width: 8rem;
      }
      .finding {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-1);
        padding-block: var(--space-2);
        border-block-start: 1px solid var(--rule);
      }
      .finding input {
        width: 100%;
        font-family: var(--font-mono);
      }
      .order {
        display: grid;
        gap: 4px;
      }
      .item {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2);
        align-items: center;
        padding: 0.25rem 0.25rem 0.25rem 0.6rem;
        border: 1px solid var(--rule);
        border-radius: var(--radius);
        background: var(--surface-raised);
        overflow-wrap: anywhere;
      }
      .left .item {
        border-style: dashed;
        background: none;
      }
      .item button {
        min-height: 2rem;
        min-width: 2rem;
        padding: 0 0.4rem;
      }
      .moves {
        display: flex;
        gap: 2px;
      }
      .empty {
        padding: 0.4rem 0.6rem;
        border: 1px dashed var(--rule-strong);
        border-radius: var(--radius);
      }
      .mark {
        overflow-wrap: anywhere;
      }
      .mark.right {
        color: var(--color-cached);
      }
      .mark.wrong {
        color: var(--color-problem);
      }
      h3 {
        margin: 0;
        padding-block: var(--space-2) var(--space-1);
        font: inherit;
        color: var(--text-muted);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const { exercise } = state
    return html`${exercise.pieces === undefined ? nothing : this.#pieces(exercise.pieces, exercise.dockerfile)}
    ${exercise.ask.map((question) => this.#question(question))}`
  }

  #question(question: Question): TemplateResult {
    const { desk, state } = this
    const mark =
      state === undefined ? undefined : markOf(question, state.exercise, state.verdict, state.attempt.isShown)
    const answer = state?.attempt.answers[question.id]
    const say = words.judging.answers
    return html`<fieldset class="question" id=${`ask-${question.id}`} tabindex="-1">
      <legend class="ask" lang=${this.textLanguage}>${lineHtml(question.ask)}</legend>
      ${this.#input(question, answer, (next) => desk?.answer(question.id, next))}
      ${
        mark === undefined
          ? nothing
          : html`<p class="mark ${mark.isRight ? 'right' : 'wrong'}">
              ${mark.isRight ? say.right : say.wrong}
              ${mark.truth === undefined || mark.isRight ? nothing : html`<span class="muted">${say.itIs(mark.truth)}</span>`}
            </p>`
      }
    </fieldset>`
  }

  #input(question: Question, answer: Answer | undefined, give: (answer: Answer | undefined) => void): TemplateResult {
    switch (question.kind) {
      case 'choice':
        return html`<div class="options">
          ${question.choices.map(
            ({ say }) =>
              html`<label><input type="radio" name=${question.id} .checked=${answer === say} @change=${() => give(say)} /><span lang=${this.textLanguage}>${lineHtml(say)}</span></label>`,
          )}
        </div>`
      case 'number':
        return html`<p class="field">
          <input
            type="number"
            step="any"
            aria-label=${words.judging.answers.yourAnswer}
            .value=${typeof answer === 'number' ? String(answer) : ''}
            @change=${(event: Event) => give(numberIn(event))}
          />
          ${question.unit ?? ''}
        </p>`
      case 'text':
        return html`<p class="field">
          <input
            type="text"
            aria-label=${words.judging.answers.yourAnswer}
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength="300"
            .value=${typeof answer === 'string' ? answer : ''}
            @change=${(event: Event) => give(textIn(event))}
          />
        </p>`
      case 'lines':
        return this.#lines(question.file, answer, give)
      case 'order':
        return this.#order(cardsView(question, answer), false, (items) => give(items.map(({ id }) => id)))
      case 'findings':
        return this.#findings(question.places, question.truth.length, answer, give)
    }
  }

  #lines(file: string, answer: Answer | undefined, give: (answer: Answer) => void): TemplateResult {
    const { desk, state } = this
    const files = desk?.bench?.state.files ?? state?.exercise.files ?? []
    const ticked = new Set(Array.isArray(answer) ? answer.filter((one): one is number => typeof one === 'number') : [])
    return html`<div class="options">
      ${tickLines(files.find(({ path }) => path === file)?.text ?? '').map(
        ({ line, text }) =>
          html`<label>
            <input
              type="checkbox"
              .checked=${ticked.has(line)}
              @change=${() => give([...new Set(ticked.has(line) ? [...ticked].filter((one) => one !== line) : [...ticked, line])].sort((a, b) => a - b))}
            /><span><span class="muted figure">${line}</span> <code>${text}</code></span>
          </label>`,
      )}
      ${answer === undefined ? html`<p><button @click=${() => give([])}>${words.judging.answers.noneOfThem}</button></p>` : nothing}
    </div>`
  }

  #pieces(pieces: readonly string[], dockerfile: string): TemplateResult {
    const bench = this.desk?.bench
    const text = bench?.state.files.find(({ path }) => path === dockerfile)?.text ?? ''
    const view = piecesView(pieces, text)
    return html`<section aria-label=${words.judging.answers.recipe}>
      ${this.#order(view, true, (items) => bench?.type(dockerfile, piecesText(items), words.judging.answers.moveALine))}
    </section>`
  }

  #order(view: OrderView, isCode: boolean, give: (items: readonly OrderItem[]) => void): TemplateResult {
    const { chosen, left } = view
    const say = (item: OrderItem): TemplateResult =>
      isCode ? html`<code>${item.say}</code>` : html`<span lang=${this.textLanguage}>${item.say}</span>`
    const move = (item: OrderItem, by: number | 'in' | 'out', event: Event): void => {
      give(moved(view, item.id, by))
      this.#keepFocus(item.id, by, event)
    }
    return html`<h3>${isCode ? words.judging.answers.recipeFromTheTop : words.judging.answers.inThisOrder}</h3>
      ${chosen.length === 0 ? html`<p class="empty muted">${words.judging.answers.nothingYet}</p>` : nothing}
      <ol class="order">
        ${chosen.map(
          (item, at) =>
            html`<li class="item" data-item=${item.id}>
              ${say(item)}
              <span class="moves">
                <button data-by="-1" aria-label=${words.judging.answers.up(item.say)} ?disabled=${at === 0} @click=${(event: Event) => move(item, -1, event)}>↑</button>
                <button data-by="1" aria-label=${words.judging.answers.down(item.say)} ?disabled=${at === chosen.length - 1} @click=${(event: Event) => move(item, 1, event)}>↓</button>
                <button data-by="out" aria-label=${words.judging.answers.takeOut(item.say)} @click=${(event: Event) => move(item, 'out', event)}>✕</button>
              </span>
            </li>`,
        )}
      </ol>
      ${
        left.length === 0
          ? nothing
          : html`<h3>${words.judging.answers.notInIt}</h3>
              <ul class="order left">
                ${left.map(
                  (item) =>
                    html`<li class="item" data-item=${item.id}>
                      ${say(item)}<button data-by="in" aria-label=${words.judging.answers.putIn(item.say)} @click=${(event: Event) => move(item, 'in', event)}>+</button>
                    </li>`,
                )}
              </ul>`
      }`
  }

  /** The focus goes along with what was moved. */
  #keepFocus(id: string, by: number | 'in' | 'out', event: Event): void {
    const group = event.currentTarget instanceof HTMLElement ? event.currentTarget.closest('section, fieldset') : null
    void this.updateComplete.then(() => {
      const item = group?.querySelector(`[data-item="${CSS.escape(id)}"]`)
      const same =
        item?.querySelector(`button[data-by="${by}"]:not(:disabled)`) ?? item?.querySelector('button:not(:disabled)')
      if (same instanceof HTMLElement) same.focus()
    })
  }

  #findings(
    places: readonly string[],
    count: number,
    answer: Answer | undefined,
    give: (answer: Answer) => void,
  ): TemplateResult {
    const given = Array.isArray(answer)
      ? answer.flatMap((one) => (typeof one === 'object' && 'value' in one ? [one] : []))
      : []
    const rows = Array.from({ length: count }, (_, at) => given[at] ?? { value: '', place: '' })
    const put = (at: number, change: { value?: string; place?: string }): void =>
      give(rows.map((row, index) => (index === at ? { ...row, ...change } : row)))
    return html`${rows.map(
      (row, at) =>
        html`<div class="finding">
          <input
            type="text"
            aria-label=${words.judging.answers.value(at + 1)}
            placeholder="plc_fake_…"
            autocomplete="off"
            spellcheck="false"
            maxlength="300"
            .value=${row.value}
            @change=${(event: Event) => put(at, { value: textIn(event) ?? '' })}
          />
          <select aria-label=${words.judging.answers.whereValueIs(at + 1)} @change=${(event: Event) => put(at, { place: selectedIn(event) })}>
            <option value="" ?selected=${row.place === ''}>${words.judging.answers.whereIsIt}</option>
            ${places.map((place) => html`<option value=${place} ?selected=${row.place === place}>${place}</option>`)}
          </select>
        </div>`,
    )}`
  }
}

function textIn({ target }: Event): string | undefined {
  const text = target instanceof HTMLInputElement ? target.value.trim() : ''
  return text === '' ? undefined : text
}

function numberIn(event: Event): number | undefined {
  const number = Number(textIn(event) ?? Number.NaN)
  return Number.isFinite(number) ? number : undefined
}

function selectedIn({ target }: Event): string {
  return target instanceof HTMLSelectElement ? target.value : ''
}

define('layerwise-answers', AnswersPart)
