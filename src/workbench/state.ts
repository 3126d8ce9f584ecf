import type { Health } from '../engine/client.ts'
import type { Side } from '../engine/comparing.ts'
import type { Tell, WorkState } from '../engine/protocol.ts'
import type { RegistryAct, RegistryQuestion, RegistryView } from '../engine/registry-views.ts'
import type {
  BuildView,
  CompareView,
  ForecastView,
  GroupOutlookView,
  LayerFilesView,
  MendingView,
  ProblemView,
} from '../engine/views.ts'
import { dockerfileOf } from '../state/files.ts'
import type { Project, ProjectFile, ProjectOptions } from '../state/project.ts'
import type { Keeping } from '../state/storage.ts'
import type { KnownContents } from './contents/known.ts'
import type { PaneName } from './details/panes.ts'
import type { History } from './history/history.ts'
import type { Prediction } from './predict/view.ts'
import type { LineMark } from './steps/marks.ts'
import type { TerminalState } from './terminal/shells.ts'

/** A build that goes on. */
export interface Building {
  readonly names: readonly string[]
  readonly done: number
  readonly current: string
}

/** What changes of files would cost, as far as it is worked out; `of` is the number of groups. */
export interface Outlook {
  readonly groups: readonly GroupOutlookView[]
  readonly of: number
  readonly state: WorkState
}

/** What mending the problems would save, as far as it is worked out; `of` is the number of those that can be mended. */
export interface Mendings {
  readonly mendings: readonly MendingView[]
  readonly of: number
  readonly state: WorkState
}

/** Two builds that the learner compares. */
export interface Comparison {
  readonly left: Side
  readonly right: Side
  /** The project as it was when this was asked for. */
  readonly files: readonly ProjectFile[]
  readonly options: ProjectOptions
  readonly state: WorkState
  readonly comparison?: CompareView
}

/** What a build was made of. */
interface Made {
  readonly files: readonly ProjectFile[]
  readonly options: ProjectOptions
  readonly judged?: true
}

/** A push and its pulls, as they were asked for last; while the answer is on its way, what was known before. */
export interface Delivering {
  readonly question: RegistryQuestion
  readonly isAnswered: boolean
  /** What is being done on the machine. */
  readonly acting?: RegistryAct
  readonly known?: { readonly question: RegistryQuestion; readonly registry: RegistryView }
}

/** All that the panes of one workbench draw. A value: what changes makes a new one. */
export interface BenchState {
  readonly project: Project
  readonly files: readonly ProjectFile[]
  /** Flags of the build, as the learner set them. */
  readonly options: ProjectOptions
  /** Path of the file in the editor. */
  readonly open: string
  /** Files that were opened, in the order of their tabs; some of them may be gone. */
  readonly tabs: readonly string[]
  /** What the builds were made of that the builder is to know after a reload, the oldest first; `judged`: a prediction was compared with it. */
  readonly made: readonly Made[]
  /** The part that is shown where there is room for one. */
  readonly view: 'text' | 'editor' | 'image'
  /** What was done to files and flags, to be undone. */
  readonly history: History
  readonly health: Health
  readonly forecast?: ForecastView
  /** The problems of the text, as of the last answer about it. */
  readonly problems: readonly ProblemView[]
  /** The forecast is of the text as it is now. */
  readonly fresh: boolean
  /** What stands beside the lines of the Dockerfile, from forecast and trial. */
  readonly marks: readonly LineMark[]
  /** What a build of this very text would give; absent while it is worked out. */
  readonly trial?: BuildView
  /** The trial of an earlier text, while that of this one is worked out. */
  readonly pastTrial?: BuildView
  readonly building?: Building
  readonly build?: BuildView
  /** The build before it, to compare with. */
  readonly before?: BuildView
  /** The text has changed since `build`. */
  readonly stale: boolean
  /** `open`: the question waits; `made` or `skipped`: Build is free. */
  readonly asking: 'none' | 'open' | 'made' | 'skipped'
  readonly prediction?: Prediction
  /** The first build after the question was settled: what a prediction is compared with. */
  readonly judged?: BuildView
  /** The scene's change: `waiting` to be made after the first build, or `made`. */
  readonly change: 'none' | 'waiting' | 'made'
  /** Instruction that the learner points at, in any pane. */
  readonly pointed?: number
  /** The pane that is shown below the editor; `called` from another part, to be brought into sight: with every call another value. */
  readonly front: { readonly pane: PaneName; readonly called: boolean; readonly instruction?: number }
  /** The layer whose files are shown, in place of those of the whole image. */
  readonly layer?: number | undefined
  /** What is known of the files of the image that is shown, once someone has looked at them. */
  readonly contents?: KnownContents
  /** Steps of the build that are unfolded, and what they changed once that has come; null for a step without a layer. */
  readonly unfolded: ReadonlyMap<number, LayerFilesView | null | undefined>
  readonly outlook?: Outlook
  readonly mendings?: Mendings
  readonly comparison?: Comparison
  readonly delivery?: Delivering
  /** The builds of this visit that can be compared, the newest last. */
  readonly builds: readonly BuildView[]
  /** The configuration of a build's image as docker writes it, once it was asked for; the build by its key. */
  readonly config?: { readonly build: number; readonly text?: string }
  /** The image is being written to a file: bytes so far, and in all. */
  readonly saving?: { readonly bytes: number; readonly of: number }
  /** The shells of the terminal, once it was opened. */
  readonly terminal?: TerminalState | undefined
  readonly keeping: Keeping
  /** The files are those of an earlier visit. */
  readonly restored: boolean
  /** Last thing worth telling, also to those who do not see the page. */
  readonly said: string
  /** What images there are, once the editor has asked. */
  readonly catalog?: Pick<Extract<Tell, { readonly kind: 'catalog' }>, 'images' | 'bases'>
  /** The catalog could not be fetched: why. */
  readonly unreachable?: string
}

/** A project before anything has been done with it. */
export function stateOf(project: Project): BenchState {
  return {
    project,
    files: project.files,
    options: project.options ?? {},
    open: dockerfileOf(project),
    tabs: [dockerfileOf(project)],
    history: { past: [], future: [] },
    made: [],
    view: project.predict === undefined ? 'editor' : 'text',
    health: 'asleep',
    fresh: false,
    problems: [],
    marks: [],
    stale: false,
    asking: project.predict === undefined ? 'none' : 'open',
    change: hasChange(project) ? 'waiting' : 'none',
    front: { pane: 'steps', called: false },
    unfolded: new Map(),
    builds: [],
    keeping: 'kept',
    restored: false,
    said: '',
  }
}

/** The state with other files or flags: what was worked out for the old ones is gone. */
export function edited(state: BenchState, change: Partial<BenchState>): BenchState {
  const { trial, outlook: _, mendings: __, ...others } = state
  const pastTrial = trial ?? others.pastTrial
  return {
    ...others,
    ...(pastTrial === undefined ? {} : { pastTrial }),
    stale: true,
    fresh: false,
    restored: false,
    ...change,
  }
}

/** Whether the scene makes a change of its own between two builds. */
export function hasChange(project: Project): boolean {
  return (project.edits ?? []).length > 0
}
