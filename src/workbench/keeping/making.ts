import type { Tell } from '../../engine/protocol.ts'
import { stateAfter } from '../answers.ts'
import type { BenchState } from '../state.ts'
import { type Made, withMade } from './left.ts'

/** What an answer of the engine is about. */
export interface About {
  /** The learner asked for the build that goes on. */
  readonly asked: boolean
  /** The answer is of a build that is made again, so that the builder knows it. */
  readonly remade: Made | undefined
  /** What the build that goes on is made of; undefined for one that cannot be made again. */
  readonly making: Made | undefined
}

/** The state after an answer, with what was built noted, so that it can be built again in the next visit. */
export function stateTold(state: BenchState, tell: Tell, { asked, remade, making }: About): BenchState {
  if (remade !== undefined) return stateRemade(state, tell, remade)
  const next = stateAfter(state, tell, asked)
  if (tell.kind !== 'built') return next
  const isJudged = state.judged === undefined && next.judged !== undefined
  // What was typed is done again with the machine.
  if (tell.typed === true) return next
  const made = making && withMade(state.made, isJudged ? { ...making, judged: true } : making)
  return { ...next, made: made ?? [] }
}

/** Of a build that is made again only the result counts, and nobody is told of it. */
function stateRemade(state: BenchState, tell: Tell, made: Made): BenchState {
  if (tell.kind !== 'built') return state
  const { said, asking, files, options } = state
  const next = stateAfter(state, tell, made.judged === true && asking !== 'open')
  return { ...next, said, stale: files !== made.files || options !== made.options }
}

/** Whether nothing more is told of a build after this. */
export function isEnd({ kind }: Tell): boolean {
  return kind === 'built' || kind === 'failed' || kind === 'unreachable' || kind === 'canceled'
}
