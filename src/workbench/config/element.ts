import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { BuildView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { copyText } from '../clipboard.ts'
import { foldStyle } from '../fold.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type ConfigChoice, configChoices, configOf } from './choice.ts'
import { historyRows, type Identity, identities } from './history.ts'
import { configStyle } from './style.ts'
import { type ConfigItem, type ConfigRow, type ConfigView, configView } from './view.ts'
import { spacedConfig } from './words.ts'

/** What an image says of how to run it, in plain words and as docker writes it; its history; what identifies it. Of any build of this visit. */
class ConfigPane extends Pane {
  static override readonly properties: PropertyDeclarations = { bench: { attribute: false }, chosen: { state: true } }
  /** The key of the build that was chosen, where one was. */
  declare chosen: number | undefined
  #asked: number | undefined

  static override readonly styles = [shared, foldStyle, configStyle]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const choices = configChoices(state)
    const choice = configOf(choices, this.chosen)
    const view = choice && configView(choice.build, choice.before)
    if (choice === undefined || view === undefined) return html`<p class="muted">${words.config.thereIsNoImageYet}</p>`
    const { build, before } = choice
    return html`
      ${choices.length < 2 ? nothing : this.#choose(choices, build)}
      <p class="sentence">${view.sentence}</p>
      <p class="since muted">
        ${build.image?.platform}${view.changes === undefined ? '' : `. ${sinceText(view.changes, before?.number ?? 0)}`}
      </p>
      <div class="parts">
        <section aria-labelledby="settings">
          <h5 id="settings">${words.config.configuration}</h5>
          ${this.#settings(view)}
          ${view.unset.length === 0 ? nothing : html`<p class="muted">${words.config.notSet(view.unset.join('; '))}</p>`}
          ${this.#raw(build)}
        </section>
        <div class="beside">
          <section aria-labelledby="history">
            <h5 id="history">${words.config.historyTheNewestLineFirst}</h5>
            ${this.#history(build)}
          </section>
          <section aria-labelledby="identities">
            <h5 id="identities">${words.config.identities}</h5>
            ${this.#identities(build)}
          </section>
        </div>
      </div>
    `
  }

  #choose(choices: readonly ConfigChoice[], build: BuildView): TemplateResult {
    return html`<label class="which"
      ><span class="muted">${words.config.imageOf}</span>
      <select @change=${this.#chose}>
        ${choices.map((one) => html`<option value=${one.build.key} .selected=${one.build === build}>${one.text}</option>`)}
      </select></label
    >`
  }

  readonly #chose = ({ target }: Event): void => {
    if (!(target instanceof HTMLSelectElement)) return
    // The first is what is shown anyway: it is followed from build to build.
    this.chosen = target.selectedIndex === 0 ? undefined : Number(target.value)
  }

  #settings(view: ConfigView): TemplateResult {
    return html`<table aria-labelledby="settings">
      <thead class="sr">
        <tr>
          <th scope="col">${words.config.what}</th>
          <th scope="col">${words.config.value}</th>
        </tr>
      </thead>
      <tbody>
        ${view.rows.map((row) => this.#setting(row))}
      </tbody>
    </table>`
  }

  #setting(row: ConfigRow): TemplateResult {
    return html`<tr>
      <th scope="row">${row.term}<span class="help">${row.help}</span></th>
      <td>
        ${row.items.length === 0 ? html`<span class="muted">${row.otherwise}</span>` : row.items.map((item) => this.#item(item))}
        ${row.gone.map((text) => html`<div class="item gone"><code>${text}</code><span class="change">${words.config.gone}</span></div>`)}
      </td>
    </tr>`
  }

  #item(item: ConfigItem): TemplateResult {
    return html`<div class="item ${this.isPointed(item.instruction) ? 'pointed' : ''}" data-instruction=${item.instruction ?? nothing}>
      <code>${item.text}</code>${item.change === undefined ? nothing : html`<span class="change">${item.change}</span>`}${this.#line(item.line)}
    </div>`
  }

  #line(line: number | undefined): TemplateResult | typeof nothing {
    if (line === undefined) return nothing
    return html`<button class="line" @click=${() => this.goToLine(line)}>${words.marks.line(line)}</button>`
  }

  #history(build: BuildView): TemplateResult {
    return html`<table aria-labelledby="history">
      <thead>
        <tr>
          <th scope="col">${words.config.madeBy}</th>
          <th scope="col">${words.config.line}</th>
          <th scope="col" class="figure">${words.config.size}</th>
        </tr>
      </thead>
      <tbody>
        ${historyRows(build).map(
          (row) => html`<tr
            class="${row.isEmpty ? 'empty' : ''} ${this.isPointed(row.instruction) ? 'pointed' : ''}"
            data-instruction=${row.instruction ?? nothing}
          >
            <td class="made" title=${row.fullText}><code>${row.createdBy}</code></td>
            <td>${row.line === undefined ? html`<span class="muted">${words.config.base}</span>` : this.#line(row.line)}</td>
            <td class="figure" title=${row.sizeTitle}>${row.isEmpty ? html`<span class="muted">${words.config.noLayer}</span>` : row.size}</td>
          </tr>`,
        )}
      </tbody>
    </table>`
  }

  #identities(build: BuildView): TemplateResult {
    return html`<table aria-labelledby="identities">
      <thead class="sr">
        <tr>
          <th scope="col">${words.config.what}</th>
          <th scope="col">${words.config.identity}</th>
          <th scope="col">${words.config.copy}</th>
        </tr>
      </thead>
      <tbody>
        ${identities(build).map(
          (one) => html`<tr>
            <td>${one.term}</td>
            <td title=${one.standIn ?? one.whole}><code>${one.short}</code>${one.standIn === undefined ? nothing : html` <span class="muted">≈ ${one.whole === '' ? words.config.modelledContent : words.config.standIn}</span>`}</td>
            <td class="figure">${one.whole === '' ? nothing : this.#copyButton(one)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`
  }

  #copyButton({ term, whole }: Identity): TemplateResult {
    return html`<button class="copy" @click=${() => void copyText(this.bench, whole, term)}>
      ${words.config.copy}<span class="sr"> ${term}</span>
    </button>`
  }

  #raw(build: BuildView): TemplateResult {
    const { config } = this.state ?? {}
    const text = config?.build === build.key ? config.text : undefined
    return html`<details class="fold" @toggle=${this.#unfold}>
      <summary>${words.config.asDockerWritesItTheJson}</summary>
      ${
        text === undefined
          ? html`<p class="unread muted">${words.config.readingIt}</p>`
          : html`<p class="raw-head">
                <span class="muted">${words.config.withLineBreaks(words.counts.bytes(new TextEncoder().encode(text).length))} ${
                  build.image?.imageID === undefined
                    ? words.config.itsDiffidsHoldStandInsFor
                    : words.config.itsSha256IsTheImage
                }</span>
                <button class="copy" @click=${() => void copyText(this.bench, text, words.config.theConfiguration)}>${words.config.copyItAsItIs}</button>
              </p>
              <pre tabindex="0" aria-label=${words.config.configurationAsJson}>${spacedConfig(text)}</pre>`
      }
    </details>`
  }

  readonly #unfold = (): void => this.#read()

  /** An unfolded text follows the build that is looked at. */
  protected override updated(): void {
    this.#read()
  }

  #read(): void {
    const { state } = this
    const build = state && configOf(configChoices(state), this.chosen)?.build
    if (this.renderRoot.querySelector('details')?.open !== true || build === undefined) return
    if (build.key === state?.config?.build || build.key === this.#asked) return
    this.#asked = build.key
    void this.bench?.wake().then((session) => session.config(build.key))
  }
}

function sinceText(changes: number, before: number): string {
  return changes === 0
    ? words.config.theSameAsInBuild(before)
    : words.config.sinceBuild(words.counts.changes(changes), before)
}

define('layerwise-config', ConfigPane)
