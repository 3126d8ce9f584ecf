import { css } from 'lit'

/** The sentence above a drawing, and the signs that explain it. */
export const legendStyle = css`
  .sentence {
    max-width: 46rem;
    color: var(--text-strong);
    margin-block-end: var(--space-2);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
    margin-block-end: var(--space-2);
    font-size: var(--size-tiny);
    color: var(--text-muted);
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
`
