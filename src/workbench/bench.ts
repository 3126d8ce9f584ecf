import type { Engine, Health, Session } from '../engine/client.ts'
import type { Tell, WorkState } from '../engine/protocol.ts'
import { withEdit, withFile, withText } from '../state/files.ts'
import type { Project, ProjectFile, ProjectOptions } from '../state/project.ts'
import type { PaneName } from './details/panes.ts'
import type { Keeper } from './keeping/keeper.ts'
import type { Made } from './keeping/left.ts'
import type { Prediction } from './predict/view.ts'
import type { Saving } from './saving/saving.ts'
import type { Sink } from './saving/sink.ts'
import { type BenchState, edited, optionsOf, stateOf } from './state.ts'

export type { BenchState } from './state.ts'

/** What a step of the history may change. */
type Edited = Partial<Pick<BenchState, 'files' | 'options' | 'open' | 'tabs' | 'said'>>

/**
 * One workbench's state and what can be done with it. Panes read {@link Bench.state}, listen, and call these verbs; they never speak to the
 * engine themselves.
 */
export class Bench {
  #state: BenchState
  #session: Session | undefined
  readonly #engine: () => Promise<Engine>
  readonly #listeners = new Set<() => void>()
  #keeper: Keeper | undefined
  /** Builds that are made again, by what they were asked with: nobody is told of them. */
  readonly #remade = new Map<number, Made>()
  /** What the build that goes on is made of. */
  #making: Made | undefined
  #waking: Promise<Session> | undefined
  #words: typeof import('./telling.ts') | undefined
  /** Whose build goes on: the one that a scene begins with, or the learner's. */
  #awaited: 'first' | 'asked' | undefined
  /** The learner asked for a build while the first one went on. */
  #again = false
  #saving: Saving | undefined
  readonly #ears = new Set<(tell: Tell) => void>()
  /** Values of the build's secrets, by id: they go to the engine, never into storage or a link. */
  #secrets: Readonly<Record<string, string>> = {}
  /** Grows with every reset: what panes keep for themselves (undo, open tabs) belongs to one generation. */
  generation = 0

