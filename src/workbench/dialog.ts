import { css } from 'lit'

/**
 * How dialogs look. They are the browser's own: the focus stays in them, Escape closes them, and closing puts the focus back where it was.
 */
export const dialogStyle = css`
  dialog {
    width: min(30rem, calc(100vw - 2rem));
    max-height: calc(100dvh - 2rem);
    padding: var(--space-4);
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius-large);
    background: var(--surface-raised);
    color: var(--text-normal);
    box-shadow: var(--shadow);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  dialog h2 {
    margin: 0 0 var(--space-3);
    font: 600 1.125rem / 1.3 var(--font-label);
    color: var(--text-strong);
  }
  dialog p + p {
    margin-block-start: var(--space-2);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin-block-start: var(--space-4);
  }
`
