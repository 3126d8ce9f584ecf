import {
  type Exercise,
  type GivenImage,
  type Hint,
  hintFor,
  type JudgeWorld,
  type Judging,
  judge,
  parseExercise,
  prepare,
  readSubmission,
  submissionOf,
  type Verdict,
  variantOf,
  versionOf,
} from '../../simulator/exercises.ts'

/** What is asked about an exercise. It and what is handed in are plain data from anywhere: they are read against their schemas here. */
export type ExerciseAsk =
  /** The exercise as the learner with a seed sees it; its images come to the session's computer and registry. */
  | { readonly kind: 'open'; readonly exercise: unknown; readonly seed: string }
  | { readonly kind: 'judge'; readonly exercise: unknown; readonly submission: unknown }
  | {
      readonly kind: 'hint'
      readonly exercise: unknown
      readonly verdict?: Verdict
      readonly used: readonly string[]
    }

export type ExerciseAnswer =
  | { readonly kind: 'opened'; readonly exercise: Exercise; readonly version: string; readonly seed: string }
  | Extract<Judging, { readonly kind: 'step' }>
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  | { readonly kind: 'hint'; readonly hint?: Hint }
  /** It is no exercise, or not a sound one; or it took so long that it was ended. */
  | { readonly kind: 'refused'; readonly message: string }

/** What answering needs of the desk. */
export interface ExerciseSupply {
  /** All that is fetched; what is fetched later comes into it. */
  readonly world: () => Promise<JudgeWorld>
  /** Fetches what was looked for in vain. */
  readonly fetchMissing: () => Promise<unknown>
  /** Lets messages in between. */
  readonly pause: () => Promise<void>
  readonly isGivenUp: () => boolean
  /** Puts images where the session's shells find them. */
  readonly bring: (images: readonly GivenImage[]) => Promise<void>
}

/** Answers what is asked about an exercise, telling how far judging has come. */
export async function answerExercise(
  ask: ExerciseAsk,
  supply: ExerciseSupply,
  tell: (answer: ExerciseAnswer) => void,
): Promise<void> {
  const read = parseExercise(ask.exercise)
  if (read.kind === 'failed') return tell({ kind: 'refused', message: read.message })
  const { exercise } = read
  try {
    switch (ask.kind) {
      case 'open': {
        const variant = variantOf(exercise, ask.seed)
        const played =
          variant.images.length === 0
            ? undefined
            : await run(prepare(variant, submissionOf(variant, {}).files, await supply.world()), supply, tell)
        if (played !== undefined) await supply.bring(played.images)
        return tell({ kind: 'opened', exercise: variant, version: versionOf(exercise), seed: ask.seed })
      }
      case 'hint': {
        const hint = hintFor(exercise, ask.verdict, ask.used)
        return tell({ kind: 'hint', ...(hint === undefined ? {} : { hint }) })
      }
      case 'judge': {
        const handedIn = readSubmission(ask.submission)
        if (handedIn.kind === 'failed') return tell({ kind: 'refused', message: handedIn.message })
        const verdict = await run(judge(exercise, handedIn.submission, await supply.world()), supply, tell)
        if (verdict !== undefined) tell({ kind: 'judged', verdict })
      }
    }
  } catch (thrown) {
    // An exercise that is not sound: its author's mistake, not ours.
    if (!(thrown instanceof RangeError)) throw thrown
    tell({ kind: 'refused', message: thrown.message })
  }
}

/** Goes through what is played, fetching what it needs; undefined when it was given up. */
async function run<Result>(
  playing: Generator<Judging, Result>,
  supply: ExerciseSupply,
  tell: (answer: ExerciseAnswer) => void,
): Promise<Result | undefined> {
  for (;;) {
    const next = playing.next()
    if (next.done === true) return next.value
    if (next.value.kind === 'step') {
      tell(next.value)
      await supply.pause()
    } else {
      const { catalog } = await supply.world()
      for (const image of next.value.images) catalog.images.get(image)
      await supply.fetchMissing()
      // What the images' package managers need comes with the world.
      await supply.world()
    }
    if (supply.isGivenUp()) return undefined
  }
}
