import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { type Exercise, parseExercise } from '../../../simulator/exercises.ts'
import { lineHtml } from '../../exercise/prose.ts'
import { catalogBase } from '../../state/site.ts'
import { allWords, judgingWords } from '../../words/fetch.ts'
import { droppedIn, findingOfEntries, findingOfFiles } from '../../workbench/import/folder.ts'
import { define } from '../../workbench/pane.ts'
import { download } from '../../workbench/saving/download.ts'
import { shared } from '../../workbench/styles.ts'
import { formStyle } from '../form/style.ts'
import { Judges } from '../judging.ts'
import { Grading } from './grading.ts'
import type { Row } from './row.ts'
import { type Column, columns, csvOf, gradeTexts, type Order, sortedRows } from './table.ts'

/** Where receipts are dropped, and the table of what came of them. `papers`: where the site's exercises lie, by id. */
class GradeElement extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    order: { state: true },
    isOver: { state: true },
    papers: { attribute: false },
  }
  static override readonly styles = [
    shared,
    formStyle,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      .drop {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
        padding: var(--space-5);
        border: 2px dashed var(--rule-strong);
        border-radius: var(--radius-large);
        background: var(--surface-raised);
      }
      .drop.over {
        border-style: solid;
        background: var(--surface-hover);
      }
      .scroll {
        overflow-x: auto;
      }
      th button {
        min-height: 2rem;
        padding: 0 0.25rem;
        border: 0;
        background: none;
        font-weight: 600;
        color: var(--text-muted);
        white-space: nowrap;
      }
      td {
        overflow-wrap: anywhere;
        min-width: 4rem;
      }
      td.file,
      td.learner {
        min-width: 9rem;
      }
      td.verdict {
        white-space: nowrap;
      }
      td.why {
        min-width: 18rem;
      }
      .pass {
        color: var(--color-cached);
      }
      .not-yet {
        color: var(--color-ran);
      }
      .broken,
      .unreadable {
        color: var(--color-problem);
      }
      progress {
        width: min(16rem, 100%);
        accent-color: var(--color-cached);
      }
    `,
  ]

  declare order: Order
  declare isOver: boolean
  declare papers: Readonly<Record<string, string>>
  readonly #grading: Grading

  constructor() {
    super()
    this.order = { by: 'learner', isDown: false }
    this.isOver = false
    this.papers = {}
    this.#grading = new Grading({
      judges: new Judges('grade', catalogBase),
      fetchExercise: (id) => this.#fetch(id),
      changed: () => this.requestUpdate(),
    })
  }

  readonly #fetched = new Map<string, Exercise>()

  async #fetch(id: string): Promise<Exercise | undefined> {
    const known = this.#fetched.get(id)
    const address = Object.hasOwn(this.papers, id) ? this.papers[id] : undefined
    if (known !== undefined || address === undefined) return known
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${address}: ${response.status}`)
    const paper: unknown = await response.json()
    const read = parseExercise(typeof paper === 'object' && paper !== null && 'exercise' in paper ? paper.exercise : {})
    if (read.kind === 'failed') throw new Error(read.message)
    this.#fetched.set(id, read.exercise)
    return read.exercise
  }

  protected override render(): TemplateResult {
    const { rows, done, isRunning, note } = this.#grading
    return html`
      <div
        class="drop ${this.isOver ? 'over' : ''}"
        @dragover=${(event: DragEvent) => {
          event.preventDefault()
          this.isOver = true
        }}
        @dragleave=${() => {
          this.isOver = false
        }}
        @drop=${(event: DragEvent) => void this.#drop(event)}
      >
        <p>Drop receipts here, or the folder that holds them. For an exercise of your own, drop its .zip too.</p>
        <div class="buttons">
          <label class="upload">Choose files<input type="file" multiple accept=".json,.zip,.yaml,.yml" @change=${(event: Event) => void this.#choose(event)} /></label>
          <label class="upload">Choose a folder<input type="file" multiple webkitdirectory @change=${(event: Event) => void this.#choose(event)} /></label>
        </div>
      </div>
      ${note === '' ? nothing : html`<p class="muted">${note}</p>`}
      ${rows.length === 0 ? nothing : this.#results(rows, done, isRunning)}
      <p class="sr" role="status" aria-live="polite">${rows.length > 0 && !isRunning ? `${done} of ${rows.length} are judged.` : ''}</p>
    `
  }

  #results(rows: readonly Row[], done: number, isRunning: boolean): TemplateResult {
    const passed = rows.filter(({ grade }) => grade === 'pass').length
    return html`<div class="buttons">
        ${isRunning ? html`<progress aria-label="Judged" max=${rows.length} value=${done}></progress>` : nothing}
        <span>${done} of ${rows.length} judged, ${passed} passed</span>
        ${
          isRunning
            ? html`<button @click=${() => this.#grading.cancel()}>Stop</button>`
            : done < rows.length
              ? html`<button @click=${() => void this.#grading.resume()}>Go on</button>`
              : nothing
        }
        <button class="main" ?disabled=${isRunning} @click=${() => this.#save(rows)}>Download as CSV</button>
        <button class="quiet" @click=${() => this.#grading.clear()}>Clear the table</button>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Receipts">
        <table>
          <caption>Verdict, goals and reasons were judged here and now. Learner, seconds, attempts and hints are what the receipt says.</caption>
          <thead>
            <tr>${columns.map(({ id, name }) => this.#head(id, name))}</tr>
          </thead>
          <tbody>
            ${sortedRows(rows, this.order).map(
              (row) =>
                html`<tr>${columns.map(({ id, value }) =>
                  id === 'grade'
                    ? html`<td class="verdict ${row.grade}">${signs[row.grade]} ${gradeTexts[row.grade]}</td>`
                    : html`<td class=${typeof value(row) === 'number' ? 'figure' : id}>${isEmpty(row, id) ? '' : shown(value(row))}</td>`,
                )}</tr>`,
            )}
          </tbody>
        </table>
      </div>`
  }

  #head(id: Column, name: string): TemplateResult {
    const { by, isDown } = this.order
    const sort = by === id ? (isDown ? 'descending' : 'ascending') : 'none'
    const turn = (): void => {
      this.order = { by: id, isDown: by === id && !isDown }
    }
    return html`<th scope="col" aria-sort=${sort}><button @click=${turn}>${name} <span aria-hidden="true">${by === id ? (isDown ? '↓' : '↑') : ''}</span></button></th>`
  }

  #save(rows: readonly Row[]): void {
    const text = csvOf(sortedRows(rows, this.order))
    // The mark tells spreadsheets that it is UTF-8.
    download(new Blob(['\uFEFF', text], { type: 'text/csv' }), 'receipts.csv')
  }

  async #choose({ target }: Event): Promise<void> {
    if (!(target instanceof HTMLInputElement)) return
    const { found } = findingOfFiles(target.files ?? [])
    target.value = ''
    await Promise.all([allWords(), judgingWords()])
    await this.#grading.take(found)
  }

  async #drop(event: DragEvent): Promise<void> {
    event.preventDefault()
    this.isOver = false
    if (event.dataTransfer === null) return
    const { entries, files } = droppedIn(event.dataTransfer)
    await Promise.all([allWords(), judgingWords()])
    const finding =
      entries.length > 0
        ? await findingOfEntries(entries, () => undefined, new AbortController().signal)
        : findingOfFiles(files)
    await this.#grading.take(finding.found)
  }
}

const signs: Readonly<Record<Row['grade'], string>> = {
  waiting: '…',
  judging: '…',
  pass: '✓',
  'not-yet': '○',
  broken: '?',
  unreadable: '✖',
}

/** A value as it stands in a cell: code in texts is code. */
function shown(value: string | number): number | readonly TemplateResult[] {
  return typeof value === 'number' ? value : lineHtml(value)
}

/** Nothing stands where nothing is known. */
function isEmpty({ grade, submission }: Row, id: Column): boolean {
  if (id === 'met' || id === 'of') return grade !== 'pass' && grade !== 'not-yet'
  return submission === undefined && (id === 'seconds' || id === 'attempts' || id === 'hints')
}

define('layerwise-grade', GradeElement)
