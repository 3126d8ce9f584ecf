import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { chipStyle, layerChips } from './chip.ts'
import { type FoundView, foundView } from './found.ts'
import { type EntryPlace, folderKey } from './known.ts'
import './map-element.ts'
import './opened-element.ts'
import { contentsStyle } from './style.ts'
import type { TreePane } from './tree-element.ts'
import './tree-element.ts'
import { words } from '../../words/words.ts'
import { openEntry, readFolders, searchFiles } from './verbs.ts'
import { type ContentsView, contentsView } from './view.ts'

/** How long after the last key press a name is looked for. */
const searchAfterMs = 150

/** The files of the image: what a container sees and what each layer did, as a tree or as a map of sizes; any file of any layer can be opened. */
class ContentsPane extends Pane {
  static override readonly properties: PropertyDeclarations = {
    bench: { attribute: false },
    turned: { state: true },
    drawing: { state: true },
    facts: { state: true },
    merged: { state: true },
    typed: { state: true },
  }
  declare turned: ReadonlySet<string>
  declare drawing: 'tree' | 'map'
  declare facts: boolean
  /** The search leaves out what is hidden. */
  declare merged: boolean
  /** The name as it is typed; before that, the one that was looked for when this was last shown. */
  declare typed: string | undefined
  #waiting: ReturnType<typeof setTimeout> | undefined
  #build = 0
  /** An entry was opened that is not yet drawn. */
  #opening = false

  constructor() {
    super()
    this.turned = new Set()
    this.drawing = 'tree'
    this.facts = false
    this.merged = false
  }

