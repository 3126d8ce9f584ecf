import type { Reason, Step } from '../../solver/result.ts'
import { placeOf, placeOfStep, textOfStep } from '../lines.ts'
import { occurs } from '../pattern.ts'
import type { BuildRecord, Played } from '../played.ts'
import type { Predicates } from '../predicate.ts'
import type { Place } from '../verdict.ts'
import { failed, notReached, type Outcome, passed, shortened } from './outcome.ts'

/** What a build gave. */
export function judgeBuilt(claim: Predicates['built'], played: Played): Outcome {
  const record = played.build(claim.build)
  if (record === undefined) return notReached('The procedure did not come to this build.')
  const { failure } = record.build
  const place = placeOfFailure(record)
  const at = place === undefined ? {} : { place }
  const expectsFailure = claim.fails !== undefined || claim.ok === false
  if (!expectsFailure)
    return failure === undefined
      ? passed
      : failed(`The build stopped: ${shortened(failure.message, 240)}`, { ...at, measured: 'failed' })
  if (failure === undefined) return failed('The build went through, and it should not.', { measured: 'built' })
  const line = place?.kind === 'line' ? place.text : ''
  if (claim.at !== undefined && !line.includes(claim.at))
    return failed(`It stopped at another place: ${shortened(line)}`, { ...at, measured: shortened(failure.message) })
  if (claim.fails !== undefined && !occurs(claim.fails, `${failure.message}\n${failure.text}`))
    return failed(`It stopped for another reason: ${shortened(failure.message, 240)}`, at)
  return { ...passed, measured: shortened(failure.message) }
}

/** Where a build failed: the line of its step, or of its first error. */
export function placeOfFailure(record: BuildRecord): Place | undefined {
  const { build, file } = record
  const step = build.failure?.step === undefined ? undefined : build.steps[build.failure.step]
  const line = placeOfStep(record, step)
  if (line !== undefined || build.failure === undefined) return line
  const range = build.problems.find(({ severity }) => severity === 'error')?.range
  const instruction = build.dockerfile.instructions.find(
    (one) => range !== undefined && one.range.from <= range.from && range.from <= one.range.to,
  )
  if (instruction !== undefined) return placeOf(file, instruction)
  const number =
    range === undefined ? undefined : build.dockerfile.lineStarts.findLastIndex((start) => start <= range.from)
  return number === undefined || number < 0 ? undefined : { kind: 'line', file, line: number + 1, text: '' }
}

/** How the steps of a build came about whose line holds a text. */
export function judgeStep(claim: Predicates['step'], played: Played): Outcome {
  const record = played.build(claim.build)
  if (record === undefined) return notReached('The procedure did not come to this build.')
  const { build } = record
  const steps = build.steps.filter(
    (step) =>
      step.instruction !== undefined &&
      holdsText(textOfStep(build, step), claim.match) &&
      isInStage(record, step, claim.stage),
  )
  const written = build.dockerfile.instructions.find(({ text }) => holdsText(text, claim.match))
  if (claim.is === 'SKIPPED')
    return steps.length === 0 && written !== undefined
      ? passed
      : failed(written === undefined ? `No line holds “${claim.match}”.` : `“${claim.match}” was not skipped.`)
  if (steps.length === 0) {
    if (written === undefined) return failed(`No line of ${record.file} holds “${claim.match}”.`)
    const place = placeOf(record.file, written)
    return build.failure === undefined
      ? failed('That line is in a stage that this build does not need, so it was not run.', { place })
      : notReached('The build stopped before it came to this line.', { place })
  }
  const wanted = claim.is === 'CACHED' ? 'cached' : 'ran'
  const other = steps.find(({ status }) => status !== wanted)
  if (other === undefined) return { ...passed, measured: claim.is }
  const place = placeOfStep(record, other)
  const more = {
    ...(place === undefined ? {} : { place }),
    measured: other.status === 'ran' ? 'RAN' : other.status.toUpperCase(),
    wanted: claim.is,
  }
  const line = shortened(textOfStep(build, other), 60)
  if (other.status === 'not-started' || other.status === 'canceled')
    return notReached('The build stopped before it came to this line.', more)
  if (claim.is === 'RAN') return failed(`\`${line}\` came from the cache.`, more)
  return failed(`\`${line}\` ran again: ${reasonText(other.reason, record)}`, more)
}

function holdsText(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}

function isInStage({ build }: BuildRecord, step: Step, stage: string | undefined): boolean {
  if (stage === undefined) return true
  const froms = build.dockerfile.instructions.filter(({ kind }) => kind === 'FROM')
  const from = froms[step.stage ?? -1]
  return from?.kind === 'FROM' && from.name?.text.toLowerCase() === stage.toLowerCase()
}

/** Why a step ran, in words. */
function reasonText(reason: Reason, record: BuildRecord): string {
  switch (reason.kind) {
    case 'file':
      return `${reason.path} has changed${reason.change === 'content' ? '' : ` (${reason.change})`}.`
    case 'parent':
    case 'input': {
      const before = record.build.steps[reason.step]
      return before === undefined
        ? 'a step before it ran again.'
        : `\`${shortened(textOfStep(record.build, before), 60)}\` before it ran again.`
    }
    case 'text':
      return 'the line is another one than before.'
    case 'environment':
      return `the value of ${reason.name} has changed.`
    case 'mount':
      return `what is mounted at ${reason.target} has changed.`
    case 'base':
      return 'its base image has changed.'
    case 'never-built':
      return 'it was never built before.'
    default:
      return 'nothing of it was in the cache.'
  }
}
