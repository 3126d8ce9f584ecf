import type { Budget } from '../../../values/budget.ts'
import { Evaluation } from './evaluate.ts'
import type { Assumptions } from './explore.ts'
import { goHost } from './go-host.ts'
import { Scope } from './host.ts'
import type { Paths } from './paths.ts'
import type { Print } from './printed.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import { type FunctionValue, none, type Thing, thing, type Value } from './value.ts'

/** What happens to the program: it listens, a signal comes that it waits for, its port is taken. */
export type GoScenario = 'serve' | 'signal' | 'taken'

/** Thrown where the program waits, for ever as far as one knows. */
export class Blocked {}

export class GoExit {
  readonly status: number
  constructor(status: number) {
    this.status = status
  }
}

/** A pattern of paths and what answers there. */
export interface GoRoute {
  readonly method: string
  readonly path: string
  readonly handler: FunctionValue | Thing
}

export interface GoAnswer {
  status: number | undefined
  readonly headers: Map<string, string>
  body: string
  folder: string | undefined
}

/** A Go program while it is evaluated. */
export class GoProgram {
  readonly evaluation: Evaluation
  readonly scenario: GoScenario
  readonly prints: Print[] = []
  readonly routes: GoRoute[] = []
  readonly signals = new Set<string>()
  readonly scope = new Scope()
  address: Value | undefined
  answer: GoAnswer | undefined
  method = 'GET'
  asksMethod = false
  isShut = false
  printedAtServe = 0
  readonly #goroutines: FunctionValue[] = []
  readonly #deferred: FunctionValue[] = []

  constructor(
    budget: Budget,
    given: { readonly scenario: GoScenario; readonly assumed: Assumptions; readonly paths: Paths },
  ) {
    this.scenario = given.scenario
    this.evaluation = new Evaluation(goHost(this), { budget, ...given })
  }

  /** Runs main; gives the status that it ends with, undefined when it stays. */
  run(statements: readonly Statement[]): number | undefined {
    try {
      this.evaluation.run(
        statements.filter(({ kind }) => kind !== 'unknown'),
        this.scope,
      )
      const main = this.scope.get('main')
      if (main?.kind !== 'function') throw new NotUnderstood('main')
      this.evaluation.callFunction(main, [])
      for (const one of this.#deferred.reverse()) this.evaluation.callFunction(one, [])
      return 0
    } catch (thrown) {
      if (thrown instanceof GoExit) return thrown.status
      if (thrown instanceof Blocked) return undefined
      throw thrown
    }
  }

  defer(run: FunctionValue): void {
    this.#deferred.push(run)
  }

  go(run: FunctionValue): void {
    this.#goroutines.push(run)
  }

  /** `<-`: waits for a signal. */
  receive(): Value {
    this.#runOthers()
    if (this.scenario === 'serve') throw new Blocked()
    return none
  }

  /** Listens, until it is shut down. */
  serve(address: Value): Value {
    this.address = address
    if (this.scenario === 'taken') return thing('error', [['text', { kind: 'text', card: this.#takenText() }]])
    this.printedAtServe = this.prints.length
    this.#runOthers()
    if (this.scenario === 'serve' || !this.isShut) throw new Blocked()
    return thing('http.ErrServerClosed')
  }

  #takenText(): string {
    const address = this.address?.kind === 'text' ? this.address.card : ''
    return `listen tcp ${address}: bind: address already in use`
  }

  /** Whatever else was started runs until it waits. */
  #runOthers(): void {
    for (const one of this.#goroutines.splice(0))
      try {
        this.evaluation.callFunction(one, [])
      } catch (thrown) {
        if (!(thrown instanceof Blocked)) throw thrown
      }
  }

  print(text: string, stream: Print['stream']): void {
    if (this.answer !== undefined) throw new NotUnderstood('a log of requests')
    this.prints.push({ text, stream, flushes: true })
  }
}
