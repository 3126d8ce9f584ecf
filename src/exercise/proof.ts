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

/** Whose numbers an exercise is proved with: two learners, so that nothing hangs on one. */
const seeds = ['noor', 'ilya'] as const

/**
 * What is wrong with an exercise when it is tried: its start has to fail on a check that is no guard, its model to pass, each cheat to fail on a check
 * named for it, and a second run to say the same.
 */
export function disproofsOf(exercise: Exercise, world: JudgeWorld): readonly Disproof[] {
  const wrong: string[] = []
  for (const seed of seeds) {
    const { model, cheats } = variantOf(exercise, seed)
    const judged = (handedIn: Parameters<typeof submissionOf>[1]) =>
      tried(exercise, submissionOf(exercise, handedIn, seed), world)
    const start = judged({})
    if (start.kind === 'pass') wrong.push(`${seed}: the start passes`)
    else if (!start.checks.some(({ isGuard, state }) => !isGuard && state === 'failed'))
      wrong.push(`${seed}: the start fails on no check but guards: ${wordsOf(start)}`)
    const best = judged(model)
    if (best.kind !== 'pass') wrong.push(`${seed}: the model does not pass: ${wordsOf(best)}`)
    if (JSON.stringify(judged(model)) !== JSON.stringify(best)) wrong.push(`${seed}: two runs of the model differ`)
    for (const cheat of cheats) {
      const verdict = judged({ ...cheat, files: { ...cheat.files }, answers: { ...model.answers, ...cheat.answers } })
      const caught = verdict.checks.filter(({ state }) => state === 'failed').map(({ id }) => id)
      if (!cheat.caught_by.some((id) => caught.includes(id)))
        wrong.push(
          `${seed}: the cheat “${cheat.name}” is not caught by ${cheat.caught_by.join(', ')}: ${wordsOf(verdict)}`,
        )
    }
  }
  return wrong
}

function tried(exercise: Exercise, submission: Submission, world: JudgeWorld): Verdict {
  return judgeAtOnce(exercise, submission, world)
}

/** A verdict in a line, for authors: what did not pass, and why. */
export function wordsOf({ kind, checks, broken }: Verdict): string {
  const open = checks
    .filter(({ state }) => state !== 'passed')
    .map(({ id, state, because }) => `${id} ${state}: ${because ?? ''}`)
  return [kind, ...(broken === undefined ? [] : [broken]), ...open].join(' | ')
}
