import { css } from 'lit'

/** How a row of the files looks, in the list and in the tree. */
export const rowStyle = css`
  :host {
    container-type: inline-size;
  }
  .scroll {
    max-height: 19rem;
    overflow: auto;
  }
  @container (min-width: 30rem) {
    .scroll {
      max-height: 8rem;
    }
  }
  .row {
    width: 100%;
    min-height: 2rem;
    display: flex;
    gap: var(--space-2);
    align-items: center;
    padding: 0.3rem 0.5rem 0.3rem calc(1.1rem + var(--depth) * 0.85rem);
    border-radius: var(--radius);
    color: var(--text-strong);
    text-align: start;
    font: var(--size-tiny) / 1.4 var(--font-mono);
    font-variant-ligatures: none;
  }
  .row[aria-current],
  .row[aria-selected='true'] {
    background: var(--surface-selected);
    font-weight: 600;
  }
  .name {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .size {
    color: var(--text-muted);
    font-weight: 400;
  }
`
