import type { Exercise } from '../exercise.ts'
import { figureText } from '../figures.ts'
import type { Predicate } from '../predicate.ts'
import type { Answer, Answers, Question } from '../question.ts'
import { type Plays, worth } from '../values.ts'
import { failed, notReached, type Outcome } from './outcome.ts'

/** How much of an answer is right. */
interface Marked {
  readonly right: number
  readonly of: number
  /** What is right, in words. */
  readonly truth: string
  /** An answer that is right. */
  readonly answer: Answer
  readonly because?: string
}

/** Whether a claim holds: for choices that are right when something is so. */
export type Holds = (claim: Predicate) => boolean

/** Answers against what was built and run. */
export function judgeAnswer(
  { ask, at_least }: { readonly ask: string | readonly string[]; readonly at_least?: number | undefined },
  exercise: Exercise,
  answers: Answers,
  plays: Plays,
  holds: Holds,
): Outcome {
  const ids = typeof ask === 'string' ? [ask] : ask
  let right = 0
  let of = 0
  let wrong: { readonly id: string; readonly because: string } | undefined
  for (const id of ids) {
    const question = exercise.ask.find((one) => one.id === id)
    if (question === undefined) throw new RangeError(`${exercise.id} asks nothing called ${id}`)
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
    const marked = mark(question, answer, plays, holds)
    if (marked === undefined)
      return notReached('What is right cannot be told before it builds.', { place: { kind: 'answer', ask: id } })
    right += marked.right
    of += marked.of
    if (marked.right === marked.of) continue
    wrong ??= {
      id,
      because:
        answer === undefined
          ? 'Not answered yet.'
          : (marked.because ?? question.because ?? 'That is not what happened.'),
    }
  }
  const least = at_least ?? of
  const measured = of === 1 ? (right === 1 ? 'right' : 'not right') : `${right} of ${of} right`
  if (right >= least) return { state: 'passed', measured }
  const place = wrong === undefined ? {} : { place: { kind: 'answer', ask: wrong.id } as const }
  return failed(wrong?.because ?? 'That is not what happened.', {
    measured,
    ...(of === 1 ? {} : { wanted: `${least} of ${of}` }),
    ...place,
  })
}

/** What is right, in words, for the view after an attempt; undefined where it cannot be told. */
export function truthOf(question: Question, plays: Plays, holds: Holds): string | undefined {
  return mark(question, undefined, plays, holds)?.truth
}

/** An answer that is right; undefined where it cannot be told. */
export function rightAnswer(question: Question, plays: Plays, holds: Holds): Answer | undefined {
  return mark(question, undefined, plays, holds)?.answer
}

function mark(question: Question, answer: Answer | undefined, plays: Plays, holds: Holds): Marked | undefined {
  switch (question.kind) {
    case 'choice': {
      const right =
        question.choices.find(({ when }) => when !== undefined && holds(when)) ?? namedChoice(question, plays)
      if (right === undefined) return undefined
      const chosen = question.choices.find(({ say }) => say === answer)
      const reply = chosen === right ? undefined : chosen?.reply
      return {
        right: chosen === right ? 1 : 0,
        of: 1,
        truth: right.say,
        answer: right.say,
        ...(reply === undefined ? {} : { because: reply }),
      }
    }
    case 'number': {
      const value = worth(question.truth, plays)
      if (value.kind !== 'figure') return undefined
      const { quantity, unit } = value
      const factor = factors[question.unit ?? ''] ?? 1
      const given = typeof answer === 'number' ? answer * factor : Number.NaN
      const isRight = Math.abs(given - quantity.value) <= question.within * factor + 1e-9
      return { right: isRight ? 1 : 0, of: 1, truth: figureText(quantity, unit), answer: quantity.value / factor }
    }
    case 'text': {
      const value = worth(question.truth, plays)
      const truth =
        value.kind === 'text' ? value.text : value.kind === 'figure' ? String(value.quantity.value) : undefined
      if (truth === undefined) return undefined
      return {
        right: typeof answer === 'string' && normal(answer) === normal(truth) ? 1 : 0,
        of: 1,
        truth,
        answer: truth,
      }
    }
    case 'lines':
      return markLines(question, answer, plays)
    case 'order':
      return markOrder(question, answer)
    case 'findings':
      return markFindings(question, answer, plays)
  }
}

const factors: Readonly<Record<string, number | undefined>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 }

function normal(text: string): string {
  return text.trim().toLowerCase()
}

/** The choice that an expression names: its very words, or the figure that is nearest. */
function namedChoice({ choices, truth }: Extract<Question, { readonly kind: 'choice' }>, plays: Plays) {
  // One choice without a condition is what is left when no other holds.
  const others = choices.filter(({ when }) => when === undefined)
  if (truth === undefined) return others.length === 1 ? others[0] : undefined
  const value = worth(truth, plays)
  if (value.kind === 'text') return choices.find(({ say }) => say === value.text)
  if (value.kind !== 'figure') return undefined
  const distance = (say: string): number => Math.abs((figureIn(say) ?? Number.POSITIVE_INFINITY) - value.quantity.value)
  return [...choices].sort((a, b) => distance(a.say) - distance(b.say))[0]
}

