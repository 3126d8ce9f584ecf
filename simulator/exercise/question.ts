import * as v from 'valibot'
import { nameSchema } from './file.ts'
import { type Predicate, predicateSchema } from './predicate.ts'

const short = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const few = <Of extends v.GenericSchema>(of: Of, most = 20) => v.pipe(v.array(of), v.minLength(1), v.maxLength(most))
const expression = v.pipe(v.string(), v.minLength(1), v.maxLength(300))

const head = {
  id: nameSchema,
  ask: v.pipe(v.string(), v.minLength(1), v.maxLength(600)),
  /** Shown when the answer is wrong: why the right one is right. */
  because: v.exactOptional(v.pipe(v.string(), v.maxLength(600))),
}

/** One of several. It is right when its `when` holds; of those without one, the one that `truth` names. */
const choiceSchema = v.strictObject({
  say: short,
  when: v.exactOptional(v.lazy((): v.GenericSchema<unknown, Predicate> => predicateSchema)),
  /** What a learner is told who chose it, when it is wrong. */
  reply: v.exactOptional(v.pipe(v.string(), v.maxLength(600))),
})

/**
 * What a learner is asked beside the files: a prediction, a finding, an order. What is right is worked out by what was built and run: `truth` is
 * an expression over it.
 */
export const questionSchema = v.variant('kind', [
  v.strictObject({
    ...head,
    kind: v.literal('choice'),
    choices: few(choiceSchema, 8),
    truth: v.exactOptional(expression),
  }),
  /** A number; `unit` is what it is counted in (`MB`, `layers`), `within` how far off it may be. */
  v.strictObject({
    ...head,
    kind: v.literal('number'),
    unit: v.exactOptional(v.pipe(v.string(), v.maxLength(20))),
    truth: expression,
    within: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1e12)), 0),
  }),
  v.strictObject({ ...head, kind: v.literal('text'), truth: expression }),
  /** Lines of a Dockerfile, ticked: `truth` is a list of steps, `cached(b2)` or `layers(b1)`. */
  v.strictObject({
    ...head,
    kind: v.literal('lines'),
    file: v.optional(v.pipe(v.string(), v.maxLength(300)), 'Dockerfile'),
    truth: expression,
  }),
  /** Cards to be put in order; `before` holds pairs of which the first comes first, `without` those that are left out. */
  v.strictObject({
    ...head,
    kind: v.literal('order'),
    cards: few(v.strictObject({ id: nameSchema, say: short })),
    before: few(v.pipe(v.array(nameSchema), v.length(2, 'a pair of cards')), 60),
    without: v.optional(v.pipe(v.array(nameSchema), v.maxLength(10)), []),
  }),
  /** Values and where each of them is, all of them. */
  v.strictObject({
    ...head,
    kind: v.literal('findings'),
    places: few(short),
    truth: few(v.strictObject({ value: expression, place: short })),
  }),
])

export type Question = Readonly<v.InferOutput<typeof questionSchema>>

/** A place among the findings of an answer. */
const finding = v.strictObject({
  value: v.pipe(v.string(), v.maxLength(300)),
  place: v.pipe(v.string(), v.maxLength(300)),
})

/** What a learner answered: words, a number, lines (from 1) or cards, findings. */
export const answerSchema = v.union([
  v.pipe(v.string(), v.maxLength(500)),
  v.pipe(v.number(), v.finite()),
  v.pipe(v.array(v.union([v.pipe(v.string(), v.maxLength(60)), v.pipe(v.number(), v.finite())])), v.maxLength(200)),
  v.pipe(v.array(finding), v.maxLength(20)),
])

export type Answer = v.InferOutput<typeof answerSchema>
/** By the id of the question. */
export type Answers = Readonly<v.InferOutput<typeof answersSchema>>

export const answersSchema = v.pipe(
  v.record(nameSchema, answerSchema),
  v.check((answers) => Object.keys(answers).length <= 40, 'at most 40 answers'),
)
