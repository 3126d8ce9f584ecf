import type { Content } from '../filesystem/content.ts'
import type { Tree } from '../filesystem/tree.ts'
import type { ImageSettings } from '../image/image.ts'
import { type Standing, startProcess } from '../machine/container.ts'
import { type LifeEvent, StaysInBackground } from '../machine/life.ts'
import type { OutputPiece, RunningMachine } from '../machine/machine.ts'
import { withPowersOf } from '../machine/powers.ts'
import type { User } from '../machine/process.ts'
import { TypedInput } from '../machine/typed.ts'
import { resolveUser } from '../machine/users.ts'
import { variablesOf } from './command.ts'
import { type Probe, probeCommand, probeTimes } from './health.ts'
import type { Execution, Happening, TypedTo } from './plan.ts'

/** Where what happens to a container takes place. */
export interface Surroundings {
  readonly machine: RunningMachine
  readonly user: User
  readonly environment: ReadonlyMap<string, string>
  readonly directory: string
  /** The file system of its start, for looking users up. */
  readonly tree: Tree
  /** Those that somebody can type at. */
  readonly desks: Map<TypedTo, Desk>
}

/** A program with an open standard input: where what is typed goes, and is shown. */
export interface Desk {
  readonly input: TypedInput
  readonly output: OutputPiece[]
  readonly process: number
}

/** A happening as an event of its life; `execution` tells what came of an exec, once it took place. */
export interface Planned {
  readonly event: LifeEvent
  readonly execution: () => Execution | undefined
}

export function plannedOf(happening: Happening, surroundings: Surroundings, at: number): Planned {
  switch (happening.kind) {
    case 'typed':
    case 'ended':
    case 'interrupt':
      return { event: eventAtDesk(happening, surroundings), execution: () => undefined }
  }
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
  return plannedStart(happening.atMs, { ...surroundings, environment: all, directory }, happening, at)
}

/** What is typed, as an event; where nobody can take it, it is lost. */
function eventAtDesk(
  happening: Extract<Happening, { readonly kind: 'typed' | 'ended' | 'interrupt' }>,
  { desks, machine }: Surroundings,
): LifeEvent {
  const { kind, atMs, to } = happening
  const echo = (text: string): void => {
    const desk = desks.get(to)
    if (desk?.input.isTerminal === true)
      desk.output.push({ stream: 'stdout', text, atMs: machine.elapsedMs(), isEcho: true })
  }
  if (kind !== 'interrupt')
    return {
      kind: 'start',
      atMs,
      run: () => {
        if (kind === 'typed') echo(happening.text)
        if (kind === 'typed') desks.get(to)?.input.take(happening.text)
        else desks.get(to)?.input.end()
      },
    }
  return {
    kind: 'interrupt',
    atMs,
    process: () => {
      echo('^C')
      return desks.get(to)?.process ?? 0
    },
    atRest: () => desks.get(to)?.input.interrupt(),
  }
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
  const planned = probeTimes(check, untilMs).map((atMs) => ({
    atMs,
    ...plannedStart(atMs, surroundings, { command }, -1),
  }))
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
  { machine, user, environment, directory, tree, desks }: Surroundings,
  asked: {
    readonly command: readonly string[]
    readonly user?: string
    readonly isTerminal?: boolean
    readonly input?: Content
    readonly isOpen?: boolean
  },
  at: number,
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
      const ended = standing.kind === 'running' ? {} : { endedAtMs: machine.elapsedMs() }
      execution = { standing, output, ...ended }
    }
    note({ kind: 'running' })
    const isTerminal = asked.isTerminal === true
    const id = machine.nextProcess()
    const typed = asked.isOpen === true ? new TypedInput(machine, { isTerminal, isBeside: true }) : undefined
    typed?.whenOver((status) => note({ kind: 'exited', status, wasKilled: false }))
    if (typed !== undefined) desks.set(at, { input: typed, output, process: id })
    const input = typed ?? asked.input
    const command = {
      arguments: asked.command,
      environment,
      directory,
      user: resolved === undefined ? user : withPowersOf(resolved.found.user, user),
      ...(input === undefined ? {} : { input }),
    }
    try {
      note(startProcess(machine, command, output, { isTerminal, id }))
    } catch (thrown) {
      // A shell that is typed at goes on when a line comes.
      if (!(thrown instanceof StaysInBackground && typed !== undefined)) throw thrown
    }
  }
  return { event: { kind: 'start', atMs, run }, execution: () => execution }
}
