import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { withFile } from '../../state/files.ts'
import { OwnProjects, type Removed } from '../../state/own-projects.ts'
import type { Project } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import { offerActions } from '../action.ts'
import type { Bench } from '../bench.ts'
import { icon } from '../icons.ts'
import type { Dropped } from '../import/folder.ts'
import type { Missing } from '../import/missing.ts'
import { define } from '../pane.ts'
import { SizeLines } from '../sizing/lines.ts'
import { shared } from '../styles.ts'
import { dropsOf } from './drops.ts'
import { lackingIn } from './lacking.ts'
import { type ListActs, projectList } from './list.ts'
import { exampleCards, exampleNames, fetchProject, hasBench, projectIn, wordsOf } from './page.ts'
import { hashOf, isPlace, type Place, placeOf } from './place.ts'
import { playgroundStyle } from './style.ts'
import { kindText, projectRows } from './view.ts'

/**
 * Around the playground's workbench: what is open, the learner's own projects, the way to the examples and to import. It takes the workbench as
 * its child and puts another in its place when another project is opened; what was open stays kept under its own id. Attribute `examples`: where
 * the examples lie, with a slash at the end.
 */
class Playground extends LitElement {
  static override readonly properties = {
    examples: {},
    place: { state: true },
    heading: { state: true },
    listed: { state: true },
    renaming: { state: true },
    said: { state: true },
    dropping: { state: true },
    lacking: { state: true },
  }
  declare examples: string
  declare place: Place
  declare heading: string
  declare listed: boolean
  declare renaming: string | undefined
  declare said: { readonly text: string; readonly wrong?: boolean; readonly undo?: Removed } | undefined
  declare dropping: boolean
  /** Sources that the open Dockerfile copies and that are not there. */
  declare lacking: readonly Missing[]

  readonly #own = new OwnProjects()
  readonly #lines = new SizeLines(this, 'playground')
  #edited: readonly string[] = []
  #withdraw: (() => void) | undefined
  #leave: (() => void) | undefined
  /** The problems that were looked through last. */
  #seen: readonly unknown[] = []

  constructor() {
    super()
    this.examples = ''
    this.place = placeOf(location.hash)
    this.heading = words.playground.scratchPage
    this.listed = false
    this.dropping = false
    this.lacking = []
  }

