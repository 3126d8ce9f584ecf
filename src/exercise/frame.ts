import type { Verdict } from '../../simulator/exercises.ts'
import { type Around, listenAround, reportHeight, showTheme } from '../embed/around.ts'
import type { CheckResult, Score } from '../embed/messages.ts'
import { readParameters } from '../embed/parameters.ts'
import { type Subject, statement } from '../embed/statements.ts'
import { fitsInLink } from '../state/packed.ts'
import { aroundWords } from '../words/fetch.ts'
import { words } from '../words/words.ts'
import type { Desk, DeskState } from './desk.ts'
import { paperIn, partsOf, workIn } from './fragment.ts'
import { furnish } from './own.ts'
import { type ExercisePaper, fetchPaper, openExercise } from './page.ts'
import { packWork, takeFiles } from './work.ts'

/** How long after the last change the state is told. */
const tellAfterMs = 600

/**
 * Begins the exercise of a frame: the one of its page, or that of its fragment (`#exercise=…`, an author's own), with what was done before (`state=…`); and
 * tells the page around what is done.
 */
export async function beginFrame(): Promise<void> {
  const content = document.querySelector<HTMLElement>('[data-frame]')
  const room = document.querySelector<HTMLElement>('.exercise')
  if (content === null || room === null) return
  const { theme, seed, compact } = readParameters(location.search)
  showTheme(theme)
  content.toggleAttribute('data-compact', compact)
  document.querySelector('layerwise-workbench')?.toggleAttribute('compact', compact)

  let desk: Desk | undefined
  const around = listenAround((message) => {
    if (message.kind === 'theme') showTheme(message.theme)
    else if (message.kind === 'restore') restore(message.state, around)
    else if (desk !== undefined) tellState(desk, around)
  })
  reportHeight(around, content)

  const parts = partsOf(location.hash)
  await aroundWords()
  const left = workIn(parts)
  const own = await paperIn(parts)
  const wrong = [own.wrong, left.wrong].filter((one) => one !== undefined)
  for (const why of wrong) around.tell({ kind: 'refused', why })
  if (wrong.length > 0) tellRefusal(content, wrong)
  const paper = own.value ?? (own.wrong === undefined ? await paperOfPage(room) : undefined)
  if (paper === undefined) {
    if (wrong.length === 0) tellRefusal(content, [words.frames.namesNone])
    return
  }
  if (own.value !== undefined) await furnish(room, own.value)
  const work = left.value?.exercise === paper.exercise.id ? left.value : undefined
  const follower = new Follower(paper, around)
  desk = await openExercise(room, paper, {
    ...(seed === undefined ? {} : { seed }),
    ...(work === undefined ? {} : { attempt: work.attempt }),
    report: (event, state) => follower.hear(event, state),
  })
  if (work !== undefined) takeFiles(work, desk)
  follower.follow(desk)
}

async function paperOfPage({ dataset }: HTMLElement): Promise<ExercisePaper | undefined> {
  return dataset.paper === undefined ? undefined : fetchPaper(dataset.paper)
}

/** Tells the page around of what is done at a desk. */
class Follower {
  readonly #around: Around
  readonly #subject: Subject
  #desk: Desk | undefined
  #told = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor({ exercise }: ExercisePaper, around: Around) {
    this.#around = around
    this.#subject = {
      address: location.origin === 'null' ? location.pathname : location.origin + location.pathname,
      title: exercise.title,
      language: document.documentElement.lang,
    }
  }

  follow(desk: Desk): void {
    this.#desk = desk
    this.#told = packWork(desk)
    desk.listen(this.#soon)
    desk.bench?.listen(this.#soon)
    const { id, title } = desk.state.exercise
    this.#around.tell({ kind: 'ready', what: 'exercise', id, title })
  }

  hear(event: 'attempt' | 'verdict' | 'state', state: DeskState): void {
    if (event === 'attempt') this.#attempted(state)
    // What the learner did not ask for is a look at the goals, no result; a pass is one however it came.
    if (event === 'verdict' && state.verdict !== undefined && (state.isAsked || state.verdict.kind === 'pass'))
      this.#judged(state, state.verdict)
  }

  #attempted({ exercise: { id }, attempt }: DeskState): void {
    const said = statement('attempted', this.#subject)
    this.#around.tell({ kind: 'attempt', id, number: attempt.attempts, ok: true, statement: said })
  }

  #judged({ exercise: { id }, attempt }: DeskState, verdict: Verdict): void {
    const score = scoreOf(verdict)
    const passed = verdict.kind === 'pass'
    const seconds = Math.round(attempt.seconds)
    this.#around.tell({
      kind: 'verdict',
      id,
      verdict: verdict.kind === 'not-yet' ? 'not yet' : verdict.kind,
      score,
      seconds,
      checks: verdict.checks.map(checkOf),
      ...(this.#desk === undefined ? {} : { receipt: JSON.stringify(this.#desk.submission()) }),
      statement: statement(passed ? 'passed' : 'failed', this.#subject, { score, success: passed, seconds }),
    })
  }

  readonly #soon = (): void => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const desk = this.#desk
      if (desk === undefined) return
      const work = packWork(desk)
      if (work === this.#told) return
      this.#told = work
      tellState(desk, this.#around)
    }, tellAfterMs)
  }
}

function tellState(desk: Desk, around: Around): void {
  const state = packWork(desk)
  if (!fitsInLink(state)) return
  around.tell({ kind: 'state', id: desk.state.exercise.id, state })
  const fragment = withState(state)
  const onward = document.querySelector<HTMLAnchorElement>('[data-onward]')
  if (onward !== null) onward.hash = fragment
  try {
    history.replaceState(null, '', `#${fragment}`)
  } catch {
    // A browser that lets an isolated frame not change its address: the page around still has been told.
  }
}

function withState(state: string): string {
  return [...partsOf(location.hash), ['state', state] as const]
    .filter(([name, value]) => name !== 'state' || value === state)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** Begins anew with what was done before: the page is loaded again with it in its address. */
function restore(state: string, around: Around): void {
  const read = workIn(new Map([['state', state]]))
  if (read.value === undefined) {
    around.tell({ kind: 'refused', why: read.wrong ?? '' })
    return
  }
  location.hash = withState(state)
  location.reload()
}

/** Goals that are met, of those that are asked for. */
function scoreOf({ checks, score }: Verdict): Score {
  const asked = checks.filter(({ isGuard, isBonus }) => !isGuard && !isBonus)
  return { scaled: score, raw: asked.filter(({ state }) => state === 'passed').length, max: asked.length }
}

function checkOf({ id, say, state, measured }: Verdict['checks'][number]): CheckResult {
  return {
    id,
    say,
    state: state === 'passed' ? 'pass' : state === 'broken' ? 'broken' : 'fail',
    ...(measured === undefined ? {} : { measured }),
  }
}

function tellRefusal(content: HTMLElement, reasons: readonly string[]): void {
  const place = content.querySelector<HTMLElement>('.refusal')
  if (place === null) return
  place.hidden = false
  place.textContent = words.frames.notOpened(reasons.join('; '))
}
