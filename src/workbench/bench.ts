import type { Engine, Health, Session } from '../engine/client.ts'
import type { BuildOptions, Tell } from '../engine/protocol.ts'
import type { BuildView, ForecastView, LayerFilesView } from '../engine/views.ts'
import {
  dockerfileOf,
  fileAt,
  sameFiles,
  withEdit,
  withFile,
  withoutFile,
  withRenamed,
  withText,
} from '../state/files.ts'
import type { Project, ProjectFile } from '../state/project.ts'
import type { Keeping } from '../state/storage.ts'
import type { Prediction } from './predict/view.ts'
import type { LineMark } from './steps/view.ts'

/** A build that goes on. */
export interface Building {
  readonly names: readonly string[]
  readonly done: number
  readonly current: string
}

/** All that the panes of one workbench draw. A value: what changes makes a new one. */
export interface BenchState {
  readonly project: Project
  readonly files: readonly ProjectFile[]
  /** Path of the file in the editor. */
  readonly open: string
  readonly health: Health
  readonly forecast?: ForecastView
  /** What stands beside the lines of the Dockerfile, from forecast and trial. */
  readonly marks: readonly LineMark[]
  /** What a build of this very text would give; absent while it is worked out. */
  readonly trial?: BuildView
  readonly building?: Building
  readonly build?: BuildView
  /** The build before it, to compare with. */
  readonly before?: BuildView
  /** The text has changed since `build`. */
  readonly stale: boolean
  /** `open`: the question waits; `made` or `skipped`: Build is free. */
  readonly asking: 'none' | 'open' | 'made' | 'skipped'
  readonly prediction?: Prediction
  /** The first build after the question was settled: what a prediction is compared with. */
  readonly judged?: BuildView
  /** The scene's change: `waiting` to be made after the first build, or `made`. */
  readonly change: 'none' | 'waiting' | 'made'
  /** Instruction that the learner points at, in any pane. */
  readonly pointed?: number
  readonly layer?: { readonly index: number; readonly files?: LayerFilesView }
  readonly keeping: Keeping
  /** The files are those of an earlier visit. */
  readonly restored: boolean
  /** Last thing worth telling, also to those who do not see the page. */
  readonly said: string
  /** The catalog could not be fetched: why. */
  readonly unreachable?: string
}

/** How long after the last key press the files are kept. */
const keepAfterMs = 500

/**
 * One workbench's state and what can be done with it. Panes read {@link Bench.state}, listen, and call these verbs; they never speak to the
 * engine themselves.
 */
export class Bench {
  #state: BenchState
  #session: Session | undefined
  readonly #engine: () => Promise<Engine>
  readonly #listeners = new Set<() => void>()
  #keep: ReturnType<typeof setTimeout> | undefined
  #waking: Promise<Session> | undefined
  #words: typeof import('./telling.ts') | undefined
  /** Whose build goes on: the one that a scene begins with, or the learner's. */
  #awaited: 'first' | 'asked' | undefined
  /** The learner asked for a build while the first one went on. */
  #again = false
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
   * Fetches and starts the engine for this workbench, and brings back the edits of an earlier visit; more calls do nothing. A scene with a
   * change to make begins anew in every visit: it is built once at once, as it was.
   */
  wake(): Promise<Session> {
    this.#waking ??= this.#open()
    return this.#waking
  }

  /** Opens a file in the editor. */
  openFile(path: string): void {
    this.#set({ open: path })
  }

  /** New text of a file, as typed. */
  type(path: string, text: string): void {
    this.#setFiles(withText(this.#state.files, path, text))
  }

  add(file: ProjectFile): void {
    this.#setFiles(withFile(this.#state.files, file))
    this.#set({ open: file.path })
  }

