import type { HttpOutcome, HttpRequest } from './http.ts'
import type { User } from './process.ts'

/** What happens to a started container from outside, at a time after its start. */
export type LifeEvent =
  /** A signal to process 1. */
  | { readonly kind: 'signal'; readonly atMs: number; readonly signal: number }
  | { readonly kind: 'request'; readonly atMs: number; readonly request: HttpRequest }
  /** Another program is started beside those that run: `docker exec`, a health check. */
  | { readonly kind: 'start'; readonly atMs: number; readonly run: () => void }
  /** Ctrl-C on the terminal of a process: for what runs in front there; `atRest` where nothing does. */
  | { readonly kind: 'interrupt'; readonly atMs: number; readonly process: () => number; readonly atRest: () => void }

/** A process that is alive: running, or waiting for one that it started. */
export interface LivingProcess {
  readonly id: number
  readonly parent: number
  arguments: readonly string[]
  readonly user: User
  /** What a signal does to it while another process runs in front of it. Default: what the kernel does. */
  disposition?: (signal: number) => Disposition
  /** Signals that it has a handler for and that came while it did something else; it takes them when that is over. */
  readonly pending: number[]
  /** It waits for what happens ({@link Life.wait}), not for a program. */
  isWaiting?: boolean
  /** It passes signals on to the process that it started, as `tini` does. */
  forwards?: boolean
  /** A shell that somebody types at: Ctrl-C ends what it runs, and not itself. */
  leadsTerminal?: boolean
}

/** What a process does about a signal: `default` leaves it to the kernel, which spares process 1. */
export type Disposition = 'default' | 'ignored' | 'handled'

/** A port that somebody listens at. */
export interface Listener {
  /** `0.0.0.0`, `127.0.0.1`, `::`. */
  readonly address: string
  readonly port: number
  /** The process that listens. */
  readonly process: number
  readonly answer: (request: HttpRequest) => HttpOutcome
}

/** What ended a wait: the time that was waited for has come, or a signal that the process takes notice of. */
export type Wake = { readonly kind: 'time' } | { readonly kind: 'signal'; readonly signal: number }

/** What a life is made of. */
export interface LifeOptions {
  readonly events: readonly LifeEvent[]
  /** How far it is played: milliseconds after the start. */
  readonly untilMs: number
  /** Ports that others on the same computer have. */
  readonly takenPorts?: readonly number[]
  /** The machine's clock: milliseconds since the start, and how it moves on. */
  readonly now: () => number
  readonly spend: (milliseconds: number) => void
}

/** Thrown where nothing more has happened yet: all processes wait. What is known of them is in the {@link Life}. */
export class Suspended {}

/** Thrown when the kernel ends process 1 and all others with it. */
export class Killed {}

/** Thrown when a signal ends a process that waits for another one: it is gone, what it waited for with it. */
export class EndedBySignal {
  readonly id: number
  readonly signal: number
  constructor(id: number, signal: number) {
    this.id = id
    this.signal = signal
  }
}

/** Thrown by a job in the background that goes on by itself: its shell need not wait for it. */
export class StaysInBackground {
  /** When it ends by itself, in milliseconds after the start; infinite for a service. */
  readonly endsAtMs: number
  constructor(endsAtMs: number) {
    this.endsAtMs = endsAtMs
  }
}

/** Thrown where a program that was started beside the others stands in the way of one that got a signal. */
class Abandoned {}

/** A job in the background may wait so long before it counts as one that stays. */
const longJobMs = 600_000
const signalKill = 9
const signalInterrupt = 2

/**
 * The life of a started container, as its processes see it: they wait here, and get what happens in the meantime. A life is played from the
 * start whenever something is added to it: equal events give equal lives.
 */
export class Life {
  readonly #events: LifeEvent[]
  readonly #now: () => number
  readonly #spend: (milliseconds: number) => void
  readonly #takenPorts: readonly number[]
  /** How far it is played: milliseconds after the start. */
  readonly untilMs: number
  /** Those that wait for one another: the first is process 1, the last the one that runs. */
  readonly processes: LivingProcess[] = []
  /** Those that go on in the background. */
  readonly stayed: LivingProcess[] = []
  readonly listeners: Listener[] = []
  /** Jobs in the background, by process id, and when they end. */
  readonly jobs = new Map<number, number>()
  /** Called after whatever happened, by those who look for what is new. */
  readonly watchers: (() => void)[] = []
  readonly #outcomes = new Map<LifeEvent, HttpOutcome>()
  /** Milliseconds that the job in the background has waited for; undefined in the foreground. */
  #jobMs: number | undefined
  /** Programs running that were started beside the others. */
  #beside = 0

