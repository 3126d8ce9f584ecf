import { css } from 'lit'

/** How the files of the image lie: what is chosen above, the tree or map below, and beside it what is open. */
export const contentsStyle = css`
  :host {
    container-type: inline-size;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--space-2) var(--space-3);
    margin-block-end: var(--space-2);
  }
  .bar label span:first-child {
    display: flex;
    align-items: center;
    gap: 0.3rem;
    min-height: 1.25rem;
    font-size: 0.75rem;
    color: var(--text-muted);
  }
  .scope {
    flex: 1 1 16rem;
    min-width: 0;
  }
  .search {
    flex: 0 1 13rem;
    min-width: 0;
  }
  select,
  input[type='search'] {
    width: 100%;
    min-height: 2.25rem;
    padding: 0.2rem 0.5rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text-strong);
    text-overflow: ellipsis;
  }
  input::placeholder {
    color: var(--text-muted);
  }
  .drawing {
    display: flex;
  }
  .drawing button {
    border-radius: 0;
  }
  .drawing button:first-child {
    border-radius: var(--radius) 0 0 var(--radius);
  }
  .drawing button:last-child {
    border-radius: 0 var(--radius) var(--radius) 0;
    margin-inline-start: -1px;
  }
  .drawing button[aria-pressed='true'] {
    background: var(--surface-inverse);
    border-color: var(--surface-inverse);
    color: var(--text-inverse);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--space-3);
    margin-block-end: var(--space-1);
  }
  .head label {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    min-height: 1.75rem;
    font-size: var(--size-tiny);
    cursor: pointer;
  }
  .list,
  layerwise-opened {
    min-width: 0;
  }
  .list:focus {
    outline: none;
  }
  .hits button {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--space-2);
    width: 100%;
    min-height: 2rem;
    padding: 0.2rem 0.4rem;
    border: 0;
    border-radius: var(--radius-small);
    background: none;
    text-align: start;
  }
  .hits .pointed {
    background: var(--surface-selected);
  }
  .hits .path {
    flex: 1;
    min-width: 8rem;
    font-family: var(--font-mono);
    font-size: var(--size-tiny);
    overflow-wrap: anywhere;
  }
  .hits .figure {
    font-size: var(--size-tiny);
  }
  .gone {
    padding-inline: 0.35rem;
    border: 1px dashed var(--color-hidden);
    border-radius: var(--radius-small);
    color: var(--color-hidden);
    font-size: 0.75rem;
  }
  @container (min-width: 44rem) {
    .parts.two {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: var(--space-4);
    }
    .parts.two layerwise-opened {
      position: sticky;
      inset-block-start: 0;
      align-self: start;
    }
  }
  @container (max-width: 43.99rem) {
    layerwise-opened:not(:empty),
    .two layerwise-opened {
      margin-block-start: var(--space-3);
      padding-block-start: var(--space-3);
      border-block-start: 1px solid var(--rule);
    }
    .scope,
    .search {
      flex-basis: 100%;
    }
  }
  @media print {
    .drawing,
    .search,
    .head label {
      display: none;
    }
  }
`
