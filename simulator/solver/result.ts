import type { Store } from '../cache/store.ts'
import type { Dockerfile } from '../dockerfile/instruction.ts'
import type { Time, Tree } from '../filesystem/tree.ts'
import type { Catalog } from '../image/catalog.ts'
import type { Image, Layer, Platform } from '../image/image.ts'
import type { Note, Program } from '../machine/process.ts'
import type { Quantity } from '../values/estimate.ts'
import type { Problem } from '../values/problem.ts'

/** What `docker build` is asked to do. */
export interface BuildRequest {
  /** The folder named on the command line, whole: `.dockerignore` is applied by the build. Owners do not count. */
  readonly context: Tree
  /** Path of the Dockerfile in the context; default `Dockerfile`. */
  readonly dockerfile?: string
  /** The Dockerfile's text when it lies outside the context. */
  readonly dockerfileText?: string
  /** `--target`. */
  readonly target?: string
  /** `--build-arg`. */
  readonly buildArgs?: Readonly<Record<string, string>>
  /** `--label`. */
  readonly labels?: Readonly<Record<string, string>>
  /** `--secret`, by id. */
  readonly secrets?: ReadonlyMap<string, Uint8Array>
  readonly noCache?: boolean
  /** `--no-cache-filter`: stage names. */
  readonly noCacheFilter?: readonly string[]
  readonly platform?: Platform
  /** `--network`. */
  readonly network?: 'default' | 'none' | 'host'
  /** `--build-context name=…`: a folder, or a reference after `docker-image://`. */
  readonly namedContexts?: ReadonlyMap<string, Tree | string>
  /** `--add-host name:address`. */
  readonly hosts?: readonly string[]
  /** `-t`. */
  readonly tags?: readonly string[]
  /** SOURCE_DATE_EPOCH of the environment, in seconds. */
  readonly sourceDateEpoch?: number
  /** The exporter's `rewrite-timestamp=true`: later times in new layers become the epoch. */
  readonly rewriteTimestamp?: boolean
}

/** What a build needs of the world. */
export interface World {
  readonly catalog: Catalog
  /** Earlier builds: cache, cache mounts. Never changed; a build gives a new one. */
  readonly store: Store
  /** The virtual time at which the build starts. */
  readonly now: Time
  /** What can be run inside a RUN, by name: `programs` of programs.ts. */
  readonly programs: ReadonlyMap<string, Program>
}

/** What a forecast needs of the world: nothing runs. */
export type ForecastWorld = Omit<World, 'programs'>

/** Why a step ran or did not. One cause: the first that was enough. */
export type Reason =
  | { readonly kind: 'cached'; readonly build: number }
  | { readonly kind: 'never-built' }
  | { readonly kind: 'text'; readonly before: string; readonly after: string }
  | {
      readonly kind: 'file'
      readonly path: string
      readonly change: 'content' | 'mode' | 'added' | 'removed' | 'type' | 'owner' | 'target'
    }
  | { readonly kind: 'environment'; readonly name: string; readonly before?: string; readonly after?: string }
  | {
      readonly kind: 'setting'
      readonly name: 'user' | 'directory' | 'network' | 'platform' | 'hosts'
      readonly before: string
      readonly after: string
    }
  | { readonly kind: 'parent'; readonly step: number }
  | { readonly kind: 'input'; readonly step: number; readonly path: string }
  | { readonly kind: 'mount'; readonly target: string; readonly path?: string }
  | { readonly kind: 'base'; readonly before: string; readonly after: string }
  | { readonly kind: 'no-cache' }
  | { readonly kind: 'evicted' }
  /** Vertices that every build does anew: loading the Dockerfile, the context, image metadata. */
  | { readonly kind: 'always' }

/** One line of a step's output. */
export interface OutputLine {
  readonly stream: 'stdout' | 'stderr'
  /** With its line end, unless the program stopped without one. */
  readonly text: string
  /** Milliseconds after the step began; modelled. */
  readonly atMs: number
}