  static override readonly styles = [shared, chipStyle, contentsStyle]

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#waiting)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const view = contentsView(state, { turned: this.turned })
    if (view === undefined)
      return html`<p class="muted">${state.asking === 'open' ? words.contents.makeYourPredictionAndBuildThen : words.contents.theFilesOfTheImageAre}</p>`
    const found = foundView(state, view.marks, this.merged)
    const isOpen = state.contents?.open !== undefined
    return html`
      <div class="bar">
        ${this.#scope(view)}
        <div class="drawing" role="group" aria-label=${words.contents.drawAs}>
          ${(['tree', 'map'] as const).map(
            (drawing) =>
              html`<button aria-pressed=${this.drawing === drawing ? 'true' : 'false'} @click=${() => (this.drawing = drawing)}>${drawing === 'tree' ? words.contents.tree : words.contents.map}</button>`,
          )}
        </div>
        <label class="search"
          ><span>${words.contents.findAName}</span
          ><input type="search" maxlength="200" placeholder=${words.contents.inAllLayers} .value=${this.typed ?? state.contents?.search?.text ?? ''} @input=${this.#search}
        /></label>
      </div>
      <div class="parts ${isOpen ? 'two' : ''}">
        <div class="list" tabindex="-1">
          ${found === undefined ? this.#files(view) : this.#found(found)}
        </div>
        <layerwise-opened .bench=${this.bench} .marks=${view.marks} @entry-chosen=${this.#open}></layerwise-opened>
      </div>
    `
  }

  #scope(view: ContentsView): TemplateResult {
    const mark = view.layer === undefined ? undefined : view.marks[view.layer]
    return html`<label class="scope"
      ><span>${words.contents.filesOf} ${mark === undefined ? nothing : layerChips([mark], mark.name)}</span
      ><select @change=${this.#look}>
        ${view.scopes.map(
          ({ layer, text }) =>
            html`<option value=${layer ?? ''} .selected=${layer === view.layer} ?selected=${layer === view.layer}>${text}</option>`,
        )}
      </select></label
    >`
  }

  #files(view: ContentsView): TemplateResult {
    if (view.missing !== undefined)
      return html`<p class="muted">${view.missing === 'coming' ? words.contents.readingTheFiles : words.contents.theEngineHasForgottenThisBuild}</p>`
    return html`
      <div class="head">
        <p class="muted">${view.summary}</p>
        ${
          this.drawing === 'map'
            ? nothing
            : html`<label><input type="checkbox" .checked=${this.facts} @change=${() => (this.facts = !this.facts)} />${words.contents.ownersModesAndTimes}</label>`
        }
      </div>
      ${
        this.drawing === 'map'
          ? html`<layerwise-size-map
              .bench=${this.bench}
              .marks=${view.marks}
              .build=${view.build.key}
              .layer=${view.layer}
              @entry-chosen=${this.#open}
            ></layerwise-size-map>`
          : view.rows.length === 0
            ? nothing
            : html`<layerwise-image-tree
              .bench=${this.bench}
              .rows=${view.rows}
              label=${view.layer === undefined ? words.contents.filesOfTheImage : words.contents.filesOfLayer(view.layer + 1)}
              ?chips=${view.layer === undefined}
              ?facts=${this.facts}
              @folder-toggled=${this.#toggle}
              @entry-chosen=${this.#open}
            ></layerwise-image-tree>`
      }
    `
  }

  #found(found: FoundView): TemplateResult {
    return html`
      <div class="head">
        <p class="muted" role="status">${found.summary}</p>
        <label><input type="checkbox" .checked=${this.merged} @change=${() => (this.merged = !this.merged)} />${words.contents.onlyWhatAContainerSees}</label>
      </div>
      <ul class="hits" aria-label=${words.contents.found}>
        ${found.rows.map(
          ({ entry, path, size, mark, hidden }) =>
            html`<li>
              <button data-instruction=${mark?.instruction ?? nothing} class=${this.isPointed(mark?.instruction) ? 'pointed' : ''} @click=${() => this.#show(entry)}>
                ${layerChips(mark === undefined ? [] : [mark], mark?.name ?? '')}
                <span class="path">${path}</span>
                ${hidden === undefined ? nothing : html`<span class="gone">${hidden}</span>`}
                <span class="figure">${size}</span>
              </button>
            </li>`,
        )}
      </ul>
    `
  }

  protected override updated(): void {
    const { bench, state } = this
    const view = state && contentsView(state, { turned: this.turned })
    if (bench === undefined || view === undefined) return
    const { open, search } = state?.contents ?? {}
    if (this.#opening && open?.opened !== undefined) {
      this.#opening = false
      // Where it stands below the list; beside the list it is in sight already.
      this.renderRoot.querySelector('layerwise-opened')?.scrollIntoView({ block: 'nearest' })
    }
    const build = view.build.key
    readFolders(bench, build, view.needed)
    if (build === this.#build) return
    // Another image: what is open and looked for is asked for anew.
    this.#build = build
    if (open !== undefined) openEntry(bench, build, { layer: open.layer, path: open.path })
    if (search !== undefined) searchFiles(bench, build, search.text)
  }

  readonly #look = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return
    const { value } = event.target
    this.bench?.openLayer(value === '' ? undefined : Number(value))
  }

  readonly #toggle = (event: CustomEvent<string>): void => {
    const turned = new Set(this.turned)
    const key = folderKey(this.state?.layer, event.detail)
    if (!turned.delete(key)) turned.add(key)
    this.turned = turned
  }

  readonly #open = (event: CustomEvent<EntryPlace | null>): void => this.#show(event.detail ?? undefined)

  #show(entry: EntryPlace | undefined): void {
    if (this.bench === undefined) return
    openEntry(this.bench, this.#build, entry)
    if (entry === undefined) this.#goBack()
    else this.#opening = true
  }

  /** The button that closed an entry is gone: the focus goes back to where it was opened from. */
  #goBack(): void {
    const tree = this.renderRoot.querySelector<TreePane>('layerwise-image-tree')
    if (tree === null) this.renderRoot.querySelector<HTMLElement>('.list')?.focus({ preventScroll: true })
    else tree.focusRow()
  }

  readonly #search = (event: Event): void => {
    const { target } = event
    if (!(target instanceof HTMLInputElement)) return
    this.typed = target.value
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => {
      if (this.bench !== undefined) searchFiles(this.bench, this.#build, target.value)
    }, searchAfterMs)
  }
}

define('layerwise-contents', ContentsPane)
