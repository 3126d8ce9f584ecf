import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { changedFiles } from '../../state/changed.ts'
import { dockerfileOf, fileAt } from '../../state/files.ts'
import type { ProjectFile } from '../../state/project.ts'
import { folderOf } from '../../state/tree.ts'
import { rowStyle } from '../files/style.ts'
import { icon } from '../icons.ts'
import '../menu/element.ts'
import '../tabs/element.ts'
import type { Menu, MenuItem } from '../menu/element.ts'
import '../naming/element.ts'
import { words } from '../../words/words.ts'
import type { Asked } from '../naming/element.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'
import { type Act, useDockerfile } from './acts.ts'
import { chosenAfter, chosenByClick } from './choosing.ts'
import { Drag } from './drag.ts'
import { chosenFiles } from './incoming.ts'
import { addItems, rowItems } from './items.ts'
import { steered, travelOf } from './keys.ts'
import { type RowActs, treeRow } from './row.ts'
import { chosenText, intoProblem, moveInto, removeAll, rowLeft, severalItems, topsOf } from './several.ts'
import { treeStyle } from './style.ts'
import { upload } from './upload.ts'
import {
  dockerfileChoices,
  type Ignoring,
  ignoringOf,
  rowDetails,
  rowsAfter,
  type Total,
  type TreeRow,
  totalAfter,
  totalOf,
  totalText,
  treeRows,
  withKnown,
} from './view.ts'

/** With more files than this the folders are closed at first. */
const openAtMost = 40

/** The context as a tree: everything that can be done with its files, by pointer and by keyboard. */
class TreePane extends Pane {
  static override readonly properties = {
    bench: { attribute: false },
    at: { state: true },
    closed: { state: true },
    asked: { state: true },
    menu: { state: true },
    over: { state: true },
    chosen: { state: true },
  }
  /** The row that the keys act on. */
  declare at: string | undefined
  declare closed: ReadonlySet<string> | undefined
  declare asked: Asked | undefined
  declare menu: { readonly label: string; readonly items: readonly MenuItem[] } | undefined
  /** The folder over which files are being dragged. */
  declare over: string | undefined
  /** Paths of rows that are chosen together. */
  declare chosen: ReadonlySet<string>
  /** The row from which a click with Shift chooses. */
  #clickedAt: string | undefined
  #rows: readonly TreeRow[] = []
  /** What the rows were made of. */
  #made: readonly unknown[] = []
  #count = 0
  #files: readonly ProjectFile[] = []
  #total: Total = { count: 0, bytes: 0, ignored: 0 }
  #choices: readonly string[] = []
  #ignoring: { readonly of: readonly unknown[]; readonly ignoring: Ignoring } | undefined
  #refocus = false

  static override readonly styles = [shared, rowStyle, treeStyle]

  constructor() {
    super()
    this.chosen = new Set()
  }

  /** Puts the focus at the row that the keys act on. */
  async focusRow(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus()
  }

