import { html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { defineFirst, Pane } from '../pane.ts'
import { sizeText } from '../sizes.ts'
import { shared } from '../styles.ts'
import type { TreePane } from '../tree/element.ts'
import { rowStyle } from './style.ts'
import { sizeOf } from './view.ts'

/** Rows that are drawn before the tree is there. */
const rowsAtMost = 60

/** The files of the context. At first they can only be opened; the tree, in which all else is done with them, is fetched with the engine. */
class FilesPane extends Pane {
  static override readonly styles = [shared, rowStyle]
  #tree = false

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    if (this.#tree) return html`<layerwise-tree .bench=${bench}></layerwise-tree>`
    if (state.health !== 'asleep') void import('../tree/element.ts').then(() => this.#change())
    return html`<ul class="scroll" aria-label=${words.bench.filesOfTheBuildContext}>
      ${state.files.slice(0, rowsAtMost).map(
        (file) =>
          html`<li>
            <button
              class="quiet row"
              style="--depth: 0"
              aria-current=${file.path === state.open ? 'true' : nothing}
              @click=${() => bench.openFile(file.path)}
            >
              <span class="name">${file.path}</span><span class="size figure">${sizeText(sizeOf(file))}</span>
            </button>
          </li>`,
      )}
    </ul>`
  }

  /** Puts the tree in the place of the list, and the focus where it was. */
  async #change(): Promise<void> {
    const had = this.renderRoot.querySelector(':focus') !== null
    this.#tree = true
    this.requestUpdate()
    await this.updateComplete
    if (had) await this.renderRoot.querySelector<TreePane>('layerwise-tree')?.focusRow()
  }
}

defineFirst('layerwise-files', FilesPane)
