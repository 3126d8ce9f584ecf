import type { Instruction } from '../../dockerfile/instruction.ts'
import { type OwnRule, ownRule } from './rule.ts'
import type { CheckedStage } from './stage.ts'

/** Checks of who runs the program. */
export const userRules: readonly OwnRule[] = [
  ownRule('no-user', 'note', 'The program should not run as root', (stage, stages, { plan }) => {
    if (!stage.isTarget || plan.end === undefined || !isRoot(plan.end.settings.User ?? '')) return []
    const written = shippedInstructions(stages)
    const starts = written.filter(({ kind }) => kind === 'CMD' || kind === 'ENTRYPOINT').at(-1)
    // An image that starts nothing of its own is a base for others; a USER that says root is DL3002's.
    if (starts === undefined || written.some(({ kind }) => kind === 'USER')) return []
    const message = `No USER is set: what this ${starts.kind} starts runs as root`
    return [{ instruction: starts, message }]
  }),
  ownRule('DL3002', 'warning', 'The last USER should not be root', (stage, stages, { plan }) => {
    if (!stage.isTarget || plan.end === undefined || !isRoot(plan.end.settings.User ?? '')) return []
    const last = shippedInstructions(stages).findLast(({ kind }) => kind === 'USER')
    if (last === undefined) return []
    return [{ instruction: last, message: 'The last USER is root: the program will run with all rights' }]
  }),
]

function isRoot(user: string): boolean {
  return /^(root|0)?(:|$)/.test(user)
}

/** What was written in the stages that make up the image, lowest first. */
function shippedInstructions(stages: readonly CheckedStage[]): readonly Instruction[] {
  return stages.filter(({ isShipped }) => isShipped).flatMap(({ instructions }) => instructions)
}
