import { fileAt, withEdit } from '../state/files.ts'
import type { Project, ProjectFile } from '../state/project.ts'
import { words } from '../words/words.ts'
import type { BenchState } from './state.ts'

/** The button that builds: its words, and whether it can be pressed. */
export interface BuildButton {
  readonly text: string
  readonly enabled: boolean
  /** Why it cannot be pressed. */
  readonly why?: string
}

/** What the build button says now. */
export function buildButton(state: BenchState): BuildButton {
  if (state.asking === 'open')
    return { text: words.bench.build, enabled: false, why: words.bench.makeYourPredictionFirstOrSkip }
  if (state.building !== undefined) return { text: words.telling.building, enabled: false }
  if (state.health === 'failed')
    return { text: words.bench.build, enabled: false, why: words.bench.theEngineDoesNotStartIn }
  if (state.change === 'waiting') return { text: words.bench.makeTheChangeAndBuild, enabled: true }
  return { text: state.build === undefined ? words.bench.build : words.bench.buildAgain, enabled: true }
}

/** What stands where the image will be, before there is one. */
export function emptyText(state: BenchState): string {
  if (state.building !== undefined) return words.telling.building
  if (state.asking === 'open') return words.bench.theImageAppearsHereWhenYou
  return state.trial?.failure !== undefined || state.problems.some(({ severity }) => severity === 'error')
    ? words.telling.noImageThisWouldNotBuild
    : words.bench.buildToSeeTheLayersOf
}

/**
 * Whether there is anything to tell below the editor: not before something was built, found wrong, or is about to be built or forecast by
 * itself, as it is in an `eager` workbench.
 */
export function hasDetails(state: BenchState, eager = false): boolean {
  return eager || state.build !== undefined || state.problems.length > 0 || startsItself(state.project)
}

/** How far a build has come: `step 3 of 9: [2/4] RUN …`. */
export function progressText(state: BenchState): string {
  const { building } = state
  if (building === undefined) return state.said
  if (building.names.length === 0) return words.telling.building
  return words.telling.stepOf(
    Math.min(building.done + 1, building.names.length),
    building.names.length,
    building.current,
  )
}

/** One file's part of a scene's change: the lines that go and those that come. */
export interface ChangeView {
  readonly path: string
  readonly label: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

function commonIndent(lines: readonly string[]): number {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  return indents.length === 0 ? 0 : Math.min(...indents)
}

/** Whether a project is built as soon as the page is shown: not when it asks for a prediction first. */
export function startsItself(project: Project): boolean {
  return project.autobuild === true && project.predict === undefined
}

/** What a scene changes between its two builds, for showing before it is done. */
export function changeViews(project: Project): readonly ChangeView[] {
  let files: readonly ProjectFile[] = project.files
  return (project.edits ?? []).map((edit) => {
    const old = fileAt(files, edit.path)?.text
    files = withEdit(files, edit)
    const label = edit.label ?? edit.path
    return { path: edit.path, label, ...differing(linesOf(old), linesOf(fileAt(files, edit.path)?.text)) }
  })
}

function linesOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.replace(/\n$/, '').split('\n')
}

/** The lines in which two texts differ: what they begin and end with in common is left out. */
function differing(old: readonly string[], young: readonly string[]): Pick<ChangeView, 'before' | 'after'> {
  let from = 0
  while (from < old.length && from < young.length && old[from] === young[from]) from += 1
  let same = 0
  while (same < old.length - from && same < young.length - from && old.at(-1 - same) === young.at(-1 - same)) same += 1
  const before = old.slice(from, old.length - same)
  const after = young.slice(from, young.length - same)
  const indent = commonIndent([...before, ...after])
  return { before: before.map((line) => line.slice(indent)), after: after.map((line) => line.slice(indent)) }
}
