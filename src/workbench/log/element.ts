import { css, html, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { logLines } from './view.ts'

/** The log of the last build, as docker prints it. */
class LogPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      pre {
        font: var(--size-tiny) / 1.55 var(--font-mono);
        font-variant-ligatures: none;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
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
    `,
  ]

  protected override render(): TemplateResult {
    const build = this.state?.build
    if (build === undefined) return html`<p class="muted">Nothing has been built yet.</p>`
    // One line of the template: blanks count in a <pre>.
    return html`<pre>${logLines(build).map((line) => html`<span class=${line.kind}>${line.text}</span>\n`)}</pre>`
  }
}

define('layerwise-log', LogPane)
