import type { Instruction } from '../dockerfile/instruction.ts'
import type { Problem } from '../values/problem.ts'
import type { Range } from '../values/range.ts'

/** One finding of a check, before anything is skipped. */
export interface Finding {
  readonly code: string
  readonly message: string
  readonly range: Range
  /** The instruction above which a comment may switch the check off. */
  readonly instruction: Instruction
  /** The part of `range` that is wrong, where it is smaller. */
  readonly focus?: Range
}

/** A finding at an instruction. */
export function finding(
  code: string,
  instruction: Instruction,
  message: string,
  range: Range = instruction.range,
): Finding {
  return { code, message, range, instruction }
}

/** As a problem of the file. */
export function problemOf(found: Finding, severity: 'warning' | 'note'): Problem {
  const { code, message, range, focus } = found
  return { code, severity, message, range, ...(focus === undefined ? {} : { focus }) }
}
