import { later } from '../filesystem/tree.ts'
import type { Process } from '../machine/process.ts'
import { type HeldContainer, type HostDraft, type Logged, millisecondsBetween } from './host.ts'
import { addressIn, connectionsOf, withAddresses } from './networks.ts'
import { takenPorts } from './ports.ts'
import { mountedNow } from './sharing.ts'

/** How long docker takes to start a container, modelled. */
const startMs = 300

/** Starts a container: from the files that it left, when it ran before. */
export function start(draft: HostDraft, process: Process, container: HeldContainer): HeldContainer {
  const before = draft.stateOf(container)
  const earlier = logOf(draft, container)
  draft.pass(startMs)
  const placed = withAddresses(draft, container)
  const [network = ''] = connectionsOf(placed)
  const address = addressIn(draft.host, placed, network)
  const ready = mountedNow(draft, process.machine.draft, {
    ...placed,
    plan: {
      ...placed.plan,
      options: {
        ...placed.plan.options,
        ...(address === undefined ? {} : { address }),
        ...(placed.plan.options.network === 'host' ? { takenPorts: takenPorts(draft, placed) } : {}),
      },
    },
  })
  const { pausedAtMs: _, pausedMs: __, left: ___, isStopped: ____, quickEnds: _____, ...rest } = ready
  const started: HeldContainer = {
    ...rest,
    plan: before === undefined ? ready.plan : { ...ready.plan, tree: before.tree },
    started: draft.now,
    happenings: [],
    earlier,
  }
  draft.putContainer(started)
  return started
}

/** All that a container has printed, over all its starts. */
export function logOf(draft: HostDraft, container: HeldContainer): readonly Logged[] {
  const { started, earlier = [] } = container
  if (started === undefined) return earlier
  const now = (draft.stateOf(container)?.log ?? []).map(({ stream, text, atMs }) => ({
    stream,
    text,
    time: later(started, atMs),
  }))
  return [...earlier, ...now]
}

/** A container that was held still, as it goes on. */
export function resumed(draft: HostDraft, container: HeldContainer): HeldContainer {
  const { pausedAtMs, ...rest } = container
  if (pausedAtMs === undefined || container.started === undefined) return container
  const next = { ...rest, pausedMs: millisecondsBetween(container.started, draft.now) - pausedAtMs }
  draft.putContainer(next)
  return next
}

/** Forgets the volumes without a name that a container had. */
export function dropVolumes(draft: HostDraft, container: HeldContainer): void {
  const volumes = new Map(draft.host.volumes)
  for (const { kind, source } of container.mounts)
    if (kind === 'volume' && volumes.get(source)?.isAnonymous === true) volumes.delete(source)
  draft.change({ volumes })
}
