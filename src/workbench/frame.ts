import { css } from 'lit'

/**
 * How the parts of the workbench lie beside and below one another: three columns where there is room, files as a row above the editor where there is
 * less, and on a phone one view at a time.
 */
export const frame = css`
  :host {
    container-type: inline-size;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius-large);
    background: var(--surface-raised);
    box-shadow: var(--shadow);
    overflow: clip;
  }
  .failure {
    padding: var(--space-3) var(--space-4);
    color: var(--color-problem);
  }
  h4 {
    margin: 0;
    padding: var(--space-2) var(--space-3);
    font: 600 var(--size-tiny) / 1.4 var(--font-label);
    color: var(--text-muted);
  }
  kbd {
    margin-inline-start: 0.4rem;
    font: var(--size-tiny) / 1 var(--font-mono);
    opacity: 0.75;
  }
  .views {
    display: none;
    padding: var(--space-2);
    border-block-end: 1px solid var(--rule);
    background: var(--surface-sunken);
  }
  .views button {
    flex: 1;
    min-height: 2.75rem;
    border-radius: 0;
    margin-inline-start: -1px;
  }
  .views button:first-child {
    border-radius: var(--radius) 0 0 var(--radius);
    margin: 0;
  }
  .views button:last-child {
    border-radius: 0 var(--radius) var(--radius) 0;
  }
  .views button[aria-pressed='true'] {
    background: var(--surface-inverse);
    border-color: var(--surface-inverse);
    color: var(--text-inverse);
  }
  .question {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
    padding: var(--space-4);
    border-block-end: 1px solid var(--rule);
    background: var(--surface-page);
  }
  .build-now {
    margin-block-start: var(--space-3);
  }
  .asked:focus {
    outline: none;
  }
  .change {
    font-size: var(--size-tiny);
  }
  .change .diff {
    margin-block-start: var(--space-1);
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius);
    background: var(--surface-code);
    font-family: var(--font-mono);
  }
  .diff li {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    padding-inline-start: 1.2em;
    text-indent: -1.2em;
  }
  del,
  ins {
    text-decoration: none;
  }
  del {
    color: var(--text-muted);
  }
  del::before {
    content: '− ';
  }
  ins {
    color: var(--text-strong);
    background: var(--color-ran-soft);
  }
  ins::before {
    content: '+ ';
  }
  .panes {
    display: grid;
    grid-template-columns: var(--files-width, 14rem) minmax(0, 1fr) var(--image-width, minmax(15rem, 19rem));
    min-height: var(--panes-height, var(--panes-usual, 20rem));
  }
  .part {
    min-width: 0;
    display: flex;
    flex-direction: column;
  }
  .part + .part {
    border-inline-start: 1px solid var(--rule);
  }
  .files layerwise-files {
    padding: 0 var(--space-2) var(--space-2);
  }
  .files {
    background: var(--surface-sunken);
  }
  .text h4,
  layerwise-tabs {
    min-height: 2.25rem;
  }
  .text layerwise-editor {
    flex: 1 1 16rem;
    min-height: 16rem;
    max-height: var(--panes-height, var(--panes-usual, 36rem));
    background: var(--surface-code);
    border-block-start: 1px solid var(--rule);
  }
  .empty {
    flex: 1;
    display: grid;
    place-content: center;
    margin: 0 var(--space-3) var(--space-3);
    padding: var(--space-4);
    border: 1px dashed var(--rule-strong);
    border-radius: var(--radius);
    color: var(--text-muted);
    text-align: center;
  }
  .image layerwise-stack {
    flex: 1;
    padding: 0 var(--space-3) var(--space-3);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
    padding: var(--space-2) var(--space-3);
    border-block: 1px solid var(--rule);
    background: var(--surface-sunken);
  }
  .said {
    flex: 1 1 14rem;
    min-width: 0;
    color: var(--text-normal);
    overflow-wrap: anywhere;
  }
  .said:empty {
    display: none;
  }
  layerwise-more {
    flex-basis: 100%;
  }
  .why {
    flex-basis: 100%;
  }
  @container (min-width: 38rem) {
    :host([eager]) .panes {
      min-height: 28.5rem;
    }
  }
  @container (min-width: 52rem) {
    .question:has(.change) {
      grid-template-columns: minmax(0, 1.3fr) minmax(0, 1fr);
    }
    :host([compact]) .panes {
      min-height: 16rem;
    }
  }
  @container (max-width: 59.99rem) {
    .panes {
      grid-template-columns: minmax(0, 1fr) var(--image-width, minmax(13.5rem, 17rem));
      grid-template-rows: auto 1fr;
    }
    .files {
      grid-column: 1 / -1;
      border-block-end: 1px solid var(--rule);
    }
    .files h4 {
      display: none;
    }
    .files layerwise-files {
      padding: var(--space-2);
    }
    .text {
      border-inline-start: 0 !important;
    }
  }
  @container (max-width: 37.99rem) {
    .views {
      display: flex;
    }
    .panes {
      display: block;
      min-height: 0;
    }
    .part {
      border: 0 !important;
    }
    .view-text .text,
    .view-text .image,
    .view-text .details,
    .view-editor .files,
    .view-editor .image,
    .view-editor .question,
    .view-editor .details,
    .view-image .files,
    .view-image .text,
    .view-image:not(.judged) .question,
    .view-image .change {
      display: none;
    }
    .text layerwise-editor {
      min-height: 13rem;
      max-height: 26rem;
    }
    :host([layers-first]) .image {
      min-height: 26.5rem;
    }
    :host([layers-first]) .said {
      display: block;
      min-height: 2.7rem;
    }
    .view-text .panes {
      min-height: 6rem;
    }
    .image h4 {
      display: none;
    }
    .image layerwise-stack {
      padding-block-start: var(--space-3);
      min-height: 18rem;
    }
    .actions kbd {
      display: none;
    }
    .actions .build {
      /* So that Stop, while there is something to stop, stands beside it and moves nothing. */
      flex: 1 1 calc(100% - 6rem);
      min-height: 2.75rem;
    }
    .details {
      --panel-height: none;
    }
  }
`
