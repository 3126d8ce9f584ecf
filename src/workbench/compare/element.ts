import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { foldStyle, sourcesFold } from '../fold.ts'
import { define, Pane } from '../pane.ts'
import { sidesStyle } from '../sides.ts'
import { shared } from '../styles.ts'
import { type Chosen, mustCompare, type Sides, sidesOf } from './sides.ts'
import { compareStyle } from './style.ts'
import { compare, stopComparing } from './verbs.ts'
import { type ComparisonView, comparisonView, type PairRow, type SideBar, statusOf } from './view.ts'

/** Two builds, or two Dockerfiles, side by side on one scale: in words, as bars, as figures, layer by layer. */
class ComparePane extends Pane {
  static override readonly properties: PropertyDeclarations = { bench: { attribute: false }, chosen: { state: true } }
  declare chosen: Chosen

  constructor() {
    super()
    this.chosen = {}
  }

  static override readonly styles = [shared, foldStyle, sidesStyle, compareStyle]

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const sides = sidesOf(state, this.chosen)
    const view = state.asking === 'open' ? undefined : comparisonView(state, sides)
    const status = statusOf(state, sides)
    const isGone = state.comparison?.state === 'impossible'
    return html`
      <div class="sides">${this.#side('left', sides)}${this.#side('right', sides)}</div>
      ${status === '' ? nothing : html`<p class="status muted" role="status">${status}</p>`}
      ${state.comparison?.state === 'working' ? html`<button @click=${() => stopComparing(bench)}>${words.marks.stop}<span class="sr"> ${words.compare.comparing}</span></button>` : nothing}
      ${state.comparison?.state === 'stopped' ? html`<button @click=${() => this.#compare(sides)}>${words.compare.compare}</button>` : nothing}
      ${view === undefined || isGone ? nothing : this.#comparison(view)}
    `
  }

  #side(name: 'left' | 'right', sides: Sides): TemplateResult {
    return html`<label
      ><span>${name === 'left' ? words.compare.left : words.compare.right}</span
      ><select @change=${(event: Event) => this.#choose(name, event)}>
        ${sides[name] === undefined ? html`<option value="" selected>–</option>` : nothing}
        ${sides.choices.map(
          ({ key, text }) =>
            html`<option value=${key} .selected=${sides[name]?.key === key} ?selected=${sides[name]?.key === key}>${text}</option>`,
        )}
      </select></label
    >`
  }

  #comparison(view: ComparisonView): TemplateResult {
    return html`
      <div class="words">
        <p class="headline" role="status">${view.headline}</p>
        <ul>
          ${view.reasons.map((reason) => html`<li>${reason}</li>`)}
        </ul>
      </div>
      <div class="bars">${this.#bar(view.left)}${this.#bar(view.right)}</div>
      <p class="legend muted"><span class="key same" aria-hidden="true">=</span> ${words.compare.inBoth} <span class="key" aria-hidden="true"></span> ${words.marks.baseImage} <span class="key own" aria-hidden="true"></span> ${words.compare.aLayerOfItsOwn}</p>
      <div class="tables">
        <table role="table" class="figures" aria-label=${words.compare.figuresOfBoth}>
          <thead>
            <tr role="row">
              <th role="columnheader" scope="col"><span class="sr">${words.compare.figure}</span></th>
              <th role="columnheader" scope="col" class="figure">${view.left.name}</th>
              <th role="columnheader" scope="col" class="figure">${view.right.name}</th>
              <th role="columnheader" scope="col" class="figure">${words.compare.difference}</th>
            </tr>
          </thead>
          <tbody>
            ${view.figures.map(
              ({ name, left, right, change }) => html`<tr role="row">
                <th role="rowheader" scope="row">${name}</th>
                ${this.#cell(view.left.name, left)}
                ${this.#cell(view.right.name, right)}
                ${this.#cell(words.compare.difference, change)}
              </tr>`,
            )}
          </tbody>
        </table>
        <table role="table" aria-label=${words.compare.layerByLayer}>
          <thead>
            <tr role="row">
              <th role="columnheader" scope="col">${words.compare.layer}</th>
              <th role="columnheader" scope="col"><span class="sr">${words.compare.whatBecameOfIt}</span></th>
              <th role="columnheader" scope="col" class="figure">${view.left.name}</th>
              <th role="columnheader" scope="col" class="figure">${view.right.name}</th>
              <th role="columnheader" scope="col" class="figure">${words.compare.difference}</th>
            </tr>
          </thead>
          <tbody>
            ${view.rows.map((row) => this.#row(row, view))}
          </tbody>
        </table>
        ${sourcesFold(view.sources)}
      </div>
    `
  }

  #bar(bar: SideBar): TemplateResult {
    return html`<div class="side">
      <p><strong>${bar.name}</strong> <span class="figure" title=${bar.totalTitle}>${bar.total}</span></p>
      ${bar.failure === undefined ? nothing : html`<p class="problem">${bar.failure}</p>`}
      <div class="bar">
        ${bar.segments.map(
          (segment) =>
            html`<span
              class="segment ${segment.isShared ? 'same' : ''} ${this.isPointed(segment.instruction) ? 'pointed' : ''}"
              data-instruction=${segment.instruction ?? nothing}
              style="width: ${segment.width.toFixed(3)}%; ${segment.color === undefined ? '' : `--ground: var(--layer-${segment.color}); --edge: var(--layer-${segment.color}-edge)`}"
              title="${segment.label}&#10;${segment.size}${segment.isShared ? `\n${words.compare.inBoth}` : ''}"
              aria-hidden="true"
              >${segment.isShared ? '=' : ''}</span
            >`,
        )}
      </div>
    </div>`
  }

  #row(row: PairRow, view: ComparisonView): TemplateResult {
    return html`<tr
      role="row"
      class="${row.kind} ${this.isPointed(row.instruction) ? 'pointed' : ''}"
      data-instruction=${row.instruction ?? nothing}
    >
      <th role="rowheader" scope="row"><code>${row.text}</code>${row.rightText === undefined ? nothing : html`<br /><span class="muted">→ </span><code>${row.rightText}</code>`}</th>
      <td role="cell" class="kind"><span aria-hidden="true">${signs[row.kind]}</span> ${row.kindText}</td>
      ${this.#cell(view.left.name, row.left, row.leftTitle)}
      ${this.#cell(view.right.name, row.right, row.rightTitle)}
      ${this.#cell(words.compare.difference, row.change)}
    </tr>`
  }

  #cell(label: string, text: string, title = ''): TemplateResult {
    return html`<td role="cell" class="figure ${text === '' ? 'empty' : ''}" title=${title}>
      <span class="label" aria-hidden="true">${label}</span>${text}
    </td>`
  }

  protected override updated(): void {
    const { state } = this
    if (state === undefined) return
    const sides = sidesOf(state, this.chosen)
    if (mustCompare(state, sides)) this.#compare(sides)
  }

  #compare({ left, right }: Sides): void {
    if (this.bench !== undefined && left !== undefined && right !== undefined)
      compare(this.bench, left.side, right.side)
  }

  #choose(name: 'left' | 'right', event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.chosen = { ...this.chosen, [name]: event.target.value }
  }
}

const signs = { same: '=', changed: '~', left: '−', right: '+' } as const

define('layerwise-compare', ComparePane)
