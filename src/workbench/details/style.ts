import { css } from 'lit'

/** How the tabs below the editor look, and the panel under them. */
export const detailsStyle = css`
  .tabs {
    position: relative;
    border-block-end: 1px solid var(--rule);
  }
  .row {
    display: flex;
    overflow-x: auto;
    scrollbar-width: none;
    padding-inline: var(--space-2);
  }
  .row::-webkit-scrollbar {
    display: none;
  }
  .row button {
    flex: none;
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--text-muted);
    min-height: 2.5rem;
    padding-inline: 0.7rem;
    border-block: 3px solid transparent;
  }
  .row button[aria-selected='true'] {
    color: var(--text-strong);
    font-weight: 600;
    border-block-end-color: var(--text-strong);
  }
  .row :focus-visible,
  .panel:focus-visible {
    outline-offset: -2px;
  }
  .row .icon {
    vertical-align: -0.2em;
  }
  .more {
    position: absolute;
    inset-block: 0;
    display: grid;
    align-items: center;
    min-height: 0;
    width: 2.75rem;
    padding: 0 0.3rem;
    border: 0;
    border-radius: 0;
    color: var(--text-strong);
    font-size: 1.5rem;
    line-height: 1;
  }
  .more,
  .more:hover:not(:disabled) {
    background: linear-gradient(var(--away), transparent, var(--surface-raised) 45%);
  }
  .more.start {
    --away: to left;
    inset-inline-start: 0;
    justify-items: start;
  }
  .more.end {
    --away: to right;
    inset-inline-end: 0;
    justify-items: end;
  }
  .panel {
    padding: var(--space-3);
    max-height: var(--panel-height, 24rem);
    min-height: 6rem;
    overflow: auto;
  }
  .printed {
    display: none;
  }
  @media print {
    .tabs {
      display: none;
    }
    .printed {
      display: block;
      margin: 0 0 var(--space-2);
      font: 600 var(--size-text) / 1.3 var(--font-label);
      color: var(--text-strong);
    }
    .panel {
      max-height: none;
      overflow: visible;
      padding-inline: 0;
    }
  }
`
