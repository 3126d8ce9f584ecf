import type { Exercise, Submission, Verdict } from '../../simulator/exercises.ts'
import type { Session } from '../engine/client.ts'
import type { ExerciseAnswer, ExerciseAsk } from '../engine/exercising.ts'
import { pageEngine } from '../workbench/page-engine.ts'

/** What came of something that was to be judged; `dropped`: something else was asked before it was done. */
export type Judged =
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'dropped' }

/** A builder of the page's engine for verdicts alone: one at a time, asked for and waited for. What is asked anew drops what was asked before. */
export class Judges {
  readonly #session: Session
  #settle: ((judged: Judged) => void) | undefined

  constructor(name: string, catalog: string) {
    this.#session = pageEngine(catalog).open(name, {
      told: (tell) => {
        if (tell.kind === 'exercise') this.#told(tell.answer)
      },
      health: () => undefined,
    })
    this.#session.setProject([], { dockerfile: 'Dockerfile', tag: name })
  }

  judge(exercise: Exercise, submission: Submission): Promise<Judged> {
    return this.#ask({ kind: 'judge', exercise, submission })
  }

  /** Drops what is being judged. */
  drop(): void {
    this.#done({ kind: 'dropped' })
  }

  #ask(ask: ExerciseAsk): Promise<Judged> {
    this.drop()
    return new Promise((resolve) => {
      this.#settle = resolve
      this.#session.exercise(ask)
    })
  }

  #told(answer: ExerciseAnswer): void {
    if (answer.kind === 'judged') this.#done({ kind: 'judged', verdict: answer.verdict })
    if (answer.kind === 'refused') this.#done({ kind: 'refused', message: answer.message })
  }

  #done(judged: Judged): void {
    const settle = this.#settle
    this.#settle = undefined
    settle?.(judged)
  }
}
