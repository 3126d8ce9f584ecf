import { css } from 'lit'

/** What all panes share: their box, buttons, tables, the ring of what has the focus, text for screen readers only. */
export const shared = css`
  :host {
    display: block;
    box-sizing: border-box;
    color: var(--text-normal);
    font-family: var(--font-label);
    font-size: var(--size-small);
    line-height: 1.4;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  p,
  ul,
  ol,
  dl,
  dd,
  pre,
  fieldset {
    margin: 0;
    padding: 0;
  }
  fieldset {
    border: 0;
    min-width: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 2.25rem;
    padding: 0.3rem 0.8rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text-strong);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--surface-hover);
  }
  button:disabled {
    cursor: default;
    color: var(--text-muted);
    border-color: var(--rule);
    background: transparent;
  }
  button.quiet {
    border-color: transparent;
    background: none;
  }
  button.main {
    border-color: var(--surface-inverse);
    background: var(--surface-inverse);
    color: var(--text-inverse);
    font-weight: 600;
  }
  button.main:hover:not(:disabled) {
    background: color-mix(in oklab, var(--surface-inverse) 86%, var(--surface-page));
  }
  button.main:disabled {
    border-color: var(--rule-strong);
    background: var(--surface-sunken);
    color: var(--text-muted);
    font-weight: 400;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  code,
  .mono {
    font-family: var(--font-mono);
    font-size: 0.92em;
    font-variant-ligatures: none;
  }
  .figure {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .muted {
    color: var(--text-muted);
  }
  .cached {
    color: var(--color-cached);
  }
  .ran,
  .run {
    color: var(--color-ran);
  }
  .problem,
  .failed {
    color: var(--color-problem);
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  caption {
    text-align: start;
    padding-block-end: var(--space-2);
    color: var(--text-muted);
  }
  th,
  td {
    padding: 0.35rem 0.6rem;
    border-block-end: 1px solid var(--rule);
    text-align: start;
    vertical-align: baseline;
  }
  th {
    font-weight: 600;
    color: var(--text-muted);
    font-size: var(--size-tiny);
  }
  th.figure,
  td.figure {
    text-align: end;
  }
`
