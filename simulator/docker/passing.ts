import { later, type Time } from '../filesystem/tree.ts'
import type { Image } from '../image/image.ts'
import { parseReference } from '../image/reference.ts'
import type { OutputPiece } from '../machine/machine.ts'
import { type HeldContainer, type Host, HostDraft, type HostWorld, millisecondsBetween } from './host.ts'

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
}

/** What a shell with a container in its foreground has to print. */
export interface Looked {
  readonly host: Host
  readonly output: readonly OutputPiece[]
  /** Absent when the container has ended, or was given up. */
  readonly foreground?: Foreground
  /** The status that `docker run` ends with then. */
  readonly status?: number
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

/** A container that a line has just left in the foreground: its log so far is printed. */
export function attachedTo(host: Host, container: string, world: HostWorld): Foreground {
  const draft = draftOf(host, world)
  const held = heldAs(host, container)
  return { container, shown: held === undefined ? 0 : logText(draft, held).length, interrupts: 0 }
}

/** What is new of a container in the foreground. `removed` are containers that are no longer on the host, as they were at their end. */
export function lookedAt(
  host: Host,
  foreground: Foreground,
  world: HostWorld,
  removed: readonly HeldContainer[] = [],
): Looked {
  const draft = draftOf(host, world)
  const held = heldAs(host, foreground.container)
  const one = held ?? removed.find(({ plan }) => plan.id === foreground.container)
  const state = one && draft.stateOf(one)
  if (one === undefined || state === undefined) return { host, output: [], status: 137 }
  const output = piecesAfter(state.log, foreground.shown)
  const shown = foreground.shown + output.reduce((sum, { text }) => sum + text.length, 0)
  if (state.standing.kind === 'running' && held !== undefined)
    return { host, output, foreground: { ...foreground, shown } }
  if (one.removesItself) draft.dropContainer(one.plan.id)
  const status = state.standing.kind === 'running' ? 137 : state.standing.status
  return { host: draft.host, output, status }
}

/** Ctrl-C in a shell with a container in its foreground: SIGINT for its first process; the third time the container is left running. */
export function interrupted(host: Host, foreground: Foreground, world: HostWorld): Looked {
  const held = heldAs(host, foreground.container)
  if (held === undefined) return lookedAt(host, foreground, world)
  const interrupts = foreground.interrupts + 1
  if (interrupts >= patience)
    return {
      host,
      output: [{ stream: 'stderr', text: 'got 3 SIGTERM/SIGINTs, forcefully exiting\n', atMs: 0 }],
      status: 1,
    }
  const draft = draftOf(host, world)
  const signal = { kind: 'signal', atMs: draft.ageMs(held), signal: interruptSignal } as const
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

function heldAs(host: Host, id: string): HeldContainer | undefined {
  return host.containers.find(({ plan }) => plan.id === id)
}

function logText(draft: HostDraft, container: HeldContainer): string {
  return (draft.stateOf(container)?.log ?? []).map(({ text }) => text).join('')
}

function draftOf(host: Host, world: HostWorld): HostDraft {
  let now = host.clock
  return new HostDraft(host, world, {
    now: () => now,
    spend: (milliseconds) => {
      now = later(now, milliseconds)
    },
  })
}
