import type { IgnoreFile } from '../context/ignore.ts'
import type { Dockerfile } from '../dockerfile/instruction.ts'
import type { Plan } from '../graph/plan.ts'
import type { Image, Platform } from '../image/image.ts'
import type { Problem } from '../values/problem.ts'
import type { Rule } from './rule.ts'

/** What the checks look at. */
export interface Checked {
  readonly dockerfile: Dockerfile
  readonly plan: Plan
  readonly request: { readonly buildArgs?: Readonly<Record<string, string>>; readonly platform?: Platform }
  readonly ignore: IgnoreFile | { readonly error: string } | undefined
  readonly images: ReadonlyMap<string, { readonly image: Image }>
}

/** What they found: findings in the order of docker, and the failure that `error=true` makes of the builder's. */
export interface CheckOutcome {
  readonly findings: readonly Problem[]
  readonly failure?: string
}

/** All checks by name. */
export const checkRules: ReadonlyMap<string, Rule> = new Map()

/** Runs the builder's checks and ours over a planned file. */
export function runChecks(checked: Checked): CheckOutcome {
  return { findings: checked.plan.error === undefined ? [] : [] }
}
