import { later, type Time } from '../filesystem/tree.ts'
import type { ImageSettings } from '../image/image.ts'
import { signalNumber } from '../machine/signals.ts'
import { sha256Hex } from '../values/digest.ts'
import type { HeldContainer, HeldImage, Host, HostDraft } from './host.ts'
import { connectionsOf, driverOf, networksOf } from './networks.ts'
import { millisecondsBetween } from './times.ts'

/** Something that docker's daemon did, as `docker events` tells it. */
export interface HostEvent {
  readonly time: Time
  readonly type: 'container' | 'image' | 'volume' | 'network'
  /** `die`, `exec_create: sh -c true`. */
  readonly action: string
  /** Of what it was done to; a volume's is its name. */
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Events that docker remembers, at most. Source: moby, daemon/events, eventsLimit. */
const eventsKept = 256

/** What lies between things that happen at once, as docker tells of them: who waits for an end hears of it before it is told. */
const aMomentMs = 0.001

/**
 * All that a host remembers, the oldest first: what was noted, and what follows from the life of each container since its last start. Source of what
 * is told, in which order and with which attributes: a real docker.
 */
export function eventsOf(draft: HostDraft): readonly HostEvent[] {
  const lives = draft.host.containers.flatMap((one) => lifeEvents(draft, one))
  return inOrder(lives, draft.host.events ?? [])
}

/** The host with events noted; `life` are those of a container whose life is over, which belong where their times are. */
export function withEvents(host: Host, events: readonly HostEvent[], life: readonly HostEvent[] = []): Host {
  if (events.length + life.length === 0) return host
  return { ...host, events: [...inOrder(life, host.events ?? []), ...events].slice(-eventsKept) }
}

/** What was done to a container. */
export function containerEvent(
  container: HeldContainer,
  action: string,
  time: Time,
  more: HostEvent['attributes'] = {},
): HostEvent {
  const { plan, name, imageName, settings } = container
  const labels = { ...labelsOf(plan.image), ...Object.fromEntries(settings.labels) }
  return { time, type: 'container', action, id: plan.id, attributes: { ...labels, image: imageName, name, ...more } }
}

/** What was done to an image; `name` is its ID where it is of no name. */
export function imageEvent(held: HeldImage, action: string, time: Time, name: string = held.id): HostEvent {
  // Of an image that is gone, or loses a name, docker does not look up the labels.
  const labels = action === 'untag' || action === 'delete' ? {} : labelsOf(held.image)
  return { time, type: 'image', action, id: held.id, attributes: { ...labels, name } }
}

/** That an image was pulled or pushed, under the name that was asked for. */
export function movedEvent(held: HeldImage, action: 'pull' | 'push', name: string, time: Time): HostEvent {
  return { ...imageEvent(held, action, time, name.replace(/(@[^@]*|:[^:/]*)$/, '')), id: name }
}

function labelsOf({ settings }: { readonly settings: ImageSettings }): HostEvent['attributes'] {
  return settings.Labels ?? {}
}

/** What came of a change of a container that goes on: made, renamed, held still, connected. */
export function putEvents(
  draft: HostDraft,
  before: HeldContainer | undefined,
  after: HeldContainer,
): readonly HostEvent[] {
  const { now } = draft
  if (before === undefined) return [containerEvent(after, 'create', now)]
  if (before.started !== after.started) return []
  const events: HostEvent[] = []
  if (before.name !== after.name) events.push(containerEvent(after, 'rename', now, { oldName: `/${before.name}` }))
  if (before.pausedAtMs === undefined && after.pausedAtMs !== undefined)
    events.push(containerEvent(after, 'pause', now))
  if (before.pausedAtMs !== undefined && after.pausedAtMs === undefined)
    events.push(containerEvent(after, 'unpause', now))
  if (before.networks !== after.networks && draft.isRunning(after)) {
    const [old, young] = [connectionsOf(before), connectionsOf(after)]
    for (const name of young) if (!old.includes(name)) events.push(networkEvent(draft, after, name, 'connect', now))
    for (const name of old) if (!young.includes(name)) events.push(networkEvent(draft, after, name, 'disconnect', now))
  }
  return events
}

/** What came of taking a container away: the end of one that ran, and that it is gone. */
export function dropEvents(draft: HostDraft, container: HeldContainer): readonly HostEvent[] {
  const time = later(draft.now, 2 * aMomentMs)
  const gone = containerEvent(container, 'destroy', time)
  if (!draft.isRunning(container)) return [gone]
  const killed = signalNumber('KILL') ?? 9
  return [
    containerEvent(container, 'kill', draft.now, { signal: `${killed}` }),
    ...endEvents(draft, container, draft.now, 128 + killed),
    gone,
  ]
}

/** What came of a change of volumes or networks. */
export function resourceEvents(before: Host, after: Host, now: Time): readonly HostEvent[] {
  const volume = (name: string, action: string): HostEvent => ({
    time: now,
    type: 'volume',
    action,
    id: name,
    attributes: { driver: 'local' },
  })
  const network = (one: Host['networks'][number], action: string): HostEvent => ({
    time: now,
    type: 'network',
    action,
    id: one.id,
    attributes: { name: one.name, type: driverOf(one) },
  })
  const without = <Item>(items: Iterable<Item>, others: (item: Item) => boolean): readonly Item[] =>
    [...items].filter((item) => !others(item))
  return [
    ...without(after.volumes.keys(), (name) => before.volumes.has(name)).map((name) => volume(name, 'create')),
    ...without(before.volumes.keys(), (name) => after.volumes.has(name)).map((name) => volume(name, 'destroy')),
    ...without(after.networks, (one) => before.networks.includes(one)).map((one) => network(one, 'create')),
    ...without(before.networks, (one) => after.networks.includes(one)).map((one) => network(one, 'destroy')),
  ]
}

/** What a container's life tells, from its last start on; nothing of one that could not be started. */
export function lifeEvents(draft: HostDraft, container: HeldContainer): readonly HostEvent[] {
  const { started, happenings } = container
  const state = draft.stateOf(container)
  if (started === undefined || state === undefined) return []
  const { standing, endedAtMs, health } = state
  if (standing.kind === 'failed' || standing.kind === 'refused') return []
  const at = (atMs: number): Time => later(started, atMs)
  const tell = (action: string, atMs: number, more?: HostEvent['attributes']): HostEvent =>
    containerEvent(container, action, at(atMs), more)
  const happened = happenings.flatMap((one, place): readonly HostEvent[] => {
    if (one.kind === 'signal') return [tell('kill', one.atMs, { signal: `${one.signal}` })]
    const outcome = state.outcomes[place]
    if (one.kind !== 'exec' || outcome === undefined || !('standing' in outcome)) return []
    const [program = '', ...words] = one.command
    const told = `${program} ${words.join(' ')}`
    const execID = { execID: sha256Hex(`${container.plan.id} ${started.seconds} ${place}`) }
    return [
      tell(`exec_create: ${told}`, one.atMs, execID),
      tell(`exec_start: ${told}`, one.atMs, execID),
      ...(outcome.standing.kind === 'running'
        ? []
        : [tell('exec_die', outcome.endedAtMs ?? one.atMs, { ...execID, exitCode: `${outcome.standing.status}` })]),
    ]
  })
  const healths = (health?.changes ?? []).map(({ atMs, status }) => tell(`health_status: ${status}`, atMs))
  const ended =
    endedAtMs === undefined || standing.kind === 'running'
      ? []
      : endEvents(draft, container, at(endedAtMs), standing.status)
  return inOrder([...startEvents(draft, container, started), ...happened, ...healths], ended)
}

function startEvents(draft: HostDraft, container: HeldContainer, time: Time): readonly HostEvent[] {
  // Networks that it was connected to later have been told of.
  const isTold = (network: string): boolean =>
    (draft.host.events ?? []).some(
      ({ type, action, attributes }) =>
        type === 'network' &&
        action === 'connect' &&
        attributes.name === network &&
        attributes.container === container.plan.id,
    )
  return [
    ...connectionsOf(container)
      .filter((name) => !isTold(name))
      .map((name) => networkEvent(draft, container, name, 'connect', time)),
    ...volumesOf(container).map(({ source, target, isReadOnly }) =>
      volumeEvent(container, source, 'mount', time, {
        destination: target,
        propagation: '',
        'read/write': `${!isReadOnly}`,
      }),
    ),
    containerEvent(container, 'start', time),
  ]
}

function endEvents(draft: HostDraft, container: HeldContainer, end: Time, status: number): readonly HostEvent[] {
  const ranMs = container.started === undefined ? 0 : millisecondsBetween(container.started, end)
  const time = later(end, aMomentMs)
  return [
    ...volumesOf(container).map(({ source }) => volumeEvent(container, source, 'unmount', time, {})),
    ...connectionsOf(container).map((name) => networkEvent(draft, container, name, 'disconnect', time)),
    containerEvent(container, 'die', time, { execDuration: `${Math.floor(ranMs / 1000)}`, exitCode: `${status}` }),
  ]
}

function volumesOf({ mounts }: HeldContainer): HeldContainer['mounts'] {
  return mounts.filter(({ kind }) => kind === 'volume')
}

function volumeEvent(
  { plan }: HeldContainer,
  name: string,
  action: string,
  time: Time,
  more: HostEvent['attributes'],
): HostEvent {
  return { time, type: 'volume', action, id: name, attributes: { container: plan.id, driver: 'local', ...more } }
}

function networkEvent(
  { host }: HostDraft,
  { plan }: HeldContainer,
  name: string,
  action: string,
  time: Time,
): HostEvent {
  const id = networksOf(host).find((one) => one.name === name)?.id ?? ''
  return { time, type: 'network', action, id, attributes: { container: plan.id, name, type: driverOf({ name }) } }
}

/** Events by their times; of those at one time the first come first. */
function inOrder(first: readonly HostEvent[], second: readonly HostEvent[]): readonly HostEvent[] {
  return [...first, ...second].sort((a, b) => millisecondsBetween(b.time, a.time))
}
