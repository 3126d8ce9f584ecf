import { css, html, nothing, type TemplateResult } from 'lit'
import { logParts, logText } from '../../../simulator/index.ts'
import { words } from '../../words/words.ts'
import { copyText } from '../clipboard.ts'
import { foldStyle, sourcesFold } from '../fold.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'

/** The log of the last build, as docker prints it. */
class LogPane extends Pane {
  static override readonly styles = [
    shared,
    foldStyle,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        margin-block-end: var(--space-2);
      }
      header button {
        min-height: 1.75rem;
        font-size: var(--size-tiny);
      }
      pre {
        font: var(--size-tiny) / 1.55 var(--font-mono);
        font-variant-ligatures: none;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      /* A line that is broken goes on further in, so that one sees where the next begins. */
      pre span {
        display: block;
        min-height: 1.55em;
        padding-inline-start: 3ch;
        text-indent: -3ch;
      }
      .part {
        padding: 0;
        text-indent: 0;
        border-radius: var(--radius-small);
      }
      .part + .part {
        margin-block-start: 0.8em;
      }
      .part.pointed {
        background: var(--surface-selected);
      }
      .step {
        color: var(--text-strong);
        font-weight: 600;
      }
      .output {
        color: var(--text-normal);
      }
      .done {
        color: var(--text-muted);
      }
      .error {
        color: var(--color-problem);
      }
      .warning {
        color: var(--color-warning);
      }
      @media print {
        header {
          display: none;
        }
      }
    `,
  ]

  protected override render(): TemplateResult {
    const build = this.state?.build
    if (build === undefined) return html`<p class="muted">${words.log.nothingHasBeenBuiltYetAfter}</p>`
    const parts = logParts(build)
    return html`<header>
        <p class="muted">${words.log.buildAs(build.number)} <code>docker build --progress=plain</code> ${words.log.printsIt}</p>
        <button @click=${() => void copyText(this.bench, logText(parts), words.log.theLog)}>${words.log.copyTheLog}</button>
      </header>
      <pre>${parts.map(
        // No blanks of the template: they count in a <pre>.
        ({ lines, instruction }) =>
          html`<span class="part ${this.isPointed(instruction) ? 'pointed' : ''}" data-instruction=${instruction ?? nothing}>${lines.map(
            ({ kind, text }) => html`<span class=${kind}>${text}</span>`,
          )}</span>`,
      )}</pre>
      ${sourcesFold(build.durationMs.sources)}`
  }
}

define('layerwise-log', LogPane)
