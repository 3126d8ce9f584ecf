import type { Note, Process, Program, ProgramPage } from '../process.ts'

/** The two families that print differently. */
export type Flavour = 'busybox' | 'gnu'

/** A program ends here, wherever it stands, as by exit(2). Caught by {@link program} alone. */
class Ended extends Error {
  override readonly name = 'Ended'
  readonly status: number
  constructor(status: number) {
    super(`ended with ${status}`)
    this.status = status
  }
}

/** Ends the running program with a status. */
export function end(status: number): never {
  throw new Ended(status)
}

/** What a command is called, what its page says, and what it does. */
export interface ProgramDescription extends Partial<ProgramPage> {
  readonly names: readonly string[]
  readonly summary: string
  readonly run: (process: Process, flavour: Flavour) => number | undefined
}

/** A program whose `run` may end anywhere (see {@link end}); no status means 0. When nobody reads its output any more it ends with 141, as by SIGPIPE. */
export function program(description: ProgramDescription): Program {
  const { names, run, summary } = description
  const page = {
    summary,
    exact: description.exact ?? 'Everything but what is listed as missing.',
    modelled: description.modelled ?? '',
    missing: description.missing ?? '',
  }
  return {
    names,
    page,
    run: (process, flavour) => {
      process.machine.budget.spend(20)
      try {
        return run(process, flavour) ?? 0
      } catch (thrown) {
        if (thrown instanceof Ended) return thrown.status
        throw thrown
      }
    },
  }
}

/** Prints `name: message` on standard error. */
export function printError(process: Process, message: string): void {
  process.errors.write(`${(process.arguments[0] ?? '').replace(/.*\//, '')}: ${message}\n`)
}

/** Prints `name: message` and ends the program. */
export function fail(process: Process, message: string, status = 1): never {
  printError(process, message)
  return end(status)
}

/** Says in the build's notes what the simulation cannot do here, and ends the program with a failure: it never pretends. */
export function notSimulated(process: Process, what: string, status = 1): never {
  note(process, 'not-simulated', what)
  return fail(process, `${what} (not simulated here)`, status)
}

/** Leaves a remark about the simulation at the RUN's line. */
export function note(process: Process, kind: Note['kind'], message: string): void {
  process.machine.note({ kind, message })
}
