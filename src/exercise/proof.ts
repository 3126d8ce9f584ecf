import {
  type Exercise,
  type JudgeWorld,
  judgeAtOnce,
  type Submission,
  submissionOf,
  type Verdict,
  variantOf,
} from '../../simulator/exercises.ts'

/** Something that an exercise should do and does not, in a sentence. */
export type Disproof = string

/** What was tried, whose numbers it was tried with, and what came out that should not. */
export interface Failing {
  /** `cheat`: its place in the list. */
  readonly of: 'start' | 'model' | 'again' | number
  readonly seed: string
  readonly message: string
  readonly verdict: Verdict
}

/** Something to be judged: `done` of `of` were judged before it. */
export interface Trial {
  readonly submission: Submission
  readonly done: number
  readonly of: number
}

/** Whose numbers an exercise is proved with: two learners, so that nothing hangs on one. */
const seeds = ['noor', 'ilya'] as const

/**
 * Tries an exercise: gives what is to be judged and is given the verdict. Its start has to fail on a check that is no guard, its model to pass, each cheat
 * to fail on a check named for it, and a second run to say the same. Gives what does not come out so. Throws RangeError for an exercise that is not
 * sound.
 */
export function* trials(exercise: Exercise): Generator<Trial, readonly Failing[], Verdict> {
  const failing: Failing[] = []
  // What a prediction should have said is worked out first: such answers are not written down.
  const isAsked = exercise.ask.some(({ id }) => exercise.model.answers[id] === undefined)
  const of = seeds.length * (3 + (isAsked ? 1 : 0) + exercise.cheats.length)
  let done = 0
  for (const seed of seeds) {
    const { model: written, cheats } = variantOf(exercise, seed)
    const handIn = (handedIn: Parameters<typeof submissionOf>[1]): Trial => {
      done += 1
      return { submission: submissionOf(exercise, handedIn, seed), done: done - 1, of }
    }
    const fail = (what: Failing['of'], message: string, verdict: Verdict): void => {
      failing.push({ of: what, seed, message, verdict })
    }
    const right = isAsked ? (yield handIn(written)).right : undefined
    const model = { ...written, answers: { ...right, ...written.answers } }
    const start = yield handIn({})
    if (start.kind === 'pass') fail('start', 'the start passes', start)
    else if (!start.checks.some(({ isGuard, state }) => !isGuard && state === 'failed'))
      fail('start', `the start fails on no check but guards: ${wordsOf(start)}`, start)
    const best = yield handIn(model)
    if (best.kind !== 'pass') fail('model', `the model does not pass: ${wordsOf(best)}`, best)
    const again = yield handIn(model)
    if (JSON.stringify(again) !== JSON.stringify(best)) fail('again', 'two runs of the model differ', again)
    for (const [at, cheat] of cheats.entries()) {
      const verdict = yield handIn({
        files: { ...cheat.files },
        answers: { ...model.answers, ...cheat.answers },
      })
      const caught = verdict.checks.filter(({ state }) => state === 'failed').map(({ id }) => id)
      if (!cheat.caught_by.some((id) => caught.includes(id)))
        fail(
          at,
          `the cheat “${cheat.name}” is not caught by ${cheat.caught_by.join(', ')}: ${wordsOf(verdict)}`,
          verdict,
        )
    }
  }
  return failing
}

/** What is wrong with an exercise when it is tried, all at once. */
export function disproofsOf(exercise: Exercise, world: JudgeWorld): readonly Disproof[] {
  const trying = trials(exercise)
  let next = trying.next()
  while (next.done !== true) next = trying.next(judgeAtOnce(exercise, next.value.submission, world))
  return next.value.map(({ seed, message }) => `${seed}: ${message}`)
}

/** A verdict in a line, for authors: what did not pass, and why. */
export function wordsOf({ kind, checks, broken }: Verdict): string {
  const open = checks
    .filter(({ state }) => state !== 'passed')
    .map(({ id, state, because }) => `${id} ${state}: ${because ?? ''}`)
  return [kind, ...(broken === undefined ? [] : [broken]), ...open].join(' | ')
}
