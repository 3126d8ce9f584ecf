import { css } from 'lit'

/** How the list of steps looks, and what a step unfolds to. */
export const stepsStyle = css`
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
    .more {
      grid-template-columns: minmax(0, 1fr);
    }
    li .bytes {
      min-width: 0;
    }
    li .muted + .bytes {
      margin-inline-start: var(--space-3);
    }
  }
  .summary {
    margin-block-end: var(--space-2);
    color: var(--text-strong);
  }
  ol > li {
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
  button.name {
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    text-align: start;
  }
  button.name::before {
    content: '▸ ';
    color: var(--text-muted);
  }
  button.name[aria-expanded='true']::before {
    content: '▾ ';
  }
  .depends {
    color: var(--text-muted);
  }
  .more {
    grid-column: 2 / -1;
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: var(--space-1) var(--space-3);
    margin-block: var(--space-2);
    padding: var(--space-2) var(--space-3);
    border-inline-start: 3px solid var(--rule-strong);
    background: var(--surface-sunken);
    font-size: var(--size-tiny);
  }
  .more dt {
    color: var(--text-muted);
  }
  .more pre {
    max-height: 12rem;
    overflow: auto;
    font-family: var(--font-mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .more .entries {
    max-height: 12rem;
    overflow: auto;
  }
  @media print {
    .more pre,
    .more .entries {
      max-height: none;
    }
    details > summary {
      display: none;
    }
    details::details-content {
      content-visibility: visible;
    }
    li {
      break-inside: avoid;
    }
  }
  .sources {
    font-size: var(--size-tiny);
  }
  .sources li {
    display: list-item;
    list-style: disc;
    margin-inline-start: 1.1rem;
    padding: 0;
    border: 0;
  }
`
