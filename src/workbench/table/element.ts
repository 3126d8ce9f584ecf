import { css, html, nothing, type TemplateResult } from 'lit'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { stackView } from '../stack/view.ts'
import { shared } from '../styles.ts'

/** The stack as a table: for reading aloud, for copying, for those who prefer numbers. */
class TablePane extends Pane {
  static override readonly styles = [
    shared,
    css`
      :host {
        overflow-x: auto;
      }
      td .icon {
        vertical-align: -0.2em;
        margin-inline-end: 0.3rem;
      }
      td code {
        overflow-wrap: anywhere;
      }
      tr.pointed {
        background: var(--surface-selected);
      }
      .hidden {
        color: var(--color-hidden);
      }
      .total td,
      .total th {
        font-weight: 600;
        color: var(--text-strong);
        font-size: inherit;
        border-block-end: 0;
      }
    `,
  ]

  protected override render(): TemplateResult {
    const build = this.state?.build
    const view = build && stackView(build, { scale: 'linear', unfolded: true, height: 0 })
    if (build === undefined || view === undefined) return html`<p class="muted">There is no image yet.</p>`
    return html`<table>
      <caption>
        Layers of the image of build ${build.number}, the newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">Made by</th>
          <th scope="col">Status</th>
          <th scope="col" class="figure">Size</th>
          <th scope="col" class="figure">Hidden</th>
        </tr>
      </thead>
      <tbody>
        ${view.blocks.map(
          (block) =>
            html`<tr class=${this.isPointed(block.instruction) ? 'pointed' : ''} data-instruction=${block.instruction ?? nothing}>
              <td class="figure">${block.layer + 1}</td>
              <td><code>${block.label}</code>${block.line === undefined ? nothing : html` <span class="muted">line ${block.line}</span>`}</td>
              <td class=${block.status}>${icon(block.status)}${block.statusText}</td>
              <td class="figure" title=${block.sizeTitle}>${block.size}</td>
              <td class="figure hidden">${block.hidden?.text.replace(' hidden by later layers', '') ?? ''}</td>
            </tr>`,
        )}
        <tr class="total">
          <td></td>
          <th scope="row" colspan="2">Together</th>
          <td class="figure" title=${view.totalTitle}>${view.total}</td>
          <td class="figure hidden">${view.hidden?.replace(' shipped but hidden', '') ?? ''}</td>
        </tr>
      </tbody>
    </table>`
  }
}

define('layerwise-table', TablePane)
