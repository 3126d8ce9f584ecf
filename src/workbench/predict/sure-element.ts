import { css, html, LitElement, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'
import type { Sure } from './view.ts'

const levels: readonly Sure[] = ['guess', 'fairly', 'certain']

/** Asks how sure somebody is of a prediction; tells it by an event of the name `sure`. It may stay unanswered. */
class SurePane extends LitElement {
  static override readonly styles = [
    shared,
    css`
      fieldset {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-3);
        margin-block-start: var(--space-2);
        color: var(--text-muted);
      }
      legend {
        float: inline-start;
        padding: 0;
      }
      @container (max-width: 26rem) {
        legend {
          flex-basis: 100%;
        }
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.35rem;
        min-height: 2rem;
        cursor: pointer;
      }
      input {
        width: 1rem;
        height: 1rem;
        margin: 0;
        accent-color: var(--surface-inverse);
      }
    `,
  ]

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend>${words.sure.howSure}</legend>
      ${levels.map(
        (level) =>
          html`<label><input type="radio" name="sure" @change=${() => this.#say(level)} /> ${words.sure.levels[level]}</label>`,
      )}
    </fieldset>`
  }

  #say(level: Sure): void {
    this.dispatchEvent(new CustomEvent('sure', { detail: level }))
  }
}

define('layerwise-sure', SurePane)
