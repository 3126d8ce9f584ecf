import type { Instruction, Word } from '../dockerfile/instruction.ts'
import type { Platform } from '../image/image.ts'
import type { GlobalScope } from './scope.ts'
import type { PlacedInstruction, Stages } from './stages.ts'
import type { StageState } from './state.ts'
import type { Vertex } from './vertex.ts'

/** What dispatching an instruction may ask while a stage is planned. */
export interface Planner {
  readonly stages: Stages
  readonly global: GlobalScope
  readonly buildArgs: Readonly<Record<string, string>>
  readonly target: Platform
  readonly network: 'default' | 'none' | 'host'
  readonly hosts: readonly string[]
  readonly escape: '\\' | '`'
  /** The file asks for the labs edition of the language. */
  readonly isLabs: boolean
  /** Seconds of SOURCE_DATE_EPOCH, when given. */
  readonly epoch?: number
  /** Expands a word with the variables of a state, quotes removed; notes undefined names; throws a PlanError on bad syntax. */
  readonly expand: (instruction: Instruction, word: Word, state: StageState) => string
  /** Likewise, split at unquoted blanks (EXPOSE). */
  readonly expandList: (instruction: Instruction, word: Word, state: StageState) => readonly string[]
  /** A text for a vertex name: quotes kept, unset variables as written (RUN), or plain expansion; the text itself when it does not expand. */
  readonly display: (text: string, state: StageState, keepQuotes: boolean) => string
  /** Notes variables that were read but are not set, for the checks. */
  readonly noteUndefined: (names: readonly string[], state: StageState) => void
  /** The planned end of a stage. */
  readonly stateOf: (stage: number) => StageState
  /** The main build context as a vertex; notes which paths are wanted of it. */
  readonly context: (paths: readonly string[]) => Vertex
  /** The stage being planned. */
  readonly current: CurrentStage
}

export interface CurrentStage {
  readonly index: number
  /** Position in the file of the instruction being planned. */
  readonly instruction: number
  readonly nextName: (text: string) => string
  readonly sameName: (text: string) => string
  readonly ignoreCache: boolean
}

/** One instruction as it was planned: for the checks, the editor's hover, and the reasons. */
export interface Dispatched {
  readonly placed: PlacedInstruction
  readonly stage: number
  readonly before: StageState
  readonly after: StageState
  /** Planning ended here; `after` is `before` then. */
  readonly failed: boolean
  /** Names that were read but are neither set nor declared, once for each word that reads them. */
  readonly undefined: readonly UndefinedName[]
}

/** A variable that was read, and those that had a value there: an ARG sees the ones before it on its line. */
export interface UndefinedName {
  readonly name: string
  readonly known: readonly string[]
}
