import type { Budget } from '../../../values/budget.ts'
import { Evaluation } from './evaluate.ts'
import type { Assumptions } from './explore.ts'
import { Scope } from './host.ts'
import { nodeHost } from './node-host.ts'
import type { Paths } from './paths.ts'
import type { Print } from './printed.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import type { FunctionValue, Thing, Value } from './value.ts'

/** What a script finds around it. */
export interface NodeWorld {
  readonly budget: Budget
  readonly source: string
  /** Where the script lies, absolute. */
  readonly path: string
  readonly directory: string
  /** `v22.1.0`. */
  readonly version: string
  readonly environment: ReadonlyMap<string, string>
  readonly hasModule: (name: string) => boolean
  readonly hasFile: (path: string) => boolean
  readonly isModule: boolean
}

/** Thrown where the script ends by itself, or with an error. */
export class NodeExit {
  readonly status: number
  constructor(status: number) {
    this.status = status
  }
}

/** What an answer is made of while a request is handled. */
export interface Response {
  status: number
  readonly headers: Map<string, string>
  body: string
  file: string | undefined
  folder: string | undefined
  isOver: boolean
  /** The next handler is to be asked. */
  isPassedOn: boolean
}

/** One handler of Express, and for which requests. */
export interface Layer {
  readonly method: string
  /** Undefined: for all. */
  readonly path: string | undefined
  readonly handler: FunctionValue | Thing
}

/** A script of Node while it is evaluated. */
export class NodeProgram {
  readonly world: NodeWorld
  readonly evaluation: Evaluation
  readonly prints: Print[] = []
  readonly signals = new Map<string, FunctionValue>()
  readonly layers: Layer[] = []
  readonly scope = new Scope()
  server: Thing | undefined
  /** Called once it listens. */
  readonly whenListening: FunctionValue[] = []
  isClosed = false
  readonly timers: FunctionValue[] = []
  hasPowered = true
  method = 'GET'
  asksMethod = false
  response: Response | undefined

  constructor(world: NodeWorld, given: { readonly assumed: Assumptions; readonly paths: Paths }) {
    this.world = world
    this.evaluation = new Evaluation(nodeHost(this), { budget: world.budget, ...given })
  }

  /** Runs the script to where it listens or ends; gives the status that it ends with, undefined when it stays. */
  run(statements: readonly Statement[]): number | undefined {
    return this.#ending(() => {
      this.evaluation.run(statements, this.scope)
      for (const callback of this.whenListening) this.evaluation.callFunction(callback, [])
    })
  }

  /** Runs a signal's handler; gives the status that it ends with, undefined when it stays. */
  signal(name: string): number | undefined {
    const handler = this.signals.get(name)
    if (handler === undefined) throw new RangeError(name)
    const status = this.#ending(() => {
      this.evaluation.callFunction(handler, [])
      const [first] = this.timers
      if (!this.isClosed && first !== undefined) this.evaluation.callFunction(first, [])
    })
    return status ?? (this.isClosed ? 0 : undefined)
  }

  #ending(run: () => void): number | undefined {
    try {
      run()
    } catch (thrown) {
      if (thrown instanceof NodeExit) return thrown.status
      throw thrown
    }
    return undefined
  }

  print(text: string, stream: Print['stream']): void {
    this.prints.push({ text, stream, flushes: true })
  }

  get answering(): Response {
    if (this.response === undefined) throw new NotUnderstood('outside of a request')
    return this.response
  }

  listen(server: Thing, port: Value, host: Value | undefined): void {
    if (this.server !== undefined) throw new NotUnderstood('two servers')
    server.fields.set('port', port)
    if (host !== undefined) server.fields.set('host', host)
    this.server = server
  }
}
