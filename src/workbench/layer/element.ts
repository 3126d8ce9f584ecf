import { css, html, nothing, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { layerRows } from './view.ts'

/** What is in the layer that the learner opened: added, changed, removed. */
class LayerPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      ul {
        font-family: var(--font-mono);
        font-size: var(--size-tiny);
        margin-block-start: var(--space-2);
      }
      li {
        display: grid;
        grid-template-columns: 1.2rem minmax(0, 1fr) auto;
        gap: var(--space-2);
        padding: 0.15rem 0.4rem;
        border-block-end: 1px solid var(--rule);
      }
      .path {
        overflow-wrap: anywhere;
      }
      .removed .path {
        text-decoration: line-through;
      }
      .added .sign {
        color: var(--color-cached);
      }
      .changed .sign {
        color: var(--color-ran);
      }
      .removed .sign {
        color: var(--color-hidden);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state?.layer === undefined)
      return html`<p class="muted">Choose a block of the image to see which files its layer adds, changes and removes.</p>`
    const { index, files } = state.layer
    if (files === undefined) return html`<p class="muted">Opening layer ${index + 1}…</p>`
    const view = layerRows(files)
    return html`
      <p><strong>Layer ${index + 1}</strong> ${view.summary}</p>
      <ul>
        ${view.rows.map(
          (row) =>
            html`<li class=${row.change}>
              <span class="sign" aria-hidden="true">${row.sign}</span>
              <span class="path"><span class="sr">${row.changeText}: </span>${row.path}</span>
              <span class="figure muted">${row.size}</span>
            </li>`,
        )}
      </ul>
      ${view.more === undefined ? nothing : html`<p class="muted">${view.more}</p>`}
    `
  }
}

define('layerwise-layer', LayerPane)
