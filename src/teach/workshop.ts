import type { Verdict } from '../../simulator/exercises.ts'
import { submissionOf } from '../../simulator/exercises.ts'
import { type Failing, trials } from '../exercise/proof.ts'
import { draftsAtMost, forgetDraft, keepDraft, keptDrafts } from '../state/teaching.ts'
import { type Draft, newDraft, readDraft } from './draft.ts'
import type { Judges } from './judging.ts'
import { type CompiledDraft, compileDraft } from './source.ts'
import { probed } from './standing.ts'

/** What came of a check of the whole exercise. */
export type Proof =
  | { readonly kind: 'running'; readonly done: number; readonly of: number }
  | { readonly kind: 'proven' }
  | { readonly kind: 'failing'; readonly failings: readonly Failing[] }
  | { readonly kind: 'refused'; readonly message: string }

export interface WorkshopState {
  readonly drafts: readonly Draft[]
  readonly draft: Draft
  readonly compiled: CompiledDraft
  /** Verdicts on the start and on the solution as they are now, with the goals that can be judged. */
  readonly start?: Verdict
  readonly model?: Verdict
  /** Why there are none. */
  readonly unlive?: string
  readonly proof?: Proof
  /** The exercise has changed since it was proven. */
  readonly isProofOld: boolean
  readonly isKept: boolean
  /** What of the draft was changed since it was turned to. */
  readonly touched: readonly string[]
  /** It was asked since then whether the exercise holds. */
  readonly isChecked: boolean
  readonly said: string
}

/** A draft as one has just turned to it. */
const fresh = { isProofOld: false, touched: [], isChecked: false } as const

/** How long an author must have been still before the draft is read, kept and tried. */
const stillMs = 450

/** An instructor's drafts in this browser, the one that is worked on, and how it stands. */
export class Workshop {
  #state: WorkshopState
  readonly #judges: { readonly live: Judges; readonly proof: Judges }
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #round = 0

  constructor(judges: { readonly live: Judges; readonly proof: Judges }) {
    this.#judges = judges
    const draft = newDraft(newKey())
    this.#state = { drafts: [draft], draft, compiled: compileDraft(draft), ...fresh, isKept: true, said: '' }
  }

  get state(): WorkshopState {
    return this.#state
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Brings back what was made in this browser before. */
  async open(): Promise<void> {
    const kept = (await keptDrafts()).flatMap((data) => readDraft(data) ?? [])
    const [first] = kept
    if (first !== undefined) this.#become({ drafts: kept })
    this.choose(first?.key ?? this.#state.draft.key)
  }

  /** Changes the draft that is worked on. */
  change(change: Partial<Draft>): void {
    const draft = { ...this.#state.draft, ...change }
    this.#become({
      draft,
      drafts: this.#state.drafts.map((one) => (one.key === draft.key ? draft : one)),
      isProofOld: true,
      touched: [...new Set([...this.#state.touched, ...Object.keys(change)])],
    })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#settle(true), stillMs)
  }

  choose(key: string): void {
    const draft = this.#state.drafts.find((one) => one.key === key)
    if (draft === undefined) return
    const { start: _, model: __, proof: ___, unlive: ____, ...rest } = this.#state
    this.#judges.proof.drop()
    this.#state = rest
    this.#become({ draft, compiled: compileDraft(draft), ...fresh })
    void this.#settle(false)
  }

  /** Adds a draft, a new one or one that was taken over, and turns to it. */
  add(draft: Draft = newDraft(newKey())): void {
    if (this.#state.drafts.length >= draftsAtMost) {
      this.say(`This browser keeps ${draftsAtMost} drafts at most: export some and remove them.`)
      return
    }
    this.#become({ drafts: [draft, ...this.#state.drafts] })
    this.choose(draft.key)
    void this.#keep()
  }

  /** Takes the draft away. */
  remove(): void {
    const { key } = this.#state.draft
    void forgetDraft(key)
    const others = this.#state.drafts.filter((one) => one.key !== key)
    const next = others[0] ?? newDraft(newKey())
    this.#become({ drafts: others.length === 0 ? [next] : others, said: 'The draft is removed.' })
    this.choose(next.key)
  }

  say(said: string): void {
    this.#become({ said })
  }

  /** Tries the exercise as `layerwise check` does: its start, its model twice, its cheats, for two learners. */
  async prove(): Promise<void> {
    const compiled = compileDraft(this.#state.draft)
    this.#become({ compiled, isChecked: true })
    if (compiled.kind === 'failed') {
      this.say('Something is missing: it is said beside the fields.')
      return
    }
    const { draft } = this.#state
    const finish = (proof: Proof, said: string): void => {
      if (this.#state.draft.key === draft.key) this.#become({ proof, said, isProofOld: this.#state.draft !== draft })
    }
    try {
      const trying = trials(compiled.exercise)
      let next = trying.next()
      while (next.done !== true) {
        const { done, of, submission } = next.value
        this.#become({ proof: { kind: 'running', done, of } })
        const judged = await this.#judges.proof.judge(compiled.exercise, submission)
        if (judged.kind === 'dropped') return
        if (judged.kind === 'refused') return finish({ kind: 'refused', message: judged.message }, judged.message)
        next = trying.next(judged.verdict)
      }
      const failings = next.value
      if (failings.length === 0) finish({ kind: 'proven' }, 'The exercise passes all checks.')
      else finish({ kind: 'failing', failings }, 'The exercise does not pass all checks.')
    } catch (thrown) {
      // An exercise whose random values make it none.
      if (!(thrown instanceof RangeError)) throw thrown
      finish({ kind: 'refused', message: thrown.message }, thrown.message)
    }
  }

  /** Reads, keeps and tries the draft as it is now. */
  async #settle(hasChanged: boolean): Promise<void> {
    const { draft } = this.#state
    const compiled = compileDraft(draft)
    this.#become({ compiled })
    if (hasChanged) void this.#keep()
    this.#round += 1
    const round = this.#round
    const live = probed(draft, compiled.kind === 'failed' ? compiled.problems : [])
    if (live.kind === 'failed') {
      const { start: _, model: __, ...rest } = this.#state
      this.#state = rest
      return this.#become({ unlive: live.problems[0]?.message ?? '' })
    }
    for (const which of ['start', 'model'] as const) {
      if (which === 'model' && Object.keys(draft.model.files).length === 0) {
        const { model: _, ...rest } = this.#state
        this.#state = rest
        return this.#become({})
      }
      const handedIn = which === 'start' ? {} : live.exercise.model
      const judged = await this.#judges.live.judge(live.exercise, submissionOf(live.exercise, handedIn))
      if (judged.kind === 'dropped' || round !== this.#round) return
      if (judged.kind === 'refused') return this.#become({ unlive: judged.message })
      const { unlive: _, ...rest } = this.#state
      this.#state = rest
      this.#become({ [which]: judged.verdict })
    }
  }

  async #keep(): Promise<void> {
    const { draft } = this.#state
    const isKept = await keepDraft(draft.key, draft)
    if (isKept !== this.#state.isKept) this.#become({ isKept })
  }

  #become(change: Partial<WorkshopState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** Letters by which a draft is kept. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
