import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { pack } from '../../state/packed.ts'
import { catalogBase, siteBase } from '../../state/site.ts'
import { define } from '../../workbench/pane.ts'
import { shared } from '../../workbench/styles.ts'
import { slugOf } from '../draft.ts'
import { Judges } from '../judging.ts'
import { newKey, Workshop } from '../workshop.ts'
import { aboutHtml } from './about.ts'
import { textIn } from './field.ts'
import { filesHtml } from './files.ts'
import { goalsHtml } from './goals.ts'
import { type Maker, mayBeSaid } from './maker.ts'
import { proofHtml } from './proof.ts'
import { cheatsHtml, solutionHtml } from './solution.ts'
import { formStyle } from './style.ts'
import '../deliver/element.ts'

/** The form in which an instructor makes an exercise: drafts that this browser keeps, fields, and how it stands. */
class TeachElement extends LitElement {
  static override readonly properties: PropertyDeclarations = { isPreviewed: { state: true } }
  static override readonly styles = [
    shared,
    formStyle,
    css`
      .drafts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: end;
        padding-block-end: var(--space-4);
      }
      .drafts .field {
        flex: 1 1 16rem;
        max-width: 26rem;
      }
      .pick {
        flex: 1 1 14rem;
      }
      iframe {
        width: 100%;
        height: min(48rem, 85vh);
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-page);
      }
      .made,
      .fields {
        min-width: 0;
      }
      @media (min-width: 76rem) {
        .columns {
          display: grid;
          grid-template-columns: minmax(0, 1fr) 25rem;
          gap: 0 var(--space-7);
          align-items: start;
        }
        .made {
          position: sticky;
          inset-block-start: 0;
          max-height: 100vh;
          overflow-y: auto;
          padding-inline: 2px;
        }
      }
    `,
  ]

  declare isPreviewed: boolean
  readonly #workshop = new Workshop({
    live: new Judges('teach live', catalogBase),
    proof: new Judges('teach proof', catalogBase),
  })

  constructor() {
    super()
    this.isPreviewed = false
    this.#workshop.listen(() => this.requestUpdate())
    void this.#workshop.open()
  }

  protected override render(): TemplateResult {
    const { state } = this.#workshop
    const problems = state.compiled.kind === 'failed' ? state.compiled.problems : []
    const maker: Maker = {
      state,
      workshop: this.#workshop,
      problemAt: (field) => {
        const found = mayBeSaid(field, state)
          ? problems.filter((one) => one.field === field).map(({ message }) => message)
          : []
        return found.length === 0 ? {} : { problem: found.join(' ') }
      },
    }
    return html`
      ${this.#drafts()}
      <div class="columns">
        <div class="fields">${aboutHtml(maker)} ${filesHtml(maker)} ${goalsHtml(maker)} ${solutionHtml(maker)} ${cheatsHtml(maker)}</div>
        <div class="made">${proofHtml(maker)} ${this.#preview()} ${this.#deliver()}</div>
      </div>
      <p class="sr" role="status" aria-live="polite">${state.said}</p>
    `
  }

  #drafts(): TemplateResult {
    const { drafts, draft, isKept, said } = this.#workshop.state
    return html`<div class="drafts">
        <div class="field">
          <label for="draft">Draft</label>
          <select id="draft" @change=${(event: Event) => this.#workshop.choose(textIn(event))}>
            ${drafts.map(({ key, title }) => html`<option value=${key} ?selected=${key === draft.key}>${title.trim() === '' ? 'Without a title' : title}</option>`)}
          </select>
        </div>
        <button @click=${() => this.#workshop.add()}>New draft</button>
        <label class="upload">Open a file<input type="file" accept=".zip,.yaml,.yml" @change=${(event: Event) => void this.#take(event)} /></label>
        <button class="quiet" @click=${() => this.#remove()}>Remove this draft</button>
      </div>
      <p class="muted" aria-hidden="true">${said}</p>
      <p class="hint">${isKept ? 'What you type is kept in this browser, and nowhere else.' : 'This browser keeps nothing here: download the files before you leave.'}</p>`
  }

  #remove(): void {
    const { title } = this.#workshop.state.draft
    if (confirm(`Remove the draft “${title.trim() === '' ? 'without a title' : title}” from this browser?`))
      this.#workshop.remove()
  }

  async #take({ target }: Event): Promise<void> {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined
    if (file === undefined || !(target instanceof HTMLInputElement)) return
    const { takeFile } = await import('../archive.ts')
    const taken = await takeFile(file, newKey())
    target.value = ''
    if (taken.kind === 'failed') return this.#workshop.say(`It could not be opened. ${taken.message}`)
    this.#workshop.add(taken.draft)
    this.#workshop.say(`${file.name} is opened as a draft.`)
  }

  /** Takes an exercise of the site over, to be changed. */
  async takeOver(address: string): Promise<void> {
    const { takePaper } = await import('../archive.ts')
    try {
      const response = await fetch(address)
      const paper: unknown = await response.json()
      const data = typeof paper === 'object' && paper !== null && 'exercise' in paper ? paper.exercise : undefined
      const taken = takePaper(data, newKey())
      if (taken.kind === 'failed') return this.#workshop.say(taken.message)
      const { title } = taken.draft
      this.#workshop.add({ ...taken.draft, id: '', slug: '', title: `${title}, changed`.slice(0, 100) })
      this.#workshop.say(`A copy of “${title}” is a draft of yours.`)
    } catch {
      this.#workshop.say('The exercise could not be fetched.')
    }
  }

  #preview(): TemplateResult | typeof nothing {
    const { compiled } = this.#workshop.state
    if (compiled.kind === 'failed') return nothing
    const fragment = `#exercise=${pack(compiled.exercise)}`
    return html`<section aria-labelledby="preview">
      <h2 id="preview">As learners see it</h2>
      <div class="buttons">
        <button aria-expanded=${this.isPreviewed ? 'true' : 'false'} @click=${() => {
          this.isPreviewed = !this.isPreviewed
        }}>${this.isPreviewed ? 'Close the preview' : 'Preview here'}</button>
        <a href="${siteBase}exercises/own/${fragment}" target="_blank" rel="noopener">In a tab of its own</a>
      </div>
      ${this.isPreviewed ? html`<iframe title="Preview of ${slugOf(this.#workshop.state.draft)}" src="${siteBase}embed/exercise/?compact${fragment}"></iframe>` : nothing}
    </section>`
  }

  #deliver(): TemplateResult | typeof nothing {
    const { compiled } = this.#workshop.state
    if (compiled.kind === 'failed') return nothing
    return html`<section aria-labelledby="deliver">
      <h2 id="deliver">Give it to learners</h2>
      <layerwise-deliver .exercise=${compiled.exercise} .folder=${compiled.folder} .isOwn=${true}></layerwise-deliver>
    </section>`
  }
}

define('layerwise-teach', TeachElement)
