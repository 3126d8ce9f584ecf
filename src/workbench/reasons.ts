import type { Reason } from '../../simulator/index.ts'
import type { ForecastStepView, ForecastView, InstructionView, StepView } from '../engine/views.ts'
import { words } from '../words/words.ts'
import { textChange } from './text-change.ts'

/** What a reason speaks of: the steps, by their position, and the instructions these belong to. */
export interface ReasonContext {
  readonly steps: readonly {
    readonly instruction?: number
    readonly name: string
    readonly kind: StepView['kind']
    readonly reason?: Reason
  }[]
  readonly instructions: readonly InstructionView[]
}

/** Why a step ran, will run, or need not, in one sentence for a learner. */
export function reasonSentence(reason: Reason, context: ReasonContext, tense: 'ran' | 'will-run'): string {
  if (reason.kind === 'cached') return words.reasons.cached(tense, reason.build)
  if (reason.kind === 'always') return words.reasons.always[tense]
  if (reason.kind === 'never-built') return words.reasons.neverBuilt[tense]
  return words.reasons.again(tense, causeOf(reason, context, tense))
}

/** What will become of a step, and why, in one sentence. */
export function forecastSentence(step: ForecastStepView, forecast: ForecastView): string {
  if (step.willBe !== 'depends') return reasonSentence(step.reason, forecast, 'will-run')
  const open = step.inputs.find((input) => forecast.steps[input]?.willBe !== 'cached' && isMade(forecast, input))
  if (open === undefined) return words.reasons.depends
  return words.reasons.dependsOn(stepTitle(open, forecast))
}

/** The files that are sent are known before a build; what other steps give is not. */
function isMade(forecast: ForecastView, step: number): boolean {
  return forecast.steps[step]?.kind !== 'context'
}

type Cause = Exclude<Reason, { readonly kind: 'cached' | 'always' | 'never-built' }>

function causeOf(reason: Cause, context: ReasonContext, tense: 'ran' | 'will-run'): string {
  switch (reason.kind) {
    case 'text':
      return textChange(reason.before, reason.after) ?? words.reasons.text
    case 'file':
      return words.reasons.files[reason.change](reason.path)
    case 'environment':
      return environmentCause(reason.name, reason.before, reason.after)
    case 'setting':
      return words.reasons.changed(words.reasons.settings[reason.name], quoted(reason.before), quoted(reason.after))
    case 'parent':
      return words.reasons.parent(tense, stepTitle(reason.step, context)) + beginning(reason.step, context, tense)
    case 'input':
      return words.reasons.input(reason.path, stepTitle(reason.step, context))
    case 'mount':
      return reason.path === undefined
        ? words.reasons.mount(reason.target)
        : words.reasons.mounted(reason.path, reason.target)
    case 'base':
      return words.reasons.base(reason.after, reason.before)
    case 'no-cache':
      return words.reasons.noCache
    case 'evicted':
      return words.reasons.evicted
  }
}

/** Where a row of steps that ran one because of the other began, and why: nothing where that has no cause of its own. */
function beginning(step: number, context: ReasonContext, tense: 'ran' | 'will-run'): string {
  let first = step
  // Steps only depend on earlier ones, so this ends.
  for (
    let reason = context.steps[first]?.reason;
    reason?.kind === 'parent' && reason.step < first;
    reason = context.steps[first]?.reason
  )
    first = reason.step
  const reason = context.steps[first]?.reason
  if (reason === undefined || reason.kind === 'cached' || reason.kind === 'always' || reason.kind === 'parent')
    return ''
  const cause =
    reason.kind === 'never-built' ? words.reasons.notSeen[tense] : words.reasons.where(causeOf(reason, context, tense))
  return first === step ? cause : words.reasons.began(tense, stepTitle(first, context)) + cause
}

function environmentCause(name: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined) return words.reasons.set(name)
  if (after === undefined) return words.reasons.unset(name)
  return words.reasons.changed(name, quoted(before), quoted(after))
}

function quoted(text: string): string {
  return text === '' ? words.marks.nothing : words.marks.quoted(text)
}

/** A step in the words of the learner's own text: `the COPY in line 3`, `the build context`. */
export function stepTitle(step: number, context: ReasonContext): string {
  const found = context.steps[step]
  const view = found?.instruction === undefined ? undefined : context.instructions[found.instruction]
  if (view !== undefined)
    return found?.kind === 'base'
      ? words.reasons.baseOf(view.first)
      : words.reasons.instruction(view.keyword, view.first)
  return internalTitle(found?.kind) ?? words.reasons.anotherStep
}

function internalTitle(kind: StepView['kind'] | undefined): string | undefined {
  const titles: Readonly<Partial<Record<StepView['kind'], string>>> = words.reasons.internal
  return kind === undefined ? undefined : titles[kind]
}
