import type { BaseFacts, KnownImage, Problem } from '../../simulator/index.ts'
import type { Deed } from '../state/machine.ts'
import type { ProjectFile } from '../state/project.ts'
import type { Side } from './comparing.ts'
import type { ExerciseAnswer, ExerciseAsk } from './exercising.ts'
import type { FilesAnswer, FilesQuestion } from './image-views.ts'
import type { RegistryAct, RegistryQuestion, RegistryView } from './registry-views.ts'
import type { ShellAnswer, ShellAsk } from './typing.ts'
import type {
  BuildView,
  CompareView,
  ForecastView,
  GroupOutlookView,
  LayerFilesView,
  MendingView,
  StepView,
} from './views.ts'

/**
 * What page and worker say to each other. Every message of a workbench carries its session; what is asked carries an id that the answers
 * repeat, and a project a revision that grows with every edit, so that answers about an older text can be dropped.
 */
export type Ask =
  /** First of all: where the catalog lies (a URL that ends in a slash). */
  | { readonly kind: 'open'; readonly catalog: string }
  | (SessionAsk & { readonly kind: 'project'; readonly change: ProjectChange })
  | (SessionAsk & { readonly kind: 'build' })
  /** Stops the build, the outlook or the archive that was asked for with this id, at its next step. */
  | (SessionAsk & { readonly kind: 'cancel'; readonly work: number })
  /** Forgets all that the builder has built: the next build is cold. */
  | (SessionAsk & { readonly kind: 'cold' })
  /** About the files of an image: a directory, a file, a name. */
  | (SessionAsk & { readonly kind: 'files'; readonly question: FilesQuestion })
  /** What the step of the last build changed, by its place in it. */
  | (SessionAsk & { readonly kind: 'step-files'; readonly step: number })
  /** The configuration of a build's image, as docker writes it; the build by its key. */
  | (SessionAsk & { readonly kind: 'config'; readonly build: number })
  /** What each group of files would cost if it changed: told group by group, for the project as it is. */
  | (SessionAsk & { readonly kind: 'what-if' })
  /** What mending each problem would save: told problem by problem, for the project as it is. */
  | (SessionAsk & { readonly kind: 'mendings' })
  /** Two builds side by side; a Dockerfile is built for it, without keeping what that did. */
  | (SessionAsk & { readonly kind: 'compare'; readonly left: Side; readonly right: Side })
  /** What a push of a build sends, and what a fleet pulls; with `act`, that is done on the machine too. */
  | (SessionAsk & { readonly kind: 'registry'; readonly question: RegistryQuestion; readonly act?: RegistryAct })
  /** The last built image as an archive, told in pieces; no more than a few are on their way before they are taken. */
  | (SessionAsk & { readonly kind: 'export' })
  | (SessionAsk & { readonly kind: 'took'; readonly work: number })
  /** What images there are, and what those hold that are loaded; told at once, and again whenever another one is loaded. */
  | (SessionAsk & { readonly kind: 'catalog' })
  /** Is anybody there? Answered at once, also during a build. */
  | (SessionAsk & { readonly kind: 'ping' })
  /** Something of a shell on the project's host. */
  | (SessionAsk & { readonly kind: 'shell'; readonly shell: number; readonly question: ShellAsk })
  /** About an exercise: what it is for this learner, a hint, a verdict. */
  | (SessionAsk & { readonly kind: 'exercise'; readonly question: ExerciseAsk })
  /** What was done on the project's machine in an earlier visit, to be done again before anything else is asked of it. */
  | (SessionAsk & { readonly kind: 'machine'; readonly deeds: readonly Deed[] })
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
  readonly noCache?: boolean
  /** Stages whose steps run though they are cached. */
  readonly noCacheFilter?: readonly string[]
  /** `linux/amd64`. */
  readonly platform?: string
  readonly network?: 'none' | 'host'
  /** Values by id. They are in the worker's memory and nowhere else. */
  readonly secrets?: Readonly<Record<string, string>>
}

/** How far long work has come. `impossible`: there is nothing to do it with, as no build has succeeded. */
export type WorkState = 'working' | 'done' | 'stopped' | 'impossible'

/** An answer. */
export type Tell = SessionAsk &
  (
    | { readonly kind: 'forecast'; readonly forecast: ForecastView }
    /** What a build of the same revision would give, tried without keeping it: comes after the forecast, when the worker had the time. */
    | { readonly kind: 'trial'; readonly build: BuildView }
    | { readonly kind: 'planned'; readonly names: readonly string[] }
    | { readonly kind: 'started'; readonly step: number; readonly name: string }
    | { readonly kind: 'finished'; readonly step: StepView }
    /** `typed`: by a line in a shell; the Dockerfile need not be the one of the options. */
    | { readonly kind: 'built'; readonly build: BuildView; readonly typed?: true }
    | { readonly kind: 'pong' }
    | { readonly kind: 'canceled' }
    | { readonly kind: 'cold' }
    | { readonly kind: 'files'; readonly answer: FilesAnswer }
    | { readonly kind: 'step-files'; readonly step: number; readonly files: LayerFilesView | undefined }
    /** The text of the configuration of this build's image, the build by its key; absent when it gave none or is forgotten. */
    | { readonly kind: 'config'; readonly build: number; readonly text: string | undefined }
    /** All groups worked out so far; `of` is how many there will be. */
    | {
        readonly kind: 'what-if'
        readonly groups: readonly GroupOutlookView[]
        readonly of: number
        readonly state: WorkState
      }
    /** Likewise; `of` is the number of problems that can be mended. */
    | {
        readonly kind: 'mendings'
        readonly mendings: readonly MendingView[]
        readonly of: number
        readonly state: WorkState
      }
    /** `impossible`: one of the builds is forgotten, or its Dockerfile is not there. */
    | {
        readonly kind: 'compare'
        readonly left: Side
        readonly right: Side
        readonly state: WorkState
        readonly comparison?: CompareView
      }
    /** Absent when a build is forgotten, or gave no image. */
    | { readonly kind: 'registry'; readonly question: RegistryQuestion; readonly registry?: RegistryView }
    /** `bytes` of `of` have come with this piece. */
    | { readonly kind: 'piece'; readonly piece: Uint8Array<ArrayBuffer>; readonly bytes: number; readonly of: number }
    | { readonly kind: 'exported'; readonly state: WorkState }
    | {
        readonly kind: 'catalog'
        readonly images: readonly KnownImage[]
        /** By normalised reference. */
        readonly bases: ReadonlyMap<string, BaseFacts>
      }
    /** Something was done on the machine that must be done again in the next visit; without it: that has become too much. */
    | { readonly kind: 'machine'; readonly deed?: Deed }
    | { readonly kind: 'shell'; readonly shell: number; readonly answer: ShellAnswer }
    | { readonly kind: 'exercise'; readonly answer: ExerciseAnswer }
    /** The catalog could not be fetched: no network, or not there. */
    | { readonly kind: 'unreachable'; readonly message: string; readonly problems: readonly Problem[] }
    /** A mistake of ours: the engine goes on, this answer does not come. */
    | { readonly kind: 'failed'; readonly message: string }
  )

/** An answer without what it repeats of the question. */
export type Said = Tell extends infer One ? (One extends SessionAsk ? Omit<One, keyof SessionAsk> : never) : never
