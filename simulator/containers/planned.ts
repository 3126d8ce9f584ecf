import type { Content } from '../filesystem/content.ts'
import type { Tree } from '../filesystem/tree.ts'
import type { ImageSettings } from '../image/image.ts'
import { type Standing, startProcess } from '../machine/container.ts'
import { EndedBySignal, type LifeEvent } from '../machine/life.ts'
import type { OutputPiece, RunningMachine } from '../machine/machine.ts'
import type { Input, User } from '../machine/process.ts'
import { resolveUser } from '../machine/users.ts'
import { variablesOf } from './command.ts'
import { type Probe, probeCommand, probeTimes } from './health.ts'
import type { Execution, Happening } from './plan.ts'

/** Where what happens to a container takes place. */
export interface Surroundings {
  readonly machine: RunningMachine
  readonly user: User
  readonly environment: ReadonlyMap<string, string>
  readonly directory: string
  /** The file system of its start, for looking users up. */
  readonly tree: Tree
}

/** A happening as an event of its life; `execution` tells what came of an exec, once it took place. */
export interface Planned {
  readonly event: LifeEvent
  readonly execution: () => Execution | undefined
}

export function plannedOf(happening: Happening, surroundings: Surroundings): Planned {
  if (happening.kind === 'placed') {
    const { atMs, path, node } = happening
    const { draft } = surroundings.machine
    const run = (): void => {
      if (node === undefined) draft.remove(path)
      else draft.set(path, node)
    }
    return { event: { kind: 'start', atMs, run }, execution: () => undefined }
  }
  if (happening.kind !== 'exec') return { event: happening, execution: () => undefined }
  const { environment, directory = surroundings.directory } = happening
  const all = new Map([...surroundings.environment, ...variablesOf(environment ?? [])])
  if (happening.isTerminal === true) all.set('TERM', 'xterm')
  return plannedStart(happening.atMs, { ...surroundings, environment: all, directory }, happening)
}

/** The runs of a health check, and their results so far. */
export function plannedProbes(
  settings: ImageSettings,
  untilMs: number,
  surroundings: Surroundings,
): { readonly events: readonly LifeEvent[]; readonly results: () => readonly Probe[] } {
  const command = probeCommand(settings)
  const check = settings.Healthcheck
  if (command === undefined || check === undefined) return { events: [], results: () => [] }
  const planned = probeTimes(check, untilMs).map((atMs) => ({ atMs, ...plannedStart(atMs, surroundings, { command }) }))
  return {
    events: planned.map(({ event }) => event),
    results: () =>
      planned.flatMap(({ atMs, execution }): Probe[] => {
        const ran = execution()
        if (ran === undefined || ran.standing.kind === 'running') return []
        const output =
          ran.standing.kind === 'refused' ? ran.standing.message : ran.output.map(({ text }) => text).join('')
        return [{ atMs, status: ran.standing.status, output }]
      }),
  }
}

function plannedStart(
  atMs: number,
  { machine, user, environment, directory, tree }: Surroundings,
  asked: {
    readonly command: readonly string[]
    readonly user?: string
    readonly isTerminal?: boolean
    readonly input?: Content
  },
): Planned {
  let execution: Execution | undefined
  const run = (): void => {
    const output: OutputPiece[] = []
    const resolved = asked.user === undefined ? undefined : resolveUser(tree, asked.user)
    if (resolved !== undefined && 'message' in resolved) {
      execution = { standing: { kind: 'refused', status: 126, message: resolved.message }, output }
      return
    }
    const note = (standing: Standing): void => {
      execution = { standing, output }
    }
    note({ kind: 'running' })
    const command = {
      arguments: asked.command,
      environment,
      directory,
      user: resolved?.found.user ?? user,
      ...(asked.input === undefined ? {} : { input: asked.input }),
    }
    note(startProcess(machine, command, output, { isTerminal: asked.isTerminal === true, id: machine.nextProcess() }))
  }
  return { event: { kind: 'start', atMs, run }, execution: () => execution }
}

/** Standard input that stays open and has nothing to read: who reads waits. */
export function openInput(machine: RunningMachine): Input {
  return {
    read: () => {
      const reader = machine.life?.processes.at(-1)?.id ?? 1
      const wake = machine.life?.wait(reader, Number.POSITIVE_INFINITY)
      if (wake?.kind === 'signal') throw new EndedBySignal(reader, wake.signal)
      return undefined
    },
  }
}
