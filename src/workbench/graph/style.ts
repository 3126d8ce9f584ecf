import { css } from 'lit'

/** How the graph looks: boxes over the lines that join them. Heights are those that the layout counts with. */
export const graphStyle = css`
  .drawing {
    position: relative;
    max-width: 100%;
  }
  .lines {
    position: absolute;
    inset: 0;
    overflow: visible;
    pointer-events: none;
  }
  path {
    fill: none;
  }
  .line {
    stroke: var(--rule-strong);
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }
  .line.base {
    stroke: var(--color-base);
    stroke-width: 4px;
  }
  .line.mount {
    stroke-dasharray: 3 4;
  }
  .line.away {
    stroke: var(--rule);
  }
  .line.pointed {
    stroke: var(--focus);
  }
  .head-of-line {
    fill: var(--rule-strong);
  }
  .stage {
    position: absolute;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    overflow: hidden;
  }
  .stage.result {
    border: 2px solid var(--surface-inverse);
  }
  .stage.away {
    border-style: dashed;
    background: var(--surface-sunken);
  }
  .stage button {
    display: flex;
    align-items: center;
    gap: 0.35rem;
    width: 100%;
    height: 1.5rem;
    min-height: 0;
    padding: 0 0.5rem;
    border: 0;
    border-radius: 0;
    background: none;
    text-align: start;
    font-size: var(--size-tiny);
    line-height: 1.2;
  }
  .stage button.head {
    height: 3.3rem;
    display: block;
    padding-block: 0.35rem;
    background: var(--color-base-soft);
  }
  .away button,
  .away button.head {
    background: none;
    color: var(--text-muted);
  }
  .stage button.pointed {
    background: var(--surface-selected);
  }
  .stage button:focus-visible {
    outline-offset: -2px;
  }
  .head span {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
    white-space: nowrap;
  }
  .head strong,
  .head code,
  .text {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .head strong {
    font-size: var(--size-small);
    color: var(--text-strong);
  }
  .away .head strong {
    color: var(--text-muted);
  }
  .head .note {
    flex: none;
    font-weight: 600;
  }
  .text {
    flex: 1;
    font-family: var(--font-mono);
  }
  .stage .icon {
    width: 14px;
    height: 14px;
    vertical-align: -0.2em;
  }
  .depends,
  .unneeded,
  .not-started {
    color: var(--text-muted);
  }
  @media print {
    .drawing {
      break-inside: avoid;
    }
  }
`
