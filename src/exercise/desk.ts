import type { Answer, Exercise, Hint, Submission, Verdict } from '../../simulator/exercises.ts'
import type { ExerciseAnswer } from '../engine/exercising.ts'
import { type Attempt, noAttempt } from '../state/exercises.ts'
import { withFile } from '../state/files.ts'
import type { ProjectFile } from '../state/project.ts'
import { words } from '../words/words.ts'
import type { Bench } from '../workbench/bench.ts'
import { bestOf } from './goals/par.ts'

/** How far a verdict has come. */
export interface Progress {
  readonly done: number
  readonly of: number
  readonly what: string
}

/** All that the parts of an exercise's page draw. A value: what changes makes a new one. */
export interface DeskState {
  /** As this learner has it. */
  readonly exercise: Exercise
  /** What tells this version of the exercise from others. */
  readonly version: string
  readonly attempt: Attempt
  /** The last verdict; `isAsked`: the learner asked for it, so that it counts as an attempt. */
  readonly verdict?: Verdict
  readonly isAsked: boolean
  /** Files or answers have changed since the verdict. */
  readonly isStale: boolean
  readonly judging?: Progress
  readonly hints: readonly Hint[]
  /** There is no further hint for where the learner stands. */
  readonly isOutOfHints: boolean
  /** Why no verdict came. */
  readonly wrong?: string
  /** Said to those who do not see the page. */
  readonly said: string
}

/** What a desk needs of its surroundings; a test gives its own. */
export interface DeskWorld {
  /** Keeps how far the learner has come. */
  readonly keep: (attempt: Attempt) => void
  /** Tells those outside what happened. */
  readonly report: (event: 'attempt' | 'verdict' | 'state', state: DeskState) => void
  /** Milliseconds of a clock. */
  readonly now: () => number
}

/** Seconds between two deeds that still count as work. */
const longestPause = 120

/**
 * The state of one exercise and what can be done with it: answers, hints, verdicts. It speaks with the engine through the session of the exercise's
 * workbench, or through `ask` where it has none.
 */
export class Desk {
  #state: DeskState
  readonly #world: DeskWorld
  readonly #source: Exercise
  readonly #listeners = new Set<() => void>()
  #bench: Bench | undefined
  #generation = 0
  #isAsking = false
  #judgedFiles: readonly ProjectFile[] | undefined
  #files: readonly ProjectFile[] | undefined
  #lastDeed: number

