import { css, html, nothing, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { notice } from './view.ts'

/** The line above all panes that tells what does not work as it should. Fetched when the workbench wakes: before that, nothing can be wrong. */
class NoticePane extends Pane {
  static override readonly styles = [
    shared,
    css`
      .notice {
        padding: var(--space-2) var(--space-3);
        border-block-end: 1px solid var(--rule);
        background: var(--surface-sunken);
        color: var(--text-normal);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const warning = this.state && notice(this.state)
    return warning === undefined ? nothing : html`<p class="notice" role="status">${warning}</p>`
  }
}

define('layerwise-notice', NoticePane)
