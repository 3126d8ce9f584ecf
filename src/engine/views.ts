import type {
  Build,
  Failure,
  Fix,
  ImageSettings,
  Instruction,
  Mending,
  Note,
  OutputLine,
  Problem,
  Quantity,
  Range,
  Reason,
  Step,
} from '../../simulator/index.ts'

/**
 * Builds and forecasts as plain data: what a worker can send and a page can draw. Nothing here holds a tree, a function or a byte of a
 * file; numbers are the simulator's own.
 */

/** One instruction of the Dockerfile. Lines from 1; `range` from the keyword to the end of its last line. */
export interface InstructionView {
  readonly keyword: string
  /** The logical line: continuations joined. */
  readonly text: string
  readonly first: number
  readonly last: number
  readonly range: Range
}

/** A problem with the lines it touches, where it has a place. */
export interface ProblemView extends Problem {
  readonly line?: number
  /** The name of another check that says the same, and is not told apart from it. */
  readonly twin?: string
}

/** A step's layer. */
export interface StepLayerView {
  readonly diffID: string
  readonly isExact: boolean
  readonly fileBytes: Quantity
}

/** One step of a build. */
export interface StepView {
  readonly id: number
  readonly name: string
  readonly kind: Step['kind']
  readonly instruction?: number
  readonly stage?: number
  /** Steps it builds on, by their place. */
  readonly inputs: readonly number[]
  readonly status: Step['status']
  /** What docker prints for it. */
  readonly printed: Step['printed']
  readonly reason: Reason
  readonly startMs: number
  readonly durationMs: Quantity
  readonly output: readonly OutputLine[]
  readonly notes: readonly Note[]
  readonly layer?: StepLayerView
}

/** One layer of the finished image, the lowest first. */
export interface LayerView {
  readonly diffID: string
  readonly isExact: boolean
  readonly fileBytes: Quantity
  /** Bytes of it that a later layer covers or removes: shipped, never seen. */
  readonly hidden: number
  /** Came with the base image. */
  readonly base: boolean
  /** The text of its line in the image's history, if it has one. */
  readonly createdBy: string
  /** The instruction that made it; for a base layer, the FROM that brought it. */
  readonly instruction?: number
  /** The step that made it; absent for base layers. */
  readonly step?: number
}

/** The finished image. */
export interface ImageView {
  readonly layers: readonly LayerView[]
  readonly size: Quantity
  /** The digest of the config, where it is docker's own. */
  readonly imageID?: string
  readonly settings: ImageSettings
  /** `linux/amd64`. */
  readonly platform: string
  readonly created?: string
  readonly history: readonly HistoryView[]
}

/** One line of an image's history, the oldest first. */
export interface HistoryView {
  readonly createdBy: string
  readonly comment: string
  /** The layer it made, counted from the lowest, from 0; absent for a line that changed the settings only. */
  readonly layer?: number
}

/** A finished build. */
export interface BuildView {
  /** By which the engine can be asked about it, as long as it is not forgotten. */
  readonly key: number
  readonly number: number
  readonly dockerfilePath: string
  readonly instructions: readonly InstructionView[]
  readonly steps: readonly StepView[]
  readonly problems: readonly ProblemView[]
  readonly failure?: Failure
  readonly image?: ImageView
  readonly tags: readonly string[]
  readonly contextBytes: number
  readonly durationMs: Quantity
}

/** What would happen, told without running anything. */
export interface ForecastView {
  readonly instructions: readonly InstructionView[]
  readonly problems: readonly ProblemView[]
  readonly steps: readonly ForecastStepView[]
  /** Instructions of stages that are not needed. */
  readonly unneeded: readonly number[]
  readonly contextBytes: number
}

/** One step as it would go. */
export interface ForecastStepView {
  readonly id: number
  readonly name: string
  readonly kind: Step['kind']
  readonly instruction?: number
  readonly stage?: number
  /** Steps it builds on, by their place. */
  readonly inputs: readonly number[]
  /** `depends`: on what a step that must run will make. */
  readonly willBe: 'cached' | 'run' | 'depends'
  readonly reason: Reason
  readonly size?: Quantity
  readonly durationMs?: Quantity
}

/** One entry of a layer. */
export interface LayerEntryView {
  readonly change: 'added' | 'changed' | 'removed'
  readonly path: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'other'
  readonly size: number
}

/** The entries of a layer, biggest part first where there are too many to send all; `more` tells how many were left out. */
export interface LayerFilesView {
  readonly entries: readonly LayerEntryView[]
  readonly more: number
}

/** What it would cost if a file of a group changed. */
export interface GroupOutlookView {
  /** `src/` or `pom.xml`. */
  readonly group: string
  readonly files: number
  /** Steps that would run again. */
  readonly rerun: readonly { readonly name: string; readonly instruction?: number }[]
  /** How many would come from the cache. */
  readonly cached: number
  readonly durationMs: Quantity
  /** Bytes on the wire that a push sends to a registry that has the present image, and in how many layers; absent when the build would fail. */
  readonly delivery?: DeliveryView
  /** Bytes on the wire that a machine pulls which has no layer of the image; absent when the build would fail. */
  readonly whole?: Quantity
  readonly failure?: string
}

/** What mending a problem does, measured by two builds without a cache: of the text as it is, and of the mended one. */
export interface MendingView extends Mending {
  readonly problem: ProblemView
  readonly title: string
  readonly edits: Fix['edits']
}

/** Two builds side by side. */
export interface CompareView {
  readonly left: BuildView
  readonly right: BuildView
  /** Layers by their place in each image, lowest first; one that both have stands in one row. */
  readonly rows: readonly { readonly left?: number; readonly right?: number; readonly isShared: boolean }[]
  /** File bytes of the layers that both have. */
  readonly shared: Quantity
  /** Bytes on the wire and layers that a registry lacks which has the left image only; likewise the other way, and for one that has neither. Absent where a build failed. */
  readonly toRight?: DeliveryView
  readonly toLeft?: DeliveryView
  readonly wholeLeft?: DeliveryView
  readonly wholeRight?: DeliveryView
}

export interface DeliveryView {
  readonly bytes: Quantity
  readonly layers: number
}

/** Where an instruction stands, for {@link InstructionView}. */
export function describeInstruction(instruction: Instruction): InstructionView {
  return {
    keyword: instruction.keyword.text.toUpperCase(),
    text: instruction.text,
    first: instruction.lines.first,
    last: instruction.lines.last,
    range: instruction.range,
  }
}

/** The step of a build that made a layer of its image, by the layer's own value. */
export function stepOfLayer(build: Build, layer: NonNullable<Step['layer']>): Step | undefined {
  return build.steps.find((step) => step.layer === layer)
}
