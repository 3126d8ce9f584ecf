import { css } from 'lit'

/** How the configuration looks: what it says at the left, history and identities at its right where there is room. */
export const configStyle = css`
  :host {
    container-type: inline-size;
  }
  h5 {
    margin: 0 0 var(--space-2);
    font: 600 var(--size-small) / 1.4 var(--font-label);
    color: var(--text-strong);
  }
  .which {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
    margin-block-end: var(--space-2);
  }
  .which select {
    min-height: 2.25rem;
    padding: 0.2rem 0.5rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text-strong);
  }
  .sentence {
    max-width: 46rem;
    color: var(--text-strong);
    overflow-wrap: anywhere;
  }
  .since {
    margin-block-end: var(--space-3);
  }
  .parts,
  .beside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--space-5);
  }
  td,
  th {
    padding-inline: 0.4rem;
    font-size: var(--size-tiny);
    vertical-align: top;
  }
  th[scope='row'] {
    width: 11rem;
    color: var(--text-strong);
  }
  th .help {
    display: block;
    font-weight: 400;
    color: var(--text-muted);
  }
  .item {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0;
  }
  code {
    overflow-wrap: anywhere;
  }
  .change {
    margin-inline-start: var(--space-2);
    padding-inline: 0.3rem;
    border-radius: 3px;
    background: var(--color-ran-soft);
    color: var(--color-ran);
    overflow-wrap: anywhere;
  }
  .gone code {
    text-decoration: line-through;
    color: var(--text-muted);
  }
  tr.pointed,
  .item.pointed {
    background: var(--surface-selected);
  }
  button.line,
  button.copy {
    min-height: 1.5rem;
    padding: 0 0.4rem;
    font-size: var(--size-tiny);
    line-height: 1.2;
  }
  button.line {
    border-color: transparent;
    background: none;
    color: var(--text-link);
    white-space: nowrap;
  }
  /* Tall enough to be hit, and on the line of what stands beside it. */
  td > button.line {
    margin: -0.2rem -0.4rem;
  }
  .made code {
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  .empty .made {
    color: var(--text-muted);
  }
  pre {
    max-height: 24rem;
    overflow: auto;
    padding: var(--space-3);
    border-radius: var(--radius);
    background: var(--surface-code);
    font: var(--size-tiny) / 1.5 var(--font-mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .raw-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    margin-block: var(--space-2);
    font-size: var(--size-tiny);
  }
  @container (min-width: 58rem) {
    .parts {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  @container (max-width: 30rem) {
    th[scope='row'] {
      width: 7rem;
    }
    th .help {
      display: none;
    }
  }
  @media print {
    .unread,
    button {
      display: none;
    }
    pre {
      max-height: none;
    }
    .made code {
      display: inline;
    }
  }
`
