import { css } from 'lit'

/** How pushes and pulls look. */
export const registryStyle = css`
  .sliders {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--space-3);
  }
  label span,
  .heads,
  .head {
    font-size: 0.75rem;
    color: var(--text-muted);
  }
  table,
  .fleet,
  .small {
    margin-block-start: var(--space-3);
  }
  .words p {
    overflow-wrap: anywhere;
  }
  .bars {
    display: grid;
  }
  .heads,
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr) minmax(0, 1.1fr);
    gap: 0.15rem var(--space-3);
    align-items: center;
    padding: 0.3rem 0.4rem;
  }
  .row {
    border-block-start: 1px solid var(--rule);
  }
  .row.pointed {
    background: var(--surface-selected);
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--text-strong);
  }
  .mark {
    min-width: 0;
  }
  .head {
    display: none;
  }
  .track {
    display: block;
    height: 0.9rem;
    border-radius: var(--radius-small);
    background: var(--surface-sunken);
    overflow: hidden;
  }
  .bar {
    display: block;
    height: 100%;
    min-width: 3px;
    border: 1px solid var(--edge, var(--color-base));
    border-radius: var(--radius-small);
    background: var(--ground, var(--color-base-soft));
  }
  .sent .bar {
    background: var(--edge, var(--color-base));
  }
  .there .bar {
    border-style: dashed;
    border-color: var(--color-cached);
    background: none;
  }
  .mounted .bar {
    border-style: dashed;
    border-color: var(--color-base);
    background: var(--color-base-soft);
  }
  .mark .figure {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: var(--size-tiny);
  }
  .sent .figure {
    color: var(--text-strong);
    font-weight: 600;
  }
  .there .figure {
    color: var(--color-cached);
  }
  .mounted .figure {
    color: var(--text-muted);
  }
  tbody button {
    max-width: 100%;
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    overflow-wrap: anywhere;
  }
  tbody button:hover:not(:disabled) {
    background: none;
    text-decoration: underline;
  }
  th,
  td {
    vertical-align: top;
  }
  .layers tbody th {
    width: 32%;
  }
  tbody th code {
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .layers {
    border-block-start: 1px solid var(--rule-strong);
  }
  .fleet {
    padding-block-start: var(--space-3);
    border-block-start: 1px solid var(--rule-strong);
  }
  h5 {
    margin: 0 0 var(--space-2);
    font: 600 var(--size-text) / 1.3 var(--font-label);
    color: var(--text-strong);
  }
  .sliders label {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 2.5rem;
    align-items: center;
    gap: 0 var(--space-2);
  }
  .sliders label span {
    grid-column: 1 / -1;
  }
  .sliders input {
    width: 100%;
    min-height: 1.75rem;
    margin: 0;
    accent-color: var(--text-strong);
  }
  output {
    font-variant-numeric: tabular-nums;
    color: var(--text-strong);
    font-weight: 600;
  }
  .fleet .headline {
    margin-block-start: var(--space-2);
  }
  .nodes {
    display: flex;
    align-items: flex-end;
    gap: 2px;
    height: 4.5rem;
    margin-block-start: var(--space-2);
    border-block-end: 1px solid var(--rule-strong);
  }
  .nodes > span {
    flex: 1 1 0;
    max-width: 1.5rem;
    height: 100%;
    display: flex;
    align-items: flex-end;
  }
  .nodes > span > span {
    width: 100%;
    min-height: 2px;
    border: 1px solid var(--color-cached);
    border-block-end: 0;
    background: var(--color-cached-soft);
  }
  .nodes .fresh > span {
    border-color: var(--color-base);
    background: var(--color-base);
  }
  .small {
    font-size: 0.75rem;
  }
  @container (min-width: 54rem) {
    .layers td {
      white-space: nowrap;
    }
  }
  @container (max-width: 40rem) {
    .heads {
      display: none;
    }
    .row {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      padding-inline: 0;
    }
    .name {
      grid-column: 1 / -1;
    }
    .head {
      display: block;
    }
    table {
      position: relative;
    }
    thead {
      position: absolute;
      inset: 0 auto auto 0;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tbody tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      padding-block: var(--space-2);
      border-block-end: 1px solid var(--rule);
    }
    .layers tbody th,
    tbody th,
    tbody td {
      width: auto;
      padding: 0.1rem 0;
      border: 0;
    }
    tbody th {
      color: var(--text-strong);
    }
    tbody td,
    td.figure {
      display: flex;
      text-align: start;
      white-space: normal;
    }
    td .label {
      display: block;
      flex: 0 0 min(11.5rem, 50%);
      color: var(--text-muted);
      overflow-wrap: anywhere;
    }
  }
  @container (max-width: 26rem) {
    .sliders {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-1);
    }
  }
  @media print {
    .act,
    .sliders {
      display: none;
    }
    .bar,
    .nodes span {
      print-color-adjust: exact;
    }
  }
`
