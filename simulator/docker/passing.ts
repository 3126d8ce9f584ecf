import type { ContainerState, Execution } from '../containers/plan.ts'
import { later, type Time } from '../filesystem/tree.ts'
import type { Image } from '../image/image.ts'
import { parseReference } from '../image/reference.ts'
import type { OutputPiece } from '../machine/machine.ts'
import { type HeldContainer, type Host, HostDraft, type HostWorld, millisecondsBetween } from './host.ts'
import type { Watch } from './interruption.ts'
import { watched } from './watching.ts'

/**
 * What happens on a host while no line is typed: time passes, a container writes or ends, Ctrl-C is pressed, a build that was not typed leaves its image.
 */

/** A container in the foreground of a shell. */
export interface Foreground {
  readonly container: string
  /** Characters of its log that were printed. */
  readonly shown: number
  /** How often Ctrl-C was pressed. */
  readonly interrupts: number
  /** Place in what happened to the container, of the `docker exec` that is in the foreground in its stead. */
  readonly exec?: number
  /** What the daemon does is told in its stead, and there is no container: `docker events`. */
  readonly watch?: Watch
  /** `-i`: it reads what is typed (session.ts). `-t`: at a terminal of the container, which gets Ctrl-C too. */
  readonly input?: 'stream' | 'terminal'
}

/** What a shell with a container in its foreground has to print. */
export interface Looked {
  readonly host: Host
  readonly output: readonly OutputPiece[]
  /** Absent when the container has ended, or was given up. */
  readonly foreground?: Foreground
  /** The status that `docker run` ends with then. */
  readonly status?: number
  /** Where the foreground reads what is typed: what stands before the cursor, which is the end of what was printed. */
  readonly prompt?: string
}

/** Ctrl-C at which docker's command line leaves its container alone. Source: docker/cli, cmd/docker/docker.go, forceExitAfter3TerminationSignals; a real docker. */
const patience = 3
const interruptSignal = 2

/** The host so much later. */
export function withTimePassed(host: Host, milliseconds: number): Host {
  return { ...host, clock: later(host.clock, milliseconds) }
}

/** The host with an image that was built without its shells, and not before `now`. */
export function withImage(host: Host, image: Image, tags: readonly string[], now: Time, world: HostWorld): Host {
  const clock = millisecondsBetween(host.clock, now) > 0 ? now : host.clock
  const draft = draftOf({ ...host, clock }, world)
  draft.putImage(
    image,
    tags.flatMap((tag) => {
      const reference = parseReference(tag)
      return 'error' in reference ? [] : [reference.normal]
    }),
  )
  return draft.host
}

/** A container that a line has just left in the foreground, or an exec in it: its log so far is printed. */
export function attachedTo(host: Host, container: string, world: HostWorld, exec?: number): Foreground {
  const draft = draftOf(host, world)
  const held = heldAs(host, container)
  const input = held && inputOf(held, exec)
  const shown = held === undefined ? 0 : textOf(logFor(draft, held, exec)).length
  return { container, shown, interrupts: 0, ...(exec === undefined ? {} : { exec }), ...(input && { input }) }
}

/** Whether what is typed goes to a container, or to an exec in it. */
function inputOf({ plan, happenings }: HeldContainer, exec: number | undefined): Foreground['input'] {
  const begun = exec === undefined ? undefined : happenings[exec]
  if (exec === undefined) {
    const { isInteractive, isTerminal, input } = plan.options
    return isInteractive !== true || input !== undefined ? undefined : isTerminal === true ? 'terminal' : 'stream'
  }
  if (begun?.kind !== 'exec' || begun.isOpen !== true) return undefined
  return begun.isTerminal === true ? 'terminal' : 'stream'
}

