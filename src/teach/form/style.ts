import { css } from 'lit'

/** How the fields of the form look, and the blocks that they stand in. */
export const formStyle = css`
  :host {
    font-size: 1rem;
  }
  h2,
  h3 {
    margin: 0;
    color: var(--text-strong);
    font-family: var(--font-text);
    line-height: 1.25;
  }
  h2 {
    font-size: var(--size-h3);
  }
  h3 {
    font-size: 1rem;
  }
  section {
    display: grid;
    gap: var(--space-4);
    min-width: 0;
    padding-block: var(--space-5);
    border-block-start: 1px solid var(--rule);
  }
  a {
    color: var(--text-link);
  }
  .lead {
    max-width: var(--measure);
    color: var(--text-muted);
  }
  .field {
    display: grid;
    gap: 0.25rem;
    min-width: 0;
    align-content: start;
  }
  label,
  legend {
    font-weight: 600;
    color: var(--text-strong);
  }
  .hint {
    color: var(--text-muted);
    font-size: var(--size-small);
  }
  .wrong {
    color: var(--color-problem);
    font-size: var(--size-small);
  }
  .wrong::before {
    content: '✖ ';
  }
  input[type='text'],
  textarea,
  select {
    width: 100%;
    min-width: 0;
    min-height: 2.5rem;
    padding: 0.4rem 0.6rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text-normal);
    font: inherit;
  }
  [aria-invalid] {
    border-color: var(--color-problem);
  }
  textarea {
    resize: vertical;
    line-height: 1.5;
  }
  textarea.mono,
  input.mono {
    font-family: var(--font-mono);
    font-size: var(--size-code);
    font-variant-ligatures: none;
    background: var(--surface-code);
  }
  textarea.mono {
    overflow: auto;
    tab-size: 4;
  }
  .row {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: var(--space-3);
  }
  .card {
    display: grid;
    gap: var(--space-3);
    min-width: 0;
    padding: var(--space-4);
    border: 1px solid var(--rule);
    border-radius: var(--radius-large);
    background: var(--surface-raised);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-3);
    align-items: center;
    justify-content: space-between;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
  }
  .tick {
    display: inline-flex;
    gap: 0.5rem;
    align-items: center;
    min-height: 2.25rem;
    font-weight: 400;
  }
  .tick input {
    width: 1.15rem;
    height: 1.15rem;
    margin: 0;
    accent-color: var(--surface-inverse);
  }
  .stands {
    display: grid;
    gap: 0.15rem;
    font-size: var(--size-small);
    overflow-wrap: anywhere;
  }
  .met {
    color: var(--color-cached);
  }
  .open {
    color: var(--color-ran);
  }
  summary {
    min-height: 2.25rem;
    padding-block: 0.4rem;
    cursor: pointer;
  }
  button.file {
    position: relative;
  }
  .upload {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-height: 2.5rem;
    padding: 0.3rem 0.8rem;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    font-weight: 400;
    cursor: pointer;
  }
  .upload:hover {
    background: var(--surface-hover);
  }
  .upload:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .upload input {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }
`