  constructor(project: Project, engine: () => Promise<Engine>) {
    this.#engine = engine
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
      what ?? `typing in ${path}`,
      what === undefined ? path : undefined,
    )
  }

  /** Changes files, flags or what is open in one step, which can be undone: `what` follows the words "Undo: ". */
  edit(what: string, change: Edited): void {
    this.#edit(change, what)
  }

  /** Goes one step back in what was done to the files and flags, or on again. */
  travel(which: 'undo' | 'redo'): void {
    const step = this.#words?.step(this.#state, which)
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
    if (this.#remade.size === 0) await this.build()
  }

  /** Builds; makes the scene's change first when it waits. Does nothing while the question is open or a build goes on. */
  async build(): Promise<void> {
    if (this.#state.asking === 'open') return
    await this.wake()
    if (this.#state.building !== undefined) {
      this.#again = this.#awaited === 'first'
      return
    }
    const { change, project } = this.#state
    if (change === 'waiting') {
      this.#set({ change: 'made', open: project.edits?.[0]?.path ?? this.#state.open })
      this.#edit({ files: (project.edits ?? []).reduce<readonly ProjectFile[]>(withEdit, this.#state.files) })
    }
    this.#awaited = 'asked'
    this.#start('Building…')
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
    this.#renew(this.#words?.afterReset(this.#state, Date.now()) ?? stateOf(this.#state.project))
  }

  /** Shows the scene's own answer. */
  solve(): void {
    const { solution } = this.#state.project
    if (solution === undefined) return
    this.#setFiles(solution.files.reduce<readonly ProjectFile[]>(withFile, this.#state.files), 'show me')
  }

  predict(prediction: Prediction): void {
    this.#set({ prediction })
  }

  /** Settles the question: with the prediction made, or without one. */
  answer(how: 'made' | 'skipped'): void {
    this.#set({ asking: how, said: how === 'made' ? 'Your prediction is noted. Now build.' : 'Skipped. Now build.' })
  }

  /** Points at an instruction, or at none. */
  point(instruction: number | undefined): void {
    if (this.#state.pointed === instruction) return
    const { pointed: _, ...others } = this.#state
    this.#state = instruction === undefined ? others : { ...others, pointed: instruction }
    this.#tellAll()
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

  setTerminal(terminal: BenchState['terminal']): void {
    this.#set({ terminal })
  }

  /** For verbs that are fetched with their panes: hears what the engine tells, before the state tells of it. */
  hear(ear: (tell: Tell) => void): void {
    this.#ears.add(ear)
  }

  /** Asks what images there are, for those who write a FROM. */
  async readCatalog(): Promise<void> {
    const session = await this.wake()
    session.readCatalog()
  }

  /** Sets the flags of the build. */
  setOptions(options: ProjectOptions): void {
    this.#edit({ options }, 'options of the build')
  }

  get secrets(): Readonly<Record<string, string>> {
    return this.#secrets
  }

  setSecrets(secrets: Readonly<Record<string, string>>): void {
    this.#secrets = secrets
    this.#edit({})
  }

  /** Unfolds a step of the last build, or folds it. */
  unfoldStep(step: number): void {
    const unfolded = new Map(this.#state.unfolded)
    if (!unfolded.delete(step)) {
      unfolded.set(step, undefined)
      this.#session?.stepFiles(step)
    }
    this.#set({ unfolded })
  }

  /** Asks for the configuration of the image of a build, by its key, as docker writes it. */
  async readConfig(build: number): Promise<void> {
    const session = await this.wake()
    session.config(build)
  }

  /** Asks what a change of each group of files would cost, where that is not known or being worked out. */
  async whatIf(): Promise<void> {
    const session = await this.wake()
    const { outlook } = this.#state
    if (outlook !== undefined && outlook.state !== 'stopped') return
    this.#set({ outlook: { groups: [], of: 0, state: 'working' } })
    session.whatIf()
  }

  stopWhatIf(): void {
    this.#session?.stopWhatIf()
  }

  /** Writes the last image to a file. */
  async saveImage(sink: Sink): Promise<void> {
    const [session, { Saving }] = await Promise.all([this.wake(), import('./saving/saving.ts')])
    this.#saving = new Saving(
      sink,
      () => session.took(),
      () => session.stopExport(),
    )
    this.#set({ saving: { bytes: 0, of: 0 }, said: 'Saving the image…' })
    session.exportImage()
  }

  stopSaving(): void {
    this.#session?.stopExport()
  }

  /** Says something to those who do not see the page, and in the status line. */
  say(text: string): void {
    this.#set({ said: text })
  }

  /** Keeps at once what waits to be kept: the page may be about to go. */
  keepNow(): void {
    this.#keeper?.now()
  }

  /** Ends it: the builder and its cache are gone. */
  close(): void {
    this.#session?.close()
    this.#session = undefined
    this.#waking = undefined
  }

  /** Begins anew, at a state. */
  #renew(state: BenchState): void {
    this.close()
    this.#awaited = undefined
    this.#again = false
    this.generation += 1
    this.#secrets = {}
    this.#become(state)
    void this.wake()
  }

  async #open(): Promise<Session> {
    const { generation } = this
    const { project } = this.#state
    this.#set({ health: 'starting' })
    const [engine, words] = await Promise.all([this.#engine(), import('./telling.ts')])
    if (this.#keeper === undefined) await this.#restore(words)
    const session = engine.open(`${project.id} ${sessions++}`, {
      told: (tell) => {
        if (this.generation === generation) this.#told(tell)
      },
      health: (health) => this.#healthy(health),
    })
    if (this.generation !== generation) {
      session.close()
      return this.wake()
    }
    this.#session = session
    this.#words = words
    this.#remake(session)
    this.#send()
    if (this.#state.change === 'waiting') {
      this.#awaited = 'first'
      this.#start('')
    }
    return session
  }

  /** Brings back what was left, unless someone was faster than storage. */
  async #restore(words: typeof import('./telling.ts')): Promise<void> {
    const { files } = this.#state
    this.#keeper = new words.Keeper(
      () => this.#state,
      (keeping) => this.#set({ keeping }),
    )
    const left = await this.#keeper.load()
    if (left !== undefined && this.#state.files === files) this.#become(left)
    this.#keeper.begin()
  }

  /** Lets a new builder make again what was made before: builds give the same every time. */
  #remake(session: Session): void {
    this.#remade.clear()
    for (const made of this.#state.made) {
      session.setProject(made.files, optionsOf(this.#state.project, made.options))
      this.#remade.set(session.build(), made)
    }
  }

  #start(said: string): void {
    const { files, options } = this.#state
    this.#set({ building: { names: [], done: 0, current: '' }, said })
    // Secrets are kept nowhere: a build with them cannot be made again.
    this.#making = Object.keys(this.#secrets).length > 0 ? undefined : { files, options }
    this.#session?.build()
  }

  #setFiles(files: readonly ProjectFile[], what: string, typed?: string): void {
    if (files !== this.#state.files) this.#edit({ files }, what, typed)
  }

  /** Changes the project; `what` is noted in the history, where there is one. */
  #edit(change: Partial<BenchState>, what?: string, typed?: string): void {
    const next = edited(this.#state, change)
    const words = what === undefined ? undefined : this.#words
    this.#become(words?.noted(this.#state, next, what ?? '', Date.now(), typed) ?? next)
    if (this.#session === undefined) void this.wake()
    else this.#send()
  }

  #send(): void {
    this.#session?.setProject(this.#state.files, {
      ...optionsOf(this.#state.project, this.#state.options),
      secrets: this.#secrets,
    })
  }

  #healthy(health: Health): void {
    if (health === this.#state.health) return
    // What was restarted is said until something is built again.
    if (health === 'ready' && this.#state.health === 'restarted') return
    if (health === 'restarted') this.#remade.clear()
    this.#set({ health })
  }

  #told(tell: Tell): void {
    for (const ear of this.#ears) ear(tell)
    const remade = this.#remade.get(tell.id)
    const asked = this.#awaited === 'asked'
    const next = this.#words?.stateTold(this.#state, tell, { asked, remade, making: this.#making })
    if (next !== undefined) this.#become(next)
    if (remade !== undefined) {
      if (this.#words?.isEnd(tell) === true) this.#remade.delete(tell.id)
      return
    }
    if (tell.kind === 'piece') this.#saving?.add(tell.piece)
    if (tell.kind === 'exported') void this.#saved(tell.state)
    if (tell.kind !== 'built') return
    this.#awaited = undefined
    if (!this.#again) return
    this.#again = false
    void this.build()
  }

  async #saved(state: WorkState): Promise<void> {
    const saving = this.#saving
    this.#saving = undefined
    if (saving !== undefined) this.say(await saving.end(state))
  }

  #become(state: BenchState): void {
    if (state === this.#state) return
    this.#state = state
    this.#tellAll()
  }

  #set(change: Partial<BenchState>): void {
    this.#state = { ...this.#state, ...change }
    this.#tellAll()
  }

  #tellAll(): void {
    this.#keeper?.look()
    for (const listener of this.#listeners) listener()
  }
}

let sessions = 0
