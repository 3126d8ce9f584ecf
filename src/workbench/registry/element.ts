import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { DoneView, RegistryAct } from '../../engine/registry-views.ts'
import { words } from '../../words/words.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { sidesStyle } from '../sides.ts'
import { shared } from '../styles.ts'
import { actStyle } from './act-style.ts'
import { cell } from './cell.ts'
import { type Asked, askedOf, type Chosen, chosenAtFirst, hasPushed, mustAsk } from './choice.ts'
import { fleetPart } from './fleet-part.ts'
import { registryStyle } from './style.ts'
import { deliver, openShellOn } from './verbs.ts'
import { type BarRow, type DeliveryPane, deliveryPane, type LayerRow, type Mark, statusOf } from './view.ts'

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

  static override readonly styles = [shared, sidesStyle, registryStyle, actStyle]

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
        ><span>${words.registry.push}</span
        ><select @change=${(event: Event) => this.#choose('build', event)}>
          ${choices.map((choice) => option(`${choice.build.key}`, choice.text, choice.build === build))}
        </select></label
      >
      <label
        ><span>${words.registry.theRepositoryHas}</span
        ><select @change=${(event: Event) => this.#choose('before', event)}>
          ${option('nothing', words.registry.nothingYet, before === undefined && !isPushed)}
          ${mayBePushed || isPushed ? option('pushed', words.registry.whatWasPushed, isPushed) : nothing}
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
        <p class="muted">${words.registry.to} <code>${view.place}</code>${words.registry.withDigest} <code title=${view.digestTitle}>${view.digest}</code></p>
      </div>
      <p class="act">
        <button class="main" ?disabled=${view.push.why !== undefined} @click=${() => this.#act('push', asked)}>${view.push.text}</button>
        ${view.push.why === undefined ? nothing : html`<span class="muted">${view.push.why}</span>`}
      </p>
      ${view.done?.act === 'push' ? this.#done(view.done) : nothing}
      <div class="bars" aria-hidden="true">
        <div class="heads"><span></span><span>${words.registry.push}</span><span>${view.pullTitle}</span></div>
        ${view.bars.map((row) => this.#bars(row, view.pullTitle))}
      </div>
      ${fleetPart(view, asked, {
        slide: (what, value) => (this.chosen = { ...this.chosen, [what]: value }),
        pull: () => this.#act('pull', asked),
        done: view.done?.act === 'pull' ? this.#done(view.done) : nothing,
        openShell: (node) => void (this.bench && openShellOn(this.bench, node)),
      })}
      ${this.#table(view)}
      ${view.pushed.length === 0 ? nothing : this.#pushed(view)}
      <p class="muted small">
        ${words.registry.timesAreAModel100Mbit}
      </p>
    `
  }

  #bars(row: BarRow, pullTitle: string): TemplateResult {
    return html`<div
      class="row ${this.isPointed(row.instruction) ? 'pointed' : ''}"
      data-instruction=${row.instruction ?? nothing}
      style=${row.color === undefined ? '' : `--ground: var(--layer-${row.color}); --edge: var(--layer-${row.color}-edge)`}
    >
      <code class="name" title=${row.label}>${row.label}</code>${this.#mark(words.registry.push, row, row.push)}${this.#mark(pullTitle, row, row.pull)}
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
      words.registry.layer,
      words.registry.digest,
      words.registry.onTheWire,
      words.registry.push,
      view.before === undefined ? '' : view.pullTitle,
      words.registry.pullToANewNode,
    ]
    return html`<table role="table" class="layers" aria-label=${words.registry.pushAndPullLayerByLayer}>
      <thead>
        <tr role="row">
          ${heads.map((head) => (head === '' ? nothing : html`<th role="columnheader" scope="col" class=${head === words.registry.onTheWire ? 'figure' : ''}>${head}</th>`))}
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
        ${line === undefined ? html`<code title=${row.label}>${row.label}</code>` : html`<button title=${words.registry.goToLine(line)} @click=${() => this.goToLine(line)}><code title=${row.label}>${row.label}</code></button>`}
      </th>
      ${cell(words.registry.digest, html`<code title=${row.digestTitle}>${row.digest}</code>`)}
      ${cell(words.registry.onTheWire, row.bytes, row.bytesTitle, 'figure')}
      ${cell(words.registry.push, row.push)}
      ${before === undefined ? nothing : cell(pullTitle, row.update)}
      ${cell(words.registry.pullToANewNode, row.cold)}
    </tr>`
  }

  #pushed({ pushed }: DeliveryPane): TemplateResult {
    return html`<table role="table" class="pushed" aria-label=${words.registry.pushedTable}>
      <thead>
        <tr role="row">
          <th role="columnheader" scope="col">${words.registry.pushedHead}</th>
          <th role="columnheader" scope="col">${words.registry.digest}</th>
          <th role="columnheader" scope="col" class="figure">${words.registry.layers}</th>
          <th role="columnheader" scope="col">${words.registry.whoMayPull}</th>
        </tr>
      </thead>
      <tbody>
        ${pushed.map(
          (row) => html`<tr role="row">
            <th role="rowheader" scope="row"><code title=${row.name}>${row.name}</code></th>
            ${cell(words.registry.digest, html`<code title=${row.digestTitle}>${row.digest}</code>`)}
            ${cell(words.registry.layers, row.layers, '', 'figure')}
            ${cell(words.registry.whoMayPull, row.access)}
          </tr>`,
        )}
      </tbody>
    </table>`
  }

  #done({ act, line, output, isRefused }: DoneView): TemplateResult {
    const what = act === 'push' ? 'pushed' : 'pulled'
    return html`<details class="done ${isRefused ? 'refused' : ''}" ?open=${isRefused}>
      <summary>
        ${isRefused ? html`${icon('error')} ${words.registry.itWasNot(what)}` : html`${icon('cached')} ${words.registry.itWas(what)}`} ${words.registry.theSameInATerminal}
      </summary>
      <pre tabindex="0" role="region" aria-label=${words.registry.whatWasTypedAndWhatIt}>${line
        .split('\n')
        .map((one) => html`<span class="typed">$ ${one}</span>\n`)}${output.trimEnd()}</pre>
    </details>`
  }

  protected override updated(): void {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return
    const asked = askedOf(state, this.chosen)
    if (state.delivery?.acting !== undefined) return
    if (asked.question === undefined || (this.#isAsked && !mustAsk(state, asked))) return
    this.#isAsked = true
    void deliver(bench, asked.question)
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

  #act(act: RegistryAct, { question }: Asked): void {
    const { bench } = this
    if (bench === undefined || question === undefined) return
    // From now on it is the registry as it is that counts.
    void deliver(bench, { ...question, before: 'pushed', fresh: 0 }, act).then(() => {
      this.chosen = { ...this.chosen, before: 'pushed' }
    })
  }
}

function option(value: string, text: string, isChosen: boolean): TemplateResult {
  return html`<option value=${value} .selected=${isChosen} ?selected=${isChosen}>${text}</option>`
}

define('layerwise-registry', RegistryPane)
