import { Draft } from '../filesystem/draft.ts'
import type { Tree } from '../filesystem/tree.ts'
import { startProcess } from '../machine/container.ts'
import { workingDirectory } from '../machine/directory.ts'
import { makeMachine, type OutputPiece, type RunningMachine } from '../machine/machine.ts'
import type { User } from '../machine/process.ts'
import { processesOf } from '../machine/processes.ts'
import { TypedInput } from '../machine/typed.ts'
import { resolveUser, withGroups } from '../machine/users.ts'
import { commandLine, environmentOf } from './command.ts'
import { healthAfter, probeCommand } from './health.ts'
import { mountAll } from './mounts.ts'
import type { ContainerPlan, ContainerState, ContainerWorld, Happening } from './plan.ts'
import { plannedOf, plannedProbes, type Surroundings } from './planned.ts'

/**
 * Plays a container's life from its start: equal plans and happenings give equal lives, so that nothing of it has to be kept but these. Never
 * throws for what runs in it.
 */
export function playContainer(
  plan: ContainerPlan,
  happenings: readonly Happening[],
  untilMs: number,
  world: ContainerWorld,
): ContainerState {
  const { image, options, id } = plan
  const { settings } = image
  const lower = plan.tree ?? image.tree
  const words = commandLine(settings, options)
  if (words.length === 0) return failed(lower, 'no command specified')
  const resolved = resolveUser(lower, options.user ?? settings.User ?? '')
  if ('message' in resolved) return failed(lower, resolved.message)
  const grouped = withGroups(lower, resolved.found.user, options.groups ?? [])
  if ('message' in grouped) return failed(lower, grouped.message)
  const { powers } = options
  const user: User = { ...grouped, ...(powers === undefined ? {} : { powers: new Set(powers) }) }
  const hostname = options.hostname ?? id.slice(0, 12)
  const draft = new Draft(lower)
  const mounts = mountAll(draft, options, hostname, world.now)
  const directory = workingDirectory(draft, options.directory ?? settings.WorkingDir ?? '/', user, world.now)
  const environment = environmentOf(settings, options, hostname)
  const { reach } = world
  const machine: RunningMachine = makeMachine({
    tree: draft,
    lower,
    now: world.now,
    programs: world.programs,
    packageTables: world.packageTables,
    hostname,
    architecture: image.platform.architecture === 'arm64' ? 'arm64' : 'amd64',
    mounts: [...mounts.points, ...(options.isReadOnly === true ? [{ path: '/', readOnly: true }] : [])],
    network: options.network ?? 'default',
    seed: id,
    life: { events: [], untilMs, ...(options.takenPorts === undefined ? {} : { takenPorts: options.takenPorts }) },
    ...(world.cards === undefined ? {} : { cards: world.cards }),
    ...(reach === undefined || options.network === 'none'
      ? {}
      : { reach: (name, request) => reach(name, request, machine.elapsedMs()) }),
  })
  const surroundings: Surroundings = { machine, user, environment, directory, tree: lower, desks: new Map() }
  const planned = happenings.map((one, at) => plannedOf(one, surroundings, at))
  const probes = plannedProbes(settings, untilMs, surroundings)
  machine.life?.take([...planned.map(({ event }) => event), ...probes.events])
  const log: OutputPiece[] = []
  const isTerminal = options.isTerminal === true
  const typed = options.isInteractive === true && options.input === undefined
  const input = typed ? new TypedInput(machine, { isTerminal }) : options.input
  if (input instanceof TypedInput) surroundings.desks.set('first', { input, output: log, process: 1 })
  const standing = startProcess(
    machine,
    {
      arguments: options.hasInit === true ? ['/sbin/docker-init', '--', ...words] : words,
      environment,
      directory,
      user,
      ...(options.isInteractive === true && input !== undefined ? { input } : {}),
    },
    log,
    { isTerminal },
  )
  const check = settings.Healthcheck
  const isOver = standing.kind !== 'running'
  return {
    standing,
    ...(isOver ? { endedAtMs: machine.elapsedMs() } : {}),
    log,
    outcomes: planned.map(({ event, execution }) => machine.life?.outcomeOf(event) ?? execution()),
    processes: isOver ? [] : processesOf(machine),
    listeners: isOver ? [] : (machine.life?.listeners ?? []),
    ...(check === undefined || probeCommand(settings) === undefined
      ? {}
      : { health: healthAfter(check, probes.results()) }),
    outer: mounts.outer(draft),
    tree: mounts.takeAway(draft),
    notes: machine.notes,
  }
}

function failed(tree: Tree, message: string): ContainerState {
  return {
    standing: { kind: 'failed', status: 125, message },
    endedAtMs: 0,
    log: [],
    outcomes: [],
    processes: [],
    listeners: [],
    outer: new Map(),
    tree,
    notes: [],
  }
}
