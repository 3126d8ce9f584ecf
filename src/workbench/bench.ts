import type { Session } from '../engine/client.ts'
import type { Tell } from '../engine/protocol.ts'
import { withEdit, withFile, withText } from '../state/files.ts'
import type { Project, ProjectFile, ProjectOptions } from '../state/project.ts'
import { allWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'
import type { Awake } from './awake.ts'
import type { PaneName } from './details/panes.ts'
import type { Prediction } from './predict/view.ts'
import { type BenchState, edited, stateOf } from './state.ts'

export type { BenchState } from './state.ts'

/** What a step of the history may change. */
type Edited = Partial<Pick<BenchState, 'files' | 'options' | 'open' | 'tabs' | 'said'>>

/**
 * One workbench's state and what can be done with it. Panes read {@link Bench.state}, listen, and call these verbs; they never speak to the
 * engine themselves. What happens once there is an engine is in {@link Awake}, which is fetched with it.
 */
export class Bench {
  #state: BenchState
  readonly #catalog: string
  readonly #listeners = new Set<() => void>()
  readonly #ears = new Set<(tell: Tell) => void>()
  #awake: Awake | undefined
  #session: Session | undefined
  #waking: Promise<Session> | undefined
  #secrets: Readonly<Record<string, string>> = {}
  /** Grows with every reset: what panes keep for themselves (undo, open tabs) belongs to one generation. */
  generation = 0

  /** `catalog`: its URL, with a slash at the end. */
  constructor(project: Project, catalog: string) {
    this.#catalog = catalog
    this.#state = stateOf(project)
  }

  get state(): BenchState {
    return this.#state
  }

  /** Calls back after every change; gives the function that ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Fetches and starts the engine for this workbench, and brings back what an earlier visit has left; more calls do nothing. A scene with a change
   * to make that still waits is built once at once, as it is.
   */
  wake(): Promise<Session> {
    this.#waking ??= this.#open()
    return this.#waking
  }

  /** Opens a file in the editor. */
  openFile(path: string): void {
    const { tabs } = this.#state
    this.#set({ open: path, tabs: tabs.includes(path) ? tabs : [...tabs, path] })
  }

  /** Sets what is open, and what else has a tab. */
  setTabs(tabs: readonly string[], open: string): void {
    this.#set({ tabs, open })
  }

  /** New text of a file: as typed, or by a change that `what` names. */
  type(path: string, text: string, what?: string): void {
    this.#setFiles(
      withText(this.#state.files, path, text),
      what ?? words.telling.typingIn(path),
      what === undefined ? path : undefined,
    )
  }

  /** Changes files, flags or what is open in one step, which can be undone: `what` follows the words "Undo: ". */
  edit(what: string, change: Edited): void {
    this.#edit(change, what)
  }

  /** Goes one step back in what was done to the files and flags, or on again. */
  travel(which: 'undo' | 'redo'): void {
    const step = this.#awake?.step(which)
    if (step?.anew !== undefined) this.#renew(step.anew)
    else if (step !== undefined) this.#edit(step.change)
  }

  /** Sets which part is shown. */
  arrange(change: Pick<BenchState, 'view'>): void {
    this.#set(change)
  }

  /** For a workbench that builds by itself: builds, where no earlier visit has. */
  async begin(): Promise<void> {
    await this.wake()
    if (this.#awake?.hasRemade === false) await this.build()
  }

  /** Builds; makes the scene's change first when it waits. Does nothing while the question is open or a build goes on. */
  async build(): Promise<void> {
    if (this.#state.asking === 'open') return
    await this.wake()
    this.#awake?.build()
  }

  /** Makes the scene's change, when it waits. */
  makeChange(): void {
    const { change, project } = this.#state
    if (change !== 'waiting') return
    this.#set({ change: 'made', open: project.edits?.[0]?.path ?? this.#state.open })
    this.#edit({ files: (project.edits ?? []).reduce<readonly ProjectFile[]>(withEdit, this.#state.files) })
  }

  cancel(): void {
    this.#session?.cancel()
  }

  /** Makes the builder forget: the next build finds no cache. */
  async cold(): Promise<void> {
    const session = await this.wake()
    this.#set({ made: [] })
    session.cold()
  }

  /** Puts the files, the builder and the prediction back to the beginning. */
  reset(): void {
    this.#renew(this.#awake?.afterReset() ?? stateOf(this.#state.project))
  }

  /** Shows the scene's own answer. */
  solve(): void {
    const { solution } = this.#state.project
    if (solution === undefined) return
    this.#setFiles(solution.files.reduce<readonly ProjectFile[]>(withFile, this.#state.files), words.telling.showMeDone)
  }

  predict(prediction: Prediction): void {
    this.#set({ prediction })
  }

  /** Settles the question: with the prediction made, or without one. */
  answer(how: 'made' | 'skipped'): void {
    this.#set({
      asking: how,
      said: how === 'made' ? words.bench.yourPredictionIsNotedNowBuild : words.bench.skippedNowBuild,
    })
  }

  /** Points at an instruction, or at none. */
  point(instruction: number | undefined): void {
    if (this.#state.pointed === instruction) return
    const { pointed: _, ...others } = this.#state
    this.become(instruction === undefined ? others : { ...others, pointed: instruction })
  }

  /** Turns to a pane below the editor, as its tab does. */
  turnTo(pane: PaneName): void {
    this.#set({ front: { pane, called: false } })
  }

  /** Shows why the step of an instruction ran, will run, or need not. */
  showWhy(instruction: number): void {
    this.#set({ front: { pane: 'steps', called: true, instruction } })
  }

  /** Turns to a pane from another part of the workbench, and brings it into sight. */
  showPane(pane: PaneName): void {
    this.#set({ front: { pane, called: true } })
  }

  /** Shows the files of one layer of the image, or without one those of the whole image. */
  openLayer(layer?: number): void {
    this.#set({ layer })
  }

  /** For verbs that are fetched with their panes: changes the state, and asks the engine. */
  async ask(change: (state: BenchState) => Partial<BenchState>, asking?: (session: Session) => void): Promise<void> {
    const session = await this.wake()
    this.#set(change(this.#state))
    asking?.(session)
  }

  /** For verbs that are fetched with their panes: changes the state at once. */
  note(change: Partial<BenchState>): void {
    this.#set(change)
  }

  /** For verbs that are fetched with their panes: hears what the engine tells, before the state tells of it. Gives the function that ends it. */
  hear(ear: (tell: Tell) => void): () => void {
    this.#ears.add(ear)
    return () => this.#ears.delete(ear)
  }

  /** Sets the flags of the build. */
  setOptions(options: ProjectOptions): void {
    this.#edit({ options }, words.telling.optionsOfTheBuild)
  }

  /** Values of the build's secrets, by id: they go to the engine, never into storage or a link. */
  get secrets(): Readonly<Record<string, string>> {
    return this.#secrets
  }

  setSecrets(secrets: Readonly<Record<string, string>>): void {
    this.#secrets = secrets
    this.#edit({})
  }

  /** Says something to those who do not see the page, and in the status line. */
  say(text: string): void {
    this.#set({ said: text })
  }

  /** Keeps at once what waits to be kept: the page may be about to go. */
  keepNow(): void {
    this.#awake?.keepNow()
  }

  /** Ends it: the builder and its cache are gone. */
  close(): void {
    this.#awake?.close()
    this.#session = undefined
    this.#waking = undefined
  }

  /** For {@link Awake}: lets those who hear know what the engine tells. */
  tell(tell: Tell): void {
    for (const ear of this.#ears) ear(tell)
  }

  /** For {@link Awake}: takes on a state, and tells all that draw it. */
  become(state: BenchState): void {
    if (state === this.#state) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  /** Begins anew, at a state. */
  #renew(state: BenchState): void {
    this.close()
    this.generation += 1
    this.#secrets = {}
    this.become(state)
    void this.wake()
  }

  async #open(): Promise<Session> {
    const { generation } = this
    const { files } = this.#state
    this.#set({ health: 'starting' })
    const [{ Awake }] = await Promise.all([import('./awake.ts'), allWords()])
    this.#awake ??= new Awake(this, this.#catalog)
    const session = this.generation === generation ? await this.#awake.open(files) : undefined
    if (session === undefined) return this.wake()
    this.#session = session
    return session
  }

  #setFiles(files: readonly ProjectFile[], what: string, typed?: string): void {
    if (files !== this.#state.files) this.#edit({ files }, what, typed)
  }

  /** Changes the project; `what` is noted in the history, where there is one. */
  #edit(change: Partial<BenchState>, what?: string, typed?: string): void {
    const next = edited(this.#state, change)
    this.become(what === undefined ? next : (this.#awake?.noted(next, what, typed) ?? next))
    if (this.#session === undefined) void this.wake()
    else this.#awake?.send()
  }

  #set(change: Partial<BenchState>): void {
    this.become({ ...this.#state, ...change })
  }
}
