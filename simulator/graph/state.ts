import type { HistoryEntry, ImageSettings, Platform } from '../image/image.ts'
import type { Environment } from './environment.ts'
import type { Vertex } from './vertex.ts'

/** A history line to be: the base's own, or a new one whose times are known after solving. */
export type PlannedHistory =
  | { readonly kind: 'base'; readonly entry: HistoryEntry }
  | { readonly kind: 'new'; readonly createdBy: string; readonly layer?: Vertex }

/** An ARG declared in a stage. */
export interface DeclaredArgument {
  readonly name: string
  readonly value?: string
}

/** A stage between two of its instructions: what has been built so far, and the settings so far. Immutable. */
export interface StageState {
  /** Undefined is the empty file system. */
  readonly vertex: Vertex | undefined
  readonly environment: Environment
  readonly settings: ImageSettings
  readonly author?: string
  readonly history: readonly PlannedHistory[]
  readonly arguments: readonly DeclaredArgument[]
  readonly platform: Platform
  /** A CMD stood in this stage. */
  readonly commandSet: boolean
  /** A WORKDIR stood in this stage or in one that it is based on. */
  readonly directorySet: boolean
}

/** With a history line. */
export function withHistory(state: StageState, createdBy: string, layer?: Vertex): StageState {
  return {
    ...state,
    history: [...state.history, { kind: 'new', createdBy, ...(layer === undefined ? {} : { layer }) }],
  }
}

/** With settings changed; undefined removes one. */
export function withSettings(
  state: StageState,
  change: { readonly [Key in keyof ImageSettings]?: ImageSettings[Key] | undefined },
): StageState {
  const merged = { ...state.settings, ...change }
  const kept = Object.entries(merged).filter(([, value]) => value !== undefined)
  return { ...state, settings: Object.fromEntries(kept) }
}