  constructor(options: LifeOptions) {
    this.#events = [...options.events].sort((a, b) => a.atMs - b.atMs)
    this.untilMs = options.untilMs
    this.#now = options.now
    this.#spend = options.spend
    this.#takenPorts = options.takenPorts ?? []
  }

  /** Whether somebody listens at a port: in the container, or beside it where it shares the computer's network. */
  hasTaken(port: number): boolean {
    return this.#takenPorts.includes(port) || this.listeners.some((other) => other.port === port)
  }

  /** Milliseconds since the start, as the container's clock has it. */
  get nowMs(): number {
    return this.#now()
  }

  /** Adds what happens; before the life begins. */
  take(events: readonly LifeEvent[]): void {
    this.#events.push(...events)
    this.#events.sort((a, b) => a.atMs - b.atMs)
  }

  /** Leaves out all that happens before the kernel kills it, or until now; tells whether it is killed. */
  skipToKill(): boolean {
    const kill = this.#events.find((event) => event.kind === 'signal' && event.signal === signalKill)
    const isKilled = kill !== undefined && kill.atMs <= this.untilMs
    this.#goTo(isKilled ? kill.atMs : this.untilMs)
    return isKilled
  }

  /** What came of a request; undefined while it has not been heard. */
  outcomeOf(event: LifeEvent): HttpOutcome | undefined {
    return this.#outcomes.get(event)
  }

  /**
   * Lets a process wait until a time (infinite: for ever), and what happens meanwhile happen. Throws {@link Suspended} when that time has not
   * come yet. `isReady`: what it waits for besides.
   */
  wait(id: number, untilMs: number, isReady?: () => boolean): Wake {
    if (this.#jobMs !== undefined) return this.#waitInBackground(untilMs)
    const self = this.processes.findLast((one) => one.id === id)
    if (self === undefined) return this.#waitFor(id, untilMs, undefined, isReady)
    const before = self.isWaiting === true
    self.isWaiting = true
    try {
      return this.#waitFor(id, untilMs, self, isReady)
    } finally {
      self.isWaiting = before
    }
  }

  #waitFor(id: number, untilMs: number, self: LivingProcess | undefined, isReady?: () => boolean): Wake {
    for (;;) {
      if (isReady?.() === true) return { kind: 'time' }
      const late = self?.pending.shift()
      if (late !== undefined) return { kind: 'signal', signal: late }
      const next = this.#events[0]
      const limit = Math.min(untilMs, this.untilMs)
      if (next === undefined || next.atMs > limit) {
        if (untilMs > this.untilMs) {
          this.#goTo(this.untilMs)
          throw new Suspended()
        }
        this.#goTo(untilMs)
        return { kind: 'time' }
      }
      this.#events.shift()
      this.#goTo(next.atMs)
      const woken = this.#happen(next, id)
      if (woken !== undefined) return woken
    }
  }

