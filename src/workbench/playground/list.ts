import { html, nothing, type TemplateResult } from 'lit'
import type { Place } from './place.ts'
import type { ProjectRow } from './view.ts'

/** What is done in the list of projects. */
export interface ListActs {
  readonly open: (place: Place) => void
  readonly startRename: (id: string) => void
  readonly rename: (id: string) => void
  readonly leaveRename: () => void
  readonly remove: (id: string) => void
  readonly make: () => void
  readonly duplicate: () => void
  readonly import: () => void
  readonly leave: (event: KeyboardEvent) => void
}

/** How the list is. */
interface ListState {
  /** The id of the project that is being renamed. */
  readonly renaming: string | undefined
  /** The browser keeps what is made. */
  readonly isKept: boolean
}

/** The learner's projects, and what can be done with them. */
export function projectList(
  rows: readonly ProjectRow[],
  { renaming, isKept }: ListState,
  acts: ListActs,
): TemplateResult {
  return html`<div class="list" role="region" aria-label="My projects" @keydown=${acts.leave}>
    <ul>
      ${rows.map((row) => html`<li>${row.id !== undefined && row.id === renaming ? renameForm(row.id, row.title, acts) : projectRow(row, acts)}</li>`)}
    </ul>
    <div class="after">
      <button @click=${acts.make}>New project</button>
      <button @click=${acts.duplicate}>Duplicate what is open</button>
      <button @click=${acts.import}>Import…</button>
    </div>
    ${isKept ? nothing : html`<p class="muted">This browser keeps nothing for this page: projects last as long as it is open.</p>`}
  </div>`
}

function projectRow({ place, title, kind, isOpen, id }: ProjectRow, acts: ListActs): TemplateResult {
  return html`<button class="quiet open" aria-current=${isOpen ? 'true' : nothing} @click=${() => acts.open(place)}>
      <strong>${title}</strong><small>${isOpen ? 'open now · ' : ''}${kind}</small>
    </button>
    ${
      id === undefined
        ? nothing
        : html`<button class="quiet" aria-label="Rename ${title}" @click=${() => acts.startRename(id)}>Rename</button>
            <button class="quiet" aria-label="Delete ${title}" @click=${() => acts.remove(id)}>Delete</button>`
    }`
}

function renameForm(id: string, title: string, acts: ListActs): TemplateResult {
  return html`<form
    class="rename"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault()
      acts.rename(id)
    }}
  >
    <label>New name of ${title}<input name="title" required maxlength="90" autocomplete="off" .value=${title} /></label>
    <button>Rename</button>
    <button type="button" class="quiet" @click=${acts.leaveRename}>Cancel</button>
  </form>`
}
