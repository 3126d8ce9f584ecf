import { inTime } from '../../state/patience.ts'
import { forgetEdits, type Keeping, loadEdits, saveEdits, saveHastily } from '../../state/storage.ts'
import type { BenchState } from '../state.ts'
import { isUntouched, keptOf, keptParts, stateAsLeft } from './left.ts'

/** How long after the last change the work is kept. */
const keepAfterMs = 500

/** Keeps the work of one workbench in this browser, a moment after each change, and brings it back. */
export class Keeper {
  readonly #state: () => BenchState
  readonly #told: (keeping: Keeping) => void
  #parts: readonly unknown[] | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #isKept = false
  #waits = false

  /** `state`: as it is when asked for; `told`: how keeping went. */
  constructor(state: () => BenchState, told: (keeping: Keeping) => void) {
    this.#state = state
    this.#told = told
  }

  /** What an earlier visit has left. */
  async load(): Promise<BenchState | undefined> {
    const { project } = this.#state()
    const kept = await inTime(loadEdits(project)).catch(() => undefined)
    this.#isKept = kept !== undefined
    return kept && { ...stateAsLeft(project, kept), health: this.#state().health }
  }

  /** The state as it is now needs no keeping: it has just been brought back, or is the beginning. */
  begin(): void {
    this.#parts = keptParts(this.#state())
  }

  /** Looks whether there is something new to keep: after every change. */
  look(): void {
    const before = this.#parts
    if (before === undefined) return
    const parts = keptParts(this.#state())
    if (parts.every((part, at) => Object.is(part, before[at]))) return
    this.#parts = parts
    this.#waits = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#keep(), keepAfterMs)
  }

  /** Keeps at once what waits to be kept: the page may be about to go. */
  now(): void {
    const state = this.#state()
    // What was put back to the beginning counts too, where something else is kept.
    if (this.#waits && (this.#isKept || !isUntouched(state))) saveHastily(state.project, keptOf(state))
  }

  async #keep(): Promise<void> {
    const state = this.#state()
    const parts = this.#parts
    if (isUntouched(state)) {
      this.#waits = false
      if (this.#isKept) await forgetEdits(state.project)
      this.#isKept = false
      return
    }
    const keeping = await saveEdits(state.project, keptOf(state))
    this.#isKept ||= keeping === 'kept'
    if (this.#parts === parts && keeping === 'kept') this.#waits = false
    if (keeping !== state.keeping) this.#told(keeping)
  }
}
