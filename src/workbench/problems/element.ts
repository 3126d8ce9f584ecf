import { css, html, nothing, type TemplateResult } from 'lit'
import type { Mender } from '../../engine/mend.ts'
import { dockerfileOf } from '../../state/files.ts'
import { siteBase as base } from '../../state/site.ts'
import { words } from '../../words/words.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { severityStyle } from '../severity.ts'
import { shared } from '../styles.ts'
import { type ProblemRow, problemRows } from './view.ts'

/** The problems of the Dockerfile as it is now, each with a way to its line, to its page in the reference, and to what mends it. */
class ProblemsPane extends Pane {
  static override readonly styles = [
    shared,
    severityStyle,
    css`
      li {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr) auto;
        gap: 0 var(--space-2);
        padding: 0.5rem 0.4rem;
        border-block-end: 1px solid var(--rule);
      }
      li.pointed {
        background: var(--surface-selected);
      }
      li > button {
        align-self: start;
      }
      @media print {
        button {
          display: none;
        }
      }
      .message {
        overflow-wrap: anywhere;
      }
      .advice {
        grid-column: 2;
        color: var(--text-muted);
      }
      .ways {
        grid-column: 2;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem var(--space-3);
        margin-block-start: 0.15rem;
        font-size: var(--size-tiny);
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 1.75rem;
        color: var(--text-link);
      }
      button {
        min-height: 1.75rem;
        padding: 0 0.5rem;
        font-size: var(--size-tiny);
      }
    `,
  ]

  #menders: { readonly Mender: typeof Mender } | undefined
  #mender: { readonly text: string; readonly mender: Mender } | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    void import('../../engine/mend.ts').then((menders) => {
      this.#menders = menders
      this.requestUpdate()
    })
  }

  /** What mends the Dockerfile as it is now; undefined until its script is here. */
  #menderOf(text: string): Mender | undefined {
    if (this.#menders === undefined) return undefined
    if (this.#mender?.text !== text) this.#mender = { text, mender: new this.#menders.Mender(text) }
    return this.#mender.mender
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const rows = problemRows(state.problems, state.forecast?.instructions)
    return html`<div class="all" role="group" aria-label=${words.details.panes.problems} tabindex="-1">
      ${rows.length === 0 ? html`<p class="muted">${words.problems.noProblemsFound}</p>` : html`<ul>${rows.map((row) => this.#row(row))}</ul>`}
    </div>`
  }

  /** Mends one; the focus stays in the list, where the next one is, as the button goes with its row. */
  #mend(path: string, text: string, title: string): void {
    this.bench?.type(path, text, words.problems.fixName(title))
    this.renderRoot.querySelector<HTMLElement>('.all')?.focus({ preventScroll: true })
  }

  #row(row: ProblemRow): TemplateResult {
    const { line } = row
    return html`<li class=${this.isPointed(row.instruction) ? 'pointed' : ''} data-instruction=${row.instruction ?? nothing}>
      <span class=${row.severity}>${icon(row.severity)}</span>
      <span class="message"><strong class=${row.severity}>${row.severityText}</strong> ${row.message}</span>
      ${line === undefined ? nothing : html`<button @click=${() => this.goToLine(line)}>${words.problems.line(line)}</button>`}
      ${row.advice === undefined ? nothing : html`<span class="advice">${row.advice}</span>`}
      <span class="ways"><a href=${`${base}${row.page}`} target="_blank">${row.code}</a>${row.twin === undefined ? nothing : html`<a href=${`${base}${row.twin.page}`} target="_blank">${row.twin.code}</a>`}${this.#fixes(row)}</span>
    </li>`
  }

  #fixes(row: ProblemRow): readonly TemplateResult[] {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return []
    const path = dockerfileOf(state.project, state.options)
    const text = state.files.find((file) => file.path === path)?.text
    const mender = text === undefined ? undefined : this.#menderOf(text)
    if (mender === undefined) return []
    return mender
      .fixes(row.problem)
      .map(
        (fix) =>
          html`<button @click=${() => this.#mend(path, mender.mended(fix), fix.title)}>${words.problems.fixButton(fix.title)}</button>`,
      )
  }
}

define('layerwise-problems', ProblemsPane)
