import { css, html, type nothing, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { entriesList, entriesStyle } from './entries.ts'
import { layerRows } from './view.ts'

/** What is in the layer that the learner opened: added, changed, removed. */
class LayerPane extends Pane {
  static override readonly styles = [
    shared,
    entriesStyle,
    css`
      .entries {
        margin-block-start: var(--space-2);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state?.layer === undefined)
      return html`<p class="muted">Choose a block of the image to see which files its layer adds, changes and removes.</p>`
    const { index, files } = state.layer
    if (files === undefined) return html`<p class="muted">Opening layer ${index + 1}…</p>`
    return html`
      <p><strong>Layer ${index + 1}</strong> ${layerRows(files).summary}</p>
      ${entriesList(files)}
    `
  }
}

define('layerwise-layer', LayerPane)
