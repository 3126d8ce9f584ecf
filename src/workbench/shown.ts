import type { BuildView } from '../engine/views.ts'
import type { BenchState } from './state.ts'

/** What the stack shows: the last build, or what a build of the text as it is now would give. */
export interface Shown {
  readonly build: BuildView
  /** `stale`: the text has changed since. */
  readonly how: 'built' | 'stale' | 'trial'
}

/** The build to show; none before there is one, and no forecast while a prediction is asked for. */
export function shownBuild({
  build,
  trial,
  pastTrial,
  stale,
  asking,
}: Pick<BenchState, 'build' | 'trial' | 'pastTrial' | 'stale' | 'asking'>): Shown | undefined {
  const isNew = build === undefined || stale
  const tried = trial ?? pastTrial
  if (isNew && tried?.image !== undefined && asking !== 'open') return { build: tried, how: 'trial' }
  return build === undefined ? undefined : { build, how: stale ? 'stale' : 'built' }
}

/** The build that the shown one is compared with: the one before it; for what would be built, the last build. */
export function shownBefore(state: BenchState): BuildView | undefined {
  return shownBuild(state)?.how === 'trial' ? state.build : state.before
}
