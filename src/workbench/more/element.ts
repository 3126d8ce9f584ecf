import { css, html, nothing, type TemplateResult } from 'lit'
import '../options/element.ts'
import { define, Pane } from '../pane.ts'
import '../saving/element.ts'
import { copyLink, openInPlayground, saveContext } from '../sharing.ts'
import '../kept-work/element.ts'
import { words } from '../../words/words.ts'
import { copyText } from '../clipboard.ts'
import { shared } from '../styles.ts'
import { isScene, snippetsOf } from './embed.ts'

/** What is wanted now and then: the flags of the build, the image as a file, a link to the files as they are, the playground. */
class MorePane extends Pane {
  static override readonly properties = { bench: { attribute: false }, base: {} }
  /** Where the site lies, with a slash at the end. */
  declare base: string

  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding-block: var(--space-2);
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      pre {
        margin-block: var(--space-2);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === undefined) return nothing
    return html`
      <layerwise-options .bench=${bench}></layerwise-options>
      <div>
        <layerwise-saving .bench=${bench}></layerwise-saving>
        <button @click=${() => void saveContext(bench)}>${words.dialogs.downloadTheContextAsZip}</button>
        <button aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" @click=${this.#listActions}>${words.dialogs.allThatCanBeDone}</button>
        <button @click=${() => void copyLink(bench, this.base)}>${words.dialogs.copyALinkToThis}</button>
        ${isPlayground() ? nothing : html`<button @click=${() => void openInPlayground(bench, this.base)}>${words.dialogs.openInThePlayground}</button>`}
      </div>
      ${this.#embed()}
      <layerwise-work></layerwise-work>
    `
  }

  #embed(): TemplateResult | typeof nothing {
    const { bench } = this
    const { id, title } = bench?.state.project ?? { id: '', title: '' }
    if (!isScene(id, location.pathname)) return nothing
    const { iframe, element } = snippetsOf(id, title, new URL(this.base, location.href).href)
    return html`<details>
      <summary>${words.dialogs.embed}</summary>
      ${[
        { text: iframe, say: words.dialogs.theFrame },
        { text: element, say: words.dialogs.theElement },
      ].map(
        ({ text, say }) => html`<p>${say.about}</p>
          <pre tabindex="0">${text}</pre>
          <button @click=${() => void copyText(bench, text, say.code)}>${say.copy}</button>`,
      )}
    </details>`
  }

  /** The list that a key opens, for those who have none. */
  readonly #listActions = (): void => {
    void import('../summon.ts').then(({ summonFrom }) => summonFrom('actions', this))
  }
}

function isPlayground(): boolean {
  return location.pathname.endsWith('/playground/')
}

define('layerwise-more', MorePane)
