import type { Instruction } from '../../dockerfile/instruction.ts'
import type { Finding } from '../finding.ts'
import { baseRules } from './bases.ts'
import { copyingRules } from './copying.ts'
import { packageRules } from './packages.ts'
import { type OwnRule, ownFinding } from './rule.ts'
import { runningRules } from './running.ts'
import { checkedStages, type OwnChecked } from './stage.ts'
import { startingRules } from './starting.ts'
import { userRules } from './users.ts'

/**
 * Our own checks, in the order of their names. Those that hadolint also has carry its numbers, so that `# hadolint ignore=` comments and
 * people's memory keep their meaning; texts and detection are ours.
 */
export const ownRules: readonly OwnRule[] = [
  ...userRules,
  ...baseRules,
  ...packageRules,
  ...runningRules,
  ...copyingRules,
  ...startingRules,
].sort((a, b) => (a.code < b.code ? -1 : 1))

/** What our checks find in a file, comments of the form `# hadolint ignore=…` respected. */
export function ownFindings(checked: OwnChecked): readonly Finding[] {
  const stages = checkedStages(checked)
  const everywhere = new Set(ignoredBy(checked.dockerfile.instructions[0], /^hadolint\s+global\s+ignore\s*=(.*)$/))
  const found = ownRules.flatMap((rule) =>
    everywhere.has(rule.code)
      ? []
      : stages.flatMap((stage) => rule.find(stage, stages, checked).map((each) => ownFinding(rule.code, each))),
  )
  return found.filter(({ code, instruction }) => !ignoredBy(instruction, /^hadolint\s+ignore\s*=(.*)$/).includes(code))
}

function ignoredBy(instruction: Instruction | undefined, pattern: RegExp): readonly string[] {
  return (instruction?.comments ?? []).flatMap(({ text }) =>
    (pattern.exec(text)?.[1] ?? '').split(/[\s,]+/).filter((code) => code !== ''),
  )
}