  static override readonly styles = [shared, playgroundStyle]

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('hashchange', this.#moved)
    document.addEventListener('click', this.#closeList)
    this.#withdraw = offerActions(() => this.#actions())
    for (const [event, handle] of this.#drops) window.addEventListener(event, handle)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('hashchange', this.#moved)
    document.removeEventListener('click', this.#closeList)
    this.#withdraw?.()
    for (const [event, handle] of this.#drops) window.removeEventListener(event, handle)
  }

  /** Puts the project that the address names into the workbench, before that wakes. That of a link stands there already. */
  async begin(): Promise<void> {
    const reading = this.#own.read()
    const { place } = this
    // Storage may be slow to open: only a project that lies there waits for it.
    if (place.kind === 'own') await reading
    this.#link = place.kind === 'link' ? projectIn(this) : undefined
    this.heading = this.#link?.title ?? this.heading
    if (place.kind === 'example' || place.kind === 'own') await this.#open(place)
    void reading.then(() => {
      this.#refresh()
      if (this.#own.isSilent) this.said = { wrong: true, text: words.playground.storageIsSilent }
    })
    void customElements.whenDefined('layerwise-workbench').then(() => this.#addLines())
  }

  protected override render(): TemplateResult {
    const { place } = this
    const example = place.kind === 'example' ? wordsOf(place.slug) : undefined
    return html`<div class="bar">
        <div class="name">
          <h2 tabindex="-1">${this.heading}</h2>
          ${this.#underName(place)}
        </div>
        <div class="tools">
          <button aria-expanded=${this.listed ? 'true' : 'false'} aria-controls="list" @click=${this.#toggleList}>
            ${words.playground.myProjects}${this.#own.list.length === 0 ? '' : ` (${this.#own.list.length})`}
          </button>
          <button @click=${this.#toExamples}>${words.playground.examples}</button>
          <button @click=${() => void this.#import()}>${words.playground.import}</button>
          <button @click=${() => void this.#make(emptyProject())}>${words.playground.new}</button>
        </div>
      </div>
      <div id="list">${this.listed ? this.#list() : nothing}</div>
      <div class="told" role="status">${this.#saying()}</div>
      ${
        example === undefined
          ? nothing
          : html`<div class="ideas">
              <p>${example.point}</p>
              <details ?open=${innerWidth > 640}>
                <summary>${words.playground.whatToTry}</summary>
                <ul>
                  ${example.ideas.map((idea) => html`<li>${idea}</li>`)}
                </ul>
              </details>
            </div>`
      }
      <slot></slot>
      ${this.dropping ? html`<p class="dropping">${words.playground.dropAFolderAZipOr}<br />${words.playground.nothingIsSentAnywhere}</p>` : nothing}`
  }

  /** One line in either case, so that nothing moves while one types. */
  #underName(place: Place): TemplateResult {
    const { length } = this.lacking
    if (length === 0) return html`<p class="muted">${kindText(place)}</p>`
    return html`<p>
      <button class="lacking" @click=${() => void this.#addLacking()}>
        ${icon('warning')} ${words.playground.missingAddStandIns(words.counts.sources(length))}
      </button>
    </p>`
  }

  #saying(): TemplateResult | typeof nothing {
    const { said } = this
    if (said === undefined) return nothing
    const { text, wrong = false, undo } = said
    return html`<p class="said ${wrong ? 'wrong' : ''}">
      <span>${text}</span>
      ${undo === undefined ? nothing : html`<button @click=${() => void this.#undo(undo)}>${words.playground.undo}</button>`}
      <button class="quiet" @click=${() => (this.said = undefined)}>${words.playground.dismiss}</button>
    </p>`
  }

  #list(): TemplateResult {
    const rows = projectRows(this.#own.list, this.#edited, exampleNames(), this.place)
    return projectList(rows, { renaming: this.renaming, isKept: this.#own.isKept }, this.#listActs)
  }

  readonly #listActs: ListActs = {
    open: (place) => void this.#go(place),
    startRename: (id) => this.#startRename(id),
    rename: (id) => void this.#rename(id),
    leaveRename: () => (this.renaming = undefined),
    remove: (id) => void this.#remove(id),
    make: () => void this.#make(emptyProject()),
    duplicate: () => void this.#duplicate(),
    import: () => void this.#import(),
    leave: (event) => this.#leaveList(event),
  }

  #actions() {
    const group = words.playground.playground
    return [
      { name: words.playground.importAFolderZipOrDockerfile, group, run: () => void this.#import() },
      { name: words.playground.newProject, group, run: () => void this.#make(emptyProject()) },
      { name: words.playground.duplicateThisProject, group, run: () => void this.#duplicate() },
      { name: words.playground.putTheSizesOfTheParts, group: words.playground.page, run: () => this.#lines.reset() },
      { name: words.playground.myProjects, group, run: () => this.#showList() },
      ...this.#own.list.map(({ id, title }) => ({
        name: words.playground.open(title),
        group: words.playground.myProjects,
        run: () => void this.#go({ kind: 'own', id }),
      })),
      ...exampleNames().map(({ slug, title }) => ({
        name: words.playground.example(title),
        group: words.playground.examples,
        run: () => void this.#go({ kind: 'example', slug }),
      })),
    ]
  }

  readonly #moved = (): void => {
    if (!isPlace(location.hash)) return
    const place = placeOf(location.hash)
    // A link is read when the page begins, as it was when it was followed.
    if (place.kind === 'link') location.reload()
    else void this.#open(place)
  }

  /** Goes to another project: its address becomes the page's, so that Back leads back. */
  async #go(place: Place): Promise<void> {
    this.listed = false
    const hash = hashOf(place)
    history.pushState(null, '', hash === '' ? location.pathname + location.search : hash)
    await this.#open(place)
  }

  async #open(place: Place): Promise<void> {
    this.listed = false
    const project = await this.#projectAt(place)
    if (project === undefined) {
      this.place = { kind: 'first' }
      this.said = {
        wrong: true,
        text: place.kind === 'own' ? this.#notHere() : words.playground.thisExampleCouldNotBeFetched,
      }
      return
    }
    this.said = undefined
    this.place = place
    this.heading = place.kind === 'first' ? words.playground.scratchPage : project.title
    this.lacking = []
    this.#put(project)
    this.#refresh()
  }

  #notHere(): string {
    return this.#own.isSilent ? words.playground.storageIsSilent : words.playground.thisProjectIsNotInThis
  }

  async #projectAt(place: Place): Promise<Project | undefined> {
    switch (place.kind) {
      case 'own':
        return this.#own.start(place.id)
      case 'example':
        return fetchProject(`${this.examples}${place.slug}.json`)
      case 'first':
        return this.#first
      case 'link':
        return this.#link
    }
  }

  /** The project that the page came with. */
  readonly #first = projectIn(this)
  /** The project of the link that the page was opened with. */
  #link: Project | undefined

  /** Puts a project in the workbench's place; one that is not awake yet is only given other files. */
  #put(project: Project): void {
    const old = this.querySelector('layerwise-workbench')
    if (old === null) return
    const data = document.createElement('script')
    data.type = 'application/json'
    data.textContent = JSON.stringify({ ...project, autobuild: false })
    if (old.shadowRoot === null) {
      old.querySelector('script')?.replaceWith(data)
      return
    }
    const next = document.createElement('layerwise-workbench')
    next.className = old.className
    next.toggleAttribute('eager', true)
    next.append(data)
    old.replaceWith(next)
    this.#addLines()
    this.renderRoot.querySelector('h2')?.focus({ preventScroll: true })
    this.scrollIntoView({ block: 'start' })
  }

  /** Puts the lines that set sizes into the workbench, once it is drawn. */
  #addLines(): void {
    const bench = this.querySelector('layerwise-workbench')
    if (!(bench instanceof LitElement)) return
    void bench.updateComplete.then(() => {
      if (bench.shadowRoot !== null) this.#lines.addTo(bench.shadowRoot)
    })
    this.#leave?.()
    const own = this.#bench()
    this.#leave = own?.listen(() => void this.#look(own))
  }

  /** Looks for what is lacking when the problems are others. */
  async #look(bench: Bench): Promise<void> {
    const { problems } = bench.state
    if (problems === this.#seen) return
    this.#seen = problems
    const lacking = await lackingIn(bench.state)
    if (problems === this.#seen) this.lacking = lacking
  }

  async #addLacking(): Promise<void> {
    const bench = this.#bench()
    if (bench === undefined) return
    const { openLacking } = await import('../import/lacking-dialog.ts')
    openLacking(this.lacking, bench.state.files, (added) =>
      bench.edit(words.playground.addStandIns, { files: added.reduce(withFile, bench.state.files) }),
    )
  }

  async #make(project: Project): Promise<void> {
    const { id } = await this.#own.add(project, Date.now())
    await this.#go({ kind: 'own', id })
    if (!this.#own.isKept)
      this.said = {
        wrong: true,
        text: words.playground.thisBrowserHasNoRoomFor,
      }
  }

  async #duplicate(): Promise<void> {
    const bench = this.#bench()
    if (bench === undefined) return
    const { project, files, options } = bench.state
    await this.#make({
      id: project.id,
      title: words.playground.copy(this.heading),
      files: [...files],
      ...(project.dockerfile === undefined ? {} : { dockerfile: project.dockerfile }),
      options,
    })
  }

  #startRename(id: string): void {
    this.renaming = id
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('.rename input')?.select())
  }

  async #rename(id: string): Promise<void> {
    const title = this.renderRoot.querySelector<HTMLInputElement>('.rename input')?.value ?? ''
    await this.#own.rename(id, title)
    this.renaming = undefined
    const { place } = this
    if (place.kind === 'own' && place.id === id)
      this.heading = this.#own.list.find((one) => one.id === id)?.title ?? this.heading
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.list .open')?.focus()
  }

  async #remove(id: string): Promise<void> {
    const { place } = this
    if (place.kind === 'own' && place.id === id) {
      // What was typed last must be kept before it is put aside.
      this.#bench()?.keepNow()
      await this.#go({ kind: 'first' })
    }
    const removed = await this.#own.remove(id)
    if (removed !== undefined) this.said = { text: words.playground.isDeleted(removed.project.title), undo: removed }
    this.requestUpdate()
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.said button')?.focus()
  }

  async #undo(removed: Removed): Promise<void> {
    await this.#own.restore(removed)
    await this.#go({ kind: 'own', id: removed.project.id })
    this.said = { text: words.playground.isBack(removed.project.title) }
  }

  async #import(dropped?: Dropped): Promise<void> {
    this.listed = false
    const { openImport } = await import('../import/element.ts')
    openImport({ dropped, opened: (project) => void this.#make(project) })
  }

  #bench(): Bench | undefined {
    const element = this.querySelector('layerwise-workbench')
    return hasBench(element) ? element.bench : undefined
  }

  /** What else has edits, for the list and the cards. */
  #refresh(): void {
    void this.#own.editedElsewhere().then((edited) => {
      this.#edited = edited
      for (const card of exampleCards()) {
        const { example } = card.dataset
        card.querySelector('.changed')?.toggleAttribute('hidden', !edited.includes(`example/${example}`))
        card.toggleAttribute('data-open', this.place.kind === 'example' && this.place.slug === example)
      }
      this.requestUpdate()
    })
  }

  readonly #toExamples = (): void => {
    const section = document.getElementById('examples')
    section?.scrollIntoView({ block: 'start' })
    const search = document.getElementById('example-search')
    search?.focus({ preventScroll: true })
  }

  readonly #toggleList = (): void => {
    if (this.listed) this.listed = false
    else this.#showList()
  }

  #showList(): void {
    this.listed = true
    this.#refresh()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.list .open')?.focus())
  }

  readonly #leaveList = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    this.listed = false
    this.renderRoot.querySelector<HTMLElement>('.tools button')?.focus()
  }

  readonly #closeList = (event: MouseEvent): void => {
    if (this.listed && !event.composedPath().includes(this)) this.listed = false
  }

  readonly #drops = dropsOf(
    (isOver) => (this.dropping = isOver),
    (dropped) => void this.#import(dropped),
  )
}

function emptyProject(): Project {
  return {
    id: 'new',
    title: words.playground.untitled,
    files: [{ path: 'Dockerfile', text: 'FROM alpine:3.22\n' }],
  }
}

define('layerwise-playground', Playground)

export { Playground }
