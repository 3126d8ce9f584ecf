import { digestOf } from '../values/digest.ts'
import { type Exercise, parseExercise } from './exercise.ts'
import { shuffled, valuesOf } from './seed.ts'
import type { Submission } from './submission.ts'

/** An exercise as the learner with a seed sees it: random values that are shown stand in its texts, pieces and cards lie in an
 * order of their own. Throws RangeError when it is none any more then. */
export function variantOf(exercise: Exercise, seed: string): Exercise {
  const variant = withValues(exercise, valuesOf(exercise, seed))
  const { pieces, ask } = variant
  return {
    ...variant,
    ...(pieces === undefined ? {} : { pieces: [...shuffled(pieces, `${variant.id}${seed}`)] }),
    ask: ask.map((one) =>
      one.kind === 'order' ? { ...one, cards: [...shuffled(one.cards, `${variant.id}${seed}`)] } : one,
    ),
  }
}

/** An exercise as it is judged: all its random values stand in it, the hidden ones as they are for what was handed in. */
export function judgedVariantOf(
  exercise: Exercise,
  { seed, files, answers }: Pick<Submission, 'seed' | 'files' | 'answers'>,
): Exercise {
  const handedIn = digestOf(JSON.stringify([Object.entries(files).sort(), Object.entries(answers).sort()]))
  return withValues(exercise, valuesOf(exercise, seed, handedIn))
}

const placeholder = /\{\{([A-Za-z][A-Za-z0-9_-]*)\}\}/g

/** The names that stand between braces in the texts of plain data. */
export function placeholdersIn(data: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  mapTexts(data, (text) => {
    for (const match of text.matchAll(placeholder)) found.add(match[1] ?? '')
    return text
  })
  return found
}

function withValues(exercise: Exercise, values: ReadonlyMap<string, string>): Exercise {
  if (values.size === 0) return exercise
  const { random, ...rest } = exercise
  const filled = mapTexts(rest, (text) => text.replace(placeholder, (whole, name: string) => values.get(name) ?? whole))
  const read = parseExercise(typeof filled === 'object' ? { ...filled, random } : filled)
  if (read.kind === 'failed') throw new RangeError(`${exercise.id} with its random values: ${read.message}`)
  return read.exercise
}

/** Plain data with all its texts changed; keys too. */
function mapTexts(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === 'string') return change(data)
  if (Array.isArray(data)) return data.map((one) => mapTexts(one, change))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [change(key), mapTexts(value, change)]))
}
