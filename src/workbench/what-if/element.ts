import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import './mendings-element.ts'
import { words } from '../../words/words.ts'
import { askOutlook, stopOutlook } from './verbs.ts'
import { isSettled, type WhatIfRow, whatIfView } from './view.ts'

/** What it would cost if a file changed: a row for each group of files. Asks by itself once the text rests. */
class WhatIfPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      .label {
        display: none;
        color: var(--text-muted);
        font-size: var(--size-tiny);
      }
      @container (max-width: 34rem) {
        thead {
          position: absolute;
          clip-path: inset(50%);
        }
        tr {
          display: grid;
          padding-block: var(--space-2);
          border-block-end: 1px solid var(--rule);
        }
        tbody th,
        tbody td {
          padding: 0.15rem 0;
          border: 0;
        }
        td.figure {
          text-align: start;
          white-space: normal;
        }
        .label {
          display: inline-block;
          min-width: 7rem;
        }
        .whole {
          padding-inline-start: 7rem;
        }
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        min-height: 2.25rem;
        margin-block-end: var(--space-2);
      }
      .head p:first-child {
        flex: 1 1 16rem;
      }
      th code {
        color: var(--text-strong);
        overflow-wrap: anywhere;
      }
      tbody th {
        font-weight: 400;
        font-size: inherit;
      }
      td ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-block-start: var(--space-1);
      }
      td button {
        min-height: 1.75rem;
        padding: 0 0.5rem;
        border-color: var(--color-ran);
        font-size: var(--size-tiny);
      }
      .whole {
        display: block;
        font-size: 0.75rem;
      }
      layerwise-mendings {
        margin-block-start: var(--space-4);
      }
      .nothing {
        color: var(--color-cached);
      }
    `,
  ]

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const { bench, state } = this
    if (bench === undefined || state === undefined) return
    if (state.outlook === undefined && state.asking !== 'open' && isSettled(state)) void askOutlook(bench)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const view = whatIfView(state)
    return html`
      <div class="head">
        <p><strong>${words.whatIf.ifOneFileOfAGroup}</strong> ${words.whatIf.whatTheNextBuildWouldDo}</p>
        ${view.status === '' ? nothing : html`<p class="muted">${view.status}</p>`}
        ${view.working ? html`<button @click=${() => stopOutlook(bench)}>${words.marks.stop}</button>` : nothing}
        ${view.canAsk ? html`<button @click=${() => void askOutlook(bench)}>${words.whatIf.workItOut}</button>` : nothing}
      </div>
      ${view.rows.length === 0 ? nothing : this.#table(view.rows)}
      <layerwise-mendings .bench=${bench}></layerwise-mendings>
    `
  }

  #table(rows: readonly WhatIfRow[]): TemplateResult {
    return html`<table role="table" aria-label=${words.whatIf.whatAChangeWouldCost}>
      <thead>
        <tr>
          <th scope="col">${words.whatIf.ifThisChanged}</th>
          <th scope="col">${words.whatIf.thenHead}</th>
          <th scope="col" class="figure">${words.whatIf.build}</th>
          <th scope="col" class="figure">${words.whatIf.pushed}</th>
          <th scope="col" class="figure">${words.whatIf.pulled}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr role="row">
              <th role="rowheader" scope="row"><code>${row.group}</code> <span class="muted">${row.files}</span></th>
              <td role="cell">
                <span class=${row.rerun.length === 0 ? 'nothing' : 'ran'}>${row.steps}</span>
                ${
                  row.rerun.length === 0
                    ? nothing
                    : html`<ul aria-label=${words.whatIf.stepsThatRunAgain}>
                        ${row.rerun.map(
                          ({ keyword, line, text }) =>
                            html`<li><button title=${text} @click=${() => this.goToLine(line)}>${keyword} <span class="sr">${words.whatIf.in} </span>${words.marks.line(line)}</button></li>`,
                        )}
                      </ul>`
                }
              </td>
              <td role="cell" class="figure" title=${row.timeTitle}>
                <span class="label" aria-hidden="true">${words.whatIf.build}</span>${row.time}
              </td>
              <td role="cell" class="figure" title=${row.pushedTitle}>
                <span class="label" aria-hidden="true">${words.whatIf.pushed}</span>${row.pushed}
              </td>
              <td role="cell" class="figure" title=${row.pulledTitle}>
                <span class="label" aria-hidden="true">${words.whatIf.pulled}</span>${row.pulled}
                ${row.whole === '' ? nothing : html`<span class="whole muted" title=${row.wholeTitle}>${row.whole}</span>`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`
  }
}

define('layerwise-what-if', WhatIfPane)