  /** `exercise`: as it is judged; `variant`: as this learner has it. */
  constructor(exercise: Exercise, variant: Exercise, version: string, attempt: Attempt, world: DeskWorld) {
    this.#source = exercise
    this.#world = world
    this.#lastDeed = world.now()
    this.#state = {
      exercise: variant,
      version,
      attempt,
      isAsked: false,
      isStale: false,
      hints: [],
      isOutOfHints: false,
      said: '',
    }
  }

  get state(): DeskState {
    return this.#state
  }

  get bench(): Bench | undefined {
    return this.#bench
  }

  /** Calls back after every change; gives the function that ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes the workbench that holds the exercise's files, and brings the exercise's images to its computer. */
  attach(bench: Bench): void {
    this.#bench = bench
    this.#generation = bench.generation
    this.#files = bench.state.files
    bench.hear((tell) => {
      if (tell.kind === 'exercise') this.#told(tell.answer)
      if (tell.kind === 'built' && this.#state.exercise.ask.length === 0) this.#judge(false)
    })
    bench.listen(() => this.#look())
    this.#open()
  }

  /** Answers a question; nothing takes the answer back. */
  answer(id: string, answer: Answer | undefined): void {
    const { attempt } = this.#state
    const { [id]: _, ...others } = attempt.answers
    const answers = answer === undefined ? others : { ...others, [id]: keptAnswer(answer) }
    this.#keep({ answers }, { isStale: this.#state.verdict !== undefined })
  }

  /** Asks for a verdict, which counts as an attempt. */
  check(): void {
    this.#keep({ attempts: this.#state.attempt.attempts + 1 })
    this.#world.report('attempt', this.#state)
    this.#judge(true)
  }

  /** Asks for the next hint. */
  hint(): void {
    const { verdict, attempt } = this.#state
    void this.#bench?.ask(
      () => ({}),
      (session) =>
        session.exercise({
          kind: 'hint',
          exercise: this.#source,
          used: attempt.hints,
          ...(verdict === undefined ? {} : { verdict }),
        }),
    )
  }

  /** Looks at the solution, which is there after an attempt. */
  show(): void {
    this.#keep({ isShown: true })
  }

  /** Puts the solution's files into the workbench: a change that can be undone there. */
  takeSolution(): void {
    const bench = this.#bench
    if (bench === undefined) return
    const { files } = this.#state.exercise.model
    bench.edit(words.judging.said.theSolution, {
      files: Object.entries(files).reduce((so, [path, text]) => withFile(so, { path, text }), bench.state.files),
    })
  }

  /** Keeps the seed that was drawn for this browser. */
  keepSeed(): void {
    this.#keep({})
  }

  /** Puts the answers back to the beginning; the workbench has a reset of its own. */
  restart(): void {
    const { verdict: _, wrong: __, ...others } = this.#state
    this.#become({
      ...others,
      hints: [],
      isOutOfHints: false,
      isStale: false,
      attempt: {
        ...noAttempt,
        seed: others.attempt.seed,
        isDone: others.attempt.isDone,
        ...(others.attempt.best === undefined ? {} : { best: others.attempt.best }),
      },
    })
    this.#world.keep(this.#state.attempt)
  }

  /** What would be handed in now. */
  submission(): Submission {
    const { exercise, version, attempt } = this.#state
    return {
      exercise: exercise.id,
      version: `sha256:${version.replace(/^sha256:/, '')}`,
      files: handedIn(exercise, this.#bench?.state.files ?? []),
      answers: attempt.answers,
      seed: attempt.seed,
      seconds: Math.round(attempt.seconds),
      attempts: attempt.attempts,
      hints: attempt.hints,
    }
  }

  #open(): void {
    if (this.#source.images.length === 0) return
    void this.#bench?.ask(
      () => ({}),
      (session) => session.exercise({ kind: 'open', exercise: this.#source, seed: this.#state.attempt.seed }),
    )
  }

  #judge(isAsked: boolean): void {
    this.#isAsking = isAsked
    this.#judgedFiles = this.#bench?.state.files
    const { wrong: _, ...others } = this.#state
    this.#become({
      ...others,
      judging: { done: 0, of: this.#source.procedure.length, what: '' },
      said: isAsked ? words.judging.goals.checking : '',
    })
    void this.#bench?.ask(
      () => ({}),
      (session) => session.exercise({ kind: 'judge', exercise: this.#source, submission: this.submission() }),
    )
  }

  #told(answer: ExerciseAnswer): void {
    if (answer.kind === 'step')
      this.#become({ ...this.#state, judging: { done: answer.done, of: answer.of, what: answer.what } })
    if (answer.kind === 'judged') this.#judged(answer.verdict)
    if (answer.kind === 'hint') this.#hinted(answer.hint)
    if (answer.kind === 'refused') {
      const { judging: _, ...others } = this.#state
      this.#become({ ...others, wrong: answer.message, said: answer.message })
    }
  }

  #judged(verdict: Verdict): void {
    const { judging: _, ...others } = this.#state
    const isStale = this.#judgedFiles !== this.#bench?.state.files
    const said = this.#isAsking || verdict.kind === 'pass' ? saidOf(verdict) : ''
    this.#become({ ...others, verdict, isAsked: this.#isAsking, isStale, isOutOfHints: false, said })
    const best = bestOf(this.#state.attempt.best, verdict)
    if (verdict.kind === 'pass') this.#keep({ isDone: true, ...(best === undefined ? {} : { best }) })
    this.#world.report('verdict', this.#state)
  }

  #hinted(hint: Hint | undefined): void {
    if (hint === undefined) {
      this.#become({ ...this.#state, isOutOfHints: true, said: words.judging.said.lastHint })
      return
    }
    const { hints, attempt } = this.#state
    this.#keep(
      { hints: [...attempt.hints, hint.id] },
      { hints: [...hints, hint], said: words.judging.said.hint(hint.text) },
    )
  }

  /** After every change of the workbench: a verdict may be about files that are no more; after a reset its computer lacks the images. */
  #look(): void {
    const bench = this.#bench
    if (bench === undefined) return
    if (bench.generation !== this.#generation) {
      this.#generation = bench.generation
      this.#open()
    }
    const isStale = this.#state.verdict !== undefined && this.#judgedFiles !== bench.state.files
    // Answers show files too: lines that are ticked or put in order.
    const hasChanged = bench.state.files !== this.#files
    this.#files = bench.state.files
    if (hasChanged || (isStale && !this.#state.isStale))
      this.#become(isStale ? { ...this.#state, isStale } : { ...this.#state })
  }

  #keep(change: Partial<Attempt>, beside: Partial<DeskState> = {}): void {
    const now = this.#world.now()
    const worked = Math.min(longestPause, (now - this.#lastDeed) / 1000)
    this.#lastDeed = now
    const { attempt } = this.#state
    this.#become({ ...this.#state, ...beside, attempt: { ...attempt, seconds: attempt.seconds + worked, ...change } })
    this.#world.keep(this.#state.attempt)
    this.#world.report('state', this.#state)
  }

  #become(state: DeskState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** The files that are handed in: those that may be edited, and what is another text than at the start, so that it can be said. */
export function handedIn(
  { files, editable }: Exercise,
  present: readonly ProjectFile[],
): Readonly<Record<string, string>> {
  const start = new Map(files.map((file) => [file.path, file]))
  return Object.fromEntries(
    present.flatMap(({ path, text, sized, base64, folder }) => {
      if (folder === true || sized !== undefined || base64 !== undefined) return []
      const before = start.get(path)
      const isOwn = editable.includes(path) || before === undefined || (before.text ?? '') !== (text ?? '')
      return isOwn ? [[path, text ?? ''] as const] : []
    }),
  )
}

function saidOf({ kind, checks, broken }: Verdict): string {
  if (kind === 'pass') return words.judging.said.passed
  if (kind === 'broken') return words.judging.said.noVerdict(broken ?? '')
  const asked = checks.filter(({ isBonus, isGuard }) => !isBonus && !isGuard)
  const [first] = checks.filter(({ state, isBonus }) => state !== 'passed' && !isBonus)
  const open = asked.filter(({ state }) => state !== 'passed').length
  return words.judging.said.notYet(open, asked.length, first?.say ?? '', first?.because ?? '')
}

function keptAnswer(answer: Answer): Attempt['answers'][string] {
  if (typeof answer === 'string' || typeof answer === 'number') return answer
  const findings = answer.flatMap((one) => (typeof one === 'object' ? [one] : []))
  return findings.length > 0 ? findings : answer.flatMap((one) => (typeof one === 'object' ? [] : [one]))
}