/** What is new of a container in the foreground. `removed` are containers that are no longer on the host, as they were at their end. */
export function lookedAt(
  host: Host,
  foreground: Foreground,
  world: HostWorld,
  removed: readonly HeldContainer[] = [],
): Looked {
  const draft = draftOf(host, world)
  if (foreground.watch !== undefined) {
    const { output, watch } = watched(draft, foreground.watch)
    return { host, output, ...(watch === undefined ? { status: 0 } : { foreground: { ...foreground, watch } }) }
  }
  const held = heldAs(host, foreground.container)
  const one = held ?? removed.find(({ plan }) => plan.id === foreground.container)
  const state = one && draft.stateOf(one)
  if (one === undefined || state === undefined) return { host, output: [], status: 137 }
  const { exec } = foreground
  const log = logFor(draft, one, exec)
  const fresh = piecesAfter(log, foreground.shown)
  const output = fresh.filter(({ isEcho }) => isEcho !== true)
  const shown = foreground.shown + fresh.reduce((sum, { text }) => sum + text.length, 0)
  const standing = exec === undefined ? state.standing : executionAt(state, exec)?.standing
  if (state.standing.kind === 'running' && held !== undefined && standing?.kind === 'running') {
    const prompt = foreground.input === undefined ? {} : { prompt: textOf(log).replace(/^.*\n/s, '') }
    return { host, output, foreground: { ...foreground, shown }, ...prompt }
  }
  if (exec === undefined && one.removesItself) draft.dropContainer(one.plan.id)
  const status = standing === undefined || standing.kind === 'running' ? 137 : standing.status
  return { host: draft.host, output, status }
}

/** Ctrl-C in a shell with a container in its foreground: SIGINT for its first process; the third time the container is left running. */
export function interrupted(host: Host, foreground: Foreground, world: HostWorld): Looked {
  if (foreground.watch !== undefined) return { host, output: [], status: 128 + interruptSignal }
  const held = heldAs(host, foreground.container)
  if (held === undefined) return lookedAt(host, foreground, world)
  const draft = draftOf(host, world)
  const atMs = draft.ageMs(held)
  if (foreground.input === 'terminal' || foreground.exec !== undefined) {
    const to = foreground.exec ?? 'first'
    draft.putContainer({ ...held, happenings: [...held.happenings, { kind: 'interrupt', atMs, to }] })
    return lookedAt(draft.host, foreground, world)
  }
  const interrupts = foreground.interrupts + 1
  if (interrupts >= patience)
    return {
      host,
      output: [{ stream: 'stderr', text: 'got 3 SIGTERM/SIGINTs, forcefully exiting\n', atMs: 0 }],
      status: 1,
    }
  const signal = { kind: 'signal', atMs, signal: interruptSignal } as const
  draft.putContainer({ ...held, happenings: [...held.happenings, signal] })
  return lookedAt(draft.host, { ...foreground, interrupts }, world)
}

/** The pieces of a log after so many characters. */
function piecesAfter(log: readonly OutputPiece[], shown: number): readonly OutputPiece[] {
  const pieces: OutputPiece[] = []
  let at = 0
  for (const piece of log) {
    const from = Math.max(0, shown - at)
    if (from < piece.text.length) pieces.push({ ...piece, text: piece.text.slice(from) })
    at += piece.text.length
  }
  return pieces
}

/** What a container, or an exec in it, has printed. */
function logFor(draft: HostDraft, container: HeldContainer, exec: number | undefined): readonly OutputPiece[] {
  const state = draft.stateOf(container)
  return exec === undefined ? (state?.log ?? []) : (executionAt(state, exec)?.output ?? [])
}

function executionAt(state: ContainerState | undefined, exec: number): Execution | undefined {
  const outcome = state?.outcomes[exec]
  return outcome !== undefined && 'standing' in outcome ? outcome : undefined
}

function textOf(log: readonly OutputPiece[]): string {
  return log.map(({ text }) => text).join('')
}

/** The container of an ID. */
export function heldAs(host: Host, id: string): HeldContainer | undefined {
  return host.containers.find(({ plan }) => plan.id === id)
}

/** A host, to be changed while nothing runs in its shells. */
export function draftOf(host: Host, world: HostWorld): HostDraft {
  let now = host.clock
  return new HostDraft(host, world, {
    now: () => now,
    spend: (milliseconds) => {
      now = later(now, milliseconds)
    },
  })
}
