import { html, LitElement, type TemplateResult } from 'lit'
import { withFile } from '../../state/files.ts'
import { filesInFiles } from '../../state/paths.ts'
import type { ProjectFile } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import { dialogStyle } from '../dialog.ts'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'
import { type Missing, standIn } from './missing.ts'
import './missing-element.ts'

/** Offers stand-ins for what the open project lacks. */
class LackingDialog extends LitElement {
  static override readonly properties = { missing: { attribute: false } }
  declare missing: readonly Missing[]
  files: readonly ProjectFile[] = []
  /** Takes the stand-ins that were chosen. */
  chosen: (files: readonly ProjectFile[]) => void = () => {}

  constructor() {
    super()
    this.missing = []
  }

  static override readonly styles = [shared, dialogStyle]

  async show(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector('dialog')?.showModal()
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.remove()}>
      <h2 id="title">${words.importing.addWhatIsMissing}</h2>
      <form method="dialog" @submit=${this.#add}>
        <layerwise-missing .missing=${this.missing}></layerwise-missing>
        <div class="choices">
          <button class="main" autofocus value="add">${words.importing.addToTheProject}</button>
          <button type="button" @click=${() => this.remove()}>${words.marks.cancel}</button>
        </div>
      </form>
    </dialog>`
  }

  readonly #add = (): void => {
    const stands = (this.renderRoot.querySelector('layerwise-missing')?.chosen ?? []).map(standIn)
    const impossible = new Set(filesInFiles(stands.reduce(withFile, this.files)))
    this.chosen(stands.filter(({ path }) => !impossible.has(path)))
  }
}

define('layerwise-lacking', LackingDialog)

/** Shows the dialog, over everything, for a project of these files. */
export function openLacking(
  missing: readonly Missing[],
  files: readonly ProjectFile[],
  chosen: (files: readonly ProjectFile[]) => void,
): void {
  const dialog = new LackingDialog()
  Object.assign(dialog, { missing, files, chosen })
  document.body.append(dialog)
  void dialog.show()
}