  protected override willUpdate(): void {
    super.willUpdate()
    const { state } = this
    if (state === undefined) return
    const { files, options } = state
    // Also when a whole folder has come in.
    if (this.closed === undefined || (files.length > openAtMost && this.#count <= openAtMost))
      this.closed = new Set(files.length > openAtMost ? files.map(({ path }) => path.split('/')[0] ?? path) : [])
    this.#count = files.length
    const ignoring = this.#ignoringNow()
    const made = [options, this.closed, ignoring]
    const changes = made.every((part, at) => part === this.#made[at]) ? changedFiles(this.#files, files) : undefined
    this.#files = files
    if (changes !== undefined) {
      this.#rows = rowsAfter(this.#rows, changes)
      this.#total = totalAfter(this.#total, changes)
      return
    }
    this.#made = made
    this.#rows = withKnown(treeRows(state, this.closed, ignoring), this.#rows)
    this.#total = totalOf(state, ignoring)
    this.#choices = dockerfileChoices(state)
    const isThere = (path: string | undefined) => this.#rows.some((row) => row.path === path)
    if ([...this.chosen].some((path) => !isThere(path))) this.chosen = new Set([...this.chosen].filter(isThere))
    if (!isThere(this.at)) this.at = isThere(state.open) ? state.open : this.#rows[0]?.path
  }

  #ignoringNow(): Ignoring {
    const { state } = this
    if (state === undefined) return { of: () => ({ isIgnored: false }) }
    const own = fileAt(state.files, `${dockerfileOf(state.project, state.options)}.dockerignore`)
    const of = [own, fileAt(state.files, '.dockerignore')]
    if (this.#ignoring === undefined || this.#ignoring.of.some((one, at) => one !== of[at]))
      this.#ignoring = { of, ignoring: ignoringOf(state) }
    return this.#ignoring.ignoring
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return nothing
    const ignoring = this.#ignoringNow()
    const row = this.#row
    const choices = this.#choices
    return html`<div
      class="all ${this.over === undefined ? '' : 'dropping'}"
      @dragover=${this.#drag.over}
      @dragleave=${() => (this.over = undefined)}
      @drop=${this.#drag.drop}
    >
      <p class="total muted">${totalText(this.#total)}</p>
      ${
        choices.length < 2
          ? nothing
          : html`<label class="which"
              ><span>${words.tree.buildUses}</span>
              <select @change=${this.#useOther}>
                ${choices.map((path) => html`<option value=${path} ?selected=${path === dockerfileOf(state.project, state.options)}>${path}</option>`)}
              </select></label
            >`
      }
      ${ignoring.error === undefined ? nothing : html`<p class="problem">${icon('error')} ${ignoring.path} ${words.tree.errorAt(ignoring.error.line, ignoring.error.words)}</p>`}
      <div class="scroll">
        <ul class="rows" role="tree" aria-label=${words.tree.filesOfTheBuildContext} aria-multiselectable="true" @keydown=${this.#steer}>
          ${this.#rows.map((row) => guard([row, row.path === this.at, row.path === state.open, row.path === this.over, this.chosen.has(row.path), this.chosen.size > 0], () => this.#item(row, state.open)))}
        </ul>
      </div>
      ${this.over === undefined ? nothing : html`<p class="drop-here">${words.tree.dropInto(this.over)}</p>`}
      ${this.chosen.size > 1 ? this.#several() : row === undefined ? nothing : this.#details(row)}
      ${
        this.asked === undefined
          ? html`<div class="tools">
              <button aria-haspopup="menu" @click=${this.#openAdd}>${words.tree.addButton}</button>
              <button aria-haspopup="menu" aria-label=${row === undefined ? nothing : words.tree.actionsFor(this.#called(row))} ?disabled=${row === undefined} @click=${this.#openActions}>${words.tree.actions}</button>
            </div>`
          : html`<layerwise-naming .asked=${this.asked} @asked=${this.#answered}></layerwise-naming>`
      }
      <layerwise-menu .items=${this.menu?.items ?? []} label=${this.menu?.label ?? ''}></layerwise-menu>
      <input type="file" class="chooser" aria-label=${words.tree.filesToUpload} multiple hidden @change=${this.#chosen} />
    </div>`
  }

  #item(row: TreeRow, open: string): TemplateResult {
    const { path } = row
    const isSelected = this.chosen.size === 0 ? path === open : this.chosen.has(path)
    return treeRow(row, { isAt: path === this.at, isSelected, isOver: path === this.over }, this.#rowActs)
  }

  readonly #rowActs: RowActs = {
    reach: (row) => (this.at = row.path),
    click: (event, row) => this.#clicked(event, row),
    menu: (event, row) => this.#openMenu(event, row),
    drag: (event, row) => this.#drag.start(event, this.#pathsFrom(row)),
    end: () => this.#drag.end(),
  }

  readonly #useOther = ({ target }: Event): void => {
    const { state } = this
    if (state !== undefined && target instanceof HTMLSelectElement) this.#do(useDockerfile(state, target.value))
  }

  #details(row: TreeRow): TemplateResult {
    const { facts, rule } = rowDetails(row, this.state?.files ?? [], this.#ignoringNow())
    return html`<div class="details">
      <p class="mono">${row.path}</p>
      <p class="muted">${facts}</p>
      ${rule === undefined ? nothing : html`<p class="rule">${rule}</p>`}
    </div>`
  }

  #several(): TemplateResult {
    return html`<div class="details" role="status">
      <p>${chosenText(this.#rows, this.chosen)}</p>
      <p class="muted">${words.tree.delDeletesThemF2MovesThem}</p>
    </div>`
  }

  /** The rows that are acted on from one: all that are chosen, where it is one of them. */
  #pathsFrom(row: TreeRow): readonly string[] {
    return this.chosen.size > 1 && this.chosen.has(row.path) ? topsOf([...this.chosen]) : [row.path]
  }

  #called(row: TreeRow): string {
    const { length } = this.#pathsFrom(row)
    return length === 1 ? row.path : words.tree.entriesOf(length)
  }

  get #row(): TreeRow | undefined {
    return this.#rows.find((row) => row.path === this.at)
  }

  #clicked(event: MouseEvent, row: TreeRow): void {
    const from = this.#rows.find(({ path }) => path === this.#clickedAt)
    const chosen = chosenByClick(event, this.#rows, row, from, this.chosen)
    if (!event.shiftKey) this.#clickedAt = row.path
    if (chosen === undefined) this.#take(row)
    else this.chosen = chosen
  }

  #take(row: TreeRow): void {
    this.at = row.path
    this.chosen = new Set()
    if (row.folder) this.#fold(row.path, row.isOpen)
    else this.bench?.openFile(row.path)
  }

  #fold(path: string, isClosed: boolean): void {
    const closed = new Set(this.closed)
    if (isClosed) closed.add(path)
    else closed.delete(path)
    this.closed = closed
  }

  #do(act: Act): void {
    this.bench?.edit(act.what, act.change)
    const { at } = act
    if (at === undefined) return
    this.at = at
    this.closed = new Set([...(this.closed ?? [])].filter((folder) => !at.startsWith(`${folder}/`)))
  }

  readonly #steer = (event: KeyboardEvent): void => {
    const { state } = this
    const row = this.#row
    if (row === undefined || state === undefined || event.altKey) return
    const travel = travelOf(event)
    if (travel !== undefined) {
      event.preventDefault()
      this.bench?.travel(travel)
      this.#refocus = true
      return
    }
    const choice = chosenAfter(event, this.#rows, row, this.chosen)
    if (choice !== undefined) {
      event.preventDefault()
      event.stopPropagation()
      this.chosen = choice.chosen
      this.#go(choice.at)
      return
    }
    if (event.ctrlKey || event.metaKey) return
    const act = steered(event, this.#rows, row)
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (act.kind === 'go') {
      this.chosen = new Set()
      this.#go(act.to)
    } else if (act.kind === 'take') this.#take(row)
    else if (act.kind === 'fold') this.#fold(row.path, act.isClosed)
    else if (act.kind === 'unfold-all')
      this.closed = new Set([...(this.closed ?? [])].filter((path) => !act.paths.includes(path)))
    else if (act.kind === 'move') this.#ask(this.#itemsFor(state, row))
    else if (act.kind === 'delete') this.#removeRow(row)
    else this.#openMenu(event, row)
  }

  #removeRow(row: TreeRow): void {
    const { state } = this
    if (state === undefined) return
    const paths = this.#pathsFrom(row)
    const next = rowLeft(this.#rows, row, paths)
    this.#do(removeAll(state, paths))
    this.chosen = new Set()
    this.at = next?.path
    this.#refocus = true
  }

  #go(to: TreeRow): void {
    this.at = to.path
    void this.focusRow()
  }

  /** What the lines of menus do their work with. */
  #doer(state: NonNullable<TreePane['state']>): Parameters<typeof rowItems>[0] {
    return {
      state,
      do: (act) => this.#do(act(this.bench?.state ?? state)),
      remove: () => {
        const row = this.#row
        if (row !== undefined) this.#removeRow(row)
      },
      ask: (asked) => (this.asked = asked),
      choose: (folders) => this.#choose(folders),
      say: (text) => this.bench?.say(text),
    }
  }

  /** Does what F2 does: moves or renames. */
  #ask(items: readonly MenuItem[]): void {
    items.find((item) => item.key === 'F2')?.run()
  }

  #itemsFor(state: NonNullable<TreePane['state']>, row: TreeRow): readonly MenuItem[] {
    const paths = this.#pathsFrom(row)
    return paths.length > 1 ? severalItems(this.#doer(state), paths) : rowItems(this.#doer(state), row)
  }

  readonly #openAdd = (event: Event): void => {
    const { state } = this
    if (state === undefined || !(event.currentTarget instanceof HTMLElement)) return
    const row = this.#row
    const folder = row === undefined ? '' : row.folder ? row.path : folderOf(row.path)
    void this.#show(words.tree.addToTheContext, addItems(this.#doer(state), folder), event.currentTarget)
  }

  readonly #openActions = (event: Event): void => {
    const { state } = this
    const row = this.#row
    if (state === undefined || row === undefined || !(event.currentTarget instanceof HTMLElement)) return
    void this.#show(words.tree.actionsFor(this.#called(row)), this.#itemsFor(state, row), event.currentTarget)
  }

  #openMenu(event: Event, row: TreeRow): void {
    const { state } = this
    const item = this.renderRoot.querySelector<HTMLElement>(`[data-path="${CSS.escape(row.path)}"]`)
    if (state === undefined || item === null) return
    event.preventDefault()
    this.at = row.path
    if (!this.chosen.has(row.path)) this.chosen = new Set()
    void this.#show(words.tree.actionsFor(this.#called(row)), this.#itemsFor(state, row), item)
  }

  async #show(label: string, items: readonly MenuItem[], from: HTMLElement): Promise<void> {
    this.menu = { label, items }
    await this.updateComplete
    await this.renderRoot.querySelector<Menu>('layerwise-menu')?.open(from.getBoundingClientRect(), from)
  }

  readonly #answered = (): void => {
    this.asked = undefined
    this.#refocus = true
  }

  #choose(folders: boolean): void {
    const chooser = this.renderRoot.querySelector<HTMLInputElement>('.chooser')
    if (chooser === null) return
    chooser.webkitdirectory = folders
    chooser.click()
  }

  readonly #chosen = (event: Event): void => {
    const { target } = event
    if (!(target instanceof HTMLInputElement) || target.files === null) return
    const row = this.#row
    const folder = row === undefined ? '' : row.folder ? row.path : folderOf(row.path)
    void this.#takeIn(chosenFiles(target.files, folder))
    target.value = ''
  }

  async #takeIn(incoming: ReturnType<typeof chosenFiles>): Promise<void> {
    const { bench } = this
    if (bench === undefined || incoming.length === 0) return
    const act = await upload(incoming, () => bench.state)
    if (act.change.files === undefined) bench.say(act.change.said ?? '')
    else this.#do(act)
  }

  readonly #drag = new Drag({
    folderAt: (event) => this.#folderUnder(event),
    show: (folder) => (this.over = folder),
    move: (paths, folder) => this.#moveInto(paths, folder),
    add: (files) => void this.#takeIn(files),
  })

  #moveInto(paths: readonly string[], folder: string): void {
    const { bench, state } = this
    const moved = paths.filter((path) => folderOf(path) !== folder)
    if (bench === undefined || state === undefined || moved.length === 0) return
    const problem = intoProblem(state.files, moved, folder)
    if (problem === undefined) this.#do(moveInto(state, moved, folder))
    else bench.say(problem)
  }

  /** The folder of the row that the pointer is over; the top of the context beside all rows. */
  #folderUnder(event: DragEvent): string {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-path]') : null
    const row = this.#rows.find(({ path }) => path === item?.dataset.path)
    return row === undefined ? '' : row.folder ? row.path : folderOf(row.path)
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (!this.#refocus) return
    this.#refocus = false
    void this.focusRow()
  }
}

define('layerwise-tree', TreePane)

export type { TreePane }
