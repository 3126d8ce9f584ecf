import type { Store } from '../cache/store.ts'
import { playContainer } from '../containers/container.ts'
import type { ContainerPlan, ContainerState, ContainerWorld, Happening } from '../containers/plan.ts'
import type { Node, Time, Tree } from '../filesystem/tree.ts'
import type { Catalog } from '../image/catalog.ts'
import { configDigest } from '../image/config.ts'
import type { Image } from '../image/image.ts'
import type { HttpOutcome } from '../machine/http.ts'
import type { Clock, Program } from '../machine/process.ts'
import { newRegistry, type Registry } from '../registry/registry.ts'
import type { Build } from '../solver/result.ts'
import type { Digest } from '../values/digest.ts'
import { reachFrom } from './between.ts'
import { dropEvents, type HostEvent, lifeEvents, putEvents, resourceEvents, withEvents } from './events.ts'
import type { ContainerSettings } from './settings.ts'
import { millisecondsBetween } from './times.ts'
import type { HeldMount, HeldVolume } from './volumes.ts'

export { millisecondsBetween }

/** An image that a host has, with its names. */
export interface HeldImage {
  /** The digest of its config; for an image with modelled bytes a stand-in of the same form. */
  readonly id: Digest
  readonly image: Image
  /** Normal references (`docker.io/library/app:latest`), in the order in which they were given. */
  readonly tags: readonly string[]
  /** `docker.io/library/app@sha256:…`, once it was pushed or pulled. */
  readonly digests: readonly string[]
  /** When it came to be here. */
  readonly added: Time
}

/** A port that is published: from the host's to the container's. */
export interface PublishedPort {
  readonly host: number
  readonly container: number
  /** `0.0.0.0`, or the address that was given. */
  readonly address: string
  readonly protocol: 'tcp' | 'udp' | 'sctp'
}

/** A container on a host, running or not. What it did follows from its plan and what happened to it. */
export interface HeldContainer {
  readonly plan: ContainerPlan
  readonly name: string
  /** As it was asked for: `app`. */
  readonly imageName: string
  readonly imageID: Digest
  readonly created: Time
  /** Absent before its first start. */
  readonly started?: Time
  readonly happenings: readonly Happening[]
  readonly ports: readonly PublishedPort[]
  readonly removesItself: boolean
  /** `-d` was not given: its output goes to who started it. */
  readonly isAttached: boolean
  readonly settings: ContainerSettings
  /** Names of its networks; absent for the one that it was made with. */
  readonly networks?: readonly string[]
  /** What it is called in its networks, beside its name. */
  readonly aliases?: readonly string[]
  /** The last number of its address in each network, since its start. */
  readonly addresses?: ReadonlyMap<string, number>
  /** What of the host is mounted in it. */
  readonly mounts: readonly HeldMount[]
  /** What it and the host last knew of what is mounted, by target. */
  readonly shared?: ReadonlyMap<string, Node>
  /** Held still by `docker pause`, since so many milliseconds after its start. */
  readonly pausedAtMs?: number
  /** How long it was held still since its start. */
  readonly pausedMs?: number
  /** Its files, when something was copied into it after it had ended. */
  readonly left?: Tree
  /** Ended by `docker stop` or `kill`: its restart policy does not count until it is started. */
  readonly isStopped?: true
  /** How often docker has started it again. */
  readonly restarts?: number
  /** Starts in a row that ended soon. */
  readonly quickEnds?: number
  /** What it printed before its last start. */
  readonly earlier?: readonly Logged[]
}

/** A piece of a container's log, with its time. */
export interface Logged {
  readonly time: Time
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/** A network of a host's own. */
export interface HeldNetwork {
  readonly name: string
  readonly id: string
  readonly created: Time
}

/** A computer with docker on it, as a value: a command gives the next one. */
export interface Host {
  readonly name: string
  /** What its clock says. */
  readonly clock: Time
  /** Its own file system, with the project's files in {@link Host.home}. */
  readonly files: Tree
  readonly home: string
  readonly store: Store
  readonly images: readonly HeldImage[]
  readonly containers: readonly HeldContainer[]
  /** By name. */
  readonly volumes: ReadonlyMap<string, HeldVolume>
  /** Beside `bridge`, `host` and `none`. */
  readonly networks: readonly HeldNetwork[]
  /** What other containers answered to each start of one, in the order in which it asked. */
  readonly answered?: ReadonlyMap<string, readonly HttpOutcome[]>
  /** What its docker did, the oldest first: the last of that. Lives of containers that are here tell the rest. */
  readonly events?: readonly HostEvent[]
  /** What a shell on it has in mind from line to line. */
  readonly directory: string
  readonly variables: ReadonlyMap<string, { readonly value: string; readonly isExported: boolean }>
  readonly status: number
  /** Accounts by registry. */
  readonly logins: ReadonlyMap<string, string>
  /** How many things were named: the next container's ID and name follow from it. */
  readonly made: number
}

/** What a host needs of the world. */
export interface HostWorld {
  readonly catalog: Catalog
  /** What can be run in a RUN, in a container and on the host. */
  readonly programs: ReadonlyMap<string, Program>
  /** What is pushed to and pulled from, beside the catalog's images; with none, registries to which nothing was pushed yet. */
  readonly registry?: Registry
}

/** How containers stood when they were last played, each a value: what follows from it need not be worked out again, and nothing follows its end. */
const played = new WeakMap<HeldContainer, { readonly ageMs: number; readonly state: ContainerState }>()

function isOver({ endedAtMs }: ContainerState): boolean {
  return endedAtMs !== undefined
}

/** The size of a terminal, in characters. */
export interface Window {
  readonly columns: number
  readonly rows: number
}

/** A host while a command changes it. */
export class HostDraft {
  readonly world: HostWorld
  /** What was built, in order. */
  readonly builds: Build[] = []
  /** Containers that are gone, as they were. */
  readonly removed: HeldContainer[] = []
  #host: Host
  #registry: Registry
  readonly #clock: Clock

