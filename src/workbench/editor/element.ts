import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { plainPieces } from '../../editor/plain.ts'
import { dockerfileOf, fileAt } from '../../state/files.ts'
import { allWords } from '../../words/fetch.ts'
import { words } from '../../words/words.ts'
import { sizeOf } from '../files/view.ts'
import { icon } from '../icons.ts'
import { defineFirst, Pane } from '../pane.ts'
import { sizeText } from '../sizes.ts'
import type { BenchState } from '../state.ts'
import { shared } from '../styles.ts'
import type { LiveEditor } from './live.ts'
import { isDockerfile, marksOf } from './marks.ts'

/**
 * The text that is open. At first it is only shown, with its marks and sizes; the editor itself is fetched when someone points at it, touches
 * it or tabs into it.
 */
class EditorPane extends Pane {
  static override readonly properties = { bench: { attribute: false }, loading: { state: true } }
  declare loading: boolean
  #editor: LiveEditor | undefined

  static override readonly styles = [
    shared,
    css`
      :host {
        --editor-size: var(--size-code);
        --editor-line: 1.6;
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }
      .plain,
      .host {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .plain {
        padding: 8px 0;
        font-family: var(--font-mono);
        font-size: var(--editor-size);
        font-variant-ligatures: none;
        line-height: var(--editor-line);
        cursor: text;
      }
      .plain:focus-visible {
        outline-offset: -2px;
      }
      .row {
        display: grid;
        /* Sizes have their room before they are known, so that no line wraps anew when they come. */
        grid-template-columns: 24px 1.9rem minmax(0, 1fr) minmax(5.5rem, auto);
      }
      .row.pointed {
        background: var(--surface-selected);
      }
      .sign {
        display: grid;
        place-items: center;
        height: calc(var(--editor-line) * 1em);
      }
      .sign svg {
        width: 14px;
        height: 14px;
      }
      .number {
        padding-inline: 2px 6px;
        text-align: end;
        font-size: 0.92em;
        color: var(--text-muted);
      }
      .line {
        padding-inline: 6px 10px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .size {
        align-self: end;
        padding-inline-end: 8px;
        text-align: end;
        font-size: 0.9em;
        color: var(--text-muted);
      }
      .unneeded {
        color: var(--text-muted);
      }
      .keyword {
        color: var(--code-keyword);
        font-weight: 650;
      }
      .comment {
        color: var(--code-comment);
      }
      .string {
        color: var(--code-string);
      }
      .variable {
        color: var(--code-variable);
      }
      .flag {
        color: var(--code-flag);
      }
      .stand-in {
        padding: var(--space-4);
        color: var(--text-muted);
      }
    `,
  ]

  constructor() {
    super()
    this.loading = false
  }

  /** Fetches the editor and puts the focus into it when `focus` is given. */
  async open(focus: boolean): Promise<void> {
    if (this.#editor !== undefined) {
      if (focus) this.#editor.focus()
      return
    }
    if (this.loading) return
    this.loading = true
    const [{ LiveEditor }] = await Promise.all([import('./live.ts'), allWords()])
    const parent = this.renderRoot.querySelector('.host')
    const { bench, shadowRoot } = this
    if (!(parent instanceof HTMLElement) || shadowRoot === null || bench === undefined) return
    parent.hidden = false
    this.#editor = new LiveEditor(bench, parent, shadowRoot, this)
    const hadFocus = this.renderRoot.querySelector('.plain:focus') !== null
    this.loading = false
    this.requestUpdate()
    await this.updateComplete
    if (focus || hadFocus) this.#editor.focus()
  }

  /** Puts the cursor at a line. */
  async goTo(line: number): Promise<void> {
    await this.open(true)
    await this.updateComplete
    this.#editor?.goTo(line)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#editor?.destroy()
    this.#editor = undefined
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const file = fileAt(state.files, state.open)
    const binary = file?.sized !== undefined || file?.base64 !== undefined
    const editing = this.#editor !== undefined
    return html`
      ${binary ? html`<p class="stand-in">${words.bench.standsForAFileOfIts(state.open, sizeText(sizeOf(file)))}</p>` : nothing}
      ${editing || binary ? nothing : this.#plain(state, file?.text ?? '')}
      <div class="host" ?hidden=${!editing || binary}></div>
    `
  }

  #plain(state: BenchState, text: string): TemplateResult {
    const isBuilt = state.open === dockerfileOf(state.project, state.options)
    const marks = isBuilt ? marksOf(state) : []
    const lines = isDockerfile(state)
      ? plainPieces(text)
      : text.split('\n').map((line) => [{ kind: 'text' as const, text: line }])
    return html`<div
      class="plain"
      tabindex="0"
      role="group"
      aria-label=${words.bench.focusToEdit(state.open)}
      @focus=${() => void this.open(false)}
      @click=${() => void this.open(false)}
      @pointerenter=${() => void this.open(false)}
    >
      ${lines.map((pieces, index) => {
        const line = index + 1
        const first = marks.find((mark) => mark.first === line)
        const last = marks.find((mark) => mark.last === line)
        const inside = marks.find((mark) => mark.first <= line && line <= mark.last)
        const pointed = inside !== undefined && inside.instruction === state.pointed
        return html`<div
          class="row ${pointed ? 'pointed' : ''}"
          @pointerenter=${() => this.bench?.point(inside?.instruction)}
          @pointerleave=${() => this.bench?.point(undefined)}
        >
          <span class="sign ${first?.mark ?? ''}"
            >${first === undefined || first.mark === 'none' ? nothing : html`<span role="img" aria-label=${first.label} title=${first.label}>${icon(first.mark)}</span>`}</span
          ><span class="number" aria-hidden="true">${line}</span
          ><span class="line">${pieces.map((piece) => (piece.kind === 'text' ? piece.text : html`<span class=${piece.kind}>${piece.text}</span>`))}</span
          ><span class="size figure" title=${last?.sizeTitle ?? ''}>${last?.size ?? ''}</span>
        </div>`
      })}
    </div>`
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (this.state !== undefined) this.#editor?.draw(this.state)
  }
}

defineFirst('layerwise-editor', EditorPane)

export type { EditorPane }
