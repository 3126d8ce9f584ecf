import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { bringBack, clashes, type ReadWork, readWork, workText } from '../../state/work.ts'
import { countText } from '../figures.ts'
import { define } from '../pane.ts'
import { download } from '../saving/download.ts'
import { shared } from '../styles.ts'

type Found = Extract<ReadWork, { readonly kind: 'read' }>

/** All the work that this browser keeps, of every scene and project, as one file; and back from one. */
class WorkPane extends LitElement {
  static override readonly properties = { said: { state: true }, found: { state: true }, isBack: { state: true } }
  declare said: string
  /** Work that was read and waits for a decision, as some of it is here too. */
  declare found: { readonly work: Found; readonly both: number } | undefined
  /** Something came back: the page shows it after it is loaded again. */
  declare isBack: boolean

  static override readonly styles = [
    shared,
    css`
      :host,
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      p {
        flex: 1 1 16rem;
      }
    `,
  ]

  constructor() {
    super()
    this.said = ''
    this.isBack = false
  }

  protected override render(): TemplateResult {
    return html`
      <button title="Every scene and project that you have changed, in one file" @click=${() => void this.#save()}>Save all my work</button>
      <button @click=${this.#choose}>Bring work back…</button>
      <input type="file" accept="application/json,.json" aria-label="A file of saved work" hidden @change=${this.#chosen} />
      ${this.said === '' ? nothing : html`<p role="status">${this.said}</p>`}
      ${
        this.found === undefined
          ? nothing
          : html`<div>
              <button @click=${() => void this.#take(false)}>Keep what is here</button>
              <button @click=${() => void this.#take(true)}>Take what is in the file</button>
            </div>`
      }
      ${this.isBack ? html`<button @click=${() => location.reload()}>Load the page again</button>` : nothing}
    `
  }

  async #save(): Promise<void> {
    const text = await workText()
    if (text === undefined) {
      this.said = 'This browser keeps nothing for this page, so there is nothing to save. Download the context instead.'
      return
    }
    download(new Blob([text], { type: 'application/json' }), 'layerwise-work.json')
    this.said = 'All that this browser keeps of your work is in the file.'
  }

  readonly #choose = (): void => this.renderRoot.querySelector('input')?.click()

  readonly #chosen = (event: Event): void => {
    const { target } = event
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined
    if (file !== undefined) void this.#read(file)
    if (target instanceof HTMLInputElement) target.value = ''
  }

  async #read(file: File): Promise<void> {
    const work = readWork(await file.text())
    this.found = undefined
    if (work.kind === 'failed') {
      this.said = work.message
      return
    }
    const both = await clashes(work.records).catch(() => [])
    this.found = { work, both: both.length }
    if (both.length === 0) return this.#take(false)
    this.said = `${countText(both.length, 'project')} of the file ${both.length === 1 ? 'has' : 'have'} work here too.`
  }

  async #take(replaced: boolean): Promise<void> {
    const work = this.found?.work
    this.found = undefined
    if (work === undefined) return
    try {
      const count = await bringBack(work.records, replaced)
      this.isBack = count > 0
      this.said = `${countText(count, 'project')} came back.${work.refused === 0 ? '' : ` ${work.refused} of the file could not be read.`}`
    } catch {
      this.said = 'This browser keeps nothing for this page, or has no room: the work stays in the file.'
    }
  }
}

define('layerwise-work', WorkPane)
