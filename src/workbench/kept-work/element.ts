import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { bringBack, clashes, type ReadWork, readWork, workText } from '../../state/work.ts'
import { aroundWords } from '../../words/fetch.ts'
import { words } from '../../words/words.ts'
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
      <button title=${words.dialogs.everySceneAndProjectThatYou} @click=${() => void this.#save()}>${words.dialogs.saveAllMyWork}</button>
      <button @click=${this.#choose}>${words.dialogs.bringWorkBack}</button>
      <input type="file" accept="application/json,.json" aria-label=${words.dialogs.aFileOfSavedWork} hidden @change=${this.#chosen} />
      ${this.said === '' ? nothing : html`<p role="status">${this.said}</p>`}
      ${
        this.found === undefined
          ? nothing
          : html`<div>
              <button @click=${() => void this.#take(false)}>${words.dialogs.keepWhatIsHere}</button>
              <button @click=${() => void this.#take(true)}>${words.dialogs.takeWhatIsInTheFile}</button>
            </div>`
      }
      ${this.isBack ? html`<button @click=${() => location.reload()}>${words.dialogs.loadThePageAgain}</button>` : nothing}
    `
  }

  async #save(): Promise<void> {
    const text = await workText()
    if (text === undefined) {
      this.said = words.dialogs.thisBrowserKeepsNothingForThis
      return
    }
    download(new Blob([text], { type: 'application/json' }), 'layerwise-work.json')
    this.said = words.dialogs.allThatThisBrowserKeepsOf
  }

  readonly #choose = (): void => this.renderRoot.querySelector('input')?.click()

  readonly #chosen = (event: Event): void => {
    const { target } = event
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined
    if (file !== undefined) void this.#read(file)
    if (target instanceof HTMLInputElement) target.value = ''
  }

  async #read(file: File): Promise<void> {
    const [text] = await Promise.all([file.text(), aroundWords()])
    const work = readWork(text)
    this.found = undefined
    if (work.kind === 'failed') {
      this.said = work.message
      return
    }
    const both = await clashes(work.records).catch(() => [])
    this.found = { work, both: both.length }
    if (both.length === 0) return this.#take(false)
    this.said = words.dialogs.bothHaveWork(both.length, words.counts.projects(both.length))
  }

  async #take(replaced: boolean): Promise<void> {
    const work = this.found?.work
    this.found = undefined
    if (work === undefined) return
    try {
      const count = await bringBack(work.records, replaced)
      this.isBack = count > 0
      this.said = words.dialogs.cameBack(words.counts.projects(count), work.refused)
    } catch {
      this.said = words.dialogs.thisBrowserKeepsNothingForThis2
    }
  }
}

define('layerwise-work', WorkPane)
