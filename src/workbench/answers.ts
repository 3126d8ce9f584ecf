import type { Tell } from '../engine/protocol.ts'
import type { BuildView, ForecastView } from '../engine/views.ts'
import { words } from '../words/words.ts'
import { contentsAfter } from './contents/known.ts'
import { problemsNow } from './problems/now.ts'
import type { BenchState, Building } from './state.ts'
import { lineMarks } from './steps/marks.ts'
import { announcement } from './steps/view.ts'
import { afterAnswer } from './terminal/shells.ts'
import { mendingAnnouncement } from './what-if/mendings.ts'
import { outlookAnnouncement } from './what-if/view.ts'

/** Builds of a visit that can be compared: as many as the engine keeps. */
const buildsKept = 12

/**
 * The state after an answer of the engine. `asked`: the learner asked for the build that goes on; a scene's first build goes on by itself.
 * Pieces of an archive change nothing but its progress.
 */
export function stateAfter(state: BenchState, tell: Tell, asked: boolean): BenchState {
  const next = answered(state, tell, asked)
  const isAboutText = tell.kind === 'forecast' || tell.kind === 'trial' || tell.kind === 'built'
  return isAboutText ? { ...next, problems: problemsNow(next) } : next
}

function answered(state: BenchState, tell: Tell, asked: boolean): BenchState {
  switch (tell.kind) {
    case 'forecast': {
      const { forecast } = tell
      const { unreachable: _, pastTrial, ...others } = state
      const marks = lineMarks(forecast, undefined, pastTrial)
      // Where nothing would run, no trial comes, and the one of before is of another text.
      const kept = pastTrial === undefined || nothingRuns(forecast) ? {} : { pastTrial }
      return { ...others, ...kept, forecast, fresh: true, marks }
    }
    case 'trial':
      return withTrial(state, tell.build)
    case 'planned':
      return progressed(state, { names: tell.names })
    case 'started':
      return progressed(state, { current: tell.name })
    case 'finished':
      return progressed(state, { done: (state.building?.done ?? 0) + 1 })
    case 'built':
      return built(state, tell.build, asked || tell.typed === true)
    case 'pong':
    case 'exercise':
    case 'machine':
      return state
    case 'canceled':
      return stopped(state, words.telling.theBuildWasStopped)
    case 'cold':
      return { ...state, said: words.telling.theBuilderIsColdItHas }
    case 'files': {
      const contents = contentsAfter(state.contents, tell.answer)
      return contents === undefined ? state : { ...state, contents }
    }
    case 'step-files':
      if (!state.unfolded.has(tell.step)) return state
      return { ...state, unfolded: new Map(state.unfolded).set(tell.step, tell.files ?? null) }
    case 'config':
      return { ...state, config: { build: tell.build, ...(tell.text === undefined ? {} : { text: tell.text }) } }
    case 'what-if': {
      const { groups, of } = tell
      const said = tell.state === 'done' ? { said: outlookAnnouncement(groups) } : {}
      return { ...state, outlook: { groups, of, state: tell.state }, ...said }
    }
    case 'mendings': {
      const { mendings, of } = tell
      const said = tell.state === 'done' && of > 0 ? { said: mendingAnnouncement(mendings) } : {}
      return { ...state, mendings: { mendings, of, state: tell.state }, ...said }
    }
    case 'compare': {
      const { comparison } = tell
      return state.comparison === undefined
        ? state
        : { ...state, comparison: { ...state.comparison, state: tell.state, ...(comparison && { comparison }) } }
    }
    case 'registry': {
      const { question, registry } = tell
      return { ...state, delivery: { question, isAnswered: true, ...(registry && { known: { question, registry } }) } }
    }
    case 'piece':
      return { ...state, saving: { bytes: tell.bytes, of: tell.of } }
    case 'exported': {
      const { saving: _, ...others } = state
      return others
    }
    case 'catalog':
      return { ...state, catalog: { images: tell.images, bases: tell.bases } }
    case 'shell':
      return { ...state, terminal: afterAnswer(state.terminal, tell.shell, tell.answer) }
    case 'unreachable':
      return { ...stopped(state, tell.message), unreachable: tell.message }
    case 'failed': {
      const { saving: _, ...others } = state
      return stopped(others, words.telling.theSimulatorMadeAMistakeAnd(tell.message))
    }
  }
}

function withTrial(state: BenchState, trial: BuildView): BenchState {
  const { pastTrial: _, ...others } = state
  return { ...others, trial, marks: others.forecast === undefined ? [] : lineMarks(others.forecast, trial) }
}

function nothingRuns(forecast: ForecastView): boolean {
  return forecast.steps.every((step) => step.willBe === 'cached' || step.instruction === undefined)
}

function built(state: BenchState, build: BuildView, asked: boolean): BenchState {
  const { building: _, trial: __, pastTrial: ___, unreachable: ____, outlook: _____, ...others } = state
  const settled = others.asking === 'made' || others.asking === 'skipped'
  return {
    ...others,
    health: 'ready',
    build,
    builds: [...others.builds, build].slice(-buildsKept),
    layer: build.image?.layers[others.layer ?? 0] === undefined ? undefined : others.layer,
    ...(others.build === undefined ? {} : { before: others.build }),
    stale: false,
    unfolded: new Map(),
    ...(asked && settled && others.judged === undefined ? { judged: build } : {}),
    said: asked ? announcement(build) : words.telling.builtOnceSoThatTheBuilder,
  }
}

function progressed(state: BenchState, change: Partial<Building>): BenchState {
  return state.building === undefined ? state : { ...state, building: { ...state.building, ...change } }
}

function stopped(state: BenchState, said: string): BenchState {
  const { building: _, ...others } = state
  if (others.delivery?.acting === undefined) return { ...others, said }
  const { acting: __, ...delivery } = others.delivery
  return { ...others, delivery, said }
}
