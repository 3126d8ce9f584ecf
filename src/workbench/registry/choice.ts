import { nodesAtMost, type RegistryQuestion } from '../../engine/registry-views.ts'
import type { BuildView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText } from '../figures.ts'
import { shownBefore, shownBuild } from '../shown.ts'
import type { BenchState } from '../state.ts'

/** What the learner chose. Builds by their keys; `nothing`: an empty repository; `pushed`: registry and nodes as they are. */
export interface Chosen {
  readonly build?: number
  readonly before?: number | 'nothing' | 'pushed'
  readonly nodes: number
  readonly fresh: number
}

/** A fleet of a size that is not tiny, all of it up to date. */
export const chosenAtFirst: Chosen = { nodes: 10, fresh: 0 }

/** A build that may be chosen. */
export interface BuildChoice {
  readonly build: BuildView
  readonly text: string
}

/** What is asked, and what else could be. */
export interface Asked {
  readonly choices: readonly BuildChoice[]
  /** Absent when there is nothing to push. */
  readonly build?: BuildView
  readonly before?: BuildView
  /** What would be pushed was only tried, not built. */
  readonly isTried: boolean
  /** In place of a build before: registry and nodes as they are. */
  readonly isPushed: boolean
  readonly question?: RegistryQuestion
}

/**
 * What is pushed: what the learner chose, else what the stack shows, be it built or not yet. The registry has what was pushed there, or else the build
 * before it, unless something else was chosen.
 */
export function askedOf(state: BenchState, chosen: Chosen): Asked {
  if (state.asking === 'open') return { choices: [], isPushed: false, isTried: false }
  const shown = shownBuild(state)
  const tried = shown?.how === 'trial' ? [{ build: shown.build, text: words.registry.theTextAsItIsNow }] : []
  const made = state.builds
    .filter(({ image }) => image !== undefined)
    .toReversed()
    .map((build) => ({ build, text: words.registry.build(build.number, figureText(build.image?.size ?? nothing)) }))
  const choices = [...tried, ...made]
  const find = (key: number | undefined) => choices.find(({ build }) => build.key === key)?.build
  const build = find(chosen.build) ?? find(shown?.build.key) ?? choices[0]?.build
  if (build === undefined) return { choices, isPushed: false, isTried: false }
  const isPushed = (chosen.before ?? (hasPushed(state) ? 'pushed' : undefined)) === 'pushed'
  const key = typeof chosen.before === 'number' ? chosen.before : undefined
  const before = isPushed || chosen.before === 'nothing' ? undefined : (find(key) ?? usualBefore(state, build, made))
  const known = isPushed ? 'pushed' : before?.key
  const nodes = Math.max(1, Math.min(nodesAtMost, chosen.nodes))
  const fresh = known === undefined ? nodes : isPushed ? 0 : Math.min(nodes, chosen.fresh)
  return {
    choices,
    build,
    isPushed,
    isTried: tried.some((choice) => choice.build === build),
    ...(before === undefined ? {} : { before }),
    question: { build: build.key, nodes, fresh, ...(known === undefined ? {} : { before: known }) },
  }
}

const nothing = { value: 0, sources: [] }

function usualBefore(state: BenchState, build: BuildView, made: readonly BuildChoice[]): BuildView | undefined {
  if (build === shownBuild(state)?.build) {
    const shown = shownBefore(state)
    return shown?.image === undefined ? undefined : shown
  }
  return made.find((other) => other.build.number < build.number)?.build
}

/** Whether something was pushed to the repository of what is pushed. */
export function hasPushed({ delivery }: BenchState): boolean {
  const registry = delivery?.known?.registry
  return registry?.pushed.some(({ repository }) => repository === registry.repository) === true
}

/** Whether this must be asked: it is not what was asked last. */
export function mustAsk({ delivery }: BenchState, { question }: Asked): boolean {
  if (question === undefined) return false
  const last = delivery?.question
  return (
    last === undefined ||
    last.build !== question.build ||
    last.before !== question.before ||
    last.nodes !== question.nodes ||
    last.fresh !== question.fresh
  )
}
