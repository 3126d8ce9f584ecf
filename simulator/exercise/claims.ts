import type { Exercise } from './exercise.ts'
import type { Played } from './played.ts'
import type { Predicate } from './predicate.ts'
import { judgeAnswer, rightAnswer, truthOf } from './predicates/answers.ts'
import { judgeBuilt, judgeStep } from './predicates/builds.ts'
import { judgeFigure } from './predicates/figures.ts'
import { judgeFile } from './predicates/files.ts'
import { judgeHttp, judgeRun } from './predicates/lives.ts'
import { failed, notReached, type Outcome, passed } from './predicates/outcome.ts'
import { judgeConfig } from './predicates/settings.ts'
import { judgeDigest, judgeLint, judgeSource } from './predicates/sources.ts'
import { judgeTrace } from './predicates/traces.ts'
import type { Answers } from './question.ts'
import type { Submission } from './submission.ts'
import type { Plays } from './values.ts'

/** What claims are judged on: what was played, and what was handed in. */
export interface Matter {
  readonly plays: Plays
  readonly submission: Pick<Submission, 'files' | 'answers'>
}

/** Judges a claim: one of the thirteen, or several together. */
export function judgeClaim(claim: Predicate, matter: Matter): Outcome {
  const { plays, submission } = matter
  const { own } = plays
  if (claim.built !== undefined) return judgeBuilt(claim.built, own)
  if (claim.step !== undefined) return judgeStep(claim.step, own)
  if (claim.size !== undefined) return judgeFigure(claim.size, plays)
  if (claim.count !== undefined) return judgeFigure(claim.count, plays)
  if (claim.file !== undefined) return judgeFile(claim.file, plays)
  if (claim.trace !== undefined) return judgeTrace(claim.trace, own)
  if (claim.config !== undefined) return judgeConfig(claim.config, own)
  if (claim.run !== undefined) return judgeRun(claim.run, own)
  if (claim.http !== undefined) return judgeHttp(claim.http, own)
  if (claim.digest !== undefined) return judgeDigest(claim.digest, plays)
  if (claim.lint !== undefined) return judgeLint(claim.lint, own)
  if (claim.source !== undefined) return judgeSource(claim.source, own, submission.files)
  if (claim.answer !== undefined)
    return judgeAnswer(claim.answer, own.exercise, submission.answers, plays, (one) => isSo(one, matter))
  if (claim.all !== undefined) return together(claim.all, matter)
  if (claim.any !== undefined) return oneOf(claim.any, matter)
  if (claim.not !== undefined) return opposite(claim.not, matter)
  if (claim.each !== undefined) return forEach(claim.each, matter)
  throw new RangeError('a claim without a claim')
}

/** What is right of the questions that can be told, by their ids. */
export function truthsOf(exercise: Exercise, matter: Matter): Readonly<Record<string, string>> {
  return Object.fromEntries(
    exercise.ask.flatMap((question) => {
      const truth = truthOf(question, matter.plays, (one) => isSo(one, matter))
      return truth === undefined ? [] : [[question.id, truth] as const]
    }),
  )
}

/** Right answers to the questions, as far as they can be told. */
export function answersFor(exercise: Exercise, matter: Matter): Answers {
  return Object.fromEntries(
    exercise.ask.flatMap((question) => {
      const answer = rightAnswer(question, matter.plays, (one) => isSo(one, matter))
      return answer === undefined ? [] : [[question.id, answer] as const]
    }),
  )
}

function isSo(claim: Predicate, matter: Matter): boolean {
  return judgeClaim(claim, matter).state === 'passed'
}

function together(claims: readonly Predicate[], matter: Matter): Outcome {
  let last = passed
  let unreached: Outcome | undefined
  for (const claim of claims) {
    const outcome = judgeClaim(claim, matter)
    if (outcome.state === 'failed') return outcome
    if (outcome.state === 'not-reached') unreached ??= outcome
    last = outcome
  }
  return unreached ?? (claims.length === 1 ? last : passed)
}

function oneOf(claims: readonly Predicate[], matter: Matter): Outcome {
  const outcomes = claims.map((claim) => judgeClaim(claim, matter))
  return (
    outcomes.find(({ state }) => state === 'passed') ??
    outcomes.find(({ state }) => state === 'failed') ??
    outcomes[0] ??
    passed
  )
}

function opposite(claim: Predicate, matter: Matter): Outcome {
  const { state, because } = judgeClaim(claim, matter)
  if (state === 'not-reached') return notReached(because ?? 'That was not reached.')
  return state === 'failed' ? passed : failed('It is so, and should not be.')
}

/** `$` stands for the name of each. */
function forEach({ in: names, that }: NonNullable<Predicate['each']>, matter: Matter): Outcome {
  return together(
    names.map((name) => named(that, name)),
    matter,
  )
}

function named(claim: Predicate, name: string): Predicate {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/^\$(?=$|\.)/, name)
    if (Array.isArray(value)) return value.map(fill)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)]))
  }
  return fill(claim) as Predicate
}

/** The names of what a claim looks at, as far as they are names of the procedure. */
export function namesIn(claim: Predicate, played: Pick<Played, 'records'>): ReadonlySet<string> {
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const word of value.match(/[A-Za-z][A-Za-z0-9_-]*/g) ?? []) if (played.records.has(word)) found.add(word)
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look)
  }
  look(claim)
  return found
}
