import { css, html, nothing, type TemplateResult } from 'lit'
import { dockerfileOf } from '../../state/files.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type FileRow, fileRows } from './view.ts'

/** The files of the context: open, add, rename, delete. */
class FilesPane extends Pane {
  static override readonly properties = {
    bench: { attribute: false },
    naming: { state: true },
  }
  declare naming: { readonly from?: string } | undefined

  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      .path {
        display: none;
      }
      @container (min-width: 26rem) {
        ul {
          flex-flow: row wrap !important;
        }
        li > button {
          padding-inline-start: 0.5rem !important;
        }
        .name,
        li:has(.folder) {
          display: none;
        }
        .path {
          display: inline;
        }
        .all {
          display: flex;
          flex-wrap: wrap;
          align-items: start;
          gap: var(--space-2);
        }
        .tools {
          margin: 0 !important;
        }
      }
      ul {
        display: flex;
        flex-direction: column;
        gap: 1px;
      }
      li {
        display: flex;
        align-items: baseline;
      }
      li > button,
      .folder {
        flex: 1;
        min-width: 0;
        min-height: 2rem;
        display: flex;
        gap: var(--space-2);
        align-items: baseline;
        justify-content: space-between;
        padding: 0.25rem 0.5rem;
        text-align: start;
        font-family: var(--font-mono);
        font-size: var(--size-tiny);
      }
      li > button[aria-current] {
        background: var(--surface-selected);
        color: var(--text-strong);
        font-weight: 600;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .size {
        color: var(--text-muted);
        font-weight: 400;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-block-start: var(--space-2);
      }
      .tools button {
        min-height: 1.9rem;
        padding: 0.1rem 0.5rem;
        font-size: var(--size-tiny);
        color: var(--text-muted);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    const rows = fileRows(state.files, dockerfileOf(state.project))
    return html`<div class="all">
      <ul aria-label="Files of the build context">
        ${rows.map((row) => this.#row(row, state.open))}
      </ul>
      ${this.naming === undefined ? this.#tools(state.open, dockerfileOf(state.project)) : html`<layerwise-naming .bench=${this.bench} .from=${this.naming.from} @named=${() => (this.naming = undefined)}></layerwise-naming>`}
    </div>`
  }

  #row(row: FileRow, open: string): TemplateResult {
    const indent = `padding-inline-start: ${0.5 + row.depth * 0.9}rem`
    const content = html`<span class="name">${row.name}</span><span class="path">${row.path}</span><span class="size figure">${row.size}</span>`
    if (row.folder) return html`<li><span class="folder muted" style=${indent}>${content}</span></li>`
    return html`<li>
      <button
        class="quiet ${row.dockerfile ? 'dockerfile' : ''}"
        style=${indent}
        aria-current=${row.path === open ? 'true' : nothing}
        title=${row.path}
        @click=${() => this.bench?.openFile(row.path)}
      >
        ${content}
      </button>
    </li>`
  }

  #tools(open: string, dockerfile: string): TemplateResult {
    return html`<div class="tools">
      <button class="quiet" @click=${() => this.#name({})}>Add</button>
      ${
        open === dockerfile
          ? nothing
          : html`<button class="quiet" aria-label="Rename ${open}" @click=${() => this.#name({ from: open })}>Rename</button>
            <button class="quiet" aria-label="Delete ${open}" @click=${() => this.bench?.remove(open)}>Delete</button>`
      }
    </div>`
  }

  #name(naming: { readonly from?: string }): void {
    this.naming = naming
    void import('../naming/element.ts')
  }
}

define('layerwise-files', FilesPane)
