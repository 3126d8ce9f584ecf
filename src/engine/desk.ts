import { type Build, type BuildEvent, configText, type World } from '../../simulator/index.ts'
import { Builder, type Variant } from './builder.ts'
import { describeBuild, describeForecast, describeLayerFiles, describeStep } from './describe.ts'
import { compare, mend, type Workshop, whatIf } from './outlooks.ts'
import type { Ask, Said, SessionAsk, Tell } from './protocol.ts'
import { sendImage } from './sending.ts'
import { type FetchJson, Shelf } from './shelf.ts'
import type { Answered } from './supply.ts'

/** What the engine needs of the thread it runs in. */
export interface Thread {
  readonly tell: (tell: Tell) => void
  readonly fetchJson: FetchJson
  /** What can run inside a RUN: fetched when a build first needs it. Rejects when it cannot be had. */
  readonly loadPrograms: () => Promise<World['programs']>
  /** Lets waiting messages in, and waits so long. */
  readonly pause: (milliseconds: number) => Promise<void>
}

type BuildAsk = Extract<Ask, { readonly kind: 'build' }>
type RegistryAsk = Extract<Ask, { readonly kind: 'registry' }>
type HostClass = typeof import('./host.ts').ProjectHost
type Work = Exclude<Ask, { readonly kind: 'open' | 'cancel' | 'took' | 'ping' }>

/** How long the learner must have been still before a trial build starts. */
const stillMs = 120
/** How often a plan may find yet another image missing before that counts as a mistake. */
const fetchRounds = 20

/**
 * The engine's side of the protocol: takes what is asked in order, one thing at a time, and looks at new messages between the steps of a
 * build. A project that has already changed again is not forecast; a trial gives way to anything. Outlooks and archives are made beside
 * that, a little at a time.
 */
export class Desk {
  readonly #thread: Thread
  readonly #shelf: Shelf
  readonly #builders = new Map<string, Builder>()
  /** Hosts of the sessions that have opened a terminal. */
  readonly #hosts = new Map<string, InstanceType<HostClass>>()
  readonly #waiting: Work[] = []
  readonly #cancelled = new Set<number>()
  /** Pieces of archives that were taken, by the id of what asked for them. */
  readonly #taken = new Map<number, number>()
  /** Sessions that want to know of the catalog, and how many images they know of. */
  readonly #readers = new Map<string, number>()
  readonly #going = new Set<Promise<void>>()
  /** Trials that gave way to something else, by session: taken up again when nothing waits. */
  readonly #untried = new Map<string, SessionAsk>()
  #busy = false

  constructor(thread: Thread) {
    this.#thread = thread
    this.#shelf = new Shelf(thread.fetchJson)
  }

  /** Takes a message. The promise is for tests: it ends when nothing waits any more. */
  async receive(ask: Ask): Promise<void> {
    if (ask.kind === 'open') return
    if (ask.kind === 'cancel') {
      this.#cancelled.add(ask.work)
      return
    }
    if (ask.kind === 'took') {
      this.#taken.set(ask.work, (this.#taken.get(ask.work) ?? 0) + 1)
      return
    }
    if (ask.kind === 'ping') {
      this.#tell(ask, { kind: 'pong' })
      return
    }
    this.#waiting.push(ask)
    if (this.#busy) return
    this.#busy = true
    do {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        const host = this.#hosts.get(next.session)
        const shell = host?.holding
        if (host === undefined || shell === undefined || leavesHeld(next)) await this.#answer(next)
        else {
          this.#waiting.unshift(next)
          await this.#tellShell(next, shell, () => host.settle())
        }
      }
    } while (await this.#tryAgain())
    this.#busy = false
    await Promise.all(this.#going)
  }

  #answer(ask: Work): Promise<void> {
    return this.#guard(ask, () => this.#do(ask))
  }

  /** Does work beside what is asked in order. */
  #startBeside(ask: Work, work: () => Promise<void>): void {
    const going = this.#guard(ask, work).finally(() => this.#going.delete(going))
    this.#going.add(going)
  }

