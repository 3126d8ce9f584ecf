import type { Process, Program, ProgramPage } from '../process.ts'

/** A package manager or tool: what it is called, what its page says, and what it does. */
export interface ToolDescription extends Partial<ProgramPage> {
  readonly names: readonly string[]
  readonly summary: string
  readonly run: (process: Process) => number
}

/** A program of this folder; it prints the same wherever it runs. */
export function tool(description: ToolDescription): Program {
  return {
    names: description.names,
    page: {
      summary: description.summary,
      exact: description.exact ?? '',
      modelled: description.modelled ?? '',
      missing: description.missing ?? '',
    },
    run: (process) => {
      process.machine.budget.spend(50)
      return description.run(process)
    },
  }
}

/** Prints lines on standard output. */
export function say(process: Process, ...lines: readonly string[]): void {
  for (const line of lines) process.output.write(`${line}\n`)
}

/** Prints lines on standard error. */
export function complain(process: Process, ...lines: readonly string[]): void {
  for (const line of lines) process.errors.write(`${line}\n`)
}

/** Says that an option or command of a tool is not simulated, and gives the failing status. */
export function notSimulated(process: Process, what: string): number {
  process.machine.note({ kind: 'not-simulated', message: `${what} is not simulated here, so it fails.` })
  complain(process, `${what}: not simulated`)
  return 1
}

/** Leaves the remark that figures come from a model. */
export function tellModel(process: Process, message: string): void {
  process.machine.note({ kind: 'modelled', message })
}

/** Lets modelled time pass. */
export function work(process: Process, milliseconds: number): void {
  process.machine.clock.spend(milliseconds)
}

/** Downloads bytes: counted, and some time for the asking. */
export function download(process: Process, bytes: number): void {
  process.machine.download(bytes)
  process.machine.clock.spend(20)
}

/** Whether hosts outside can be reached. */
export function hasNetwork(process: Process): boolean {
  return process.machine.network !== 'none'
}