function figureIn(text: string): number | undefined {
  const match = /(\d+(?:\.\d+)?)\s*(B|kB|MB|GB)?\b/.exec(text)
  return match === null ? undefined : Number(match[1]) * (factors[match[2] ?? 'B'] ?? 1)
}

/** Each line of the Dockerfile that could be ticked counts. */
function markLines(
  { truth, file }: Extract<Question, { readonly kind: 'lines' }>,
  answer: Answer | undefined,
  plays: Plays,
): Marked | undefined {
  const value = worth(truth, plays)
  if (value.kind !== 'lines') return undefined
  const all = tickable(plays, file)
  const ticked = new Set(Array.isArray(answer) ? answer.filter((one): one is number => typeof one === 'number') : [])
  const wanted = new Set(value.lines)
  const wrong = all.filter((line) => ticked.has(line) !== wanted.has(line))
  const strange = [...ticked].filter((line) => !all.includes(line)).length
  const right = answer === undefined ? 0 : Math.max(0, all.length - wrong.length - strange)
  const named = wrong[0] === undefined ? undefined : `Look again at line ${wrong[0]}.`
  return {
    right,
    of: all.length,
    answer: [...value.lines],
    truth: value.lines.length === 0 ? 'none of the lines' : `lines ${value.lines.join(', ')}`,
    ...(named === undefined ? {} : { because: named }),
  }
}

/** The lines of a Dockerfile after FROM, by which a question about lines is answered: those of the last build of it. */
function tickable({ own }: Plays, file: string): readonly number[] {
  const record = own.builds.map((name) => own.build(name)).findLast((one) => one?.file === file)
  const instructions = record?.build.dockerfile.instructions ?? []
  return instructions.filter(({ kind }) => kind !== 'FROM').map(({ lines }) => lines.first)
}

function markOrder(
  { before, without, cards }: Extract<Question, { readonly kind: 'order' }>,
  answer: Answer | undefined,
): Marked {
  const order = Array.isArray(answer) ? answer.filter((one): one is string => typeof one === 'string') : []
  const wanted = cards.filter(({ id }) => !without.includes(id))
  const isAll = wanted.every(({ id }) => order.includes(id))
  const kept = without.find((id) => order.includes(id))
  const pair = before.find(
    ([first = '', second = '']) => order.indexOf(first) > order.indexOf(second) || !order.includes(first),
  )
  const say = (id: string | undefined): string => cards.find((card) => card.id === id)?.say ?? ''
  const parts = before.length + without.length
  const best = ordered(
    wanted.map(({ id }) => id),
    before,
  )
  const broken =
    before.filter(([first = '', second = '']) => order.indexOf(first) > order.indexOf(second)).length +
    without.filter((id) => order.includes(id)).length
  const because = !isAll
    ? 'Not all the cards that are needed are in it.'
    : kept !== undefined
      ? `“${say(kept)}” helps nobody here.`
      : pair === undefined
        ? undefined
        : `“${say(pair[0])}” has to come before “${say(pair[1])}”.`
  return {
    right: order.length === 0 || !isAll ? 0 : parts - broken,
    of: parts,
    answer: [...best],
    truth: best.map(say).join(' → '),
    ...(because === undefined ? {} : { because }),
  }
}

/** One order that keeps all pairs. */
function ordered(ids: readonly string[], before: readonly (readonly string[])[]): readonly string[] {
  const left = [...ids]
  const order: string[] = []
  while (left.length > 0) {
    const at = left.findIndex(
      (id) => !before.some(([first, second]) => second === id && first !== undefined && left.includes(first)),
    )
    order.push(...left.splice(Math.max(0, at), 1))
  }
  return order
}

function markFindings(
  { truth }: Extract<Question, { readonly kind: 'findings' }>,
  answer: Answer | undefined,
  plays: Plays,
): Marked | undefined {
  const wanted = truth.map(({ value, place }) => {
    const found = worth(value, plays)
    return { value: found.kind === 'text' ? found.text : undefined, place }
  })
  if (wanted.some(({ value }) => value === undefined)) return undefined
  const given = Array.isArray(answer)
    ? answer.flatMap((one) => (typeof one === 'object' && 'value' in one ? [one] : []))
    : []
  const values = new Set(given.map(({ value }) => value.trim()))
  const right = wanted.filter(({ value, place }) =>
    given.some((one) => one.value.trim() === value && one.place === place),
  )
  const misplaced = wanted.find(
    ({ value }) => value !== undefined && values.has(value) && !right.some((one) => one.value === value),
  )
  const strange =
    given.length > wanted.length ||
    given.some((one) => one.value.trim() !== '' && !wanted.some(({ value }) => value === one.value.trim()))
  const because =
    misplaced !== undefined
      ? `“${misplaced.value}” is somewhere else.`
      : strange
        ? 'One of the values is none of them.'
        : `${right.length} of ${wanted.length} are found.`
  return {
    right: strange ? Math.min(right.length, wanted.length - 1) : right.length,
    of: wanted.length,
    answer: wanted.map(({ value = '', place }) => ({ value, place })),
    truth: wanted.map(({ value, place }) => `${value}: ${place}`).join('; '),
    because,
  }
}
