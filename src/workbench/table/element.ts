import { css, html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { shownBefore, shownBuild } from '../shown.ts'
import { type Block, stackView } from '../stack/view.ts'
import { shared } from '../styles.ts'

/** The stack as a table: for reading aloud, for copying, for those who prefer numbers. */
class TablePane extends Pane {
  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      td {
        vertical-align: top;
      }
      .what {
        min-width: 12rem;
        width: 40%;
      }
      .part {
        margin-block-start: 0.4rem;
      }
      td .icon {
        vertical-align: -0.2em;
        margin-inline-end: 0.3rem;
      }
      td button {
        min-height: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        text-align: start;
        overflow-wrap: anywhere;
      }
      td code {
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      td button:hover:not(:disabled) {
        background: none;
        text-decoration: underline;
      }
      tr.pointed {
        background: var(--surface-selected);
      }
      .hidden {
        color: var(--color-hidden);
      }
      th,
      .size,
      .nowrap {
        white-space: nowrap;
      }
      .part {
        width: 100%;
        min-width: 5rem;
        height: 0.5rem;
        border-radius: 2px;
        background: var(--surface-sunken);
      }
      .part span {
        display: block;
        height: 100%;
        border-radius: 2px;
        background: var(--color-base);
      }
      .total td,
      .total th {
        font-weight: 600;
        color: var(--text-strong);
        font-size: inherit;
        border-block-end: 0;
      }
      .gone td {
        color: var(--text-muted);
      }
      .gone code {
        text-decoration: line-through;
      }
      @media print {
        .wide {
          display: none;
        }
        td code {
          -webkit-line-clamp: 4;
        }
      }
      @container (max-width: 54rem) {
        .wide {
          display: none;
        }
      }
      @container (max-width: 44rem) {
        thead {
          position: absolute;
          clip-path: inset(50%);
        }
        tr {
          display: grid;
          grid-template-columns: 1.5rem minmax(0, 1fr) auto;
          gap: 0 var(--space-2);
          padding-block: var(--space-2);
          border-block-end: 1px solid var(--rule);
        }
        tbody th,
        tbody td {
          grid-column: 2 / -1;
          padding: 0;
          border: 0;
          text-align: start;
          font-size: var(--size-tiny);
        }
        .line {
          display: none;
        }
        .number {
          grid-area: 1 / 1;
        }
        tbody .what {
          grid-area: 1 / 2;
          min-width: 0;
          width: auto;
        }
        tbody .size {
          grid-area: 1 / 3;
        }
        tbody .nowrap {
          grid-area: 2 / 2;
        }
        tbody .since {
          grid-area: 2 / 3;
          text-align: end;
        }
        tbody .hidden {
          grid-area: 3 / 2;
        }
        tbody td:empty {
          display: none;
        }
        tbody td.hidden {
          text-align: start;
          white-space: nowrap;
        }
        td.hidden:not(:empty)::after {
          content: ' hidden';
        }
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const shown = shownBuild(state)
    const before = shownBefore(state)
    const trial = shown?.how === 'trial'
    const options = {
      scale: 'linear',
      unfolded: true,
      height: 0,
      trial,
      ...(before === undefined ? {} : { before }),
    } as const
    const view = shown && stackView(shown.build, options)
    if (shown === undefined || view === undefined) return html`<p class="muted">${words.table.thereIsNoImageYet}</p>`
    const compares = view.blocks.some((block) => block.change !== '')
    return html`<table role="table">
      <caption>
        ${trial ? words.table.layersToCome : words.table.layersOf(shown.build.number)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.table.layer}</th>
          <th scope="col">${words.table.madeBy}</th>
          <th scope="col" class="figure line">${words.table.line}</th>
          <th scope="col">${words.table.status}</th>
          <th scope="col" class="figure">${words.table.size}</th>
          <th scope="col" class="wide">${words.table.partOfTheImage}</th>
          <th scope="col" class="figure">${words.table.hidden}</th>
          ${compares ? html`<th scope="col">${words.table.sinceBuild(before?.number)}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${view.blocks.map((block) => this.#row(block, compares))}
        ${view.gone.map(
          ({ label, size }) => html`<tr role="row" class="gone">
            <td role="cell"></td>
            <td role="cell" class="what"><code>${label}</code></td>
            <td role="cell" class="line"></td>
            <td role="cell"></td>
            <td role="cell" class="figure size">${size}</td>
            <td role="cell" class="wide"></td>
            <td role="cell"></td>
            <td role="cell" class="since">${words.table.gone}</td>
          </tr>`,
        )}
        <tr role="row" class="total">
          <td role="cell"></td>
          <th role="rowheader" scope="row" colspan="3" class="what">${words.table.together}</th>
          <td role="cell" class="figure size" title=${view.totalTitle}>${view.total}</td>
          <td role="cell" class="wide"></td>
          <td role="cell" class="figure hidden">${view.hiddenSize ?? ''}</td>
          ${compares ? html`<td role="cell"></td>` : nothing}
        </tr>
      </tbody>
    </table>`
  }

  #row(block: Block, compares: boolean): TemplateResult {
    const color = block.color === undefined ? '' : `background: var(--layer-${block.color}-edge);`
    return html`<tr role="row" class=${this.isPointed(block.instruction) ? 'pointed' : ''} data-instruction=${block.instruction ?? nothing}>
      <td role="cell" class="figure number">${block.layer + 1}</td>
      <td role="cell" class="what">
        <button title=${words.table.showsItsFiles(block.label)} @click=${() => this.#open(block.layer)}><code>${block.label}</code></button>
      </td>
      <td role="cell" class="figure muted line">${block.line ?? ''}</td>
      <td role="cell" class="nowrap ${block.status}">${icon(block.status)}${block.statusText}</td>
      <td role="cell" class="figure size" title=${block.sizeTitle}>${block.size}</td>
      <td role="cell" class="wide"><div class="part"><span style="width: ${100 * block.part}%; ${color}"></span></div></td>
      <td role="cell" class="figure hidden">${block.hidden?.size ?? ''}</td>
      ${compares ? html`<td role="cell" class="since ${block.isUnchanged ? 'muted' : ''}">${block.change}</td>` : nothing}
    </tr>`
  }

  #open(layer: number): void {
    this.bench?.openLayer(layer)
    this.bench?.showPane('files')
  }
}

define('layerwise-table', TablePane)
