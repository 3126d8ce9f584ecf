import { css, html, nothing, type TemplateResult } from 'lit'
import type { LayerFilesView } from '../../engine/views.ts'
import { layerRows } from './entry-rows.ts'

/** How {@link entriesList} looks. */
export const entriesStyle = css`
  .entries {
    font-family: var(--font-mono);
    font-size: var(--size-tiny);
  }
  .entries li {
    display: grid;
    grid-template-columns: 1.2rem minmax(0, 1fr) auto;
    gap: var(--space-2);
    padding: 0.15rem 0.4rem;
    border-block-end: 1px solid var(--rule);
  }
  .entries .path {
    overflow-wrap: anywhere;
  }
  .entries .removed .path {
    text-decoration: line-through;
  }
  .entries .added .sign {
    color: var(--color-cached);
  }
  .entries .changed .sign {
    color: var(--color-ran);
  }
  .entries .removed .sign {
    color: var(--color-hidden);
  }
`

/** The entries of a layer as a list: added, changed, removed. */
export function entriesList(files: LayerFilesView): TemplateResult {
  const { rows, more } = layerRows(files)
  return html`<ul class="entries">
      ${rows.map(
        (row) =>
          html`<li class=${row.change}>
            <span class="sign" aria-hidden="true">${row.sign}</span>
            <span class="path"><span class="sr">${row.changeText}: </span>${row.path}</span>
            <span class="figure muted">${row.size}</span>
          </li>`,
      )}
    </ul>
    ${more === undefined ? nothing : html`<p class="muted">${more}</p>`}`
}
