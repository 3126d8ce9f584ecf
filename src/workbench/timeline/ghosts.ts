import type { BuildView, StepView } from '../../engine/views.ts'
import { stagesOf, stepText } from '../stages.ts'

/** A build beside the one before it, step by step. */
export interface Ghosts {
  /** For a step the same one of the build before. */
  readonly same: ReadonlyMap<StepView, StepView>
  /** Steps that took time in the build before and are in this one no more. */
  readonly gone: readonly Gone[]
}

/** A step that has gone. */
export interface Gone {
  readonly step: StepView
  /** The name of the stage that it was in. */
  readonly stage: string
  /** What is left of its stage right before it; undefined where nothing is. */
  readonly after: StepView | undefined
}

/**
 * For each step the same one of the build before, and which of those are left over. The same is what docker would call by the same name in the same
 * stage: a step keeps its ghost when others come or go before it. Of several that are called alike, the first goes with the first.
 */
export function ghostsOf(build: BuildView, before: BuildView | undefined): Ghosts {
  if (before === undefined) return { same: new Map(), gone: [] }
  const left = before.steps.map((step) => ({ step, key: ghostKey(step, before) }))
  const same = new Map(
    build.steps.flatMap((step) => {
      const key = ghostKey(step, build)
      const at = left.findIndex((other) => other.key === key)
      const [found] = at < 0 ? [] : left.splice(at, 1)
      return found === undefined ? [] : [[step, found.step] as const]
    }),
  )
  const places = new Map([...same].map(([now, old]) => [old, now]))
  const gone = left
    .filter(({ step }) => step.instruction !== undefined && step.durationMs.value > 0 && step.status !== 'cached')
    .map(({ step }): Gone => {
      const stage = stageName(step, before)
      const earlier = before.steps.slice(0, before.steps.indexOf(step))
      const after = earlier.findLast((one) => places.has(one) && stageName(one, before) === stage)
      return { step, stage, after: after && places.get(after) }
    })
  return { same, gone }
}

function ghostKey(step: StepView, build: BuildView): string {
  return `${stageName(step, build)} ${stepText(step.name)}`
}

/** The name of the stage of a step; empty for the builder's own. */
function stageName({ stage, instruction }: StepView, build: BuildView): string {
  const stages = stagesOf(build.instructions)
  const found = stages.find(({ index, instructions }) =>
    instruction === undefined ? index === stage : instructions.includes(instruction),
  )
  return found?.name ?? ''
}
