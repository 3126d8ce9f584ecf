import { css, html, nothing, type TemplateResult } from 'lit'
import { siteBase } from '../../state/site.ts'
import { words } from '../../words/words.ts'
import { icon } from '../../workbench/icons.ts'
import { define } from '../../workbench/pane.ts'
import { shared } from '../../workbench/styles.ts'
import { Part } from '../part.ts'
import { lineHtml } from '../prose.ts'
import type { ParView } from './par.ts'
import { type GoalMark, type GoalView, goalsView } from './view.ts'

/** The goals with how they stand, the button that asks for a verdict, and the ladder of hints. */
class GoalsPart extends Part {
  static override readonly styles = [
    shared,
    css`
      h2 {
        margin: 0;
        font: inherit;
        font-size: 1.0625rem;
        font-weight: 600;
        color: var(--text-strong);
      }
      .headline {
        margin-block: 0.15rem var(--space-3);
        overflow-wrap: anywhere;
      }
      .headline.working {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }
      ol {
        display: grid;
        gap: var(--space-2);
      }
      li.goal {
        display: grid;
        grid-template-columns: 1.25rem minmax(0, 1fr);
        gap: 0 var(--space-2);
        padding-block: 0.3rem;
        border-block-start: 1px solid var(--rule);
      }
      .mark {
        font-weight: 700;
        text-align: center;
      }
      .passed > .mark {
        color: var(--color-cached);
      }
      .failed > .mark,
      .broken > .mark {
        color: var(--color-problem);
      }
      .say {
        color: var(--text-strong);
      }
      .passed .say {
        color: var(--text-normal);
      }
      .because {
        margin-block-start: 0.2rem;
        overflow-wrap: anywhere;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
        align-items: center;
        margin-block-start: 0.1rem;
      }
      .more a,
      .more button {
        display: inline-flex;
        align-items: center;
        min-height: 1.75rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--text-strong);
        text-decoration: underline;
        text-underline-offset: 0.2em;
        overflow-wrap: anywhere;
        text-align: start;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
        margin-block-start: var(--space-4);
      }
      .hints {
        display: grid;
        gap: var(--space-2);
        margin-block-start: var(--space-3);
      }
      .hint {
        padding: 0.5rem 0.75rem;
        border-inline-start: 3px solid var(--rule-strong);
        background: var(--surface-sunken);
        overflow-wrap: anywhere;
      }
      .hint b {
        display: block;
        font-weight: 600;
        color: var(--text-muted);
      }
      .rules {
        margin-block-start: var(--space-3);
      }
      .par {
        margin-block-start: var(--space-3);
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--rule);
        border-radius: var(--radius);
      }
      .par dl {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-5);
        margin: 0;
      }
      .par dd {
        margin: 0;
        color: var(--text-strong);
        font-size: 1.0625rem;
        font-weight: 600;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state, desk } = this
    if (state === undefined || desk === undefined) return nothing
    const view = goalsView(state)
    const say = words.judging.goals
    return html`
      <h2 id="goals">${say.heading}</h2>
      <p class="headline ${view.tone}">${view.headline}</p>
      <ol aria-labelledby="goals">
        ${view.goals.map((goal) => this.#goal(goal))}
      </ol>
      ${
        view.broken.length === 0
          ? nothing
          : html`<ul class="rules" aria-label=${say.rules}>
              ${view.broken.map((goal) => this.#goal(goal))}
            </ul>`
      }
      ${this.#par(view.par)}
      <div class="buttons">
        <button class="main check" aria-disabled=${view.isWorking ? 'true' : 'false'} @click=${() => (view.isWorking ? undefined : desk.check())}>${view.button}</button>
        <button class="quiet" ?hidden=${state.isOutOfHints || state.verdict?.kind === 'pass'} @click=${() => desk.hint()}>${say.hint}</button>
        <span class="muted">${view.attempts}</span>
      </div>
      ${
        state.hints.length === 0
          ? nothing
          : html`<div class="hints">
              ${state.hints.map(
                (hint) =>
                  html`<p class="hint"><b>${say.levels[hint.level]}${hint.check === undefined ? '' : say.hintFor(sayOf(state.exercise.checks, hint.check))}</b><span lang=${this.textLanguage}>${lineHtml(hint.text)}</span></p>`,
              )}
            </div>`
      }
      <p class="sr" role="status" aria-live="polite">${state.said}</p>
    `
  }

  #par(par: ParView | undefined): TemplateResult | typeof nothing {
    if (par === undefined) return nothing
    const say = words.judging.par
    const rows = [
      [say.par, par.par],
      [say.now, par.now],
      [say.best, par.best],
    ] as const
    return html`<div class="par" role="group" aria-label=${say.against}>
      <dl>
        ${rows.map(([name, figure]) => html`<div><dt class="muted">${name}</dt><dd class="figure" title=${figure?.title ?? nothing}>${figure?.text ?? '–'}</dd></div>`)}
      </dl>
      <p class="muted">${par.standing}</p>
    </div>`
  }

  #goal({ say, mark, markText, figures, because, place, lesson, isBonus }: GoalView): TemplateResult {
    return html`<li class="goal ${mark}">
      <span class="mark" aria-hidden="true">${signs[mark]}</span>
      <div>
        <p class="say"><span class="sr">${markText}: </span><span lang=${this.textLanguage}>${say}</span>${isBonus ? html` <span class="muted">${words.judging.goals.beyond}</span>` : nothing}</p>
        ${figures === undefined ? nothing : html`<p class="figures muted">${figures}</p>`}
        ${mark === 'passed' || because === undefined ? nothing : html`<p class="because" lang=${this.textLanguage}>${lineHtml(because)}</p>`}
        ${
          place === undefined && lesson === undefined
            ? nothing
            : html`<p class="more">
                ${place === undefined ? nothing : html`<button @click=${() => this.dispatchEvent(new CustomEvent('go-to', { detail: place.place, bubbles: true, composed: true }))}>${place.text}</button>`}
                ${lesson === undefined ? nothing : html`<a href="${siteBase}${words.palette.pages}lessons/${lessonPath(lesson)}">${words.judging.goals.readAboutIt}</a>`}
              </p>`
        }
      </div>
    </li>`
  }
}

const signs: Readonly<Record<GoalMark, string | ReturnType<typeof icon>>> = {
  open: '○',
  passed: icon('cached'),
  failed: icon('failed'),
  waits: '…',
  broken: '?',
}

function sayOf(checks: readonly { readonly id: string; readonly say: string }[], id: string): string {
  return checks.find((check) => check.id === id)?.say ?? id
}

function lessonPath(lesson: string): string {
  const [slug = '', part] = lesson.split('#')
  return `${slug}/${part === undefined ? '' : `#${part}`}`
}

define('layerwise-goals', GoalsPart)
