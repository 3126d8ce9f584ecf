import { css } from 'lit'

/** How the buttons look that act on the machine, and what they did. */
export const actStyle = css`
  .act {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    margin-block-start: var(--space-3);
  }
  details {
    margin-block-start: var(--space-2);
  }
  summary {
    min-height: 1.5rem;
    cursor: pointer;
  }
  .done summary .icon {
    color: var(--color-cached);
    vertical-align: -0.15em;
  }
  .done.refused summary .icon {
    color: var(--color-problem);
  }
  .done pre {
    margin-block-start: var(--space-2);
    padding: var(--space-2) var(--space-3);
    max-height: 16rem;
    overflow: auto;
    border: 1px solid var(--rule);
    border-radius: var(--radius);
    background: var(--surface-code);
    font-family: var(--font-mono);
    font-variant-ligatures: none;
    font-size: 0.8rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .done .typed {
    font-weight: 600;
    color: var(--text-strong);
  }
  td button {
    min-height: 1.6rem;
    padding: 0 0.6rem;
    font-size: 0.8rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
  }
`