  /** When Ctrl-C is pressed, where that is known. */
  readonly interruptAt: Time | undefined

  /** The size of the terminal that is typed at, where there is one. */
  readonly window: Window | undefined

  constructor(
    host: Host,
    world: HostWorld,
    clock: Clock,
    { interruptAt, window }: { readonly interruptAt?: Time | undefined; readonly window?: Window | undefined } = {},
  ) {
    this.interruptAt = interruptAt
    this.window = window
    this.#host = host
    this.world = world
    this.#registry = world.registry ?? newRegistry()
    this.#clock = clock
  }

  /** What the host's clock says now. */
  get now(): Time {
    return this.#clock.now()
  }

  get host(): Host {
    return this.#host
  }

  /** The registries as this host's commands have left them. */
  get registry(): Registry {
    return this.#registry
  }

  putRegistry(registry: Registry): void {
    this.#registry = registry
  }

  change(change: Partial<Host>): void {
    const before = this.#host
    const after = { ...before, ...change }
    const isAsItWas = before.volumes === after.volumes && before.networks === after.networks
    this.#host = isAsItWas ? after : withEvents(after, resourceEvents(before, after, this.now))
  }

  /** Notes what docker did, for `docker events`. */
  tell(...events: readonly HostEvent[]): void {
    this.#host = withEvents(this.#host, events)
  }

  /** Moves its clock on. */
  pass(milliseconds: number): void {
    this.#clock.spend(milliseconds)
  }

  /** Milliseconds of a container's life since it was started, without those that it was held still. */
  ageMs(container: HeldContainer): number {
    if (container.started === undefined) return 0
    return container.pausedAtMs ?? millisecondsBetween(container.started, this.now) - (container.pausedMs ?? 0)
  }

  /** How a container stands now; undefined before its first start. */
  stateOf(container: HeldContainer): ContainerState | undefined {
    return this.stateAt(container, this.ageMs(container))
  }

  /** How a container stands so many milliseconds after its start, if nothing else happens to it. */
  stateAt(container: HeldContainer, ageMs: number): ContainerState | undefined {
    if (container.started === undefined) return undefined
    const known = played.get(container)
    if (known !== undefined && (known.ageMs === ageMs || (isOver(known.state) && known.ageMs < ageMs)))
      return known.state
    const reach = reachFrom(this, container)
    const world = { ...this.containerWorld(container.started), reach: reach.ask }
    const life = playContainer(container.plan, container.happenings, ageMs, world)
    const { left } = container
    const state = left === undefined || life.standing.kind === 'running' ? life : { ...life, tree: left }
    if (!reach.hasLookedAhead()) played.set(container, { ageMs, state })
    return state
  }

  /** What a container that is started at a time needs of the world. */
  containerWorld(now: Time): ContainerWorld {
    const { programs, catalog } = this.world
    return { now, programs, packageTables: catalog.packageTables }
  }

  isRunning(container: HeldContainer): boolean {
    return this.stateOf(container)?.standing.kind === 'running'
  }

  /** Puts a container in the place of the one with its ID, or adds it. */
  putContainer(container: HeldContainer): void {
    const others = this.#host.containers.filter(({ plan }) => plan.id !== container.plan.id)
    const at = this.#host.containers.findIndex(({ plan }) => plan.id === container.plan.id)
    const containers = at === -1 ? [...others, container] : others.toSpliced(at, 0, container)
    const before = this.#host.containers[at]
    // Its life before a new start is told now, when it is still known.
    const life = before === undefined || before.started === container.started ? [] : lifeEvents(this, before)
    const events = putEvents(this, before, container)
    this.change({ containers })
    this.#host = withEvents(this.#host, events, life)
  }

  dropContainer(id: string): void {
    const gone = this.#host.containers.filter(({ plan }) => plan.id === id)
    this.removed.push(...gone)
    for (const one of gone) this.#host = withEvents(this.#host, dropEvents(this, one), lifeEvents(this, one))
    this.change({ containers: this.#host.containers.filter(({ plan }) => plan.id !== id) })
  }

  /** Takes an image in under names; they are taken from the images that had them. */
  putImage(image: Image, tags: readonly string[], digests: readonly string[] = []): HeldImage {
    const id = configDigest(image)
    const known = this.#host.images.find((held) => held.id === id)
    const others = this.#host.images
      .filter((held) => held.id !== id)
      .map((held) => ({ ...held, tags: held.tags.filter((tag) => !tags.includes(tag)) }))
    const held: HeldImage = {
      id,
      image,
      tags: [...new Set([...(known?.tags ?? []), ...tags])],
      digests: [...new Set([...(known?.digests ?? []), ...digests])],
      added: known?.added ?? this.now,
    }
    this.change({ images: [...others, held] })
    return held
  }
}
