import { css, html, nothing, type TemplateResult } from 'lit'
import { dockerfileOf } from '../../state/files.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type ProblemRow, problemRows } from './view.ts'

/** The problems of the Dockerfile as it is now, each with a way to its line. */
class ProblemsPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr) auto;
        gap: 0 var(--space-2);
        padding: 0.5rem 0.4rem;
        border-block-end: 1px solid var(--rule);
      }
      .error {
        color: var(--color-problem);
      }
      .warning {
        color: var(--color-warning);
      }
      .note {
        color: var(--text-muted);
      }
      .message {
        overflow-wrap: anywhere;
      }
      .advice {
        grid-column: 2;
        color: var(--text-muted);
      }
      button {
        min-height: 1.75rem;
        padding: 0 0.5rem;
        font-size: var(--size-tiny);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const rows = problemRows(state.forecast, state.build)
    if (rows.length === 0) return html`<p class="muted">No problems found.</p>`
    return html`<ul>
      ${rows.map((row) => this.#row(row))}
    </ul>`
  }

  #row(row: ProblemRow): TemplateResult {
    const { line } = row
    return html`<li>
      <span class=${row.severity}>${icon(row.severity)}</span>
      <span class="message"><strong class=${row.severity}>${row.severityText}</strong> ${row.message} <span class="muted">${row.code}</span></span>
      ${line === undefined ? nothing : html`<button @click=${() => this.#go(line)}>Line ${line}</button>`}
      ${row.advice === undefined ? nothing : html`<span class="advice">${row.advice}</span>`}
    </li>`
  }

  #go(line: number): void {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return
    bench.openFile(dockerfileOf(state.project))
    this.dispatchEvent(new CustomEvent('go-to-line', { detail: line, bubbles: true, composed: true }))
  }
}

define('layerwise-problems', ProblemsPane)
