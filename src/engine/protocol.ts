import type { Problem } from '../../simulator/index.ts'
import type { ProjectFile } from '../state/project.ts'
import type { BuildView, ForecastView, LayerFilesView, StepView } from './views.ts'

/**
 * What page and worker say to each other. Every message of a workbench carries its session; what is asked carries an id that the answers
 * repeat, and a project a revision that grows with every edit, so that answers about an older text can be dropped.
 */
export type Ask =
  /** First of all: where the catalog lies (a URL that ends in a slash). */
  | { readonly kind: 'open'; readonly catalog: string }
  | (SessionAsk & { readonly kind: 'project'; readonly change: ProjectChange })
  | (SessionAsk & { readonly kind: 'build'; readonly noCache: boolean })
  /** Stops the build that has this id, at its next step. */
  | (SessionAsk & { readonly kind: 'cancel'; readonly build: number })
  /** Forgets all that the builder has built: the next build is cold. */
  | (SessionAsk & { readonly kind: 'cold' })
  /** The entries of one layer of the last built image, counted from the lowest, from 0. */
  | (SessionAsk & { readonly kind: 'layer-files'; readonly layer: number })
  | (SessionAsk & { readonly kind: 'close' })

export interface SessionAsk {
  readonly session: string
  readonly id: number
  readonly revision: number
}

/** What changed in a project since the last time; the first time, all of it. */
export interface ProjectChange {
  readonly files: readonly ProjectFile[]
  readonly removed: readonly string[]
  readonly options: BuildOptions
}

/** The flags of `docker build` that a project may set. */
export interface BuildOptions {
  readonly dockerfile: string
  readonly tag: string
  readonly target?: string
  readonly buildArgs?: Readonly<Record<string, string>>
}

/** An answer. */
export type Tell = SessionAsk &
  (
    | { readonly kind: 'forecast'; readonly forecast: ForecastView }
    /** What a build of the same revision would give, tried without keeping it: comes after the forecast, when the worker had the time. */
    | { readonly kind: 'trial'; readonly build: BuildView }
    | { readonly kind: 'planned'; readonly names: readonly string[] }
    | { readonly kind: 'started'; readonly step: number; readonly name: string }
    | { readonly kind: 'finished'; readonly step: StepView }
    | { readonly kind: 'built'; readonly build: BuildView }
    | { readonly kind: 'canceled' }
    | { readonly kind: 'cold' }
    | { readonly kind: 'layer-files'; readonly files: LayerFilesView | undefined }
    /** The catalog could not be fetched: no network, or not there. */
    | { readonly kind: 'unreachable'; readonly message: string; readonly problems: readonly Problem[] }
    /** A mistake of ours: the engine goes on, this answer does not come. */
    | { readonly kind: 'failed'; readonly message: string }
  )
