import { html, nothing, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import type { TreeRow } from './view.ts'

/** What is done at a row. */
export interface RowActs {
  readonly reach: (row: TreeRow) => void
  readonly click: (event: MouseEvent, row: TreeRow) => void
  readonly menu: (event: MouseEvent, row: TreeRow) => void
  readonly drag: (event: DragEvent, row: TreeRow) => void
  readonly end: () => void
}

/** How a row stands among the others. */
interface RowState {
  /** The keys act on it. */
  readonly isAt: boolean
  /** It is open, or one of those that are chosen. */
  readonly isSelected: boolean
  /** What is dragged would go into it. */
  readonly isOver: boolean
}

/** A file or a folder as a row of the tree. */
export function treeRow(row: TreeRow, { isAt, isSelected, isOver }: RowState, acts: RowActs): TemplateResult {
  const { path, mark, folder, isOpen } = row
  const word = mark === 'dockerfile' || mark === 'none' ? '' : words.tree.marks[mark]
  return html`<li
    role="treeitem"
    class="row ${mark === 'ignored' ? 'ignored' : ''} ${folder ? 'folder' : ''} ${isOver ? 'over' : ''}"
    style="--depth: ${row.depth}"
    data-path=${path}
    title=${path}
    tabindex=${isAt ? 0 : -1}
    aria-level=${row.depth + 1}
    aria-posinset=${row.place}
    aria-setsize=${row.of}
    aria-expanded=${folder ? (isOpen ? 'true' : 'false') : nothing}
    aria-selected=${isSelected ? 'true' : 'false'}
    draggable="true"
    @focus=${() => acts.reach(row)}
    @click=${(event: MouseEvent) => acts.click(event, row)}
    @contextmenu=${(event: MouseEvent) => acts.menu(event, row)}
    @dragstart=${(event: DragEvent) => acts.drag(event, row)}
    @dragend=${acts.end}
  >
    <span class="twist" aria-hidden="true">${folder ? (isOpen ? '▾' : '▸') : ''}</span>
    <span class="name ${mark === 'builds' || mark === 'dockerfile' ? 'dockerfile' : ''}">${row.name}</span>
    ${word === '' ? nothing : html`<span class="word">${word}</span>`}
    <span class="size figure">${row.size}</span>
  </li>`
}
