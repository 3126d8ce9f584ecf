import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { Exercise } from '../../../simulator/exercises.ts'
import { type Flavour, flavours } from '../../lms/package.ts'
import { fitsInLink, pack } from '../../state/packed.ts'
import { siteBase } from '../../state/site.ts'
import { sizeText } from '../../workbench/figures.ts'
import { define } from '../../workbench/pane.ts'
import { download } from '../../workbench/saving/download.ts'
import { shared } from '../../workbench/styles.ts'
import { choiceField, lineField } from '../form/field.ts'
import { formStyle } from '../form/style.ts'
import type { ExerciseFolder } from '../source.ts'
import { flavourNames, type Packing, packageOf } from './packing.ts'
import { elementCode, frameCode, pageAddress, type Wanted } from './snippet.ts'

/** Lengths of links that some platforms and chats cut at. */
const longLink = 2000

/** The ways in which an exercise gets to learners: a link, a frame, a package, its files. */
class DeliverElement extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    exercise: { attribute: false },
    folder: { attribute: false },
    isOwn: { attribute: false },
    theme: { state: true },
    seed: { state: true },
    compact: { state: true },
    isIsolated: { state: true },
    packing: { state: true },
    said: { state: true },
  }
  static override readonly styles = [
    shared,
    formStyle,
    css`
      textarea.mono {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .note {
        color: var(--text-muted);
        font-size: var(--size-small);
      }
      progress {
        width: min(16rem, 100%);
        accent-color: var(--color-cached);
      }
      .way {
        display: grid;
        gap: var(--space-2);
        min-width: 0;
      }
      .way + .way {
        padding-block-start: var(--space-4);
        border-block-start: 1px solid var(--rule);
      }
      :host {
        display: grid;
        gap: var(--space-4);
      }
    `,
  ]

  declare exercise: Exercise | undefined
  /** The files of an exercise of one's own, to be downloaded. */
  declare folder: ExerciseFolder | undefined
  declare isOwn: boolean
  declare theme: Wanted['theme']
  declare seed: string
  declare compact: boolean
  declare isIsolated: boolean
  declare packing: (Packing & { readonly flavour: Flavour }) | undefined
  declare said: string

  constructor() {
    super()
    this.isOwn = false
    this.theme = 'system'
    this.seed = ''
    this.compact = false
    this.isIsolated = false
    this.said = ''
  }

  protected override render(): TemplateResult | typeof nothing {
    const { exercise, folder } = this
    if (exercise === undefined) return nothing
    const wanted = this.#wanted(exercise)
    const link = pageAddress(wanted)
    const fits = wanted.packed === undefined || fitsInLink(wanted.packed)
    return html`
      ${
        folder === undefined
          ? nothing
          : html`<div class="way">
              <h3>Its files</h3>
              <p class="note">A .zip with <code>${folder.name}/exercise.yaml</code> and its files: to keep, to change, to give on. In content/exercises/ of a copy of this site it is an exercise like ours.</p>
              <div class="buttons"><button @click=${() => void this.#downloadFolder(folder)}>Download the files</button></div>
            </div>`
      }
      <div class="way">
        <h3>A link</h3>
        ${lineField(
          {
            id: 'seed',
            label: 'Name of a class',
            hint: 'All who come with it have the same numbers and words. Left empty: each learner has their own.',
            value: this.seed,
            most: 40,
          },
          (seed) => {
            this.seed = seed.trim()
          },
        )}
        ${
          fits
            ? html`${this.#copied('link', 'Link', link, 2)}
              <p class="note">${linkNote(link.length, this.isOwn)}</p>`
            : html`<p class="wrong">With its files the link would have ${sizeText(link.length)}, longer than is read. Use a package, or make the files smaller.</p>`
        }
      </div>
      ${
        fits
          ? html`<div class="way">
              <h3>In a page of your own</h3>
              <div class="row">
                ${choiceField(
                  {
                    id: 'theme',
                    label: 'Colours',
                    value: this.theme,
                    options: [
                      { value: 'system', name: 'as the reader’s system' },
                      { value: 'light', name: 'light' },
                      { value: 'dark', name: 'dark' },
                    ],
                  },
                  (theme) => {
                    this.theme = theme
                  },
                )}
              </div>
              <div class="buttons">
                <label class="tick"><input type="checkbox" .checked=${this.compact} @change=${() => {
                  this.compact = !this.compact
                }} /> Compact</label>
                <label class="tick"><input type="checkbox" .checked=${this.isIsolated} @change=${() => {
                  this.isIsolated = !this.isIsolated
                }} /> Keep it apart: no storage, no cookies</label>
              </div>
              ${this.#copied('frame', 'A frame, for pages that take no scripts', frameCode(wanted), 4)}
              ${this.#copied('element', 'An element, which has the right height and tells results', elementCode(wanted), 4)}
              <p class="note"><a href="${siteBase}teach/embed/">Recipes for Moodle, Canvas, Open edX, Docusaurus, MkDocs, Jupyter Book, reveal.js</a></p>
            </div>`
          : nothing
      }
      <div class="way">
        <h3>A package for a learning platform</h3>
        <p class="note">Everything is inside, the engine too: it works where the platform lets no page reach out, and reports score, status and time. Moodle, Canvas and Open edX take SCORM 1.2.</p>
        <div class="buttons">
          ${flavours.map((flavour) => html`<button ?disabled=${this.packing !== undefined} @click=${() => void this.#package(flavour, exercise)}>${flavourNames[flavour]}</button>`)}
        </div>
        ${
          this.packing === undefined
            ? nothing
            : html`<p class="note"><progress aria-label="Files fetched" max=${this.packing.of} value=${this.packing.done}></progress> ${this.packing.done} of ${this.packing.of} files</p>`
        }
      </div>
      <p class="note" role="status" aria-live="polite">${this.said}</p>
    `
  }

  #wanted({ slug, title }: Exercise): Wanted {
    const { theme, seed, compact, isIsolated } = this
    const site = new URL(siteBase, location.href).href
    const what = this.isOwn ? { packed: pack(this.exercise) } : { slug }
    return { site, title, ...what, theme, seed, compact, isIsolated, height: 640 }
  }

  #copied(id: string, label: string, text: string, rows: number): TemplateResult {
    return html`<div class="field">
      <div class="head"><label for=${id}>${label}</label><button class="quiet" aria-label="Copy: ${label}" @click=${() => void this.#copy(text, label)}>Copy</button></div>
      <textarea id=${id} class="mono" readonly rows=${rows} .value=${text} @focus=${(event: Event) => select(event)}></textarea>
    </div>`
  }

  async #copy(text: string, what: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      this.said = `${what} is on the clipboard.`
    } catch {
      this.said = 'The browser lets no page use the clipboard here: mark the text and copy it.'
    }
  }

  async #downloadFolder(folder: ExerciseFolder): Promise<void> {
    const { folderZip } = await import('../archive.ts')
    download(new Blob([folderZip(folder)], { type: 'application/zip' }), `${folder.name}.zip`)
    this.said = 'The files are downloaded.'
  }

  async #package(flavour: Flavour, exercise: Exercise): Promise<void> {
    this.packing = { flavour, done: 0, of: 1 }
    this.said = `Making the ${flavourNames[flavour]} package…`
    try {
      const bytes = await packageOf(flavour, exercise, siteBase, (packing) => {
        this.packing = { flavour, ...packing }
      })
      download(new Blob([new Uint8Array(bytes)], { type: 'application/zip' }), `${exercise.slug}-${flavour}.zip`)
      this.said = `The ${flavourNames[flavour]} package is downloaded: ${sizeText(bytes.length)}.`
    } catch {
      this.said = 'The package could not be made: a file of this site could not be fetched. Try it again.'
    }
    this.packing = undefined
  }
}

function linkNote(length: number, isOwn: boolean): string {
  if (!isOwn) return 'It opens the exercise as a page of its own.'
  const size = `The whole exercise is in the link: ${length.toLocaleString('en')} letters; nothing is stored anywhere.`
  return length > longLink
    ? `${size} Some chats and platforms cut links at 2,000: try it, or use the files or a package.`
    : size
}

function select({ target }: Event): void {
  if (target instanceof HTMLTextAreaElement) target.select()
}

define('layerwise-deliver', DeliverElement)
