import { css, html, nothing, type TemplateResult } from 'lit'
import type { ProjectOptions } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import type { Bench } from '../bench.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import {
  argumentsOf,
  flagsText,
  platforms,
  secretIds,
  stageNames,
  withArgument,
  withNetwork,
  withNoCache,
  withPlatform,
  withSecret,
  withStageNotCached,
  withTarget,
} from './view.ts'

/** The flags of the build: target, arguments, cache, platform, network, secrets. */
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
      fieldset + fieldset {
        margin-block-start: var(--space-3);
      }
      .note {
        max-width: 60ch;
        margin-block-end: var(--space-2);
        font-size: var(--size-tiny);
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
    const secrets = [...new Set([...secretIds(instructions), ...Object.keys(bench.secrets)])]
    const flags = flagsText(options, Object.keys(bench.secrets))
    return html`<fieldset>
        <legend>${words.options.optionsOfTheBuild}</legend>
        <div class="fields">
          ${this.#stages(bench, options, stageNames(instructions))}
          ${argumentsOf(instructions).map(
            ({ name, usual }) =>
              html`<label
                >${name}
                <input
                  autocomplete="off"
                  autocapitalize="off"
                  spellcheck="false"
                  maxlength="10000"
                  placeholder=${usual ?? words.options.notSet}
                  .value=${options.buildArgs?.[name] ?? ''}
                  @change=${(event: Event) => bench.setOptions(withArgument(options, name, fieldValue(event)))}
                />
              </label>`,
          )}
          ${choice(words.options.platform, platforms, options.platform ?? platforms[0], (value) => bench.setOptions(withPlatform(options, value)))}
          ${choice(words.options.networkOfRun, ['default', 'none', 'host'], options.network ?? 'default', (value) => bench.setOptions(withNetwork(options, value)))}
          <label class="check"
            ><input
              type="checkbox"
              .checked=${options.noCache === true}
              @change=${() => bench.setOptions(withNoCache(options, options.noCache !== true))}
            />${words.options.buildWithoutTheCache}</label
          >
        </div>
        ${
          options.platform === undefined
            ? nothing
            : html`<p class="note muted">${words.options.theCatalogHoldsImagesForOnly(platforms[0])}</p>`
        }
      </fieldset>
      ${secrets.length === 0 ? nothing : this.#secrets(bench, secrets)}
      ${flags === '' ? nothing : html`<p class="flags muted">${words.options.asIn} <code>docker build ${flags} .</code></p>`}`
  }

  #stages(bench: Bench, options: ProjectOptions, stages: readonly string[]): TemplateResult {
    const { target } = options
    const [notCached = ''] = options.noCacheFilter ?? []
    const names = (chosen: string) => [...new Set([...stages, ...(chosen === '' ? [] : [chosen])])]
    return html`${choice(words.options.target, ['', ...names(target ?? '')], target ?? '', (value) => bench.setOptions(withTarget(options, value)), words.options.theLastStage)}
    ${
      names(notCached).length === 0
        ? nothing
        : choice(
            words.options.notFromTheCache,
            ['', ...names(notCached)],
            notCached,
            (value) => bench.setOptions(withStageNotCached(options, value)),
            words.options.noStage,
          )
    }`
  }

  #secrets(bench: Bench, ids: readonly string[]): TemplateResult {
    return html`<fieldset>
      <legend>${words.options.secrets}</legend>
      <p class="note muted">
        ${words.options.forTheRunLinesThatMount}
      </p>
      <div class="fields">
        ${ids.map(
          (id) =>
            html`<label
              >${id}
              <input
                type="password"
                autocomplete="off"
                maxlength="100000"
                placeholder=${words.options.notGiven}
                .value=${bench.secrets[id] ?? ''}
                @change=${(event: Event) => bench.setSecrets(withSecret(bench.secrets, id, fieldValue(event)))}
              />
            </label>`,
        )}
      </div>
    </fieldset>`
  }
}

/** A list to choose from; an empty value is shown in the words of `none`. */
function choice(
  name: string,
  values: readonly string[],
  chosen: string,
  choose: (value: string) => void,
  none = '',
): TemplateResult {
  return html`<label
    >${name}
    <select @change=${(event: Event) => choose(fieldValue(event))}>
      ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${value === '' ? none : value}</option>`)}
    </select>
  </label>`
}

function fieldValue(event: Event): string {
  const { target } = event
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : ''
}

define('layerwise-options', OptionsPane)