  /** Runs a job in the background; what it throws to say that it stays is the caller's. */
  inBackground<T>(run: () => T): { readonly result: T; readonly waitedMs: number } {
    const before = this.#jobMs
    this.#jobMs = 0
    try {
      const result = run()
      return { result, waitedMs: this.#jobMs }
    } finally {
      this.#jobMs = before
    }
  }

  /** Lets a process that stayed run in front of the others; it stays again afterwards. */
  inFront<T>(self: LivingProcess, run: () => T): T {
    const at = this.stayed.indexOf(self)
    if (at !== -1) this.stayed.splice(at, 1)
    const depth = this.processes.push(self)
    const result = run()
    this.processes.length = depth - 1
    this.stayed.push(self)
    return result
  }

  /** Whoever listens at a port for requests from there; undefined when nobody does. */
  listenerAt(port: number, from: HttpRequest['from']): Listener | undefined {
    return this.listeners.find(
      (one) => one.port === port && (from === 'loopback' || !/^(127\.|localhost$|::1$)/.test(one.address)),
    )
  }

  /** A process and its listeners are gone. */
  forget(id: number): void {
    const at = this.stayed.findIndex((one) => one.id === id)
    if (at !== -1) this.stayed.splice(at, 1)
    for (let at = this.listeners.length - 1; at >= 0; at--)
      if (this.listeners[at]?.process === id) this.listeners.splice(at, 1)
  }

  /** A job in the background is gone, with all that it started. */
  forgetBelow(id: number): void {
    for (const one of this.stayed.filter(({ parent }) => parent === id)) this.forgetBelow(one.id)
    this.forget(id)
  }

  #waitInBackground(untilMs: number): Wake {
    const wanted = untilMs - this.nowMs
    this.#jobMs = (this.#jobMs ?? 0) + wanted
    if (this.#jobMs > longJobMs || wanted > longJobMs) throw new StaysInBackground(Number.POSITIVE_INFINITY)
    return { kind: 'time' }
  }

  #goTo(atMs: number): void {
    if (Number.isFinite(atMs) && atMs > this.nowMs) this.#spend(atMs - this.nowMs)
  }

  #happen(event: LifeEvent, id: number): Wake | undefined {
    switch (event.kind) {
      case 'request': {
        const { request } = event
        const listener = this.listenerAt(request.port, request.from)
        this.#outcomes.set(event, listener === undefined ? { kind: 'refused' } : listener.answer(request))
        for (const watcher of this.watchers) watcher()
        return undefined
      }
      case 'start':
        this.#runBeside(event.run)
        return undefined
      case 'signal':
        return this.#signal(event.signal, id)
      case 'interrupt':
        return this.#interrupt(event.process(), id, event.atRest)
    }
  }

  /** What Ctrl-C on a terminal does: a shell that leads it stays, what it runs ends. Source: tty(4), the foreground process group. */
  #interrupt(owner: number, waiter: number, atRest: () => void): Wake | undefined {
    const at = this.processes.findIndex((one) => one.id === owner)
    if (at === -1) {
      this.#runBeside(atRest)
      return undefined
    }
    const leads = this.processes[at]?.leadsTerminal === true
    const target = (leads ? this.processes[at + 1] : undefined) ?? this.processes[at]
    if (target === undefined) return undefined
    if (leads && target.id === owner) return owner === waiter ? { kind: 'signal', signal: signalInterrupt } : undefined
    return this.#deliver(target, signalInterrupt, waiter)
  }

  #runBeside(run: () => void): void {
    const depth = this.processes.length
    this.#beside += 1
    try {
      run()
    } catch (thrown) {
      if (!(thrown instanceof Abandoned)) throw thrown
      this.processes.length = depth
    } finally {
      this.#beside -= 1
    }
    for (const watcher of this.watchers) watcher()
  }

  /** What the signal does: to process 1, or to whom that passes it on. */
  #signal(signal: number, waiter: number): Wake | undefined {
    if (signal === signalKill) throw new Killed()
    const first = this.processes.findLast((one) => one.id === 1)
    const target = first?.forwards === true ? this.processes.find((one) => one.id !== 1) : first
    return target === undefined ? undefined : this.#deliver(target, signal, waiter)
  }

  #deliver(target: LivingProcess, signal: number, waiter: number): Wake | undefined {
    const does = target.disposition?.(signal) ?? disposeByDefault(signal)
    if (does === 'ignored' || (does === 'default' && (target.id === 1 || isHarmless(signal)))) return undefined
    if (target.id === waiter) return { kind: 'signal', signal }
    if (does === 'default') throw new EndedBySignal(target.id, signal)
    target.pending.push(signal)
    if (this.#beside > 0 && target.isWaiting === true) throw new Abandoned()
    return undefined
  }
}

function disposeByDefault(signal: number): Disposition {
  return isHarmless(signal) ? 'ignored' : 'default'
}

/** CHLD, CONT, URG and WINCH do nothing by default. Source: signal(7). */
function isHarmless(signal: number): boolean {
  return [17, 18, 23, 28].includes(signal)
}
