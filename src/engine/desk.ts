import type { Build, BuildEvent, World } from '../../simulator/index.ts'
import { Builder } from './builder.ts'
import { describeBuild, describeForecast, describeLayerFiles, describeStep } from './describe.ts'
import type { Ask, SessionAsk, Tell } from './protocol.ts'
import { type FetchJson, Shelf } from './shelf.ts'

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
type Work = Exclude<Ask, { readonly kind: 'open' | 'cancel' }>

/** How long the learner must have been still before a trial build starts. */
const stillMs = 200
/** How often a plan may find yet another image missing before that counts as a mistake. */
const fetchRounds = 20

/**
 * The engine's side of the protocol: takes what is asked in order, one thing at a time, and looks at new messages between the steps of a
 * build. A project that has already changed again is not forecast; a trial gives way to anything.
 */
export class Desk {
  readonly #thread: Thread
  readonly #shelf: Shelf
  readonly #builders = new Map<string, Builder>()
  readonly #waiting: Work[] = []
  readonly #cancelled = new Set<number>()
  #busy = false

  constructor(thread: Thread) {
    this.#thread = thread
    this.#shelf = new Shelf(thread.fetchJson)
  }

  /** Takes a message. The promise is for tests: it ends when nothing waits any more. */
  async receive(ask: Ask): Promise<void> {
    if (ask.kind === 'open') return
    if (ask.kind === 'cancel') {
      this.#cancelled.add(ask.build)
      return
    }
    this.#waiting.push(ask)
    if (this.#busy) return
    this.#busy = true
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await this.#answer(next)
    this.#busy = false
  }

  async #answer(ask: Work): Promise<void> {
    try {
      await this.#do(ask)
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
        return this.#build(ask, builder)
      case 'cold':
        builder.cool()
        this.#tell(ask, { kind: 'cold' })
        return this.#forecast({ ...ask, revision: builder.revision }, builder)
      case 'layer-files': {
        const layer = builder.layer(ask.layer)
        return this.#tell(ask, { kind: 'layer-files', files: layer && describeLayerFiles(layer) })
      }
      case 'close':
        this.#builders.delete(ask.session)
    }
  }

  async #forecast(ask: SessionAsk, builder: Builder): Promise<void> {
    // Two messages of quick typing are both here before the first is looked at only if we let the second in.
    await this.#thread.pause(0)
    if (this.#waiting.some((other) => other.kind === 'project' && other.session === ask.session)) return
    const forecast = await this.#forecastWithImages(builder)
    this.#tell(ask, { kind: 'forecast', forecast: describeForecast(forecast) })
    const sound = !forecast.problems.some((problem) => problem.severity === 'error')
    if (sound && forecast.steps.some((step) => step.willBe === 'run' && step.instruction !== undefined))
      await this.#try(ask, builder)
  }

  /** A forecast, made again until no image is missing that could be fetched. */
  async #forecastWithImages(builder: Builder): Promise<ReturnType<Builder['forecast']>> {
    for (let round = 0; round < fetchRounds; round++) {
      const forecast = builder.forecast(await this.#reach(() => this.#shelf.catalog()))
      if (!(await this.#reach(() => this.#shelf.fetchMissing()))) return forecast
    }
    throw new RangeError(`images still missing after ${fetchRounds} rounds`)
  }

  /** What a build would give, without keeping it; given up as soon as anything else is asked. */
  async #try(ask: SessionAsk, builder: Builder): Promise<void> {
    await this.#thread.pause(stillMs)
    if (this.#waiting.length > 0) return
    const run = await this.#start(builder, false)
    const tried = await this.#steps(
      run,
      () => this.#waiting.length > 0,
      () => {},
    )
    if (tried === undefined) return
    builder.noteTrial(tried)
    this.#tell(ask, { kind: 'trial', build: describeBuild(tried) })
  }

  async #build(ask: BuildAsk, builder: Builder): Promise<void> {
    let finished = ask.noCache ? undefined : builder.trial
    if (finished === undefined) {
      await this.#forecastWithImages(builder)
      const run = await this.#start(builder, ask.noCache)
      finished = await this.#steps(
        run,
        () => this.#cancelled.has(ask.id),
        (event) => this.#tellEvent(ask, event),
      )
    }
    if (finished === undefined) return this.#tell(ask, { kind: 'canceled' })
    builder.keep(finished)
    this.#tell(ask, { kind: 'built', build: describeBuild(finished) })
    await this.#forecast({ ...ask, revision: builder.revision }, builder)
  }

  /** A build about to run, with all that it may need fetched. */
  async #start(builder: Builder, noCache: boolean): Promise<Generator<BuildEvent, Build>> {
    const [programs] = await this.#reach(() => Promise.all([this.#thread.loadPrograms(), this.#shelf.fetchTables()]))
    return builder.start(await this.#shelf.catalog(), programs, noCache)
  }

  /** Runs a build step by step, letting messages in between; undefined when it was given up. */
  async #steps(
    run: Generator<BuildEvent, Build>,
    givenUp: () => boolean,
    tell: (event: BuildEvent) => void,
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

type Said = Tell extends infer One ? (One extends SessionAsk ? Omit<One, keyof SessionAsk> : never) : never

class Unreachable extends Error {
  override readonly name = 'Unreachable'
}
