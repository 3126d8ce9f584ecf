import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { foldStyle, sourcesFold, tableTwin } from '../fold.ts'
import { icon } from '../icons.ts'
import { legendStyle } from '../legend.ts'
import { define, Pane } from '../pane.ts'
import { shownBefore, shownBuild } from '../shown.ts'
import { shared } from '../styles.ts'
import { placeAfter } from '../walk.ts'
import { timelineStyle } from './style.ts'
import { type Stretch, type TimelineRow, type TimelineView, timelineView } from './view.ts'

/** The build on a time axis: a lane for each stage, a bar for each step, behind it the same step of the build before. */
class TimelinePane extends Pane {
  static override readonly properties: PropertyDeclarations = { bench: { attribute: false }, reached: { state: true } }
  /** Key of the row that the Tab key goes to; the first when it is not there. */
  declare reached: string

  constructor() {
    super()
    this.reached = ''
  }

  static override readonly styles = [shared, foldStyle, legendStyle, timelineStyle]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const shown = shownBuild(state)
    if (shown === undefined) return html`<p class="muted">${words.timeline.buildToSeeHowLongEach}</p>`
    const before = shownBefore(state)
    const trial = shown.how === 'trial'
    const view = timelineView({ build: shown.build, trial, ...(before === undefined ? {} : { before }) })
    return html`
      <p class="sentence">${view.sentences.join(' ')}</p>
      <p class="legend">
        <span><span class="sample"><span class="bar ran" style="width: 100%"></span></span>${trial ? words.marks.would.ran : words.marks.done.ran}</span>
        <span class="cached">${icon('cached')}${words.marks.done.cached}</span>
        ${view.ghost === undefined ? nothing : html`<span><span class="sample"><span class="ghost" style="width: 100%"></span></span>${words.timeline.theSameStepInBuild(view.ghost)}</span>`}
      </p>
      <div class=${shown.how} style="--tick: ${100 * (view.ticks[1]?.at ?? 1)}%" @keydown=${this.#walk}>
        <div class="axis" aria-hidden="true">
          <div class="ticks">${view.ticks.map(({ at, text }) => html`<span style="left: ${100 * at}%">${text}</span>`)}</div>
        </div>
        ${view.lanes.map(
          (lane) => html`<div class="lane" role="group" aria-label=${lane.title}>
            <p aria-hidden="true">${lane.title}</p>
            ${lane.rows.map((row) => this.#row(row, view))}
          </div>`,
        )}
      </div>
      ${tableTwin(this.#table(view))} ${sourcesFold(view.sources)}
    `
  }

  #row(row: TimelineRow, view: TimelineView): TemplateResult {
    const keys = view.lanes.flatMap((lane) => lane.rows.map(({ key }) => key))
    const reached = keys.includes(this.reached) ? this.reached : keys[0]
    const before = row.before === '' ? '' : words.timeline.before(row.before, view.ghost)
    return html`<button
      class="row ${this.isPointed(row.instruction) ? 'pointed' : ''}"
      data-key=${row.key}
      data-instruction=${row.instruction ?? nothing}
      tabindex=${row.key === reached ? 0 : -1}
      title="${row.label}&#10;${row.statusText}, ${row.time}${before}${row.timeTitle === '' ? '' : `\n${words.marks.modelledFrom(row.timeTitle)}`}"
      @focus=${() => (this.reached = row.key)}
      @click=${() => this.#go(row)}
    >
      <span class="name">
        <span class=${row.status}>${icon(row.status === 'gone' ? 'canceled' : row.status)}<span class="sr">${row.statusText}:</span></span>
        <span class="swatch" style=${row.color === undefined ? nothing : `background: var(--layer-${row.color}-edge)`}></span>
        <span class="label">${row.label}</span>
      </span>
      <span class="track">
        ${row.ghosts.map((ghost) => bar('ghost', ghost))}${row.bars.map((one) => bar(`bar ${row.status}`, one))}
      </span>
      <span class="time figure ${row.status}">${row.time}<span class="sr">${before}</span></span>
    </button>`
  }

  #table(view: TimelineView): TemplateResult {
    return html`<table>
      <caption>
        ${words.timeline.stepsAndHowLongTheyTake}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.timeline.stage}</th>
          <th scope="col">${words.timeline.step}</th>
          <th scope="col">${words.timeline.status}</th>
          <th scope="col" class="figure">${words.timeline.from}</th>
          <th scope="col" class="figure">${words.timeline.time}</th>
          ${view.ghost === undefined ? nothing : html`<th scope="col" class="figure">${words.timeline.inBuild(view.ghost)}</th>`}
        </tr>
      </thead>
      <tbody>
        ${view.lanes.flatMap((lane) =>
          lane.rows.map(
            (row) => html`<tr data-instruction=${row.instruction ?? nothing}>
              <td>${lane.title}</td>
              <td><code>${row.label}</code></td>
              <td>${row.statusText}</td>
              <td class="figure">${row.start}</td>
              <td class="figure">${row.status === 'cached' || row.status === 'gone' ? '' : row.time}</td>
              ${view.ghost === undefined ? nothing : html`<td class="figure">${row.before}</td>`}
            </tr>`,
          ),
        )}
      </tbody>
    </table>`
  }

  #go(row: TimelineRow): void {
    if (row.line !== undefined) this.goToLine(row.line)
  }

  /** Arrow keys walk from bar to bar, Home and End to the first and last. */
  readonly #walk = (event: KeyboardEvent): void => {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('button.row')]
    const at = rows.findIndex((row) => row.dataset.key === this.reached)
    const next = placeAfter(event.key, at, rows.length)
    if (next === undefined) return
    event.preventDefault()
    rows[next]?.focus()
  }
}

function bar(kind: string, { from, width }: Stretch): TemplateResult {
  return html`<span class=${kind} style="left: ${100 * from}%; width: ${100 * width}%"></span>`
}

define('layerwise-timeline', TimelinePane)
