import { css } from 'lit'

/** How the bar above the workbench, the list of projects and the words of an example lie. */
export const playgroundStyle = css`
  :host {
    position: relative;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-4);
    min-height: 3.25rem;
    padding-block-end: var(--space-3);
  }
  .name {
    flex: 1 1 14rem;
    min-width: 0;
  }
  h2 {
    margin: 0;
    font: 600 1.125rem / 1.25 var(--font-label);
    color: var(--text-strong);
    overflow-wrap: anywhere;
  }
  h2:focus {
    outline: none;
  }
  .name p {
    font-size: var(--size-tiny);
  }
  .lacking {
    display: inline-flex;
    align-items: center;
    gap: 0.3rem;
    min-height: 0;
    padding: 0;
    border: 0;
    vertical-align: top;
    line-height: inherit;
    background: none;
    color: var(--color-warning);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  @media (max-width: 40rem) {
    .tools {
      flex: 1 1 100%;
      gap: 0.35rem;
    }
    .tools button {
      flex: 1 1 auto;
      min-height: 2.75rem;
      padding-inline: 0.35rem;
      font-size: 0.875rem;
      white-space: nowrap;
    }
  }
  .list {
    position: absolute;
    z-index: 5;
    inset-inline-end: 0;
    width: min(34rem, 100%);
    max-height: min(30rem, 70vh);
    overflow: auto;
    padding: var(--space-3);
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius-large);
    background: var(--surface-raised);
    box-shadow: var(--shadow);
  }
  .list li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1);
    padding-block: 0.2rem;
    border-block-end: 1px solid var(--rule);
  }
  .list .open {
    flex: 1 1 13rem;
    min-width: 0;
    min-height: 2.75rem;
    text-align: start;
    line-height: 1.25;
  }
  .list .open[aria-current] {
    background: var(--surface-selected);
  }
  .open strong {
    display: block;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .open small {
    font-size: var(--size-tiny);
    color: var(--text-muted);
  }
  .rename {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--space-2);
  }
  .rename label {
    flex: 1 1 12rem;
    display: grid;
    font-size: var(--size-tiny);
    color: var(--text-muted);
  }
  .rename input {
    width: 100%;
    min-height: 2.25rem;
    padding: 0.2rem 0.5rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-page);
    color: var(--text-normal);
  }
  .after {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin-block-start: var(--space-3);
  }
  .said {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    margin-block-end: var(--space-3);
    padding: var(--space-2) var(--space-3);
    border-inline-start: 3px solid var(--rule-strong);
    background: var(--surface-sunken);
  }
  .said:empty {
    display: none;
  }
  .said.wrong {
    border-color: var(--color-problem);
  }
  .ideas {
    margin-block-end: var(--space-3);
    padding: var(--space-2) var(--space-3);
    border-inline-start: 3px solid var(--rule-strong);
    background: var(--surface-sunken);
  }
  .ideas p {
    max-width: 72ch;
    color: var(--text-strong);
  }
  .ideas summary {
    width: fit-content;
    padding-block: 0.35rem;
    cursor: pointer;
    font-weight: 600;
    color: var(--text-strong);
  }
  .ideas ul {
    max-width: 78ch;
    padding-inline-start: 1.1rem;
    list-style: disc;
  }
  .ideas li {
    padding-block: 0.15rem;
  }
  .dropping {
    position: fixed;
    z-index: 10;
    inset: 0.75rem;
    display: grid;
    place-content: center;
    border: 3px dashed var(--focus);
    border-radius: var(--radius-large);
    background: color-mix(in oklab, var(--surface-page) 88%, transparent);
    color: var(--text-strong);
    font-size: 1.25rem;
    text-align: center;
    pointer-events: none;
  }
  @media print {
    .tools,
    .said,
    .ideas details {
      display: none;
    }
  }
`
