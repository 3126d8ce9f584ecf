import { css, html, LitElement, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'
import { define } from '../pane.ts'
import { shared } from '../styles.ts'
import type { Missing } from './missing.ts'
import { bytesFrom } from './view.ts'

const kinds = ['text', 'binary', 'packed', 'zeros', 'written'] as const

/** What a Dockerfile copies and the context does not have: for each a stand-in, whose size and kind can be set, or none. */
class MissingTable extends LitElement {
  static override readonly properties = {
    missing: { attribute: false },
    edits: { state: true },
  }
  declare missing: readonly Missing[]
  /** What the learner changed, by source; null where no stand-in is wanted. */
  declare edits: ReadonlyMap<string, Pick<Missing, 'size' | 'kind'> | null>

  constructor() {
    super()
    this.missing = []
    this.edits = new Map()
  }

  static override readonly styles = [
    shared,
    css`
      :host {
        margin-block-start: var(--space-4);
      }
      h3 {
        margin: 0 0 var(--space-1);
        font: 600 1rem / 1.3 var(--font-label);
        color: var(--text-strong);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 9.5rem 7rem;
        align-items: end;
        gap: var(--space-2) var(--space-3);
        padding-block: var(--space-2);
        border-block-end: 1px solid var(--rule);
      }
      @media (max-width: 40rem) {
        li {
          grid-template-columns: minmax(0, 1fr) 8rem;
        }
        .what {
          grid-column: 1 / -1;
        }
      }
      .what {
        display: flex;
        align-items: start;
        gap: var(--space-2);
        overflow-wrap: anywhere;
        color: var(--text-strong);
      }
      small {
        display: block;
        font-size: var(--size-tiny);
        color: var(--text-muted);
      }
      input[type='checkbox'] {
        flex: none;
        width: 1.25rem;
        height: 1.25rem;
        margin: 0.15rem 0 0;
        accent-color: var(--surface-inverse);
      }
      input:not([type='checkbox']),
      select {
        width: 100%;
        min-height: 2.25rem;
        padding: 0.2rem 0.4rem;
        border: 1px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--surface-page);
      }
      label small {
        margin-block-end: 0.1rem;
      }
    `,
  ]

  /** The stand-ins as they are set now. */
  get chosen(): readonly Missing[] {
    return this.missing.flatMap((one) => {
      const edit = this.edits.get(one.source)
      return edit === null ? [] : [{ ...one, ...edit }]
    })
  }

  protected override render(): TemplateResult {
    return html`<h3>${words.importing.missing(words.counts.sources(this.missing.length))}</h3>
      <p class="muted">${words.importing.theDockerfileCopiesTheseAndThey}</p>
      <ul>
        ${this.missing.map((one) => this.#row(one))}
      </ul>`
  }

  #row(one: Missing): TemplateResult {
    const edit = this.edits.get(one.source)
    const { size, kind } = edit ?? one
    const isOff = edit === null
    return html`<li>
      <label class="what">
        <input
          type="checkbox"
          .checked=${!isOff}
          @change=${() => this.#edit(one, isOff ? { size: one.size, kind: one.kind } : null)}
        />
        <span><code>${one.path}</code><small>${words.importing.forInLine(one.source, one.line)}</small></span>
      </label>
      <label
        ><small>${words.importing.kind}</small>
        <select
          aria-label=${words.importing.kindOf(one.path)}
          ?disabled=${isOff}
          @change=${(event: Event) => this.#edit(one, { size, kind: kindIn(event) ?? kind })}
        >
          ${kinds.map((value) => html`<option value=${value} ?selected=${value === kind}>${words.importing.kinds[value]}</option>`)}
        </select>
      </label>
      <label
        ><small>${words.importing.size}</small>
        <input
          aria-label=${words.importing.sizeOf(one.path)}
          ?disabled=${isOff || kind === 'written'}
          .value=${kind === 'written' ? words.importing.asWritten : sizeText(size)}
          @change=${(event: Event) => this.#size(one, kind, event)}
        />
      </label>
    </li>`
  }

  #size(one: Missing, kind: Missing['kind'], { target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return
    const size = bytesFrom(target.value)
    target.setCustomValidity(size === undefined ? words.importing.aSizeSuchAs12Kb : '')
    target.reportValidity()
    if (size !== undefined) this.#edit(one, { size, kind })
  }

  #edit({ source }: Missing, edit: Pick<Missing, 'size' | 'kind'> | null): void {
    this.edits = new Map(this.edits).set(source, edit)
  }
}

function kindIn({ target }: Event): Missing['kind'] | undefined {
  const value = target instanceof HTMLSelectElement ? target.value : ''
  return kinds.find((kind) => kind === value)
}

define('layerwise-missing', MissingTable)

declare global {
  interface HTMLElementTagNameMap {
    'layerwise-missing': MissingTable
  }
}
