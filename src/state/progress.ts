import * as v from 'valibot'

/** The longest answer to a question of looking back that is kept, in UTF-16 units. */
export const longestAnswer = 2000

const name = v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/))

const lessonSchema = v.object({
  /** What the reader says of it, which counts for more than the scenes. */
  marked: v.optional(v.boolean()),
  /** Scenes that were built. */
  scenes: v.optional(v.pipe(v.array(name), v.maxLength(50))),
  /** Predictions outside scenes, by their place, from 1: what was chosen, or lines in the reader's order. */
  predictions: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^\d{1,2}$/)),
      v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(20), v.readonly()),
    ),
  ),
  /** Answers to the questions of looking back, by their place, from 1; `had`: the reader had it, or wants to come back to it. */
  answers: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^\d{1,2}$/)),
      v.object({ text: v.optional(v.pipe(v.string(), v.maxLength(longestAnswer))), had: v.optional(v.boolean()) }),
    ),
  ),
})

const progressSchema = v.object({ version: v.literal(1), lessons: v.record(name, lessonSchema) })
const fileSchema = v.object({ layerwise: v.literal('progress'), ...progressSchema.entries })

export type LessonProgress = Readonly<v.InferOutput<typeof lessonSchema>>
/** How far a reader has come: by lesson. Kept in this browser and nowhere else. */
export type Progress = Readonly<Record<string, LessonProgress>>
export type Answer = Readonly<NonNullable<LessonProgress['answers']>[string]>

/** Progress from the text that was kept; what cannot be read is no progress. */
export function progressOf(text: string | null): Progress {
  const read = v.safeParse(progressSchema, parsed(text))
  return read.success ? read.output.lessons : {}
}

/** Progress as the text that is kept. */
export function progressText(progress: Progress): string {
  return JSON.stringify({ version: 1, lessons: progress })
}

/** Progress as a file for another browser. */
export function progressFile(progress: Progress): string {
  return JSON.stringify({ layerwise: 'progress', version: 1, lessons: progress }, null, 1)
}

/** Progress from such a file, or undefined when it is none, or of a newer version. */
export function readProgressFile(text: string): Progress | undefined {
  const read = v.safeParse(fileSchema, parsed(text))
  return read.success ? read.output.lessons : undefined
}

/** With scenes that were built added to a lesson's. */
export function withScenes(progress: Progress, lesson: string, built: readonly string[]): Progress {
  const before = progress[lesson]?.scenes ?? []
  const scenes = [...new Set([...before, ...built])]
  return scenes.length === before.length ? progress : withLesson(progress, lesson, { scenes })
}

/** With a lesson said to be done, or not. */
export function withMark(progress: Progress, lesson: string, marked: boolean): Progress {
  return withLesson(progress, lesson, { marked })
}

/** With an answer to a question of looking back, by its place from 1. */
export function withAnswer(progress: Progress, lesson: string, question: number, answer: Answer): Progress {
  const answers = progress[lesson]?.answers ?? {}
  return withLesson(progress, lesson, { answers: { ...answers, [question]: { ...answers[question], ...answer } } })
}

/** With a prediction outside a scene, by its place from 1. */
export function withPrediction(
  progress: Progress,
  lesson: string,
  question: number,
  said: readonly string[],
): Progress {
  return withLesson(progress, lesson, { predictions: { ...progress[lesson]?.predictions, [question]: said } })
}

/** Two lots of progress as one: what is done in either is done; of two answers or predictions the second one’s stays. */
export function joined(first: Progress, second: Progress): Progress {
  return Object.entries(second).reduce((progress, [lesson, { marked, scenes = [], answers, predictions }]) => {
    const here = progress[lesson]
    const next = withScenes(progress, lesson, scenes)
    return withLesson(next, lesson, {
      ...(marked === undefined ? {} : { marked: marked || here?.marked === true }),
      ...(answers === undefined ? {} : { answers: { ...here?.answers, ...answers } }),
      ...(predictions === undefined ? {} : { predictions: { ...here?.predictions, ...predictions } }),
    })
  }, first)
}

/** Whether a lesson is done: the reader says so, or every one of its scenes was built. */
export function isDone(lesson: LessonProgress | undefined, scenes: readonly string[]): boolean {
  if (lesson?.marked !== undefined) return lesson.marked
  return scenes.length > 0 && builtOf(lesson, scenes) === scenes.length
}

/** How many of a lesson’s scenes were built. */
export function builtOf(lesson: LessonProgress | undefined, scenes: readonly string[]): number {
  return scenes.filter((scene) => lesson?.scenes?.includes(scene)).length
}

function withLesson(progress: Progress, lesson: string, part: LessonProgress): Progress {
  return { ...progress, [lesson]: { ...progress[lesson], ...part } }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
}
