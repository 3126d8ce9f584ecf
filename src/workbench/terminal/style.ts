import { css } from 'lit'

/** How the terminal looks: its shells, what is said of them, the screen, the transcript. */
export const terminalStyle = css`
  .shells {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
  }
  .shells .names {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
  }
  .shells button,
  .try button,
  .keys button,
  .below button,
  .transcript button {
    min-height: 1.8rem;
    padding: 0.1rem 0.6rem;
    font-size: var(--size-tiny);
  }
  .shells .new {
    display: inline-flex;
    gap: var(--space-1);
  }
  .shells select {
    min-height: 1.8rem;
    padding: 0.1rem 0.3rem;
    font-size: var(--size-tiny);
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text-normal);
  }
  .shells button[aria-pressed='true'] {
    border-color: var(--text-strong);
    font-weight: 600;
  }
  .hint {
    flex: 1 1 20rem;
    min-height: 1.4em;
    color: var(--text-muted);
  }
  .hint.wrong {
    color: var(--color-problem);
  }
  .try {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    margin-block: var(--space-2);
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .try button {
    flex: none;
    font-family: var(--font-mono);
    font-variant-ligatures: none;
    background: var(--surface-code);
    border-color: var(--rule);
    color: var(--text-normal);
  }
  .try :focus-visible {
    outline-offset: -2px;
  }
  .screen {
    position: relative;
    height: max(14rem, calc(var(--panel-height, 24rem) - 7.75rem));
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--surface-code);
    overflow: hidden;
  }
  .screen:focus-within {
    border-color: var(--focus);
    outline: 2px solid var(--focus);
    outline-offset: 0;
  }
  /* The screen is measured without this padding, and with that of anything around it. */
  .screen .xterm {
    height: 100%;
    padding: var(--space-2) 0 var(--space-1) var(--space-3);
  }
  .screen .xterm .xterm-viewport {
    background: none;
  }
  .screen textarea:focus-visible {
    outline: none;
  }
  .keys {
    display: none;
    gap: var(--space-1);
    margin-block-start: var(--space-2);
  }
  .keys button {
    flex: 1;
    min-height: 2.5rem;
  }
  @media (pointer: coarse), (max-width: 40rem) {
    .keys {
      display: flex;
    }
  }
  @container (max-width: 37.99rem) {
    .screen {
      height: clamp(14rem, 52vh, 24rem);
    }
    .hint {
      order: 1;
      flex-basis: 100%;
    }
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-4);
    margin-block-start: var(--space-2);
    font-size: var(--size-tiny);
    color: var(--text-muted);
  }
  .below label {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    min-height: 1.9rem;
  }
  kbd {
    font: inherit;
    padding-inline: 0.3em;
    border: 1px solid var(--rule);
    border-radius: var(--radius-small);
  }
  details {
    margin-block-start: var(--space-2);
  }
  summary {
    cursor: pointer;
    min-height: 1.5rem;
  }
  .transcript {
    display: flex;
    flex-direction: column;
    align-items: start;
    gap: var(--space-2);
    padding-block: var(--space-2);
  }
  .transcript pre {
    width: 100%;
    max-height: 24rem;
    overflow: auto;
    font: var(--size-tiny) / 1.5 var(--font-mono);
    font-variant-ligatures: none;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  @media print {
    .shells,
    .try,
    .screen,
    .keys,
    .below,
    .hint {
      display: none;
    }
  }
`
