import { sizedContent } from '../filesystem/content.ts'
import { Draft } from '../filesystem/draft.ts'
import { later } from '../filesystem/tree.ts'
import type { HttpOutcome, HttpRequest } from '../machine/http.ts'
import { firstProcess, makeMachine, type OutputPiece } from '../machine/machine.ts'
import { settle } from '../machine/open.ts'
import { noInput } from '../machine/pipe.ts'
import type { Note } from '../machine/process.ts'
import { bash } from '../machine/shell/dialect.ts'
import { takeEnvironment } from '../machine/shell/index.ts'
import { Shell } from '../machine/shell/shell.ts'
import { runToEnd } from '../machine/shell/subshell.ts'
import { runner, runText } from '../machine/shell/text.ts'
import { rootUser } from '../machine/users.ts'
import { newRegistry, type Registry } from '../registry/registry.ts'
import type { Build } from '../solver/result.ts'
import { BudgetExceeded } from '../values/budget.ts'
import { dockerProgram } from './docker.ts'
import { type HeldContainer, type Host, HostDraft, type HostWorld, type PublishedPort, type Window } from './host.ts'
import { Attached, ImageNeeded, Watching } from './interruption.ts'
import { layerwiseProgram } from './layerwise.ts'
import { attachedTo, type Foreground } from './passing.ts'
import { catchUp } from './restarting.ts'

/** What came of a line that was typed. */
export interface LineRun {
  readonly host: Host
  /** The registries afterwards: other hosts are given them with their next line. */
  readonly registry: Registry
  readonly output: readonly OutputPiece[]
  readonly notes: readonly Note[]
  /** What it built, in order; failed builds too. */
  readonly builds: readonly Build[]
  /** Containers that it took away, as they were at their end. */
  readonly removed: readonly HeldContainer[]
  /** ID of the container that stays in the foreground. */
  readonly attached?: string
  /** The same, or the exec in it, as passing.ts and session.ts go on with it. */
  readonly foreground?: Foreground
  /** A normal reference that must be loaded into the catalog first; nothing has happened then. */
  readonly needs?: string
}

/** How a line is run. */
export interface LineOptions {
  readonly isTerminal?: boolean
  readonly interruptMs?: number
  readonly window?: Window
}

/** Where docker's own program lies on a host. */
export const dockerPath = '/usr/bin/docker'

/**
 * Runs a line in a host's shell, which is bash. The host as it is afterwards knows the shell's directory, variables and last status. Never throws
 * for what was typed. `isTerminal`: its output goes to a terminal, so that programs draw on it. `window`: how large that is. `interruptMs`: Ctrl-C is pressed so long after it began.
 * A line that is shown while its time goes by is run to its end first, and once more with that when it is interrupted: what a build had done by then
 * stays cached, and docker says that it was canceled.
 */
export function runLine(host: Host, line: string, world: HostWorld, how: LineOptions = {}): LineRun {
  const { isTerminal = false, interruptMs, window } = how
  const programs = new Map(world.programs)
  const files = new Draft(host.files)
  if (files.at(dockerPath) === undefined) placeDocker(files, host)
  const machine = makeMachine({
    tree: files,
    now: host.clock,
    programs,
    packageTables: world.catalog.packageTables,
    hostname: host.name,
    seed: `${host.name} ${host.made}`,
    reach: (name, request) => {
      catchUp(draft, files)
      return askHost(draft, name, request)
    },
  })
  const draft = new HostDraft(host, world, machine.clock, {
    window,
    interruptAt: interruptMs === undefined ? undefined : later(host.clock, interruptMs),
  })
  programs.set('docker', dockerProgram(draft))
  programs.set('layerwise', layerwiseProgram(draft))
  const output: OutputPiece[] = []
  const environment = new Map<string, string>()
  for (const [name, { value, isExported }] of host.variables) if (isExported) environment.set(name, value)
  const first = firstProcess(
    machine,
    {
      arguments: ['bash'],
      environment,
      directory: host.directory,
      user: rootUser,
      ...(isTerminal ? { input: { ...noInput, isTerminal } } : {}),
    },
    output,
    { id: 100, isTerminal },
  )
  const shell = new Shell(first, bash, 'bash', runner)
  takeEnvironment(shell, first.environment)
  for (const [name, { value, isExported }] of host.variables)
    if (!isExported) shell.variables.set(name, { value, isExported, isReadOnly: false })
  shell.status = host.status
  const ended = runSafely(() => runToEnd(shell, () => runText(shell, line)))
  if (ended instanceof ImageNeeded)
    return {
      host,
      registry: world.registry ?? newRegistry(),
      output: [],
      notes: [],
      builds: [],
      removed: [],
      needs: ended.reference,
    }
  if (ended instanceof BudgetExceeded)
    output.push({ stream: 'stderr', text: 'stopped: this line would run without end\n', atMs: machine.elapsedMs() })
  settle(machine)
  const variables = new Map<string, { readonly value: string; readonly isExported: boolean }>()
  for (const [name, { value, isExported }] of shell.variables)
    if (value !== undefined) variables.set(name, { value, isExported })
  draft.change({
    files: files.finish(),
    clock: machine.clock.now(),
    directory: shell.directory,
    status: typeof ended === 'number' ? ended : ended instanceof Attached || ended instanceof Watching ? 0 : 137,
    variables,
  })
  return {
    host: draft.host,
    registry: draft.registry,
    output,
    notes: machine.notes,
    builds: draft.builds,
    removed: draft.removed,
    ...(ended instanceof Attached
      ? { attached: ended.container, foreground: attachedTo(draft.host, ended.container, world, ended.exec) }
      : {}),
    ...(ended instanceof Watching
      ? { foreground: { container: '', shown: 0, interrupts: 0, watch: ended.watch } }
      : {}),
  }
}

