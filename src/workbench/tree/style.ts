import { css } from 'lit'

/** How the tree looks: rows in as many columns as there is room for, below them what is told of the row that has the focus. */
export const treeStyle = css`
  .rows {
    columns: auto 15rem;
    column-gap: var(--space-4);
  }
  .row {
    position: relative;
    break-inside: avoid;
    cursor: pointer;
  }
  .row:hover {
    background: var(--surface-hover);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .twist {
    position: absolute;
    inset-inline-start: calc(0.3rem + var(--depth) * 0.85rem);
    color: var(--text-muted);
  }
  .folder .name {
    font-weight: 600;
  }
  .ignored .name {
    color: var(--text-muted);
    font-style: italic;
  }
  .word {
    align-self: center;
    padding: 0 0.3rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius-small);
    font: 0.6875rem / 1.35 var(--font-label);
    color: var(--text-muted);
    white-space: nowrap;
  }
  .dockerfile {
    color: var(--code-keyword);
  }
  .over,
  .dropping {
    outline: 2px dashed var(--focus);
    outline-offset: -2px;
  }
  .drop-here {
    padding: var(--space-1) var(--space-2);
    font-size: var(--size-tiny);
    font-weight: 600;
  }
  .total,
  .details,
  .which,
  .all > .problem {
    padding: var(--space-1) var(--space-2);
    font-size: var(--size-tiny);
  }
  .which {
    display: grid;
    gap: 0.15rem;
    color: var(--text-muted);
  }
  select {
    min-width: 0;
    min-height: 2rem;
    padding: 0.1rem 0.4rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-page);
    color: var(--text-normal);
    font-family: var(--font-mono);
  }
  .details {
    margin-block-start: var(--space-2);
    padding-block-start: var(--space-2);
    border-block-start: 1px solid var(--rule);
    overflow-wrap: anywhere;
  }
  .details .mono {
    color: var(--text-strong);
  }
  .rule {
    margin-block-start: var(--space-1);
    color: var(--text-normal);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    padding: var(--space-1) var(--space-2) 0;
  }
  .tools button {
    min-height: 2rem;
    padding: 0.1rem 0.6rem;
    font-size: var(--size-tiny);
  }
  .tools button::after {
    content: ' ▾';
    content: ' ▾' / '';
  }
  @container (min-width: 30rem) {
    .all {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      column-gap: var(--space-4);
    }
    .scroll,
    .details,
    layerwise-naming,
    .all > .problem {
      grid-column: 1 / -1;
    }
    .total {
      grid-row: 1;
    }
    .tools {
      grid-area: 1 / 2;
      padding: 0;
    }
    .which {
      grid-column: 1 / -1;
      display: flex;
      align-items: center;
      gap: var(--space-2);
    }
    .details {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-3);
      margin: 0;
    }
    .rule {
      margin: 0;
    }
  }
`
