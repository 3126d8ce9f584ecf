import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { nodesAtMost } from '../../engine/registry-views.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type Asked, askedOf, type Chosen, chosenAtFirst, mustAsk } from './choice.ts'
import { registryStyle } from './style.ts'
import { deliver } from './verbs.ts'
import { type BarRow, type DeliveryPane, deliveryPane, hasPushed, type LayerRow, type Mark, statusOf } from './view.ts'

/** What a push sends and what nodes pull: layer by layer as bars, as a table, and for a fleet. */
class RegistryPane extends Pane {
  static override readonly properties: PropertyDeclarations = { bench: { attribute: false }, chosen: { state: true } }
  declare chosen: Chosen
  /** When it is shown again, other things may have been pushed. */
  #isAsked = false

  constructor() {
    super()
    this.chosen = chosenAtFirst
  }

  static override readonly styles = [shared, registryStyle]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const asked = askedOf(state, this.chosen)
    const status = statusOf(state, asked)
    const view = asked.build === undefined ? undefined : deliveryPane(state, asked)
    return html`
      ${asked.build === undefined ? nothing : this.#sides(asked, hasPushed(state))}
      ${status === '' ? nothing : html`<p class="status muted" role="status">${status}</p>`}
      ${view === undefined ? nothing : this.#delivery(view, asked)}
    `
  }

  #sides({ choices, build, before, isPushed }: Asked, mayBePushed: boolean): TemplateResult {
    return html`<div class="sides">
      <label
        ><span>Push</span
        ><select @change=${(event: Event) => this.#choose('build', event)}>
          ${choices.map((choice) => option(`${choice.build.key}`, choice.text, choice.build === build))}
        </select></label
      >
      <label
        ><span>The repository has</span
        ><select @change=${(event: Event) => this.#choose('before', event)}>
          ${option('nothing', 'nothing yet', before === undefined && !isPushed)}
          ${mayBePushed || isPushed ? option('pushed', 'what was pushed in the terminal', isPushed) : nothing}
          ${choices
            .filter((choice) => choice.build !== build)
            .map((choice) => option(`${choice.build.key}`, choice.text, choice.build === before))}
        </select></label
      >
    </div>`
  }

  #delivery(view: DeliveryPane, asked: Asked): TemplateResult {
    return html`
      <div class="words">
        <p class="headline">${view.headline}</p>
        <ul>
          ${view.notes.map((note) => html`<li>${note}</li>`)}
        </ul>
        <p class="muted">To <code>${view.place}</code>, digest <code title=${view.digestTitle}>${view.digest}</code></p>
      </div>
      <div class="bars" aria-hidden="true">
        <div class="heads"><span></span><span>Push</span><span>${view.pullTitle}</span></div>
        ${view.bars.map((row) => this.#bars(row, view.pullTitle))}
      </div>
      ${this.#fleet(view, asked)}
      ${this.#table(view)}
      ${view.pushed.length === 0 ? nothing : this.#pushed(view)}
      <p class="muted small">
        Times are a model: 100 Mbit/s for each computer, 1 Gbit/s for the registry. Sizes are those on the wire, compressed. No byte leaves this page.
      </p>
    `
  }

  #bars(row: BarRow, pullTitle: string): TemplateResult {
    return html`<div
      class="row ${this.isPointed(row.instruction) ? 'pointed' : ''}"
      data-instruction=${row.instruction ?? nothing}
      style=${row.color === undefined ? '' : `--ground: var(--layer-${row.color}); --edge: var(--layer-${row.color}-edge)`}
    >
      <code class="name" title=${row.label}>${row.label}</code>${this.#mark('Push', row, row.push)}${this.#mark(pullTitle, row, row.pull)}
    </div>`
  }

  #mark(head: string, row: BarRow, mark: Mark): TemplateResult {
    return html`<div class="mark ${mark.way}" title=${mark.title}>
      <span class="head">${head}</span>
      <span class="track"><span class="bar" style="width: ${row.width.toFixed(2)}%"></span></span>
      <span class="figure">${mark.text}</span>
    </div>`
  }

  #table(view: DeliveryPane): TemplateResult {
    const heads = [
      'Layer',
      'Digest',
      'On the wire',
      'Push',
      view.before === undefined ? '' : view.pullTitle,
      'Pull to a new node',
    ]
    return html`<table role="table" class="layers" aria-label="Push and pull, layer by layer">
      <thead>
        <tr role="row">
          ${heads.map((head) => (head === '' ? nothing : html`<th role="columnheader" scope="col" class=${head === 'On the wire' ? 'figure' : ''}>${head}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${view.rows.map((row) => this.#row(row, view))}
      </tbody>
    </table>`
  }

  #row(row: LayerRow, { before, pullTitle }: DeliveryPane): TemplateResult {
    const { line } = row
    return html`<tr role="row" class=${this.isPointed(row.instruction) ? 'pointed' : ''} data-instruction=${row.instruction ?? nothing}>
      <th role="rowheader" scope="row">
        ${line === undefined ? html`<code title=${row.label}>${row.label}</code>` : html`<button title="Go to line ${line}" @click=${() => this.goToLine(line)}><code title=${row.label}>${row.label}</code></button>`}
      </th>
      ${cell('Digest', html`<code title=${row.digestTitle}>${row.digest}</code>`)}
      ${cell('On the wire', row.bytes, row.bytesTitle, 'figure')}
      ${cell('Push', row.push)}
      ${before === undefined ? nothing : cell(pullTitle, row.update)}
      ${cell('Pull to a new node', row.cold)}
    </tr>`
  }

  #pushed({ pushed }: DeliveryPane): TemplateResult {
    return html`<table role="table" class="pushed" aria-label="Pushed in the terminal">
      <thead>
        <tr role="row">
          <th role="columnheader" scope="col">Pushed in the terminal</th>
          <th role="columnheader" scope="col">Digest</th>
          <th role="columnheader" scope="col" class="figure">Layers</th>
          <th role="columnheader" scope="col">Who may pull</th>
        </tr>
      </thead>
      <tbody>
        ${pushed.map(
          (row) => html`<tr role="row">
            <th role="rowheader" scope="row"><code title=${row.name}>${row.name}</code></th>
            ${cell('Digest', html`<code title=${row.digestTitle}>${row.digest}</code>`)}
            ${cell('Layers', row.layers, '', 'figure')}
            ${cell('Who may pull', row.access)}
          </tr>`,
        )}
      </tbody>
    </table>`
  }

  #fleet(view: DeliveryPane, { question }: Asked): TemplateResult {
    const { nodes = 1, fresh = 0 } = question ?? {}
    return html`<section class="fleet" aria-labelledby="fleet">
      <h5 id="fleet">A fleet pulls it</h5>
      <div class="sliders">
        <label
          ><span>Nodes</span
          ><input type="range" min="1" max=${nodesAtMost} .value=${`${nodes}`} @input=${(event: Event) => this.#slide('nodes', event)} /><output
            >${nodes}</output
          ></label
        >
        ${
          question?.before === undefined
            ? nothing
            : html`<label
                ><span>Of them new, with no image</span
                ><input type="range" min="0" max=${nodes} .value=${`${fresh}`} @input=${(event: Event) => this.#slide('fresh', event)} /><output
                  >${fresh}</output
                ></label
              >`
        }
      </div>
      <p class="headline" role="status">${view.fleet}</p>
      <div class="nodes" aria-hidden="true">
        ${view.nodes.map(({ isFresh, height, title }) => html`<span class=${isFresh ? 'fresh' : ''} title=${title}><span style="height: ${height.toFixed(1)}%"></span></span>`)}
      </div>
      <table role="table" aria-label="The fleet">
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">Who</th>
            ${['Nodes', 'Layers each', 'Bytes each', 'Done after'].map((head) => html`<th role="columnheader" scope="col" class="figure">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${view.groups.map(
            (group) => html`<tr role="row">
              <th role="rowheader" scope="row">${group.name}</th>
              ${cell('Nodes', `${group.count}`, '', 'figure')}
              ${cell('Layers each', group.layers, '', 'figure')}
              ${cell('Bytes each', group.bytes, group.bytesTitle, 'figure')}
              ${cell('Done after', group.time, '', 'figure')}
            </tr>`,
          )}
        </tbody>
      </table>
    </section>`
  }

  protected override updated(): void {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return
    const asked = askedOf(state, this.chosen)
    if (asked.question === undefined || (this.#isAsked && !mustAsk(state, asked))) return
    this.#isAsked = true
    deliver(bench, asked.question)
  }

  #choose(side: 'build' | 'before', event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return
    const { value } = event.target
    const { build: _, before: __, ...fleet } = this.chosen
    // Another image to push has another one before it.
    this.chosen =
      side === 'build'
        ? { ...fleet, build: Number(value) }
        : { ...this.chosen, before: value === 'nothing' || value === 'pushed' ? value : Number(value) }
  }

  #slide(what: 'nodes' | 'fresh', event: Event): void {
    if (event.target instanceof HTMLInputElement) this.chosen = { ...this.chosen, [what]: Number(event.target.value) }
  }
}

function option(value: string, text: string, isChosen: boolean): TemplateResult {
  return html`<option value=${value} .selected=${isChosen} ?selected=${isChosen}>${text}</option>`
}

function cell(label: string, content: string | TemplateResult, title = '', name = ''): TemplateResult {
  return html`<td role="cell" class=${name} title=${title}><span class="label" aria-hidden="true">${label}</span>${content}</td>`
}

define('layerwise-registry', RegistryPane)
