import { css, html, LitElement, type TemplateResult } from 'lit'
import { command, editorKeys } from '../../editor/keys.ts'
import { dialogStyle } from '../dialog.ts'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'

/** The keys worth knowing, and what they do: those of the editor, then those of what stands around it. */
const keys = [
  ...editorKeys,
  ['← →', 'from tab to tab below the editor'],
  ['↵', 'on a block: the files of its layer; on a step: all about it'],
  ['← → ↑ ↓', 'through a tree or the map of sizes; Enter opens, Esc closes a file of the image'],
  ['Shift ↓', 'in the files: choose several; Del deletes them, F2 moves them'],
  ['Arrows', 'on the line between two parts: their sizes; Enter puts them back'],
  [`${command} K`, 'all that can be done, by name'],
  ['?', 'this list, outside the editor'],
] as const

/** The list of keys, in a dialog. */
class KeysDialog extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyle,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--space-2) var(--space-4);
      }
      kbd {
        font-family: var(--font-mono);
        color: var(--text-strong);
      }
    `,
  ]

  /** Shows it, over everything. */
  async show(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector('dialog')?.showModal()
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">Keys</h2>
      <dl>
        ${keys.map(
          ([key, does]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${does}</dd>`,
        )}
      </dl>
      <form method="dialog" class="choices"><button autofocus>Close</button></form>
    </dialog>`
  }
}

define('layerwise-keys', KeysDialog)

export { KeysDialog }
