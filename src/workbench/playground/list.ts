import { html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
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
  return html`<div class="list" role="region" aria-label=${words.playground.myProjects} @keydown=${acts.leave}>
    <ul>
      ${rows.map((row) => html`<li>${row.id !== undefined && row.id === renaming ? renameForm(row.id, row.title, acts) : projectRow(row, acts)}</li>`)}
    </ul>
    <div class="after">
      <button @click=${acts.make}>${words.playground.newProject}</button>
      <button @click=${acts.duplicate}>${words.playground.duplicateWhatIsOpen}</button>
      <button @click=${acts.import}>${words.playground.import}</button>
    </div>
    ${isKept ? nothing : html`<p class="muted">${words.playground.thisBrowserKeepsNothingForThis}</p>`}
  </div>`
}

function projectRow({ place, title, kind, isOpen, id }: ProjectRow, acts: ListActs): TemplateResult {
  return html`<button class="quiet open" aria-current=${isOpen ? 'true' : nothing} @click=${() => acts.open(place)}>
      <strong>${title}</strong><small>${isOpen ? words.playground.openNow : ''}${kind}</small>
    </button>
    ${
      id === undefined
        ? nothing
        : html`<button class="quiet" aria-label=${words.playground.rename(title)} @click=${() => acts.startRename(id)}>${words.playground.renameButton}</button>
            <button class="quiet" aria-label=${words.playground.delete(title)} @click=${() => acts.remove(id)}>${words.playground.deleteButton}</button>`
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
    <label>${words.playground.newNameOf(title)}<input name="title" required maxlength="90" autocomplete="off" .value=${title} /></label>
    <button>${words.playground.renameButton}</button>
    <button type="button" class="quiet" @click=${acts.leaveRename}>${words.marks.cancel}</button>
  </form>`
}
