import type { Kept } from '../../state/kept.ts'
import type { ProjectFile, ProjectOptions } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import { keptOf, stateAsLeft } from '../keeping/left.ts'
import { type BenchState, stateOf } from '../state.ts'

/** What a step of the history leads from or to. */
interface Point {
  readonly files: readonly ProjectFile[]
  readonly options: ProjectOptions
}

/** One thing that was done to the files or the flags. */
export interface Entry {
  /** In the words that follow "Undo: ". */
  readonly what: string
  readonly from: Point
  readonly to: Point
  /** The file that was typed in, for a step of typing. */
  readonly typed?: string
  /** For a reset: all that there was before. */
  readonly reset?: Kept
  /** When it was done, or gone on with, in milliseconds. */
  readonly at: number
}

/** What was done in one workbench, oldest first, over all of its files; and what was undone, to be done again, the next one last. */
export interface History {
  readonly past: readonly Entry[]
  readonly future: readonly Entry[]
}

/** Typing that pauses for longer than this is another step. */
const pauseMs = 600
/** Steps that are remembered. Their files are shared, so one costs no more than the texts it changed. */
const stepsAtMost = 300

/**
 * The state `after` something was done, with a step for it in its history. `typed`: the file, when it was typing; typing without a pause is
 * one step. What had been undone cannot be done again after that.
 */
export function noted(before: BenchState, after: BenchState, what: string, at: number, typed?: string): BenchState {
  const { past, future } = before.history
  const last = past.at(-1)
  const to = pointOf(after)
  const goesOn = typed !== undefined && last?.typed === typed && at - last.at < pauseMs && future.length === 0
  const entry: Entry =
    goesOn && last !== undefined
      ? { ...last, to, at }
      : { what, from: pointOf(before), to, at, ...(typed === undefined ? {} : { typed }) }
  const others = goesOn ? past.slice(0, -1) : past.slice(1 - stepsAtMost)
  return { ...after, history: { past: [...others, entry], future: [] } }
}

/** The state after a reset: the beginning, and the way back from it. */
export function afterReset(before: BenchState, at: number): BenchState {
  const start = stateOf(before.project)
  const entry: Entry = { what: words.tabs.reset, from: pointOf(before), to: pointOf(start), reset: keptOf(before), at }
  const past = [...before.history.past.slice(1 - stepsAtMost), entry]
  return { ...start, history: { past, future: [] }, said: words.tabs.everythingIsAsItWasAt }
}

/** A step back or on: what it changes; over a reset, the state with which all begins anew. */
export interface Step {
  readonly change: Partial<BenchState>
  readonly anew?: BenchState
}

/** The next step back, or on; undefined when there is none. */
export function step(state: BenchState, which: 'undo' | 'redo'): Step | undefined {
  const { past, future } = state.history
  const entry = which === 'undo' ? past.at(-1) : future.at(-1)
  if (entry === undefined) return undefined
  const point = which === 'undo' ? entry.from : entry.to
  const history =
    which === 'undo'
      ? { past: past.slice(0, -1), future: [...future, entry] }
      : { past: [...past, entry], future: future.slice(0, -1) }
  const open = fileToShow(entry, point, state)
  const said = which === 'undo' ? words.tabs.undone(entry.what) : words.tabs.doneAgain(entry.what)
  if (entry.reset !== undefined) {
    const anew = which === 'undo' ? stateAsLeft(state.project, entry.reset) : stateOf(state.project)
    return { change: {}, anew: { ...anew, restored: false, history, said } }
  }
  return {
    change: { ...point, history, open, tabs: state.tabs.includes(open) ? state.tabs : [...state.tabs, open], said },
  }
}

/** The file in which the step can be seen; else the one that is open, as long as it is there. */
function fileToShow(entry: Entry, { files }: Point, { open }: BenchState): string {
  const before = new Map((files === entry.from.files ? entry.to : entry.from).files.map((file) => [file.path, file]))
  const changed = files.filter((file) => file.folder !== true && before.get(file.path) !== file)
  if (changed.some(({ path }) => path === open)) return open
  const isThere = files.some((file) => file.path === open && file.folder !== true)
  return changed[0]?.path ?? (isThere ? open : (files.find((file) => file.folder !== true)?.path ?? open))
}

function pointOf({ files, options }: BenchState): Point {
  return { files, options }
}
