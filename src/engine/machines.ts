import { type Host, type HostWorld, newHost, withTimePassed } from '../../simulator/hosts.ts'
import { emptyTree, type Image, type Time } from '../../simulator/index.ts'

/** The computer that the project lies on. */
export const laptopName = 'laptop'

/** Of which image's files the computers' own system is. */
export const hostSystem = 'docker.io/library/debian:bookworm-slim'

/** Time that may pass on a computer from one question to the next: a page left open overnight does not play a night. */
const passedAtMostMs = 600_000

/** Computers beside the laptop: nodes that pull and run what was pushed. They come to be when they are first asked for, with nothing on them. */
export class Machines {
  readonly #hosts = new Map<string, Host>()

  /** The node of a name, as it was left. */
  at(name: string, now: Time, world: HostWorld): Host {
    return this.#hosts.get(name) ?? newNode(name, now, world)
  }

  put(host: Host): void {
    this.#hosts.set(host.name, host)
  }

  /** Images that a node has. */
  imagesOn(name: string): readonly Image[] {
    return (this.#hosts.get(name)?.images ?? []).map(({ image }) => image)
  }
}

function newNode(name: string, now: Time, world: HostWorld): Host {
  const system = world.catalog.images.get(hostSystem)?.image.tree ?? emptyTree
  return newHost({ name, system, project: { ...emptyTree, mode: 0o755 }, folder: 'work', now })
}

/** The later one of two times. */
export function laterOf(a: Time, b: Time | undefined): Time {
  if (b === undefined || a.seconds > b.seconds) return a
  return a.seconds === b.seconds && a.nanoseconds > b.nanoseconds ? a : b
}

export function millisecondsFrom(from: Time, to: Time): number {
  return (to.seconds - from.seconds) * 1000 + (to.nanoseconds - from.nanoseconds) / 1e6
}

/** A computer when time has passed on the page. */
export function passed(host: Host, milliseconds: number): Host {
  return withTimePassed(host, Math.min(Math.max(0, milliseconds), passedAtMostMs))
}
