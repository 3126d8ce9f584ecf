import type { Side } from '../../engine/comparing.ts'
import type { BuildView } from '../../engine/views.ts'
import { dockerfileOf, isDockerfileName } from '../../state/files.ts'
import { words } from '../../words/words.ts'
import { figureText } from '../figures.ts'
import type { BenchState } from '../state.ts'
import { isSettled } from '../what-if/view.ts'

/** What may stand on a side of the comparison. */
export interface SideChoice {
  readonly side: Side
  /** By which it is told from the others. */
  readonly key: string
  readonly text: string
}

/** The sides that the learner chose, where one was chosen, by their keys. */
export interface Chosen {
  readonly left?: string
  readonly right?: string
}

/** Both sides of the comparison to show, and what else could stand there. */
export interface Sides {
  readonly choices: readonly SideChoice[]
  readonly left?: SideChoice
  readonly right?: SideChoice
}

/** The key of a side. */
export function sideKey(side: Side): string {
  return side.kind === 'build' ? `build ${side.key}` : `file ${side.path}`
}

/**
 * What is compared: what the learner chose; else the last build with the text as it is, where that has changed since, or with the build before it,
 * or with another Dockerfile of the project.
 */
export function sidesOf(state: BenchState, chosen: Chosen): Sides {
  const builds = state.builds.toReversed().map(buildChoice)
  const present = dockerfileOf(state.project, state.options)
  const others = state.files.map(({ path }) => path).filter((path) => path !== present && isDockerfileName(path))
  const text = fileChoice(present, words.compare.asItIsNow(present))
  const files = others.map((path) => fileChoice(path, words.compare.ifItWereBuiltNow(path)))
  const choices = [...builds, text, ...files]
  const [last, before] = builds
  const [left, right] =
    last === undefined
      ? [text, files[0]]
      : state.stale
        ? [last, text]
        : [before ?? last, before === undefined ? files[0] : last]
  const pick = (key: string | undefined, usual: SideChoice | undefined) =>
    choices.find((choice) => choice.key === key) ?? usual
  const [first, second] = [pick(chosen.left, left), pick(chosen.right, right)]
  return {
    choices,
    ...(first === undefined ? {} : { left: first }),
    ...(second === undefined ? {} : { right: second }),
  }
}

/** Whether these sides must be asked for: they are not those that are known, or a text of theirs has changed since and now rests. */
export function mustCompare(state: BenchState, { left, right }: Sides): boolean {
  if (left === undefined || right === undefined || state.asking === 'open') return false
  const builds = [left, right].some(({ side }) => side.kind === 'dockerfile')
  if (builds && !rests(state)) return false
  const { comparison } = state
  if (comparison === undefined) return true
  if (sideKey(comparison.left) !== left.key || sideKey(comparison.right) !== right.key) return true
  return builds && (comparison.files !== state.files || comparison.options !== state.options)
}

/** The text is not being typed: it was built, tried, or found to be wrong. */
function rests(state: BenchState): boolean {
  return isSettled(state) || (state.fresh && state.problems.some(({ severity }) => severity === 'error'))
}

function buildChoice(build: BuildView): SideChoice {
  const side: Side = { kind: 'build', key: build.key }
  const size = build.image === undefined ? words.marks.done.failed : figureText(build.image.size)
  return { side, key: sideKey(side), text: `${words.marks.Build(build.number)}: ${size}` }
}

function fileChoice(path: string, text: string): SideChoice {
  const side: Side = { kind: 'dockerfile', path }
  return { side, key: sideKey(side), text }
}
