import type { Answer, Exercise, Question, Verdict } from '../../../simulator/exercises.ts'

/** A line of a Dockerfile that can be ticked. */
export interface TickLine {
  readonly line: number
  readonly text: string
}

/** The instructions of a Dockerfile after its FROMs, with their lines from 1; continued lines are one. */
export function tickLines(text: string): readonly TickLine[] {
  const found: TickLine[] = []
  let goesOn = false
  for (const [at, line] of text.split('\n').entries()) {
    const isComment = line.trim() === '' || line.trim().startsWith('#')
    const last = found.at(-1)
    if (goesOn && last !== undefined) found[found.length - 1] = { ...last, text: `${last.text} ${line.trim()}` }
    else if (!isComment) found.push({ line: at + 1, text: line.trim() })
    if (!isComment) goesOn = /\\\s*$/.test(line)
  }
  return found.filter((one) => !/^from\s/i.test(one.text))
}

/** Things in an order that the learner makes: those that are in it, and those that are left. */
export interface OrderView {
  readonly chosen: readonly OrderItem[]
  readonly left: readonly OrderItem[]
}

export interface OrderItem {
  readonly id: string
  readonly say: string
}

/** The cards of a question, as far as they are answered. */
export function cardsView(
  { cards }: Extract<Question, { readonly kind: 'order' }>,
  answer: Answer | undefined,
): OrderView {
  const order = Array.isArray(answer) ? answer : []
  const chosen = order.flatMap((id) => cards.filter((card) => card.id === id))
  return { chosen, left: cards.filter((card) => !chosen.includes(card)) }
}

/** The lines of a recipe in pieces: those that stand in the Dockerfile, and those that are left. The same line may be given twice. */
export function piecesView(pieces: readonly string[], dockerfile: string): OrderView {
  const left = pieces.map((say, at) => ({ id: String(at), say }))
  const chosen: OrderItem[] = []
  for (const line of dockerfile.split('\n')) {
    const at = left.findIndex(({ say }) => plain(say) === plain(line))
    if (at !== -1) chosen.push(...left.splice(at, 1))
  }
  return { chosen, left }
}

/** The Dockerfile of pieces in an order. */
export function piecesText(items: readonly OrderItem[]): string {
  return items.length === 0 ? '' : `${items.map(({ say }) => say).join('\n')}\n`
}

function plain(line: string): string {
  return line.trim().replace(/\s+/g, ' ')
}

/** The items with one moved by so many places, put in, or taken out. */
export function moved(view: OrderView, id: string, by: number | 'in' | 'out'): readonly OrderItem[] {
  const { chosen, left } = view
  if (by === 'out') return chosen.filter((item) => item.id !== id)
  if (by === 'in') return [...chosen, ...left.filter((item) => item.id === id)]
  const at = chosen.findIndex((item) => item.id === id)
  const item = chosen[at]
  const to = at + by
  if (item === undefined || to < 0 || to >= chosen.length) return chosen
  return chosen.toSpliced(at, 1).toSpliced(to, 0, item)
}

/** How a question came out: nothing before an attempt. */
export interface Mark {
  readonly isRight: boolean
  /** What happened, once it may be told. */
  readonly truth?: string
}

/** How a question stands after a verdict; the truth is told when all is passed, or when the solution was looked at. */
export function markOf(
  question: Question,
  exercise: Exercise,
  verdict: Verdict | undefined,
  isShown: boolean,
): Mark | undefined {
  if (verdict === undefined) return undefined
  const about = exercise.checks.filter(
    ({ answer }) => answer !== undefined && [answer.ask].flat().includes(question.id),
  )
  const results = about.map(({ id }) => verdict.checks.find((check) => check.id === id))
  if (
    results.length === 0 ||
    results.some((result) => result === undefined || result.state === 'not-reached' || result.state === 'broken')
  )
    return undefined
  const isRight = results.every((result) => result?.state === 'passed')
  const truth = verdict.truths[question.id]
  return { isRight, ...((isShown || verdict.kind === 'pass') && truth !== undefined ? { truth } : {}) }
}