type Ending = number | Attached | Watching | ImageNeeded | BudgetExceeded

function runSafely(run: () => number): Ending {
  try {
    return run()
  } catch (thrown) {
    if (thrown instanceof Attached || thrown instanceof Watching) return thrown
    if (thrown instanceof ImageNeeded || thrown instanceof BudgetExceeded) return thrown
    throw thrown
  }
}

function placeDocker(files: Draft, host: Host): void {
  const attributes = { uid: 0, gid: 0, mtime: host.clock }
  files.makeDirectories('/usr/bin', { ...attributes, mode: 0o755 })
  const content = { ...sizedContent('docker', 41_000_000), program: 'docker' }
  files.set(dockerPath, { kind: 'file', ...attributes, mode: 0o755, content })
  const own = { ...sizedContent('layerwise', 1_000_000), program: 'layerwise' }
  files.set('/usr/bin/layerwise', { kind: 'file', ...attributes, mode: 0o755, content: own })
}

/** What answers at a port of the host itself: a container that has the host's own network. */
function askHere(draft: HostDraft, request: HttpRequest): HttpOutcome {
  const container = draft.host.containers.find(
    (one) =>
      one.plan.options.network === 'host' &&
      draft.stateOf(one)?.listeners.some(({ port }) => port === request.port) === true,
  )
  if (container === undefined) return { kind: 'refused' }
  const asked = { kind: 'request', atMs: draft.ageMs(container), request: { ...request, from: 'loopback' } } as const
  const next = { ...container, happenings: [...container.happenings, asked] }
  draft.putContainer(next)
  const outcome = draft.stateOf(next)?.outcomes.at(-1)
  return outcome !== undefined && 'kind' in outcome ? outcome : { kind: 'refused' }
}

/** What answers at a port of the host: the container that has it published. */
export function askHost(draft: HostDraft, name: string, request: HttpRequest): HttpOutcome | undefined {
  if (!/^(localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1\]?)$/.test(name) && name !== draft.host.name) return undefined
  const container = draft.host.containers.find(
    (one) => one.ports.some((port) => isAt(port, request)) && draft.isRunning(one),
  )
  const port = container?.ports.find((one) => isAt(one, request))
  if (container === undefined || port === undefined) return askHere(draft, request)
  const atMs = draft.ageMs(container)
  const asked = { kind: 'request', atMs, request: { ...request, port: port.container, from: 'outside' } } as const
  const next = { ...container, happenings: [...container.happenings, asked] }
  draft.putContainer(next)
  const outcome = draft.stateOf(next)?.outcomes.at(-1)
  // What is published is taken by docker's own proxy: where nobody listens behind it, it breaks the connection off.
  if (outcome === undefined || !('kind' in outcome)) return { kind: 'reset' }
  return outcome.kind === 'refused' ? { kind: 'reset' } : outcome
}

function isAt({ host, protocol }: PublishedPort, { port }: HttpRequest): boolean {
  return host === port && protocol === 'tcp'
}
