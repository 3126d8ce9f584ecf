import type { Instruction } from '../../dockerfile/instruction.ts'
import type { Range } from '../../values/range.ts'
import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { CheckedStage, OwnChecked } from './stage.ts'

/** A check of ours: a row of data with what finds it. */
export interface OwnRule extends Rule {
  readonly find: (stage: CheckedStage, stages: readonly CheckedStage[], checked: OwnChecked) => readonly Found[]
}

/** What a rule finds: where, and what to say about it. */
export interface Found {
  readonly instruction: Instruction
  readonly message: string
  /** What an editor underlines; the keyword when absent. */
  readonly focus?: Range
}

/** A row. A rule whose finding can break, leak or cost is a warning; a matter of habit is a note. */
export function ownRule(
  code: string,
  severity: 'warning' | 'note',
  description: string,
  find: OwnRule['find'],
): OwnRule {
  return { code, description, isExperimental: false, origin: 'layerwise', severity, find }
}

/** What was found, as a finding of a rule. */
export function ownFinding(code: string, { instruction, message, focus }: Found): Finding {
  return { code, message, range: instruction.range, instruction, focus: focus ?? instruction.keyword.range }
}
