import type { Reason } from '../../simulator/index.ts'
import type { ForecastStepView, ForecastView, InstructionView, StepView } from '../engine/views.ts'
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
  if (reason.kind === 'cached') return cachedSentence(reason.build, tense)
  if (reason.kind === 'always') return tense === 'ran' ? 'Done anew in every build.' : 'Is done anew in every build.'
  if (reason.kind === 'never-built')
    return tense === 'ran'
      ? 'Ran: this builder had not seen it before.'
      : 'Will run: this builder has not seen it before.'
  return `${tense === 'ran' ? 'Ran again' : 'Will run again'} because ${causeOf(reason, context, tense)}.`
}

/** What will become of a step, and why, in one sentence. */
export function forecastSentence(step: ForecastStepView, forecast: ForecastView): string {
  if (step.willBe !== 'depends') return reasonSentence(step.reason, forecast, 'will-run')
  const open = step.inputs.find((input) => forecast.steps[input]?.willBe !== 'cached' && isMade(forecast, input))
  if (open === undefined) return 'Comes from the cache if what it is made from comes out the same.'
  return `Depends on what ${stepTitle(open, forecast)} makes: it comes from the cache if that comes out the same.`
}

/** The files that are sent are known before a build; what other steps give is not. */
function isMade(forecast: ForecastView, step: number): boolean {
  return forecast.steps[step]?.kind !== 'context'
}

type Cause = Exclude<Reason, { readonly kind: 'cached' | 'always' | 'never-built' }>

function causeOf(reason: Cause, context: ReasonContext, tense: 'ran' | 'will-run'): string {
  switch (reason.kind) {
    case 'text':
      return textChange(reason.before, reason.after) ?? 'its own text changed'
    case 'file':
      return fileCause(reason.path, reason.change)
    case 'environment':
      return environmentCause(reason.name, reason.before, reason.after)
    case 'setting':
      return `${settingNames[reason.name]} changed from ${quoted(reason.before)} to ${quoted(reason.after)}`
    case 'parent':
      return `${stepTitle(reason.step, context)} before it ${tense === 'ran' ? 'ran' : 'will run'} again${beginning(reason.step, context, tense)}`
    case 'input':
      return `${reason.path} from ${stepTitle(reason.step, context)} is different`
    case 'mount':
      return reason.path === undefined
        ? `what is mounted at ${reason.target} changed`
        : `${reason.path}, mounted at ${reason.target}, changed`
    case 'base':
      return `the base image is another one: ${reason.after} in place of ${reason.before}`
    case 'no-cache':
      return 'the cache was turned off'
    case 'evicted':
      return 'its cached result was no longer there'
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
  const had = tense === 'ran' ? 'had' : 'has'
  const cause =
    reason.kind === 'never-built'
      ? `, which this builder ${had} not seen before`
      : `, where ${causeOf(reason, context, tense)}`
  if (first === step) return cause
  return `; it ${tense === 'ran' ? 'began' : 'begins'} with ${stepTitle(first, context)}${cause}`
}

const settingNames = {
  user: 'the user',
  directory: 'the working directory',
  network: 'the network',
  platform: 'the platform',
  hosts: 'the list of hosts',
} as const

function cachedSentence(build: number, tense: 'ran' | 'will-run'): string {
  return tense === 'ran'
    ? `From the cache: nothing that it depends on has changed since build ${build}.`
    : `Will come from the cache: nothing that it depends on has changed since build ${build}.`
}

function fileCause(path: string, change: Extract<Reason, { kind: 'file' }>['change']): string {
  switch (change) {
    case 'content':
      return `${path} changed`
    case 'added':
      return `${path} was added`
    case 'removed':
      return `${path} was removed`
    case 'mode':
      return `the permissions of ${path} changed`
    case 'owner':
      return `the owner of ${path} changed`
    case 'type':
      return `${path} is another kind of file now`
    case 'target':
      return `the link ${path} leads elsewhere now`
  }
}

function environmentCause(name: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `${name} is set now`
  if (after === undefined) return `${name} is no longer set`
  return `${name} changed from ${quoted(before)} to ${quoted(after)}`
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `“${text}”`
}

/** A step in the words of the learner's own text: `the COPY in line 3`, `the build context`. */
export function stepTitle(step: number, context: ReasonContext): string {
  const found = context.steps[step]
  const view = found?.instruction === undefined ? undefined : context.instructions[found.instruction]
  if (view !== undefined)
    return found?.kind === 'base' ? `the base image of line ${view.first}` : `the ${view.keyword} in line ${view.first}`
  return internalTitles[found?.kind ?? 'merge'] ?? 'another step'
}

const internalTitles: Readonly<Partial<Record<StepView['kind'], string>>> = {
  definition: 'the Dockerfile',
  metadata: 'what the registry says of the base image',
  ignore: 'the .dockerignore file',
  context: 'the build context',
  base: 'the base image',
  heredoc: 'the text in the Dockerfile',
}
