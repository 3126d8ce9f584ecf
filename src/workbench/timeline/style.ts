import { css } from 'lit'

/** How the timeline looks: names, bars and lengths in three columns; on a phone the bar stands below its name. */
export const timelineStyle = css`
  :host {
    container-type: inline-size;
  }
  .sample {
    position: relative;
    width: 1.5rem;
    height: 0.75rem;
  }
  .axis,
  .row {
    display: grid;
    grid-template-columns: minmax(9rem, 17rem) minmax(0, 1fr) 5.5rem;
    gap: 0 var(--space-3);
  }
  .axis {
    position: sticky;
    inset-block-start: calc(-1 * var(--space-3));
    z-index: 1;
    background: var(--surface-raised);
    border-block-end: 1px solid var(--rule);
    font-size: var(--size-tiny);
    color: var(--text-muted);
  }
  .ticks {
    grid-column: 2;
    position: relative;
    height: 1.5rem;
    margin-inline-end: 1.5rem;
  }
  .ticks span {
    position: absolute;
    inset-block-end: 0.15rem;
    padding-inline-start: 0.3rem;
    white-space: nowrap;
  }
  .ticks span::before {
    content: '';
    position: absolute;
    inset-block-end: -0.15rem;
    inset-inline-start: 0;
    height: 0.4rem;
    border-inline-start: 1px solid var(--rule-strong);
  }
  .lane {
    margin-block-start: var(--space-2);
  }
  .lane > p {
    font-size: var(--size-tiny);
    font-weight: 600;
    color: var(--text-muted);
    padding-inline: 0.4rem;
  }
  button.row {
    width: 100%;
    min-height: 1.75rem;
    align-items: center;
    padding: 0.1rem 0.4rem;
    border: 0;
    border-radius: var(--radius-small);
    background: none;
    text-align: start;
    font-size: var(--size-tiny);
  }
  button.row.pointed {
    background: var(--surface-selected);
  }
  button.row:focus-visible {
    outline-offset: -2px;
  }
  .axis {
    padding-inline: 0.4rem;
  }
  .name {
    display: grid;
    grid-template-columns: 1.1rem 0.6rem minmax(0, 1fr);
    align-items: center;
    gap: 0.3rem;
  }
  .name .icon {
    width: 14px;
    height: 14px;
    vertical-align: -0.15em;
  }
  .swatch {
    width: 0.6rem;
    height: 0.9rem;
    border-radius: 2px;
  }
  .label {
    font-family: var(--font-mono);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .track {
    position: relative;
    display: block;
    height: 1.1rem;
    margin-inline-end: 1.5rem;
    background-image: linear-gradient(to right, var(--rule) 1px, transparent 1px);
    background-size: var(--tick) 100%;
  }
  .bar,
  .ghost {
    position: absolute;
    inset-block: 2px;
    min-width: 4px;
    border-radius: 2px;
  }
  .ghost {
    inset-block: -1px;
    border: 1px dashed var(--rule-strong);
    background: color-mix(in oklab, var(--surface-sunken) 70%, transparent);
  }
  .bar.ran {
    border: 1px solid var(--color-ran);
    background: var(--color-ran-soft);
  }
  .bar.cached {
    width: 0;
    min-width: 0;
    inset-block: -1px;
    border-inline-start: 3px solid var(--color-cached);
    border-radius: 0;
  }
  .bar.failed,
  .bar.canceled {
    border: 1px solid var(--color-problem);
    background: repeating-linear-gradient(
      45deg,
      var(--color-problem-soft) 0 4px,
      var(--surface-raised) 4px 7px
    );
  }
  .trial .bar.ran {
    border-style: dashed;
    background: color-mix(in oklab, var(--color-ran-soft) 50%, var(--surface-raised));
  }
  .time {
    text-align: end;
    color: var(--text-strong);
  }
  .canceled,
  .not-started,
  .gone {
    color: var(--text-muted);
  }
  .gone ~ .label {
    text-decoration: line-through;
  }
  .time.cached {
    color: var(--color-cached);
  }
  @container (max-width: 34rem) {
    .axis,
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .ticks,
    .track {
      grid-column: 1 / -1;
      grid-row: 2;
      margin-inline-end: 2rem;
    }
    button.row {
      padding-block: 0.35rem;
    }
    .ticks span:nth-child(even) {
      display: none;
    }
  }
  @media print {
    .axis {
      position: static;
    }
    .bar,
    .ghost,
    .swatch {
      print-color-adjust: exact;
    }
  }
`
