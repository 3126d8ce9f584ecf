import type { Instruction } from '../dockerfile/instruction.ts'
import type { Problem } from '../values/problem.ts'
import type { Range } from '../values/range.ts'

/** Ends planning: the builder stops at its first error. Thrown and caught inside graph/ only. */
export class PlanError extends Error {
  override readonly name = 'PlanError'
  readonly problem: Problem
  /** Instructions that docker's source window marks, when more than one place is to blame. */
  readonly ranges: readonly Range[]

  constructor(problem: Problem, ranges: readonly Range[] = problem.range === undefined ? [] : [problem.range]) {
    super(problem.message)
    this.problem = problem
    this.ranges = ranges
  }
}

/** An error at an instruction, in the builder's words. */
export function errorAt(instruction: Instruction | undefined, code: string, message: string): PlanError {
  return new PlanError({
    code,
    severity: 'error',
    message,
    ...(instruction === undefined ? {} : { range: instruction.range }),
  })
}
