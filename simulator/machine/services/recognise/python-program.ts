import type { Budget } from '../../../values/budget.ts'
import { Evaluation } from './evaluate.ts'
import type { Assumptions } from './explore.ts'
import { type Given, Raised, Scope } from './host.ts'
import type { Paths } from './paths.ts'
import type { Print } from './printed.ts'
import { pythonHost } from './python-host.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import { type ClassValue, type FunctionValue, none, numberValue, type Thing, type Value } from './value.ts'

/** What a Python program finds around it. */
export interface PythonWorld {
  readonly budget: Budget
  /** Where the script lies, as it was called. */
  readonly path: string
  readonly directory: string
  /** What it is called with, after its own name. */
  readonly arguments: readonly string[]
  /** `__main__`, or by which name it is imported. */
  readonly moduleName: string
  /** `3.13.0`. */
  readonly version: string
  /** Standard output waits in a buffer while it is no terminal. */
  readonly isBuffered: boolean
  readonly environment: ReadonlyMap<string, string>
  readonly source: string
  /** Where Python's own modules lie: `/usr/local/lib/python3.13`. */
  readonly library: string
  readonly hasModule: (name: string) => boolean
}

/** What happens while a program serves: nothing, or a signal by its name. */
export type Scenario = 'serve' | 'INT' | 'TERM' | 'HUP' | 'USR1'

/** Thrown where the program begins to serve. */
export class Serving {
  readonly server: Thing
  readonly line: number
  constructor(server: Thing, line: number) {
    this.server = server
    this.line = line
  }
}

/** Thrown where a signal's handler comes back, so that the program goes on as before. */
export class Unmoved {}

/** What an answer is made of while a request is handled. */
export interface Answering {
  status: number | undefined
  readonly headers: [name: string, value: string][]
  body: string
  isEnded: boolean
  readonly prints: Print[]
}

/** A Python program while it is evaluated. */
export class PythonProgram {
  readonly world: PythonWorld
  readonly evaluation: Evaluation
  readonly prints: Print[] = []
  /** Handlers of signals by name. */
  readonly signals = new Map<string, Value>()
  answering: Answering | undefined
  /** Where files are looked for. */
  directory: string
  readonly #scenario: Scenario
  /** How many lines it had printed when it began to serve. */
  printedAtServe = 0
  /** A thread of its own stops the server. */
  wasShutDown = false
  readonly scope = new Scope()
  #isInHandler = false
  serverLine = 0
  /** What Flask was told to answer, in the order it was told. */
  readonly routes: Thing[] = []

  constructor(
    world: PythonWorld,
    given: { readonly scenario: Scenario; readonly assumed: Assumptions; readonly paths: Paths },
  ) {
    this.world = world
    this.directory = world.directory
    this.#scenario = given.scenario
    this.evaluation = new Evaluation(pythonHost(this), { budget: world.budget, ...given })
  }

  /** Runs it; gives the status that it ends with. Throws {@link Serving} where it stays, {@link Raised} for an exception. */
  run(statements: readonly Statement[]): number {
    this.evaluation.run(statements, this.scope)
    return 0
  }

  print(print: Print): void {
    if (this.answering === undefined) this.prints.push(print)
    else this.answering.prints.push(print)
  }

  /** A server begins to serve: what comes of it depends on what is to happen. */
  serve(server: Thing, line: number): Value {
    this.printedAtServe = this.prints.length
    const handler = this.signals.get(this.#scenario)
    if (this.#scenario === 'serve') throw new Serving(server, line)
    if (handler === undefined) throw new Raised('KeyboardInterrupt', '', 130, line)
    if (handler.kind !== 'function' && handler.kind !== 'thing') throw new NotUnderstood('a handler')
    this.#isInHandler = true
    const given: Given = { values: [numberValue(0), none], named: new Map(), line }
    this.evaluation.call(handler, given)
    this.#isInHandler = false
    if (!this.wasShutDown) throw new Unmoved()
    return none
  }

  /** `server.shutdown()` waits until the server has stopped: in a handler of the thread that serves, for ever. */
  shutDown(isThread: boolean): void {
    if (this.#isInHandler && !isThread) throw new Unmoved()
    this.wasShutDown = true
  }
}

/** A method of a class or of those that it is made of. */
export function methodOf(of: ClassValue, name: string): FunctionValue | undefined {
  const own = of.members.own(name)
  if (own?.kind === 'function') return own
  for (const base of of.bases) {
    const found = base.kind === 'class' ? methodOf(base, name) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** What a class attribute of a class or its bases is. */
export function attributeOf(of: ClassValue, name: string): Value | undefined {
  const own = of.members.own(name)
  if (own !== undefined) return own
  for (const base of of.bases) {
    const found = base.kind === 'class' ? attributeOf(base, name) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** Whether a class comes from one that Python brings. */
export function comesFrom(of: Value, name: string): boolean {
  if (of.kind === 'thing') return of.name === name || of.name.endsWith(`.${name}`)
  return of.kind === 'class' && of.bases.some((base) => comesFrom(base, name))
}
