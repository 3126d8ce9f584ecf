import { css } from 'lit'

/** How two builds lie side by side. */
export const compareStyle = css`
  .tables {
    margin-block-start: var(--space-3);
  }
  .bars {
    display: grid;
    gap: var(--space-2);
  }
  .side p {
    display: flex;
    justify-content: space-between;
    gap: var(--space-3);
    overflow-wrap: anywhere;
  }
  .bar {
    display: flex;
    height: 2rem;
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    overflow: hidden;
  }
  .segment,
  .key {
    border: 1px solid var(--edge, var(--color-base));
    background: var(--ground, var(--color-base-soft));
    color: var(--text-on-layer);
  }
  .segment {
    flex: none;
    display: grid;
    place-content: center;
    min-width: 0;
    overflow: hidden;
    font-weight: 600;
    line-height: 1;
  }
  .segment.same,
  .key.same {
    border-block-end: 4px solid var(--color-cached);
  }
  .segment.pointed {
    background: color-mix(in oklab, var(--ground, var(--color-base-soft)) 60%, var(--edge, var(--color-base)));
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15rem 0.35rem;
    margin-block-start: var(--space-1);
    font-size: 0.75rem;
  }
  .key {
    display: inline-grid;
    place-content: center;
    width: 1.1rem;
    height: 1.1rem;
    line-height: 1;
  }
  .key + .key,
  .legend .key:not(:first-child) {
    margin-inline-start: 0.6rem;
  }
  .key.own {
    --ground: var(--layer-1);
    --edge: var(--layer-1-edge);
  }
  .tables {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
  }
  .kind {
    white-space: nowrap;
  }
  .same .kind {
    color: var(--color-cached);
  }
  .changed .kind {
    color: var(--color-ran);
  }
  @media print {
    .segment,
    .key {
      print-color-adjust: exact;
    }
  }
  @container (max-width: 40rem) {
    table {
      position: relative;
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tbody tr {
      display: grid;
      padding-block: var(--space-2);
      border-block-end: 1px solid var(--rule);
    }
    tbody th,
    tbody td {
      padding: 0.1rem 0;
      border: 0;
    }
    tbody th {
      color: var(--text-strong);
    }
    td.figure {
      display: flex;
      text-align: start;
      white-space: normal;
    }
    td.empty {
      display: none;
    }
    td.figure .label {
      display: block;
      flex: 0 0 8.5rem;
      color: var(--text-muted);
      overflow-wrap: anywhere;
    }
  }
`
