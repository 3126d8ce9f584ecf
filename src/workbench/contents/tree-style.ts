import { css } from 'lit'

/** How the tree of files looks. */
export const treeStyle = css`
  .row {
    display: grid;
    grid-template-columns: 1rem minmax(0, 1fr) auto minmax(4rem, auto);
    align-items: baseline;
    gap: 0 var(--space-2);
    padding: 0.2rem 0.4rem;
    padding-inline-start: calc(0.2rem + (var(--level) - 1) * 1rem);
    border-radius: var(--radius-small);
    cursor: pointer;
  }
  .row:hover {
    background: var(--surface-hover);
  }
  .row.pointed {
    background: var(--surface-selected);
  }
  .row[aria-selected='true'] {
    background: var(--surface-selected);
    box-shadow: inset 3px 0 0 var(--focus);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .twist {
    color: var(--text-muted);
    text-align: center;
  }
  .name {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--space-2);
    min-width: 0;
  }
  .path {
    min-width: 0;
    font-family: var(--font-mono);
    font-size: var(--size-tiny);
    font-variant-ligatures: none;
    color: var(--text-strong);
    overflow-wrap: anywhere;
  }
  .sign {
    width: 0.8rem;
    font-family: var(--font-mono);
    font-weight: 700;
    text-align: center;
  }
  .word,
  .counts,
  .gone,
  .facts {
    font-size: 0.75rem;
  }
  .added .sign,
  .added .word {
    color: var(--color-cached);
  }
  .changed .sign,
  .changed .word {
    color: var(--color-ran);
  }
  .removed .sign,
  .removed .word {
    color: var(--color-hidden);
  }
  .removed .path {
    text-decoration: line-through;
  }
  .gone {
    padding-inline: 0.35rem;
    border: 1px dashed var(--color-hidden);
    border-radius: var(--radius-small);
    color: var(--color-hidden);
  }
  .figure {
    grid-column: 4;
    text-align: end;
    font-size: var(--size-tiny);
  }
  .facts {
    grid-column: 2 / -1;
    color: var(--text-muted);
    overflow-wrap: anywhere;
  }
  @container (max-width: 26rem) {
    .row {
      grid-template-columns: 1rem minmax(0, 1fr) auto auto;
      padding-block: 0.4rem;
    }
    .word {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`
