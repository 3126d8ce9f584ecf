import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { chipStyle, layerChips } from './chip.ts'
import { treeStyle } from './tree-style.ts'
import type { TreeRow } from './view.ts'

/**
 * Files as a tree that keys walk through as in any tree: up and down, right to unfold, left to fold or to the folder above, Enter to open. Tells
 * `folder-toggled` with the path of a folder and `entry-chosen` with an {@link TreeRow.entry}.
 */
class TreePane extends Pane {
  static override readonly properties: PropertyDeclarations = {
    bench: { attribute: false },
    rows: { attribute: false },
    label: {},
    chips: { type: Boolean },
    facts: { type: Boolean },
    at: { state: true },
  }
  declare rows: readonly TreeRow[]
  declare label: string
  /** Show the layers that files come from. */
  declare chips: boolean
  /** Show mode, owner and time. */
  declare facts: boolean
  /** Path of the row that the keys are at. */
  declare at: string

  constructor() {
    super()
    this.rows = []
    this.label = ''
    this.chips = false
    this.facts = false
    this.at = ''
  }

  static override readonly styles = [
    shared,
    chipStyle,
    treeStyle,
    css`
      :host {
        container-type: inline-size;
      }
    `,
  ]

  protected override render(): TemplateResult {
    const first = this.rows.some((row) => row.path === this.at) ? this.at : this.rows[0]?.path
    return html`<div role="tree" aria-label=${this.label} @keydown=${this.#steer}>
      ${this.rows.map((row) => this.#row(row, row.path === first))}
    </div>`
  }

  #row(row: TreeRow, isFirst: boolean): TemplateResult {
    const { state } = this
    const open = state?.contents?.open
    const isOpen = open !== undefined && row.entry?.path === open.path && row.entry.layer === open.layer
    return html`<div
      role="treeitem"
      class="row ${row.change?.kind ?? ''} ${row.hidden === undefined ? '' : 'hidden'} ${this.isPointed(row.instruction) ? 'pointed' : ''}"
      data-path=${row.path}
      data-instruction=${row.instruction ?? nothing}
      tabindex=${isFirst ? 0 : -1}
      aria-level=${row.level}
      aria-posinset=${row.place}
      aria-setsize=${row.of}
      aria-expanded=${row.isFolder ? (row.isUnfolded ? 'true' : 'false') : nothing}
      aria-selected=${isOpen ? 'true' : 'false'}
      style="--level: ${row.level}"
      @click=${() => this.#use(row)}
    >
      <span class="twist" aria-hidden="true">${row.isFolder ? (row.isUnfolded ? '▾' : '▸') : ''}</span>
      <span class="name"
        >${row.change === undefined ? nothing : html`<span class="sign" aria-hidden="true">${row.change.sign}</span>`}<span class="path"
          >${row.name}${row.target === undefined ? nothing : html`<span class="muted"> → ${row.target}</span>`}</span
        >
        ${row.change === undefined ? nothing : html`<span class="word">${row.change.text}</span>`}
        ${row.counts === '' ? nothing : html`<span class="counts muted">${row.counts}</span>`}
        ${row.hides === undefined ? nothing : html`<span class="gone">${row.hides}</span>`}
        ${row.hidden === undefined ? nothing : html`<span class="gone">${row.hidden}</span>`}
      </span>
      ${this.chips ? html`<span class="layers">${layerChips(row.layers, row.layersText)}</span>` : nothing}
      <span class="figure" title=${row.sizeTitle}>${row.size}</span>
      ${this.facts && row.attributes !== '' ? html`<span class="facts mono">${row.attributes}</span>` : nothing}
    </div>`
  }

  #use(row: TreeRow): void {
    this.at = row.path
    if (row.isFolder) this.#tell('folder-toggled', row.path)
    else if (row.entry !== undefined) this.#tell('entry-chosen', row.entry)
  }

  #tell(kind: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(kind, { detail }))
  }

  /** Puts the focus at the row that the keys are at. */
  focusRow(): void {
    this.renderRoot.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus()
  }

  readonly #steer = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target instanceof Element ? event.target.closest('[data-path]') : null
    const at = this.rows.findIndex((row) => row.path === target?.getAttribute('data-path'))
    const row = this.rows[at]
    if (row === undefined) return
    const next = this.#next(event.key, at, row)
    if (next === undefined) return
    event.preventDefault()
    if (typeof next === 'number') this.#go(next)
  }

  /** The row that a key leads to; `true` where the key did something else, undefined where it means nothing here. */
  #next(key: string, at: number, row: TreeRow): number | true | undefined {
    switch (key) {
      case 'ArrowDown':
        return at + 1
      case 'ArrowUp':
        return at - 1
      case 'Home':
        return 0
      case 'End':
        return this.rows.length - 1
      case 'ArrowRight':
        if (row.isFolder && row.isUnfolded) return at + 1
        if (row.isFolder) this.#use(row)
        return true
      case 'ArrowLeft':
        if (row.isFolder && row.isUnfolded) {
          this.#use(row)
          return true
        }
        return this.rows.findLastIndex((other, place) => place < at && other.level < row.level)
      case 'Enter':
      case ' ':
        this.#use(row)
        return true
      default:
        return undefined
    }
  }

  #go(at: number): void {
    const row = this.rows[Math.max(0, Math.min(at, this.rows.length - 1))]
    if (row === undefined) return
    this.at = row.path
    void this.updateComplete.then(() => {
      const element = [...this.renderRoot.querySelectorAll('.row')].find(
        (one) => one.getAttribute('data-path') === row.path,
      )
      if (element instanceof HTMLElement) element.focus()
    })
  }
}

define('layerwise-image-tree', TreePane)

export type { TreePane }
