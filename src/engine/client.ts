import type { Deed } from '../state/machine.ts'
import type { ProjectFile } from '../state/project.ts'
import { sameFiles } from '../state/same.ts'
import type { Side } from './comparing.ts'
import type { ExerciseAsk } from './exercising.ts'
import type { FilesQuestion } from './image-views.ts'
import type { Ask, BuildOptions, ProjectChange, Tell } from './protocol.ts'
import type { RegistryAct, RegistryQuestion } from './registry-views.ts'
import type { ShellAsk } from './typing.ts'

/** How the engine is doing. `restarted` means that it crashed or was stopped: it works again, but has forgotten its builds. */
export type Health = 'asleep' | 'starting' | 'ready' | 'restarted' | 'failed'

/** What a session is told; `health` of the engine comes beside it. */
export interface Listener {
  readonly told: (tell: Tell) => void
  readonly health: (health: Health) => void
}

/** What the client needs of a worker; a test gives its own. */
export interface WorkerLike {
  postMessage(message: Ask): void
  terminate(): void
  onmessage: ((event: MessageEvent<Tell>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

/** How long a build that was cancelled may take to notice it before the worker is stopped. */
const patienceMs = 1500
/** How often it is looked whether the worker is still there while a build goes on, and how often in a row it may be silent. */
const beatMs = 4000
const silentAtMost = 5
/** How long a line may go on after Ctrl-C: longer, as it may wait for something to be fetched. */
const interruptPatienceMs = 3000
/** Crashes in a row after which the engine is given up until the page is loaded again. */
const crashesAllowed = 3

/**
 * The page's side of the engine: one worker for all workbenches of a page, started by the first that asks. Answers about an older revision
 * are dropped here, so listeners see the newest or nothing.
 */
export class Engine {
  readonly #start: () => WorkerLike
  readonly #catalog: string
  readonly #sessions = new Map<string, Session>()
  #worker: WorkerLike | undefined
  #crashes = 0
  #ids = 0
  #watch: ReturnType<typeof setInterval> | undefined
  #silent = 0

  constructor(start: () => WorkerLike, catalog: string) {
    this.#start = start
    this.#catalog = catalog
  }

  /** A builder of its own, with its own cache. */
  open(name: string, listener: Listener): Session {
    const session = new Session(name, listener, this)
    this.#sessions.set(name, session)
    return session
  }

  /** For sessions: sends, starting the worker where there is none. */
  send(ask: Ask): void {
    this.#running()?.postMessage(ask)
  }

  /**
   * For sessions: looks after the worker as long as a build goes on. One that the system has ended says nothing any more, nor does it tell that
   * it was ended; a step of a build takes seconds at most.
   */
  watch(): void {
    this.#silent = 0
    this.#watch ??= setInterval(() => {
      const [busy] = [...this.#sessions.values()].filter((session) => session.isBusy)
      if (busy === undefined) {
        clearInterval(this.#watch)
        this.#watch = undefined
      } else if (this.#silent >= silentAtMost) {
        this.#silent = 0
        this.#crashed()
      } else {
        this.#silent += 1
        busy.ping()
      }
    }, beatMs)
  }

  /** For sessions: the next id. */
  nextId(): number {
    this.#ids += 1
    return this.#ids
  }

  /** For sessions: takes one out. */
  close(name: string): void {
    this.#sessions.delete(name)
  }

  /** Stops the worker and starts another; every session forgets its builds. */
  restart(): void {
    this.#worker?.terminate()
    this.#worker = undefined
    for (const session of this.#sessions.values()) session.forget('restarted')
  }

  #running(): WorkerLike | undefined {
    if (this.#worker !== undefined || this.#crashes >= crashesAllowed) return this.#worker
    const worker = this.#start()
    worker.onmessage = (event) => {
      this.#crashes = 0
      this.#silent = 0
      this.#sessions.get(event.data.session)?.receive(event.data)
    }
    worker.onerror = (event) => {
      event.preventDefault()
      this.#crashed()
    }
    worker.postMessage({ kind: 'open', catalog: this.#catalog })
    this.#worker = worker
    return worker
  }

  #crashed(): void {
    this.#crashes += 1
    this.#worker?.terminate()
    this.#worker = undefined
    const health: Health = this.#crashes >= crashesAllowed ? 'failed' : 'restarted'
    for (const session of this.#sessions.values()) session.forget(health)
  }
}

/** One workbench's builder. Ask and forget: what comes of it is told to the listener. */
export class Session {
  readonly #name: string
  readonly #listener: Listener
  readonly #engine: Engine
  #sent: ReadonlyMap<string, ProjectFile> = new Map()
  #project: { readonly files: readonly ProjectFile[]; readonly options: BuildOptions } | undefined
  #revision = 0
  #readsCatalog = false
  #building: number | undefined
  #exporting: number | undefined
  #outlook: number | undefined
  #mending: number | undefined
  #delivering: { readonly work: number; readonly question: RegistryQuestion } | undefined
  #comparing: { readonly work: number; readonly left: Side; readonly right: Side } | undefined
  /** Shells are open on the project's host. */
  #hasHost = false
  #interrupting: number | undefined
  #exercising: number | undefined

  constructor(name: string, listener: Listener, engine: Engine) {
    this.#name = name
    this.#listener = listener
    this.#engine = engine
  }

  /** Tells the engine the files as they are now; a forecast comes back, and later what a build would give. */
  setProject(files: readonly ProjectFile[], options: BuildOptions): void {
    this.#project = { files, options }
    this.#revision += 1
    this.#engine.send({ ...this.#head(), kind: 'project', change: this.#changeTo(files, options) })
  }

  /** Builds what was set last. Gives the id that the answers carry. */
  build(): number {
    if (this.#project === undefined) throw new RangeError('a build needs a project')
    const head = this.#head()
    this.#building = head.id
    this.#engine.send({ ...head, kind: 'build' })
    this.#engine.watch()
    return head.id
  }

  /** Work goes on that should tell of itself. */
  get isBusy(): boolean {
    return this.#building !== undefined || this.#exercising !== undefined
  }

  /** For the engine: asks the worker whether it is there. */
  ping(): void {
    this.#engine.send({ ...this.#head(), kind: 'ping' })
  }

  /** Stops the build that runs: at its next step, or with the whole worker when it does not come to one. */
  cancel(): void {
    const build = this.#building
    if (build === undefined) return
    this.#engine.send({ ...this.#head(), kind: 'cancel', work: build })
    setTimeout(() => {
      if (this.#building === build) this.#engine.restart()
    }, patienceMs)
  }

  /** Makes the builder forget all that it has built. */
  cold(): void {
    this.#engine.send({ ...this.#head(), kind: 'cold' })
  }

  /** Asks what images there are; more is told when more is known. */
  readCatalog(): void {
    this.#readsCatalog = true
    this.#engine.send({ ...this.#head(), kind: 'catalog' })
  }

  /** Asks about the files of an image. */
  files(question: FilesQuestion): void {
    this.#engine.send({ ...this.#head(), kind: 'files', question })
  }

  /** Asks for what a step of the last build changed. */
  stepFiles(step: number): void {
    this.#engine.send({ ...this.#head(), kind: 'step-files', step })
  }

  /** Asks for the configuration of the image of a build, by its key. */
  config(build: number): void {
    this.#engine.send({ ...this.#head(), kind: 'config', build })
  }

  /** Asks what a change of each group of files would cost. */
  whatIf(): void {
    const head = this.#head()
    this.#outlook = head.id
    this.#engine.send({ ...head, kind: 'what-if' })
  }

  /** Stops working that out. */
  stopWhatIf(): void {
    this.#stop(this.#outlook)
  }

  /** Asks what mending each problem would save. */
  mendings(): void {
    const head = this.#head()
    this.#mending = head.id
    this.#engine.send({ ...head, kind: 'mendings' })
  }

  /** Stops working that out. */
  stopMendings(): void {
    this.#stop(this.#mending)
  }

  /** Asks for two builds side by side; a comparison that is still worked on is given up. */
  compare(left: Side, right: Side): void {
    this.stopCompare()
    const head = this.#head()
    this.#comparing = { work: head.id, left, right }
    this.#engine.send({ ...head, kind: 'compare', left, right })
  }

  /** Stops the builds of a comparison. */
  stopCompare(): void {
    this.#stop(this.#comparing?.work)
  }

  /** Asks a shell on the project's host. Ctrl-C stops the whole worker when a line does not let it in. */
  askShell(shell: number, question: ShellAsk): void {
    const head = this.#head()
    this.#hasHost = true
    this.#engine.send({ ...head, kind: 'shell', shell, question })
    if (question.kind !== 'interrupt') return
    this.#interrupting = head.id
    setTimeout(() => {
      if (this.#interrupting === head.id) this.#engine.restart()
    }, interruptPatienceMs)
  }

  /** Asks about an exercise; of several questions the last is answered. A worker that is silent too long is ended. */
  exercise(question: ExerciseAsk): void {
    this.#stop(this.#exercising)
    const head = this.#head()
    this.#exercising = head.id
    this.#engine.send({ ...head, kind: 'exercise', question })
    this.#engine.watch()
  }

  /** Does again what was done on the project's machine in an earlier visit. */
  restoreMachine(deeds: readonly Deed[]): void {
    this.#engine.send({ ...this.#head(), kind: 'machine', deeds })
  }

  /** Asks what a push and the pulls after it come to, or does one of them; of several questions the last is answered. */
  registry(question: RegistryQuestion, act?: RegistryAct): void {
    const head = this.#head()
    this.#delivering = { work: head.id, question }
    if (act !== undefined) this.#hasHost = true
    this.#engine.send({ ...head, kind: 'registry', question, ...(act && { act }) })
  }

  /** Asks for the last image as an archive: pieces come, each to be answered with {@link Session.took}. */
  exportImage(): void {
    const head = this.#head()
    this.#exporting = head.id
    this.#engine.send({ ...head, kind: 'export' })
  }

  /** A piece of the archive was written. */
  took(): void {
    const work = this.#exporting
    if (work !== undefined) this.#engine.send({ ...this.#head(), kind: 'took', work })
  }

  /** Stops the archive. */
  stopExport(): void {
    this.#stop(this.#exporting)
  }

  /** Ends the session. */
  close(): void {
    this.#engine.send({ ...this.#head(), kind: 'close' })
    this.#engine.close(this.#name)
  }

  /** For the engine: an answer has come. */
  receive(tell: Tell): void {
    if (tell.kind === 'pong') return
    if (isAboutText(tell) && tell.revision < this.#revision) return
    const aboutBuild = tell.kind === 'planned' || tell.kind === 'started' || tell.kind === 'finished'
    if (aboutBuild && tell.id !== this.#building) return
    if (tell.kind === 'piece' && tell.id !== this.#exporting) return
    if (tell.kind === 'what-if' && tell.id !== this.#outlook) return
    if (tell.kind === 'mendings' && tell.id !== this.#mending) return
    if (tell.kind === 'compare' && tell.id !== this.#comparing?.work) return
    if (tell.id === this.#interrupting) this.#interrupting = undefined
    if (tell.kind === 'registry' && tell.id !== this.#delivering?.work) return
    if (tell.kind === 'registry') this.#delivering = undefined
    if (tell.kind === 'exported') this.#exporting = undefined
    if (tell.id === this.#exercising && isOver(tell)) this.#exercising = undefined
    else if (tell.kind === 'exercise' && tell.id !== this.#exercising) return
    if (tell.kind === 'what-if' && tell.state !== 'working') this.#outlook = undefined
    if (tell.kind === 'mendings' && tell.state !== 'working') this.#mending = undefined
    if (tell.kind === 'compare' && tell.state !== 'working') this.#comparing = undefined
    if (tell.id === this.#building && !aboutBuild) this.#building = undefined
    this.#listener.health('ready')
    this.#listener.told(tell)
  }

  /** For the engine: the worker is gone, and with it what it knew. A new one is given the project at once. */
  forget(health: Health): void {
    const lost = this.#lost()
    this.#sent = new Map()
    this.#building = undefined
    this.#exporting = undefined
    this.#outlook = undefined
    this.#mending = undefined
    this.#comparing = undefined
    this.#delivering = undefined
    this.#interrupting = undefined
    this.#exercising = undefined
    this.#listener.health(health)
    if (this.#hasHost) this.#listener.told({ ...this.#head(), kind: 'shell', shell: 0, answer: { kind: 'lost' } })
    this.#hasHost = false
    for (const tell of lost) this.#listener.told(tell)
    if (health !== 'restarted' || this.#project === undefined) return
    this.setProject(this.#project.files, this.#project.options)
    if (this.#readsCatalog) this.readCatalog()
  }

  /** What is told of work that ends with its worker. */
  #lost(): readonly Tell[] {
    const comparing = this.#comparing
    const delivering = this.#delivering
    const state = 'stopped'
    return [
      ...(this.#building === undefined ? [] : [{ ...this.#head(), kind: 'canceled' } as const]),
      ...(this.#exporting === undefined ? [] : [{ ...this.#head(), kind: 'exported', state } as const]),
      ...(this.#exercising === undefined
        ? []
        : [{ ...this.#head(), kind: 'exercise', answer: { kind: 'refused', message: tooLong } } as const]),
      ...(this.#outlook === undefined ? [] : [{ ...this.#head(), kind: 'what-if', groups: [], of: 0, state } as const]),
      ...(this.#mending === undefined
        ? []
        : [{ ...this.#head(), kind: 'mendings', mendings: [], of: 0, state } as const]),
      ...(delivering === undefined
        ? []
        : [{ ...this.#head(), kind: 'registry', question: delivering.question } as const]),
      ...(comparing === undefined
        ? []
        : [{ ...this.#head(), kind: 'compare', left: comparing.left, right: comparing.right, state } as const]),
    ]
  }

  #stop(work: number | undefined): void {
    if (work !== undefined) this.#engine.send({ ...this.#head(), kind: 'cancel', work })
  }

  #head(): { readonly session: string; readonly id: number; readonly revision: number } {
    return { session: this.#name, id: this.#engine.nextId(), revision: this.#revision }
  }

  #changeTo(files: readonly ProjectFile[], options: BuildOptions): ProjectChange {
    const now = new Map(files.map((file) => [file.path, file]))
    const change = {
      files: files.filter((file) => {
        const before = this.#sent.get(file.path)
        return before !== file && (before === undefined || !sameFiles([before], [file]))
      }),
      removed: [...this.#sent.keys()].filter((path) => !now.has(path)),
      options,
    }
    this.#sent = now
    return change
  }
}

/** What is told of a verdict that did not come. */
const tooLong =
  'It took too long, so it was ended. Try it again; when that does not help, something in the files runs without end.'

/** Whether this is the last that is told about an exercise. */
function isOver(tell: Tell): boolean {
  return tell.kind !== 'exercise' || tell.answer.kind !== 'step'
}

/** Whether an answer is about the text as it was when it was asked for, so that it means nothing of a newer one. */
function isAboutText({ kind }: Tell): boolean {
  return kind === 'forecast' || kind === 'trial' || kind === 'what-if' || kind === 'mendings'
}
