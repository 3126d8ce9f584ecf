import { css, html, nothing, type TemplateResult } from 'lit'
import { countText } from '../figures.ts'
import { icon } from '../icons.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type StepRow, stepsView } from './view.ts'

/** The steps of the last build: what ran, what came from the cache, and why. */
class StepsPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      @container (max-width: 30rem) {
        li .name {
          grid-column: 2 / -1;
        }
        li .size {
          grid-column: 2 / -1;
          justify-self: start;
          order: 1;
        }
        li .bytes {
          min-width: 0;
          margin-inline-start: var(--space-3);
        }
      }
      .summary {
        margin-block-end: var(--space-2);
        color: var(--text-strong);
      }
      li {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr) auto;
        gap: 0 var(--space-2);
        padding: 0.45rem 0.4rem;
        border-block-end: 1px solid var(--rule);
      }
      li.pointed {
        background: var(--surface-selected);
      }
      .icon {
        margin-block-start: 0.15rem;
      }
      .name {
        font-family: var(--font-mono);
        font-size: var(--size-tiny);
        color: var(--text-strong);
        overflow-wrap: anywhere;
      }
      .reason {
        grid-column: 2 / -1;
      }
      .size {
        font-size: var(--size-tiny);
      }
      .bytes {
        display: inline-block;
        min-width: 5.5rem;
        text-align: end;
        color: var(--text-strong);
      }
      .note {
        grid-column: 2 / -1;
        font-size: var(--size-tiny);
        color: var(--text-muted);
      }
      details {
        margin-block-start: var(--space-2);
      }
      summary {
        cursor: pointer;
        min-height: 2rem;
        color: var(--text-muted);
      }
      .empty {
        color: var(--text-muted);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const build = this.state?.build
    if (build === undefined) return html`<p class="empty">Nothing has been built yet.</p>`
    const { rows, summary } = stepsView(build)
    const own = rows.filter((row) => !row.internal)
    const internal = rows.filter((row) => row.internal)
    return html`
      <p class="summary">Build ${build.number}: ${summary}</p>
      <ol>
        ${own.map((row) => this.#row(row))}
      </ol>
      ${
        internal.length === 0
          ? nothing
          : html`<details>
              <summary>The builder’s own ${countText(internal.length, 'step')}</summary>
              <ol>
                ${internal.map((row) => this.#row(row))}
              </ol>
            </details>`
      }
    `
  }

  #row(row: StepRow): TemplateResult {
    const pointed = row.instruction !== undefined && row.instruction === this.state?.pointed
    return html`<li
      class=${pointed ? 'pointed' : ''}
      @pointerenter=${() => this.bench?.point(row.instruction)}
      @pointerleave=${() => this.bench?.point(undefined)}
    >
      <span class=${row.mark}>${icon(row.mark)}<span class="sr">${row.markText}:</span></span>
      <span class="name" title=${row.fullName}>${row.name}</span>
      <span class="size figure" title=${row.sizeTitle ?? ''}>
        ${row.time === '' ? nothing : html`<span class="muted">${row.time}</span>`}<span class="bytes">${row.size ?? ''}</span>
      </span>
      <span class="reason ${row.mark === 'failed' ? 'problem' : ''}">${row.reason}</span>
      ${row.notes.map((note) => html`<span class="note">≈ ${note}</span>`)}
    </li>`
  }
}

define('layerwise-steps', StepsPane)
