import { css, html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import type { Bench } from '../bench.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type SolutionStep, solutionSteps } from './view.ts'

/** A scene's own answer as what has to be changed, made step by step or at once. */
class SolutionPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: block;
        width: 100%;
        padding-block: var(--space-2);
      }
      p {
        color: var(--text-strong);
      }
      ul {
        margin-block: var(--space-2);
        font: var(--size-code) / 1.5 var(--font-mono);
        overflow-wrap: anywhere;
      }
      del,
      ins {
        display: block;
        min-height: 1.5em;
        white-space: pre-wrap;
        padding: 0.1rem 0.5rem;
        border-inline-start: 3px solid;
        text-decoration: none;
        color: var(--text-strong);
      }
      del {
        border-color: var(--color-problem);
        background: var(--color-problem-soft);
      }
      ins {
        border-color: var(--color-cached);
        background: var(--color-cached-soft);
      }
      del::before {
        content: '− ';
      }
      ins::before {
        content: '+ ';
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    const answer = state?.project.solution?.files
    if (bench === undefined || state === undefined || answer === undefined) return nothing
    const steps = solutionSteps(state.files, answer)
    const [step] = steps
    if (step === undefined) return html`<p tabindex="-1">${words.solution.filesAreThoseOfTheAnswer}</p>`
    return html`
      <p>${words.solution.nextOf(steps.length)} <code>${step.path}</code>:</p>
      <ul aria-label=${words.solution.theChange}>
        ${step.before.map((line) => html`<li><del><span class="sr">${words.solution.goes}</span>${line}</del></li>`)}
        ${step.after.map((line) => html`<li><ins><span class="sr">${words.solution.comes}</span>${line}</ins></li>`)}
      </ul>
      <div class="buttons">
        <button class="one" @click=${() => void this.#make(bench, step)}>${words.solution.makeThisChange}</button>
        ${steps.length === 1 ? nothing : html`<button class="quiet" @click=${() => void this.#makeAll(bench)}>${words.solution.makeAllOfThem}</button>`}
      </div>
    `
  }

  async #make(bench: Bench, { path, text, after }: SolutionStep): Promise<void> {
    if (bench.state.open !== path) bench.openFile(path)
    bench.type(path, text, words.telling.showMeDone)
    bench.say(after.length === 0 ? words.solution.linesAreGone : words.solution.changeIsMade)
    await this.#goOn()
  }

  async #makeAll(bench: Bench): Promise<void> {
    bench.solve()
    bench.say(words.solution.allChangesAreMade)
    await this.#goOn()
  }

  /** The button that was pressed may be gone: the focus goes to the next one, or to what is said in its place. */
  async #goOn(): Promise<void> {
    await this.updateComplete
    const next = this.renderRoot.querySelector('.one') ?? this.renderRoot.querySelector('p')
    if (next instanceof HTMLElement) next.focus()
  }
}

define('layerwise-solution', SolutionPane)
