import * as v from 'valibot'

/** Where it is kept how far the learner has come with the exercises. */
const key = 'layerwise:exercises'

const answer = v.union([
  v.pipe(v.string(), v.maxLength(500)),
  v.pipe(v.number(), v.finite()),
  v.pipe(v.array(v.union([v.pipe(v.string(), v.maxLength(60)), v.number()])), v.maxLength(200)),
  v.pipe(
    v.array(v.object({ value: v.pipe(v.string(), v.maxLength(300)), place: v.pipe(v.string(), v.maxLength(300)) })),
    v.maxLength(20),
  ),
])

export const attemptSchema = v.object({
  seed: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
  answers: v.optional(v.record(v.pipe(v.string(), v.maxLength(40)), answer), {}),
  attempts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  seconds: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  /** Ids of the hints that were opened. */
  hints: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(100)), []),
  /** It was passed once. */
  isDone: v.optional(v.boolean(), false),
  /** The solution was looked at. */
  isShown: v.optional(v.boolean(), false),
  /** Golf: the fewest with which it was passed, as a share of par. */
  best: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
})

/** How far the learner has come with one exercise. The files are kept with the workbench's project. */
export type Attempt = Readonly<v.InferOutput<typeof attemptSchema>>

const keptSchema = v.object({
  version: v.literal(1),
  exercises: v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown()),
})

/** Nothing was done yet. */
export const noAttempt: Attempt = v.parse(attemptSchema, {})

/** All that is kept here, by the exercise's id; what cannot be read is left out. */
export function loadAttempts(): ReadonlyMap<string, Attempt> {
  const found = new Map<string, Attempt>()
  try {
    const kept = v.safeParse(keptSchema, JSON.parse(localStorage.getItem(key) ?? 'null'))
    if (!kept.success) return found
    for (const [id, data] of Object.entries(kept.output.exercises)) {
      const read = v.safeParse(attemptSchema, data)
      if (read.success) found.set(id, read.output)
    }
  } catch {
    // No storage, or no JSON: nothing is kept.
  }
  return found
}

/** Keeps how far the learner has come with one exercise; whether the browser let us. */
export function saveAttempt(id: string, attempt: Attempt): boolean {
  try {
    const exercises = Object.fromEntries([...loadAttempts()].slice(-200))
    localStorage.setItem(key, JSON.stringify({ version: 1, exercises: { ...exercises, [id]: attempt } }))
    return true
  } catch {
    return false
  }
}