  remove(path: string): void {
    const files = withoutFile(this.#state.files, path)
    this.#setFiles(files)
    if (!files.some((file) => file.path === this.#state.open)) this.#set({ open: dockerfileOf(this.#state.project) })
  }

  rename(from: string, to: string): void {
    this.#setFiles(withRenamed(this.#state.files, from, to))
    if (this.#state.open === from) this.#set({ open: to })
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
      this.#setFiles((project.edits ?? []).reduce<readonly ProjectFile[]>(withEdit, this.#state.files))
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
    session.cold()
  }

  /** Puts the files, the builder and the prediction back to the beginning. */
  reset(): void {
    const { project } = this.#state
    clearTimeout(this.#keep)
    void storage().then(({ forgetFiles }) => forgetFiles(project))
    this.close()
    this.#awaited = undefined
    this.#again = false
    this.generation += 1
    this.#state = { ...stateOf(project), said: 'Everything is as it was at the beginning.' }
    this.#tellAll()
    void this.wake()
  }

  /** Shows the scene's own answer. */
  solve(): void {
    const { solution } = this.#state.project
    if (solution === undefined) return
    this.#setFiles(solution.files.reduce<readonly ProjectFile[]>(withFile, this.#state.files))
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

  /** Opens one layer of the image, or closes it when it is open. */
  openLayer(index: number): void {
    if (this.#state.layer?.index === index) {
      const { layer: _, ...others } = this.#state
      this.#state = others
      this.#tellAll()
      return
    }
    this.#set({ layer: { index } })
    this.#session?.layerFiles(index)
  }

  /** Says something to those who do not see the page, and in the status line. */
  say(text: string): void {
    this.#set({ said: text })
  }

  /** Ends it: the builder and its cache are gone. */
  close(): void {
    this.#session?.close()
    this.#session = undefined
    this.#waking = undefined
  }

  async #open(): Promise<Session> {
    const { generation } = this
    const { project } = this.#state
    this.#set({ health: 'starting' })
    const [engine, words] = await Promise.all([
      this.#engine(),
      import('./telling.ts'),
      generation === 0 && !hasChange(project) ? this.#restore() : undefined,
    ])
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
    this.#send()
    if (this.#state.change === 'waiting') {
      this.#awaited = 'first'
      this.#start('')
    }
    return session
  }

  async #restore(): Promise<void> {
    const { project } = this.#state
    const { loadFiles } = await storage()
    const files = await loadFiles(project)
    if (files === undefined || sameFiles(files, project.files) || this.#state.files !== project.files) return
    const { open } = this.#state
    this.#set({
      files,
      open: fileAt(files, open) === undefined ? (files[0]?.path ?? open) : open,
      restored: true,
      stale: this.#state.build !== undefined,
    })
  }

  #start(said: string): void {
    this.#set({ building: { names: [], done: 0, current: '' }, said })
    this.#session?.build()
  }

  #setFiles(files: readonly ProjectFile[]): void {
    if (files === this.#state.files) return
    const { trial: _, ...others } = this.#state
    this.#state = { ...others, files, stale: true, restored: false }
    this.#tellAll()
    if (this.#session === undefined) void this.wake()
    else this.#send()
    if (hasChange(this.#state.project)) return
    clearTimeout(this.#keep)
    this.#keep = setTimeout(() => void this.#keepFiles(), keepAfterMs)
  }

  async #keepFiles(): Promise<void> {
    const { saveFiles } = await storage()
    const keeping = await saveFiles(this.#state.project, this.#state.files)
    if (keeping !== this.#state.keeping) this.#set({ keeping })
  }

  #send(): void {
    this.#session?.setProject(this.#state.files, optionsOf(this.#state.project))
  }

  #healthy(health: Health): void {
    if (health === this.#state.health) return
    // What was restarted is said until something is built again.
    if (health === 'ready' && this.#state.health === 'restarted') return
    this.#set({ health })
  }

  #told(tell: Tell): void {
    switch (tell.kind) {
      case 'forecast':
        this.#reached({ forecast: tell.forecast, marks: this.#marks(tell.forecast, undefined) })
        break
      case 'trial':
        this.#set({ trial: tell.build, marks: this.#marks(this.#state.forecast, tell.build) })
        break
      case 'planned':
        this.#progress({ names: tell.names })
        break
      case 'started':
        this.#progress({ current: tell.name })
        break
      case 'finished':
        this.#progress({ done: (this.#state.building?.done ?? 0) + 1 })
        break
      case 'built':
        this.#built(tell.build)
        break
      case 'canceled':
        this.#stopped('The build was stopped.')
        break
      case 'cold':
        this.#set({ said: 'The builder is cold: it has forgotten all that it had built.' })
        break
      case 'layer-files':
        this.#filesCame(tell.files)
        break
      case 'unreachable':
        this.#stopped(tell.message)
        this.#set({ unreachable: tell.message })
        break
      case 'failed':
        this.#stopped(`The simulator made a mistake and stopped: ${tell.message}`)
        break
    }
  }

  #built(build: BuildView): void {
    const { building: _, layer: __, trial: ___, unreachable: ____, ...others } = this.#state
    const asked = this.#awaited === 'asked'
    this.#awaited = undefined
    this.#state = {
      ...others,
      health: 'ready',
      build,
      ...(others.build === undefined ? {} : { before: others.build }),
      stale: false,
      ...(asked && others.judged === undefined && (others.asking === 'made' || others.asking === 'skipped')
        ? { judged: build }
        : {}),
      said: asked
        ? (this.#words?.announcement(build) ?? '')
        : 'Built once, so that the builder knows it. Now make your prediction.',
    }
    this.#tellAll()
    if (!this.#again) return
    this.#again = false
    void this.build()
  }

  #marks(forecast: ForecastView | undefined, trial: BuildView | undefined): readonly LineMark[] {
    return forecast === undefined ? [] : (this.#words?.lineMarks(forecast, trial) ?? [])
  }

  #filesCame(files: LayerFilesView | undefined): void {
    const { layer } = this.#state
    if (layer !== undefined && files !== undefined) this.#set({ layer: { index: layer.index, files } })
  }

  #progress(change: Partial<Building>): void {
    const { building } = this.#state
    if (building !== undefined) this.#set({ building: { ...building, ...change } })
  }

  #stopped(said: string): void {
    const { building: _, ...others } = this.#state
    this.#state = { ...others, said }
    this.#tellAll()
  }

  #reached(change: Partial<BenchState>): void {
    const { unreachable: _, ...others } = this.#state
    this.#state = { ...others, ...change }
    this.#tellAll()
  }

  #set(change: Partial<BenchState>): void {
    this.#state = { ...this.#state, ...change }
    this.#tellAll()
  }

  #tellAll(): void {
    for (const listener of this.#listeners) listener()
  }
}

let sessions = 0

/** A project before anything has been done with it. */
function stateOf(project: Project): BenchState {
  return {
    project,
    files: project.files,
    open: dockerfileOf(project),
    health: 'asleep',
    marks: [],
    stale: false,
    asking: project.predict === undefined ? 'none' : 'open',
    change: hasChange(project) ? 'waiting' : 'none',
    keeping: 'kept',
    restored: false,
    said: '',
  }
}

function hasChange(project: Project): boolean {
  return (project.edits ?? []).length > 0
}

/** Storage is fetched when there is something to keep or to bring back. */
function storage(): Promise<typeof import('../state/storage.ts')> {
  return import('../state/storage.ts')
}

/** The flags of `docker build` that a project's build is run with. */
export function optionsOf(project: Project): BuildOptions {
  const { target, buildArgs } = project.options ?? {}
  return {
    dockerfile: dockerfileOf(project),
    tag:
      project.id
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'image',
    ...(target === undefined ? {} : { target }),
    ...(buildArgs === undefined ? {} : { buildArgs }),
  }
}
