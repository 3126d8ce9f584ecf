import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { siteBase as base } from '../../state/site.ts'
import { words } from '../../words/words.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { severityStyle } from '../severity.ts'
import { shared } from '../styles.ts'
import { canMend, type MendingRow, mendingsView } from './mendings.ts'
import { applyMending, askMendings, stopMendings } from './verbs.ts'

/** What mending each problem would save, found by building it; each can be applied. Asks by itself once the text rests. */
class MendingsPane extends Pane {
  static override readonly styles = [
    shared,
    severityStyle,
    css`
      :host {
        container-type: inline-size;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        min-height: 2.25rem;
      }
      .head:focus {
        outline: none;
      }
      .head p:first-child {
        flex: 1 1 16rem;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1.2fr) minmax(7rem, auto) minmax(6rem, auto) minmax(0, 1.5fr) auto;
        gap: 0.15rem var(--space-3);
        align-items: start;
        padding-block: 0.55rem;
        border-block-end: 1px solid var(--rule);
      }
      li.pointed {
        background: var(--surface-selected);
      }
      .icon {
        vertical-align: -0.2em;
      }
      .title {
        color: var(--text-strong);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .where {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-2);
        font-size: var(--size-tiny);
      }
      .where a,
      .where button {
        display: inline-flex;
        align-items: center;
        min-height: 1.75rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--text-link);
        font-size: var(--size-tiny);
        text-decoration: underline;
      }
      .saves .bytes {
        color: var(--color-cached);
        font-weight: 600;
      }
      .costs .bytes {
        color: var(--color-ran);
        font-weight: 600;
      }
      .fails .bytes {
        color: var(--color-problem);
      }
      .same .bytes,
      .sizes,
      .time,
      .effect {
        color: var(--text-muted);
        font-size: var(--size-tiny);
      }
      .effect {
        overflow-wrap: anywhere;
      }
      @container (max-width: 46rem) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .effect {
          grid-column: 1 / -1;
          grid-row: 3;
        }
        .apply {
          grid-column: 2;
          grid-row: 1;
        }
      }
    `,
  ]

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const { bench, state } = this
    if (
      bench !== undefined &&
      state !== undefined &&
      state.mendings === undefined &&
      state.asking !== 'open' &&
      canMend(state)
    )
      askMendings(bench)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const view = mendingsView(state)
    return html`
      <div class="head" tabindex="-1">
        <p><strong>${words.whatIf.ifAProblemWereMended}</strong> ${words.whatIf.theImageAndABuildWithout}</p>
        ${view.status === '' ? nothing : html`<p class="muted">${view.status}</p>`}
        ${view.working ? html`<button @click=${() => stopMendings(bench)}>${words.marks.stop}<span class="sr"> ${words.whatIf.tryingFixes}</span></button>` : nothing}
        ${view.canAsk ? html`<button @click=${() => askMendings(bench)}>${words.whatIf.tryTheFixes}</button>` : nothing}
      </div>
      ${view.rows.length === 0 ? nothing : html`<ul aria-label=${words.whatIf.whatMendingWouldSave}>${view.rows.map((row) => this.#row(row))}</ul>`}
    `
  }

  #row(row: MendingRow): TemplateResult {
    const { line } = row
    const instruction = this.#instructionAt(line)
    return html`<li class="${row.kind} ${this.isPointed(instruction) ? 'pointed' : ''}" data-instruction=${instruction ?? nothing}>
      <div>
        <p class="title"><span class=${row.severity}>${icon(row.severity)}</span> ${row.title}</p>
        <p class="where">
          <a href=${`${base}${row.page}`} target="_blank">${row.code}</a>
          ${line === undefined ? nothing : html`<button @click=${() => this.goToLine(line)}>${words.marks.line(line)}</button>`}
        </p>
      </div>
      <p title=${row.bytesTitle}><span class="bytes">${row.bytes}</span><br /><span class="sizes">${row.sizes}</span></p>
      <p class="time" title=${row.timeTitle}>${row.time}</p>
      <div class="effect">${row.effect.map((sentence) => html`<p>${sentence}</p>`)}</div>
      <button class="apply" @click=${() => this.#apply(row)}>${words.whatIf.apply}<span class="sr">: ${row.title}${line === undefined ? '' : words.whatIf.inLine(line)}</span></button>
    </li>`
  }

  #instructionAt(line: number | undefined): number | undefined {
    const at = this.state?.forecast?.instructions.findIndex(
      ({ first, last }) => line !== undefined && first <= line && line <= last,
    )
    return at === -1 ? undefined : at
  }

  /** The row goes with the problem: the focus stays in the list's head. */
  #apply(row: MendingRow): void {
    const { bench } = this
    if (bench === undefined) return
    applyMending(bench, row.mending)
    bench.say(words.whatIf.appliedItCanBeUndone(row.title))
    this.renderRoot.querySelector<HTMLElement>('.head')?.focus()
  }
}

define('layerwise-mendings', MendingsPane)
