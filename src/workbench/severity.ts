import { css } from 'lit'

/** The colours of problems by how grave they are, beside their signs and words. */
export const severityStyle = css`
  .error {
    color: var(--color-problem);
  }
  .warning {
    color: var(--color-warning);
  }
  .note {
    color: var(--text-muted);
  }
`
