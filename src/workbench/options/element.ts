import { css, html, nothing, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { argumentsOf, flagsText, stageNames, withArgument, withNoCache, withTarget } from './view.ts'

/** The flags of the build: target, arguments, cache. */
class OptionsPane extends Pane {
  static override readonly styles = [
    shared,
    css`
      .fields {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-2) var(--space-4);
      }
      legend {
        padding: 0;
        margin-block-end: var(--space-1);
        font-weight: 600;
        color: var(--text-strong);
      }
      label {
        display: grid;
        gap: 0.15rem;
        font-size: var(--size-tiny);
        color: var(--text-muted);
      }
      .check {
        display: flex;
        align-items: center;
        gap: 0.4rem;
        min-height: 2.25rem;
        font-size: inherit;
        color: inherit;
      }
      select,
      input:not([type='checkbox']) {
        min-height: 2.25rem;
        max-width: 14rem;
        padding: 0.2rem 0.5rem;
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-page);
        color: var(--text-normal);
        font-family: var(--font-mono);
      }
      input[type='checkbox'] {
        width: 1.1rem;
        height: 1.1rem;
        margin: 0;
        accent-color: var(--surface-inverse);
      }
      .flags {
        margin-block-start: var(--space-1);
        font-size: var(--size-tiny);
        overflow-wrap: anywhere;
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const { options } = state
    const instructions = state.forecast?.instructions ?? []
    const stages = stageNames(instructions)
    const args = argumentsOf(instructions)
    const flags = flagsText(options)
    return html`<fieldset>
      <legend>Options of the build</legend>
      <div class="fields">
        <label
          >Target
          <select @change=${(event: Event) => bench.setOptions(withTarget(options, fieldValue(event)))}>
            <option value="" ?selected=${options.target === undefined}>the last stage</option>
            ${[...new Set([...stages, ...(options.target === undefined ? [] : [options.target])])].map(
              (name) => html`<option value=${name} ?selected=${name === options.target}>${name}</option>`,
            )}
          </select>
        </label>
        ${args.map(
          ({ name, usual }) =>
            html`<label
              >${name}
              <input
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="10000"
                placeholder=${usual ?? 'not set'}
                .value=${options.buildArgs?.[name] ?? ''}
                @change=${(event: Event) => bench.setOptions(withArgument(options, name, fieldValue(event)))}
              />
            </label>`,
        )}
        <label class="check"
          ><input
            type="checkbox"
            .checked=${options.noCache === true}
            @change=${() => bench.setOptions(withNoCache(options, options.noCache !== true))}
          />Build without the cache</label
        >
      </div>
      ${flags === '' ? nothing : html`<p class="flags muted">As in <code>docker build ${flags} .</code></p>`}
    </fieldset>`
  }
}

function fieldValue(event: Event): string {
  const { target } = event
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : ''
}

define('layerwise-options', OptionsPane)
