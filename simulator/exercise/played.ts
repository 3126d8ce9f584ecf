import type { ContainerState } from '../containers/plan.ts'
import { containerNamed } from '../docker/find.ts'
import { type HeldContainer, type Host, HostDraft, type HostWorld } from '../docker/host.ts'
import type { Site } from '../docker/site.ts'
import { entryAt, type Tree } from '../filesystem/tree.ts'
import type { Image } from '../image/image.ts'
import type { Build } from '../solver/result.ts'
import type { Quantity } from '../values/estimate.ts'
import type { Exercise } from './exercise.ts'

/** The computer of the learner, on which everything happens that names no other. */
export const laptop = 'laptop'
/** Where on it the project lies, and what only the procedure sees. */
export const home = '/home/you/work'
export const unseenFolder = '/home/you/judge'
export const secretFolder = '/home/you/secrets'

/** A build that was made. */
export interface BuildRecord {
  readonly kind: 'build'
  readonly build: Build
  /** The Dockerfile, as a path of the project; of the unseen ones as it was named. */
  readonly file: string
  /** The folder that was sent. */
  readonly context: Tree
  readonly args: Readonly<Record<string, string>>
  /** Made from a Dockerfile of the exercise that the learner does not see. */
  readonly isUnseen: boolean
}

/** A container that was started, as it was when somebody last looked. */
export interface RunRecord {
  readonly kind: 'run'
  readonly host: string
  /** Absent when docker refused to make it. */
  readonly container?: HeldContainer
  /** What the command line printed. */
  readonly output: string
  readonly exit: number
  /** How long `docker stop` took. */
  readonly stopSeconds?: number
  readonly isGone: boolean
}

/** A request from outside. */
export interface HttpRecord {
  readonly kind: 'http'
  readonly url: string
  /** Absent without an answer. */
  readonly status?: number
  readonly headers: readonly string[]
  readonly body: string
  /** What curl said. */
  readonly error: string
}

/** A push or a pull. */
export interface MoveRecord {
  readonly kind: 'push' | 'pull'
  readonly exit: number
  readonly output: string
  readonly image?: Image
  readonly sent: Quantity
  readonly sentLayers: number
}

/** Lines that were typed, or a command inside a container. */
export interface TypedRecord {
  readonly kind: 'typed'
  readonly output: string
  readonly exit: number
  /** IDs of the containers that it started, in order. */
  readonly started: readonly string[]
  readonly host: string
}

/** An image that is there before the learner comes. */
export interface GivenImage {
  readonly tag: string
  readonly at: 'host' | 'registry'
  readonly image: Image
}

export type PlayRecord = BuildRecord | RunRecord | HttpRecord | MoveRecord | TypedRecord

/** All that a procedure has done so far: the computers as they are now, and what happened, by the names that the author gave. */
export class Played {
  readonly exercise: Exercise
  readonly records = new Map<string, PlayRecord>()
  /** What was found missing in the simulator, in a sentence. */
  readonly gaps: string[] = []
  /** Containers that were taken away, as they were at their end. */
  readonly removed = new Map<string, HeldContainer>()
  /** Edits that must show in what comes after, and how many builds there were before. */
  readonly mutations: { readonly path: string; readonly builds: number }[] = []
  readonly images: GivenImage[] = []
  /** Names of builds, in order. */
  readonly builds: string[] = []
  /** What the procedure could not do, so that nothing after it was done. */
  stopped: string | undefined
  world: Omit<HostWorld, 'registry'>
  site: Site

  constructor(exercise: Exercise, world: Omit<HostWorld, 'registry'>, site: Site) {
    this.exercise = exercise
    this.world = world
    this.site = site
  }

  host(name: string = laptop): Host | undefined {
    return this.site.hosts.get(name)
  }

  /** The project's folder on a computer. */
  project(name: string = laptop): Tree | undefined {
    const node = this.host(name)
    const folder = node === undefined ? undefined : entryAt(node.files, home)
    return folder?.kind === 'directory' ? folder : undefined
  }

  build(name: string): BuildRecord | undefined {
    const record = this.records.get(name)
    return record?.kind === 'build' ? record : undefined
  }

  /** The container of a name: of a run, the first that lines started, or the one that is called so. */
  run(name: string): RunRecord | undefined {
    const record = this.records.get(name)
    if (record?.kind === 'run') return record
    const host = this.host()
    const id = record?.kind === 'typed' ? record.started[0] : undefined
    const container =
      record?.kind === 'typed'
        ? id === undefined
          ? undefined
          : (host?.containers.find(({ plan }) => plan.id === id) ?? this.removed.get(id))
        : record === undefined && host !== undefined
          ? containerNamed(host, name)
          : undefined
    if (container === undefined) return undefined
    const isGone = host?.containers.some(({ plan }) => plan.id === container.plan.id) !== true
    return { kind: 'run', host: laptop, container, output: '', exit: 0, isGone }
  }

  /** How a container stands now; one that is gone, as it was at its end. */
  stateOf({ container, host: name }: RunRecord): ContainerState | undefined {
    const host = this.host(name)
    if (container === undefined || host === undefined) return undefined
    const now = host.containers.find(({ plan }) => plan.id === container.plan.id)
    const one = now ?? this.removed.get(container.plan.id) ?? container
    return new HostDraft(host, this.world, { now: () => host.clock, spend: () => undefined }).stateOf(one)
  }
}
