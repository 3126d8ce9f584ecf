import { css } from 'lit'

/** How the stack looks: blocks on one another, hidden bytes hatched, what has not been built dashed. */
export const stackStyle = css`
  :host {
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--space-2);
    margin-block-end: var(--space-2);
  }
  .total {
    font-size: 1.5rem;
    line-height: 1.2;
    font-weight: 600;
    color: var(--text-strong);
  }
  .change {
    font-size: var(--size-tiny);
  }
  .waste {
    flex-basis: 100%;
    color: var(--color-hidden);
    font-size: var(--size-tiny);
  }
  ol {
    display: flex;
    flex-direction: column;
    gap: 3px;
  }
  li {
    display: flex;
  }
  .block {
    --ground: var(--color-base-soft);
    --edge: var(--color-base);
    position: relative;
    flex: 1;
    min-width: 0;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    grid-template-rows: auto auto 1fr;
    align-items: start;
    gap: 0 var(--space-2);
    padding: 6px 8px 6px 14px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--ground);
    color: var(--text-on-layer);
    text-align: start;
    overflow: hidden;
    font-size: var(--size-tiny);
    line-height: 1.35;
    transition: height var(--motion) var(--ease);
  }
  .block.base {
    color: var(--text-strong);
  }
  .block:hover:not(:disabled) {
    background: var(--ground);
  }
  .block::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    width: 6px;
    background: var(--edge);
  }
  .block.pointed,
  .block:hover {
    box-shadow: 0 0 0 2px var(--focus);
  }
  .block .label {
    font-family: var(--font-mono);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .block .figure {
    font-weight: 600;
  }
  .mark {
    display: inline-grid;
    place-items: center;
    width: 18px;
    height: 18px;
    border-radius: 50%;
    background: var(--surface-raised);
  }
  .mark.base {
    color: var(--color-base);
  }
  .mark svg {
    width: 12px;
    height: 12px;
  }
  .hatch {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--color-hidden) 60%, transparent) 0 2px,
      transparent 2px 8px
    );
    border-inline-start: 2px solid var(--color-hidden);
  }
  .block > span:not(.hatch) {
    position: relative;
  }
  .has-hidden .label,
  .has-hidden .figure {
    background: var(--ground);
    border-radius: 3px;
    padding-inline: 3px;
    margin-inline-start: -3px;
  }
  .notes {
    grid-column: 2 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 1px 4px;
    margin-inline-start: -3px;
  }
  .notes span {
    border-radius: 3px;
    padding-inline: 3px;
    background: var(--surface-raised);
  }
  .gone {
    color: var(--color-hidden);
    font-weight: 600;
    /* A second line would be cut in half. */
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .delta {
    color: var(--text-normal);
  }
  .left {
    margin-block-start: var(--space-2);
    font-size: var(--size-tiny);
    color: var(--text-muted);
    overflow-wrap: anywhere;
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    margin-block-start: var(--space-2);
    font-size: var(--size-tiny);
    color: var(--text-muted);
  }
  .options label {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    min-height: 1.75rem;
    cursor: pointer;
  }
  .options input {
    accent-color: var(--surface-inverse);
    width: 1rem;
    height: 1rem;
    margin: 0;
  }
  .empty {
    display: grid;
    place-content: center;
    min-height: 12rem;
    height: 100%;
    padding: var(--space-4);
    border: 1px dashed var(--rule-strong);
    border-radius: var(--radius);
    color: var(--text-muted);
    text-align: center;
  }
  details {
    margin-block-start: var(--space-2);
    font-size: var(--size-tiny);
  }
  summary {
    cursor: pointer;
    color: var(--text-muted);
    min-height: 1.75rem;
  }
  details li {
    display: list-item;
    list-style: disc;
    margin-inline-start: 1.1rem;
  }
  .stale {
    opacity: 0.75;
  }
  .would {
    flex-basis: 100%;
    font-size: var(--size-tiny);
  }
  .trial .block {
    border-style: dashed;
    background: color-mix(in oklab, var(--ground) 45%, var(--surface-raised));
    color: var(--text-normal);
  }
  .trial .block::before {
    opacity: 0.55;
  }
  @media print {
    .options {
      display: none;
    }
    .block,
    .hatch {
      print-color-adjust: exact;
    }
    details::details-content {
      content-visibility: visible;
    }
  }
`
