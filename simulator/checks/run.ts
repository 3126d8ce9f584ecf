import type { IgnoreFile } from '../context/ignore.ts'
import type { Dockerfile } from '../dockerfile/instruction.ts'
import type { Plan } from '../graph/plan.ts'
import { builderPlatform, formatPlatform } from '../graph/platform.ts'
import type { Platform } from '../image/image.ts'
import type { Reference } from '../image/reference.ts'
import type { Problem } from '../values/problem.ts'
import { configurationAt, configurationOf, isOn } from './configuration.ts'
import { dispatchFindings } from './dispatching.ts'
import { type Finding, finding, problemOf } from './finding.ts'
import { fromFindings } from './from.ts'
import { ownFindings, ownRules } from './own/rules.ts'
import { readingFindings, stageFindings } from './reading.ts'
import { builderRules, type Rule } from './rule.ts'

/** What the checks look at. */
export interface Checked {
  readonly dockerfile: Dockerfile
  /** Absent when the file could not be read. */
  readonly plan?: Plan
  readonly buildArgs: Readonly<Record<string, string>>
  /** `--platform` of the build. */
  readonly platform?: Platform
  readonly ignore?: IgnoreFile
  /** The platform of an image that was found. */
  readonly platformOf: (reference: Reference) => Platform | undefined
}

/** What they found, in file order, and the failure that `error=true` makes of the builder's findings. */
export interface CheckOutcome {
  readonly findings: readonly Problem[]
  readonly failure?: string
}

/** All checks by name. */
export const checkRules: ReadonlyMap<string, Rule> = new Map(
  [...builderRules, ...ownRules].map((rule) => [rule.code, rule]),
)

/** Runs the checks over a read file and what could be planned of it. */
export function runChecks(checked: Checked): CheckOutcome {
  const configuration = configurationOf(checked.dockerfile, checked.buildArgs)
  if ('error' in configuration) return { findings: [], failure: configuration.error }
  const { dockerfile, plan } = checked
  const own = plan === undefined ? [] : ownFindings({ dockerfile, plan })
  const all = [...readingFindings(dockerfile), ...plannedFindings(checked), ...own]
  const kept = all.filter((found) => {
    const rule = checkRules.get(found.code)
    const at = isBuilders(found) ? configuration : configurationAt(configuration, found.instruction)
    return isOn(at, found.code, rule?.isExperimental === true)
  })
  const problems = kept.map((found) => problemOf(found, checkRules.get(found.code)?.severity ?? 'warning'))
  const findings = problems.sort((a, b) => (a.range?.from ?? 0) - (b.range?.from ?? 0))
  const violated = [...new Set(kept.filter(isBuilders).map((found) => found.code))]
  if (!configuration.isError || violated.length === 0) return { findings }
  return { findings, failure: `lint violation found for rules: ${violated.join(', ')}` }
}

function isBuilders(found: Finding): boolean {
  return checkRules.get(found.code)?.origin === 'builder'
}

function plannedFindings(checked: Checked): readonly Finding[] {
  const { dockerfile, plan, ignore } = checked
  if (plan === undefined) return []
  const target = checked.platform ?? builderPlatform
  const stop =
    plan.error?.phase === 'stages'
      ? (plan.error.problem.range?.from ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY
  return [
    ...stageFindings(dockerfile),
    ...(plan.global === undefined ? [] : fromFindings({ dockerfile, global: plan.global, target, stop })),
    ...platformFindings(checked, target),
    ...dispatchFindings(plan.dispatched, ignore, (stage) => plan.stages?.stages[stage]?.from),
  ]
}

/** A base image of another platform than was asked for. */
function platformFindings(checked: Checked, target: Platform): readonly Finding[] {
  const stages = checked.plan?.stages
  if (stages === undefined) return []
  return stages.stages.flatMap((stage) => {
    if (stage.from === undefined || stage.base.kind !== 'image' || !stages.reachable.has(stage.index)) return []
    const found = checked.platformOf(stage.base.reference)
    const wanted = stage.platform ?? target
    if (found === undefined || (found.os === wanted.os && found.architecture === wanted.architecture)) return []
    const [pulled, expected] = [JSON.stringify(formatPlatform(found)), JSON.stringify(formatPlatform(wanted))]
    const message = `Base image ${stage.baseName} was pulled with platform ${pulled}, expected ${expected} for current build`
    return [finding('InvalidBaseImagePlatform', stage.from, message)]
  })
}