  async #guard(ask: SessionAsk, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      // The one place where a mistake of ours ends: told, and the engine goes on.
      const message = error instanceof Error ? error.message : String(error)
      if (error instanceof Unreachable) this.#tell(ask, { kind: 'unreachable', message, problems: [] })
      else this.#tell(ask, { kind: 'failed', message })
    }
  }

  async #do(ask: Work): Promise<void> {
    const builder = this.#builder(ask.session)
    switch (ask.kind) {
      case 'project':
        builder.change(ask.change, ask.revision)
        return this.#forecast(ask, builder)
      case 'build':
        this.#untried.delete(ask.session)
        return this.#build(ask, builder)
      case 'cold':
        builder.cool()
        this.#tell(ask, { kind: 'cold' })
        return this.#forecast({ ...ask, revision: builder.revision }, builder)
      case 'files': {
        const { answerFiles } = await this.#beside()
        const { question } = ask
        return this.#tell(ask, { kind: 'files', answer: answerFiles(question, builder.builds.at(question.build)) })
      }
      case 'step-files': {
        const layer = builder.last?.steps[ask.step]?.layer
        return this.#tell(ask, { kind: 'step-files', step: ask.step, files: layer && describeLayerFiles(layer) })
      }
      case 'config': {
        const image = builder.builds.at(ask.build)?.image
        return this.#tell(ask, { kind: 'config', build: ask.build, text: image && configText(image) })
      }
      case 'what-if':
        return this.#startBeside(ask, () => whatIf(this.#workshop(ask, builder)))
      case 'mendings':
        return this.#startBeside(ask, () => mend(this.#workshop(ask, builder)))
      case 'compare':
        return this.#startBeside(ask, () => compare(ask.left, ask.right, this.#workshop(ask, builder)))
      case 'registry':
        return this.#deliver(ask, builder)
      case 'export':
        return this.#startBeside(ask, () => this.#send(ask, builder))
      case 'catalog':
        this.#readers.set(ask.session, -1)
        return this.#tellCatalog(ask)
      case 'shell':
        return this.#tellShell(ask, ask.shell, async () =>
          (await this.#host(ask.session, builder)).answer(ask.shell, ask.question),
        )
      case 'exercise':
        return this.#startBeside(ask, () => this.#exercise(ask, builder))
      case 'machine': {
        const host = await this.#host(ask.session, builder)
        await host.restore(ask.deeds)
        return this.#forecast({ ...ask, revision: builder.revision }, builder)
      }
      case 'close':
        this.#readers.delete(ask.session)
        this.#hosts.delete(ask.session)
        this.#builders.delete(ask.session)
    }
  }

  async #forecast(ask: SessionAsk, builder: Builder): Promise<void> {
    // Two messages of quick typing are both here before the first is looked at only if we let the second in.
    await this.#thread.pause(0)
    if (this.#waiting.some((other) => other.kind === 'project' && other.session === ask.session)) return
    const forecast = await this.#forecastWithImages(builder)
    this.#tell(ask, { kind: 'forecast', forecast: describeForecast(forecast) })
    await this.#tellCatalog(ask)
    const sound = !forecast.problems.some((problem) => problem.severity === 'error')
    if (sound && forecast.steps.some((step) => step.willBe === 'run' && step.instruction !== undefined))
      await this.#try(ask, builder)
  }

  /** Tells a session that asked for it what is in the catalog, when it does not know all of it yet. */
  async #tellCatalog(ask: SessionAsk): Promise<void> {
    const known = this.#readers.get(ask.session)
    if (known === undefined || known === this.#shelf.loaded) return
    this.#readers.set(ask.session, this.#shelf.loaded)
    const contents = await this.#reach(() => this.#shelf.contents())
    this.#tell(ask, { kind: 'catalog', ...contents })
  }

  /** A forecast, made again until no image is missing that could be fetched. */
  async #forecastWithImages(builder: Builder, variant: Variant = {}): Promise<ReturnType<Builder['forecast']>> {
    for (let round = 0; round < fetchRounds; round++) {
      const forecast = builder.forecast(await this.#reach(() => this.#shelf.catalog()), variant)
      if (!(await this.#reach(() => this.#shelf.fetchMissing()))) return forecast
    }
    throw new RangeError(`images still missing after ${fetchRounds} rounds`)
  }

  /** What a build would give, without keeping it; given up as soon as anything else is asked. */
  async #try(ask: SessionAsk, builder: Builder): Promise<void> {
    this.#untried.set(ask.session, ask)
    await this.#thread.pause(stillMs)
    if (this.#waiting.length > 0) return
    const run = await this.#start(builder)
    const tried = await this.#steps(run, () => this.#waiting.length > 0)
    if (tried === undefined) return
    this.#untried.delete(ask.session)
    this.#tell(ask, { kind: 'trial', build: describeBuild(tried, builder.noteTrial(tried)) })
  }

  /** Takes up a trial that gave way, where its project is still as it was; whether there was one. */
  async #tryAgain(): Promise<boolean> {
    for (const [session, ask] of this.#untried) {
      this.#untried.delete(session)
      const builder = this.#builders.get(session)
      if (builder?.revision !== ask.revision || builder.present !== undefined) continue
      await this.#guard(ask, () => this.#try(ask, builder))
      return true
    }
    return this.#waiting.length > 0
  }

  async #build(ask: BuildAsk, builder: Builder): Promise<void> {
    let finished = builder.trial
    if (finished === undefined) {
      await this.#forecastWithImages(builder)
      const run = await this.#start(builder)
      finished = await this.#steps(
        run,
        () => this.#cancelled.has(ask.id),
        (event) => this.#tellEvent(ask, event),
      )
    }
    if (finished === undefined) return this.#tell(ask, { kind: 'canceled' })
    this.#tell(ask, { kind: 'built', build: describeBuild(finished, builder.keep(finished)) })
    await this.#forecast({ ...ask, revision: builder.revision }, builder)
  }

  /** A build about to run, with all that it may need fetched. */
  async #start(builder: Builder): Promise<Generator<BuildEvent, Build>> {
    return builder.start(await this.#tools())
  }

  async #tools(): Promise<Pick<World, 'catalog' | 'programs'>> {
    const [programs] = await this.#reach(() => Promise.all([this.#thread.loadPrograms(), this.#shelf.fetchTables()]))
    return { catalog: await this.#shelf.catalog(), programs }
  }

  /** What a push and its pulls come to, and what comes of doing it. */
  async #deliver(ask: RegistryAsk, builder: Builder): Promise<void> {
    const { question, act, session } = ask
    const { describeActed, describeRegistry } = await this.#beside()
    const host = act === undefined ? this.#hosts.get(session) : await this.#host(session, builder)
    const catalog = await this.#reach(() => this.#shelf.catalog())
    const registry =
      act === undefined || host === undefined
        ? describeRegistry(question, builder.builds, catalog, host)
        : await describeActed(question, act, builder.builds, catalog, host)
    this.#tell(ask, { kind: 'registry', question, ...(registry && { registry }) })
  }

  /** Tells what a shell of the project's host answers; what was built by that is kept and told like any other build. */
  async #tellShell(ask: SessionAsk, shell: number, answering: () => Promise<Answered>): Promise<void> {
    const builder = this.#builder(ask.session)
    try {
      const { answer, builds, changesForecast } = await answering()
      if (answer !== undefined) this.#tell(ask, { kind: 'shell', shell, answer })
      for (const build of builds)
        this.#tell(ask, { kind: 'built', build: describeBuild(build, builder.keepTyped(build)), typed: true })
      if (changesForecast) await this.#forecast({ ...ask, revision: builder.revision }, builder)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#tell(ask, { kind: 'shell', shell, answer: { kind: 'failed', message } })
    }
  }

  async #exercise(ask: Extract<Ask, { readonly kind: 'exercise' }>, builder: Builder): Promise<void> {
    const { answerExercise } = await this.#reach(() => import('./exercising.ts'))
    const supply = {
      world: () => this.#tools(),
      fetchMissing: () => this.#reach(() => this.#shelf.fetchMissing()),
      pause: () => this.#thread.pause(0),
      isGivenUp: () => this.#cancelled.has(ask.id),
      bring: async (images: Parameters<InstanceType<HostClass>['bring']>[0]) => {
        await (await this.#host(ask.session, builder)).bring(images)
        await this.#forecast({ ...ask, revision: builder.revision }, builder)
      },
    }
    await answerExercise(ask.question, supply, (answer) => this.#tell(ask, { kind: 'exercise', answer }))
  }

  async #host(session: string, builder: Builder): Promise<InstanceType<HostClass>> {
    const known = this.#hosts.get(session)
    if (known !== undefined) return known
    const { hostSystem, ProjectHost } = await this.#reach(() => import('./host.ts'))
    const catalog = await this.#reach(() => this.#shelf.catalog())
    catalog.images.get(hostSystem)
    const fetchMissing = () => this.#reach(() => this.#shelf.fetchMissing())
    await fetchMissing()
    const host = new ProjectHost(builder, {
      world: () => this.#tools(),
      fetchMissing,
      build: (past) => this.#variant({}, past, () => false),
      noted: (deed) =>
        this.#tell({ session, id: 0, revision: builder.revision }, { kind: 'machine', ...(deed && { deed }) }),
    })
    this.#hosts.set(session, host)
    return host
  }

  #workshop(ask: SessionAsk, builder: Builder): Workshop {
    return {
      builder,
      tell: (tell) => this.#tell(ask, tell),
      isCancelled: () => this.#cancelled.has(ask.id),
      beside: () => this.#beside(),
      variant: (variant, givenUp) => this.#variant(variant, builder, givenUp),
      present: async (givenUp) => builder.present ?? this.#steps(await this.#start(builder), givenUp),
      changed: async (present, group, givenUp) =>
        this.#steps(builder.startChanged(present, group, await this.#tools()), givenUp),
    }
  }

  /** A build of a variant of the project, with all images that it needs; undefined when it was given up. */
  async #variant(variant: Variant, builder: Builder, givenUp: () => boolean): Promise<Build | undefined> {
    await this.#forecastWithImages(builder, variant)
    return this.#steps(builder.start(await this.#tools(), variant), givenUp)
  }

  /** The last image as an archive. */
  async #send(ask: SessionAsk, builder: Builder): Promise<void> {
    await sendImage(builder.last, {
      tell: (tell) => this.#tell(ask, tell),
      isCancelled: () => this.#cancelled.has(ask.id),
      taken: () => this.#taken.get(ask.id) ?? 0,
      pause: (milliseconds) => this.#thread.pause(milliseconds),
    })
    this.#taken.delete(ask.id)
  }

  /** Runs a build step by step, letting messages in between; undefined when it was given up. */
  async #steps(
    run: Generator<BuildEvent, Build>,
    givenUp: () => boolean,
    tell: (event: BuildEvent) => void = () => {},
  ): Promise<Build | undefined> {
    for (let next = run.next(); ; next = run.next()) {
      if (next.done === true) return next.value
      tell(next.value)
      await this.#thread.pause(0)
      if (givenUp()) return undefined
    }
  }

  #tellEvent(ask: SessionAsk, event: BuildEvent): void {
    if (event.kind === 'finished') this.#tell(ask, { kind: 'finished', step: describeStep(event.step) })
    else this.#tell(ask, event)
  }

  #beside(): Promise<typeof import('./beside.ts')> {
    return this.#reach(() => import('./beside.ts'))
  }

  async #reach<Result>(fetching: () => Promise<Result>): Promise<Result> {
    try {
      return await fetching()
    } catch (error) {
      if (error instanceof RangeError) throw error
      throw new Unreachable(
        'The catalog of base images cannot be reached. What you write is kept; it builds when the network is back.',
      )
    }
  }

  #builder(session: string): Builder {
    let builder = this.#builders.get(session)
    if (builder === undefined) {
      builder = new Builder()
      this.#builders.set(session, builder)
    }
    return builder
  }

  #tell(ask: SessionAsk, tell: Said): void {
    const { session, id, revision } = ask
    this.#thread.tell({ session, id, revision, ...tell })
  }
}

/** Whether a question leaves a line alone that is drawn: all others find what it has done. */
function leavesHeld(ask: Work): boolean {
  return (
    ask.kind === 'close' || (ask.kind === 'shell' && (ask.question.kind === 'seen' || ask.question.kind === 'stop'))
  )
}

class Unreachable extends Error {
  override readonly name = 'Unreachable'
}