/** One vertex of the build graph and what came of it. */
export interface Step {
  /** Position in {@link Build.steps}. */
  readonly id: number
  /** As docker prints it: `[build 2/4] COPY . .`. */
  readonly name: string
  readonly kind:
    | 'definition'
    | 'metadata'
    | 'ignore'
    | 'context'
    | 'base'
    | 'run'
    | 'copy'
    | 'workdir'
    | 'heredoc'
    | 'merge'
    | 'mount'
  /** Position in `dockerfile.instructions`; absent for internal steps. */
  readonly instruction?: number
  /** Index of the stage it belongs to, where it belongs to one. */
  readonly stage?: number
  readonly inputs: readonly number[]
  readonly status: 'ran' | 'cached' | 'failed' | 'canceled' | 'not-started'
  /**
   * What docker prints for it. Not always what happened: a source that nothing asks for is `done`, though nothing was done; a step that was
   * never run is `cached` when one that needs it fails before. Source: moby/buildkit solver/jobs.go, notifyStarted; a recorded docker.
   */
  readonly printed: 'cached' | 'done' | 'nothing'
  readonly reason: Reason
  /** Modelled start after the build's start, and length. A cached step takes no time. */
  readonly startMs: number
  readonly durationMs: Quantity
  readonly output: readonly OutputLine[]
  readonly notes: readonly Note[]
  /** The layer it makes, for steps that make one. */
  readonly layer?: Layer
  /** The whole tree after it, for steps that have one. */
  readonly tree?: Tree
}

/** How a build failed, in docker's words. */
export interface Failure {
  /** What follows `ERROR: failed to build: failed to solve: `. */
  readonly message: string
  /** All that the docker CLI prints on standard error after the progress: source window and ERROR line. */
  readonly text: string
  /** The step that failed; absent when nothing was run. */
  readonly step?: number
}

/** A finished build. */
export interface Build {
  /** Counts the builds of a store, from 1. */
  readonly number: number
  readonly dockerfile: Dockerfile
  /** Path of the Dockerfile it was made from, as messages name it. */
  readonly dockerfilePath: string
  /** In the order in which they were met; those of stages that are not needed are not there. */
  readonly steps: readonly Step[]
  /** Errors, the builder's checks, our notes. In file order, errors first. */
  readonly problems: readonly Problem[]
  readonly failure?: Failure
  readonly image?: Image
  readonly tags: readonly string[]
  /** What `transferring context` counts. */
  readonly contextBytes: number
  /** Modelled length of the whole build: parallel stages overlap. */
  readonly durationMs: Quantity
  /** The store after it. A failed build keeps its good steps. */
  readonly store: Store
}

/** What would happen, told without running anything. */
export interface Forecast {
  readonly dockerfile: Dockerfile
  readonly problems: readonly Problem[]
  readonly steps: readonly ForecastStep[]
  /** What would stop the build before anything runs: a parse error, an unknown image, a missing file. */
  readonly failure?: Failure
  /** Instructions that no step needs (unreachable stages), by position in `dockerfile.instructions`. */
  readonly unneeded: readonly number[]
  readonly contextBytes: number
}

export interface ForecastStep {
  readonly id: number
  readonly name: string
  readonly kind: Step['kind']
  readonly instruction?: number
  readonly stage?: number
  readonly inputs: readonly number[]
  /** `depends`: what a step that must run will make decides. */
  readonly willBe: 'cached' | 'run' | 'depends'
  readonly reason: Reason
  /** Bytes its layer adds; for a RUN that must run, what it added when it last ran in this place, marked as modelled; absent when it never ran. */
  readonly size?: Quantity
  /** Likewise for time. */
  readonly durationMs?: Quantity
}

/** Told while a build goes on; drop the iteration to cancel. */
export type BuildEvent =
  | { readonly kind: 'planned'; readonly names: readonly string[] }
  | { readonly kind: 'started'; readonly step: number; readonly name: string }
  | { readonly kind: 'finished'; readonly step: Step }
