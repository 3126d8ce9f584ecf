import type { Engine, Health, Session } from '../engine/client.ts'
import type { Tell } from '../engine/protocol.ts'
import { forgetMachine } from '../state/machine.ts'
import type { ProjectFile } from '../state/project.ts'
import { words } from '../words/words.ts'
import type { Bench } from './bench.ts'
import { buildOptionsOf } from './flags.ts'
import { afterReset, noted, step } from './history/history.ts'
import { Keeper } from './keeping/keeper.ts'
import type { Made } from './keeping/left.ts'
import { isEnd, stateTold } from './keeping/making.ts'
import { pageEngine } from './page-engine.ts'
import type { BenchState } from './state.ts'

/**
 * What comes of the engine's answers and of what the learner does, once a workbench is awake: it sends the project, builds, keeps the work and
 * notes the history. Fetched together with the engine; there is one for each bench, through all its resets.
 */
export class Awake {
  readonly #bench: Bench
  readonly #engine: Engine
  readonly #keeper: Keeper
  #isRestored = false
  #session: Session | undefined
  /** Builds that are made again, by what they were asked with: nobody is told of them. */
  readonly #remade = new Map<number, Made>()
  /** What the build that goes on is made of. */
  #making: Made | undefined
  /** Whose build goes on: the one that a scene begins with, or the learner's. */
  #awaited: 'first' | 'asked' | undefined
  /** The learner asked for a build while the first one went on. */
  #again = false

  constructor(bench: Bench, catalog: string) {
    this.#bench = bench
    this.#engine = pageEngine(catalog)
    this.#keeper = new Keeper(
      () => bench.state,
      (keeping) => bench.become({ ...bench.state, keeping }),
    )
    bench.listen(() => this.#keeper.look())
  }

  /** The builder made again what an earlier visit had built. */
  get hasRemade(): boolean {
    return this.#remade.size > 0
  }

  /**
   * Opens a builder, and at first brings back what an earlier visit has left, unless the files are no longer those that the visit began with
   * (`untouched`): someone was faster than storage. Undefined when the bench was reset meanwhile.
   */
  async open(untouched: readonly ProjectFile[]): Promise<Session | undefined> {
    const bench = this.#bench
    const { generation } = bench
    if (!this.#isRestored) await this.#restore(untouched)
    if (bench.generation !== generation) return undefined
    const session = this.#engine.open(`${bench.state.project.id} ${sessions++}`, {
      told: (tell) => {
        if (bench.generation === generation) this.#told(tell)
      },
      health: (health) => this.#healthy(health),
    })
    this.#session = session
    this.#remake(session)
    this.send()
    if (bench.state.change === 'waiting') {
      this.#awaited = 'first'
      this.#start('')
    }
    return session
  }

  /** Builds; where the scene's first build goes on, after it. */
  build(): void {
    if (this.#bench.state.building !== undefined) {
      this.#again = this.#awaited === 'first'
      return
    }
    this.#bench.makeChange()
    this.#awaited = 'asked'
    this.#start(words.telling.building)
  }

  /** Tells the engine the project as it is. */
  send(): void {
    const { state, secrets } = this.#bench
    this.#session?.setProject(state.files, { ...buildOptionsOf(state.project, state.options), secrets })
  }

  /** The next state with what was done to the files and flags noted; `what` follows the words "Undo: ". */
  noted(next: BenchState, what: string, typed?: string): BenchState {
    return noted(this.#bench.state, next, what, Date.now(), typed)
  }

  /** One step back or on in the history. */
  step(which: 'undo' | 'redo'): ReturnType<typeof step> {
    return step(this.#bench.state, which)
  }

  /** The state at the beginning, with the way back to the present one in its history. */
  afterReset(): BenchState {
    // What was done on the machine is forgotten with it.
    void forgetMachine(this.#bench.state.project.id)
    return afterReset(this.#bench.state, Date.now())
  }

  /** Keeps at once what waits to be kept: the page may be about to go. */
  keepNow(): void {
    this.#keeper.now()
  }

  /** Ends the builder; its cache is gone. */
  close(): void {
    this.#session?.close()
    this.#session = undefined
    this.#awaited = undefined
    this.#again = false
  }

  async #restore(untouched: readonly ProjectFile[]): Promise<void> {
    const bench = this.#bench
    const { generation } = bench
    this.#isRestored = true
    const left = await this.#keeper.load()
    if (left !== undefined && bench.generation === generation && bench.state.files === untouched) bench.become(left)
    this.#keeper.begin()
  }

  /** Lets a new builder make again what was made before: builds give the same every time. */
  #remake(session: Session): void {
    const { made, project } = this.#bench.state
    this.#remade.clear()
    for (const one of made) {
      session.setProject(one.files, buildOptionsOf(project, one.options))
      this.#remade.set(session.build(), one)
    }
  }

  #start(said: string): void {
    const bench = this.#bench
    const { files, options } = bench.state
    bench.become({ ...bench.state, building: { names: [], done: 0, current: '' }, said })
    // Secrets are kept nowhere: a build with them cannot be made again.
    this.#making = Object.keys(bench.secrets).length > 0 ? undefined : { files, options }
    this.#session?.build()
  }

  #healthy(health: Health): void {
    const { state } = this.#bench
    if (health === state.health) return
    // What was restarted is said until something is built again.
    if (health === 'ready' && state.health === 'restarted') return
    if (health === 'restarted') this.#remade.clear()
    this.#bench.become({ ...state, health })
  }

  #told(tell: Tell): void {
    const bench = this.#bench
    bench.tell(tell)
    const remade = this.#remade.get(tell.id)
    const asked = this.#awaited === 'asked'
    bench.become(stateTold(bench.state, tell, { asked, remade, making: this.#making }))
    if (remade !== undefined) {
      if (isEnd(tell)) this.#remade.delete(tell.id)
      return
    }
    if (tell.kind !== 'built') return
    this.#awaited = undefined
    if (!this.#again) return
    this.#again = false
    this.build()
  }
}

let sessions = 0
