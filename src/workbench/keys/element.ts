import { css, html, LitElement, type TemplateResult } from 'lit'
import { command, editorKeys } from '../../editor/keys.ts'
import { words } from '../../words/words.ts'
import { dialogStyle } from '../dialog.ts'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'

/** The keys worth knowing, and what they do: those of the editor, then those of what stands around it. */
function keys(): readonly (readonly [string, string])[] {
  return [
    ...editorKeys(),
    ['← →', words.dialogs.keyTabs],
    ['↵', words.dialogs.keyEnter],
    ['← → ↑ ↓', words.dialogs.keyWalk],
    [words.dialogs.shiftDown, words.dialogs.keySeveral],
    [words.dialogs.arrows, words.dialogs.keySizes],
    [`${command} K`, words.dialogs.keyActions],
    ['?', words.dialogs.keyKeys],
  ]
}

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
      <h2 id="title">${words.dialogs.keys}</h2>
      <dl>
        ${keys().map(
          ([key, does]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${does}</dd>`,
        )}
      </dl>
      <form method="dialog" class="choices"><button autofocus>${words.marks.close}</button></form>
    </dialog>`
  }
}

define('layerwise-keys', KeysDialog)

export { KeysDialog }
