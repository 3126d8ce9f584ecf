import { css } from 'lit'

/** How two things that were chosen lie side by side, and what is said of them below. */
export const sidesStyle = css`
  :host {
    container-type: inline-size;
  }
  .sides {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--space-3);
  }
  .sides span {
    display: block;
    font-size: 0.75rem;
    color: var(--text-muted);
  }
  select {
    width: 100%;
    min-height: 2.25rem;
    padding: 0.2rem 0.5rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text-strong);
    text-overflow: ellipsis;
  }
  .status,
  .words,
  .bars {
    margin-block-start: var(--space-3);
  }
  .headline {
    font-size: var(--size-text);
    color: var(--text-strong);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .words li {
    overflow-wrap: anywhere;
  }
  .words li::before {
    content: '· ';
    color: var(--text-muted);
  }
  tbody th {
    font-weight: 400;
    font-size: var(--size-tiny);
    color: var(--text-normal);
    overflow-wrap: anywhere;
  }
  td {
    font-size: var(--size-tiny);
  }
  tr.pointed {
    background: var(--surface-selected);
  }
  .label {
    display: none;
  }
  @container (max-width: 26rem) {
    .sides {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-1);
    }
  }
`
