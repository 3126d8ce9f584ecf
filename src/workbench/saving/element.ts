import { css, html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { dialogStyle } from '../dialog.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { openSink } from './sink.ts'
import { saveImage, stopSaving } from './verbs.ts'
import { archiveName, savingText, savingWarnings } from './view.ts'

/** Saves the last image as an archive: says first what in it is modelled and how large it is, then how far it has come. */
class SavingPane extends Pane {
  static override readonly styles = [
    shared,
    dialogStyle,
    css`
      .going {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      progress {
        width: 9rem;
        accent-color: var(--color-cached);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const image = state.build?.image
    const { saving } = state
    if (saving !== undefined)
      return html`<div class="going">
        <progress aria-label=${words.saving.savingTheImage} max="1" .value=${saving.of === 0 ? 0 : saving.bytes / saving.of}></progress>
        <span class="figure muted">${savingText(saving)}</span>
        <button @click=${() => this.bench !== undefined && stopSaving(this.bench)}>${words.marks.stop}</button>
      </div>`
    return html`<button ?disabled=${image === undefined} title=${image === undefined ? words.saving.buildAnImageFirst : nothing} @click=${this.#ask}>
        ${words.saving.saveImageAsTar}
      </button>
      <dialog aria-labelledby="title">
        <h2 id="title">${words.saving.saveThisImage}</h2>
        ${(image === undefined ? [] : savingWarnings(image)).map((line) => html`<p>${line}</p>`)}
        ${state.stale ? html`<p>${words.saving.ofBuild(state.build?.number ?? 0)}</p>` : nothing}
        <form method="dialog" class="choices">
          <button class="main" @click=${() => void this.#save()}>${words.saving.save}</button>
          <button>${words.marks.cancel}</button>
        </form>
      </dialog>`
  }

  readonly #ask = (): void => {
    const { build, stale } = this.state ?? {}
    if (build?.image === undefined) return
    if (savingWarnings(build.image).length === 0 && stale !== true) void this.#save()
    else this.renderRoot.querySelector('dialog')?.showModal()
  }

  async #save(): Promise<void> {
    const { bench, state } = this
    const sink = await openSink(archiveName(state?.build?.tags ?? []))
    if (bench !== undefined && sink !== undefined) await saveImage(bench, sink)
  }
}

define('layerwise-saving', SavingPane)
