import { css, html, nothing, type TemplateResult } from 'lit'
import { words } from '../words/words.ts'

/** How what is folded below a pane looks. On paper it is unfolded. */
export const foldStyle = css`
  details.fold {
    margin-block-start: var(--space-3);
  }
  details.fold > summary {
    cursor: pointer;
    width: fit-content;
    min-height: 1.75rem;
    color: var(--text-muted);
  }
  details.fold ul li {
    display: list-item;
    list-style: disc;
    margin-inline-start: 1.1rem;
    font-size: var(--size-tiny);
  }
  .twin {
    overflow-x: auto;
  }
  .twin th,
  .twin td {
    font-size: var(--size-tiny);
  }
  .twin td code {
    overflow-wrap: anywhere;
  }
  @media print {
    details.fold > summary {
      display: none;
    }
    details.fold::details-content {
      content-visibility: visible;
      display: block;
      height: auto;
    }
  }
`

/** A drawing's twin: the same as a table, for reading aloud, copying and printing. */
export function tableTwin(table: TemplateResult): TemplateResult {
  return html`<details class="fold twin"><summary>${words.marks.sameAsATable}</summary>${table}</details>`
}

/** Where the modelled figures of a pane come from; nothing where all are exact. */
export function sourcesFold(sources: readonly string[]): TemplateResult | typeof nothing {
  if (sources.length === 0) return nothing
  return html`<details class="fold">
    <summary>${words.marks.howDoWeKnow}</summary>
    <ul>
      ${sources.map((source) => html`<li>${source}</li>`)}
    </ul>
  </details>`
}
