import { dockerfileOf, fileAt } from '../../state/files.ts'
import type { Kept } from '../../state/kept.ts'
import { sameFiles } from '../../state/same.ts'
import { panes } from '../details/panes.ts'
import type { Prediction } from '../predict/view.ts'
import { type BenchState, stateOf } from '../state.ts'
import { startsItself } from '../view.ts'

/** What a build was made of. */
export type Made = BenchState['made'][number]

/** Builds that are made again after a reload, besides those up to the one that a prediction was compared with. */
const madeAtMost = 2

/** What of a workbench's state is kept. */
export function keptOf(state: BenchState): Kept {
  const { files, options, open, tabs, asking, prediction, change, front, view } = state
  return {
    files: [...files],
    options,
    open,
    tabs: [...tabs],
    asking,
    ...(prediction === undefined ? {} : { prediction: predictionData(prediction) }),
    change,
    made: state.made.map(({ files: of, options: flags, judged }) => ({
      files: [...of],
      options: flags,
      ...(judged === true ? { judged } : {}),
    })),
    pane: front.pane,
    view,
  }
}

/** The values of which {@link keptOf} is made: when none has changed there is nothing new to keep. */
export function keptParts(state: BenchState): readonly unknown[] {
  const { files, options, open, tabs, asking, prediction, change, made, front, view } = state
  return [files, options, open, tabs, asking, prediction, change, made, front.pane, view]
}

/** Whether nothing was done that is worth being kept: all is as a first visit finds it. */
export function isUntouched(state: BenchState): boolean {
  const { project, files, options, asking, prediction, made, change } = state
  const start = stateOf(project)
  // A workbench that builds by itself does that in every visit.
  const builds =
    change === 'waiting' || startsItself(project) ? made.filter((one) => one.files !== project.files) : made
  return (
    files === project.files &&
    sameOptions(options, start.options) &&
    asking === start.asking &&
    prediction === undefined &&
    change === start.change &&
    builds.length === 0 &&
    state.open === start.open &&
    state.tabs.length === 1
  )
}

/** The state as it was left. What cannot be there any more is left out. `restored`: the files or flags are not those of the beginning. */
export function stateAsLeft(project: BenchState['project'], kept: Kept): BenchState {
  const start = stateOf(project)
  const made = madeFrom(kept, start)
  // The same value where it is the same: nothing has changed since the last build, or since the beginning.
  const points = [...made.slice(-1), start]
  const files = points.find((point) => sameFiles(point.files, kept.files))?.files ?? kept.files
  const flags = kept.options ?? start.options
  const options = points.find((point) => sameOptions(point.options, flags))?.options ?? flags
  const isThere = (path: string) => files.some((file) => file.path === path && file.folder !== true)
  const dockerfile = dockerfileOf(project, options)
  const wanted = kept.open ?? dockerfile
  const open =
    isThere(wanted) || wanted === dockerfile ? wanted : (fileAt(files, dockerfile)?.path ?? files[0]?.path ?? wanted)
  const pane = panes.find(({ name }) => name === kept.pane)?.name ?? start.front.pane
  // A question that the project no longer asks has no answer.
  const asks = project.predict !== undefined && kept.asking !== undefined && kept.asking !== 'none'
  const changes = start.change !== 'none' && kept.change === 'made'
  return {
    ...start,
    files,
    options,
    open,
    tabs: (kept.tabs ?? []).filter(isThere),
    asking: asks && kept.asking !== undefined ? kept.asking : start.asking,
    ...(asks && kept.prediction?.kind === project.predict?.kind ? predictionFrom(kept.prediction) : {}),
    change: changes ? 'made' : start.change,
    made: start.change === 'none' || changes ? made : [],
    front: { pane, called: false },
    view: kept.view ?? start.view,
    restored: files !== project.files || !sameOptions(options, start.options),
  }
}

/** Builds with one more; the old ones that no rebuild needs are dropped. */
export function withMade(all: readonly Made[], one: Made): readonly Made[] {
  const next = [...all, one]
  const judged = next.findIndex((each) => each.judged === true) + 1
  return [...next.slice(0, judged), ...next.slice(judged).slice(-madeAtMost)]
}

function madeFrom({ made = [] }: Kept, start: BenchState): readonly Made[] {
  return made.map(({ files, options = {}, judged }) => ({
    files: sameFiles(files, start.files) ? start.files : files,
    options,
    ...(judged === true ? { judged } : {}),
  }))
}

function predictionData(prediction: Prediction): NonNullable<Kept['prediction']> {
  if (prediction.kind === 'steps') return { kind: 'steps', cached: [...prediction.cached] }
  return prediction.kind === 'order' ? { kind: 'order', lines: [...prediction.lines] } : prediction
}

function predictionFrom(kept: Kept['prediction']): Pick<BenchState, 'prediction'> {
  if (kept === undefined) return {}
  return { prediction: kept.kind === 'steps' ? { kind: 'steps', cached: new Map(kept.cached) } : kept }
}

function sameOptions(a: BenchState['options'], b: BenchState['options']): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
