import type { WorkState } from '../../engine/protocol.ts'
import { words } from '../../words/words.ts'
import type { Sink } from './sink.ts'

/** An archive on its way from the engine to a file: pieces are written in order, each is taken when it is written. */
export class Saving {
  readonly #sink: Sink
  readonly #took: () => void
  readonly #failed: () => void
  #writing: Promise<void> = Promise.resolve()
  #broken = false

  /** `took` after each piece; `failed` once, when the file cannot be written. */
  constructor(sink: Sink, took: () => void, failed: () => void) {
    this.#sink = sink
    this.#took = took
    this.#failed = failed
  }

  /** Writes a piece after those before it. */
  add(piece: Uint8Array<ArrayBuffer>): void {
    this.#writing = this.#writing.then(() => this.#write(piece))
  }

  /** Ends the file, or takes it back; gives what to say of it. */
  async end(state: WorkState): Promise<string> {
    await this.#writing
    try {
      if (state === 'done' && !this.#broken) {
        await this.#sink.finish()
        return words.saving.theImageIsSavedDockerLoad
      }
      await this.#sink.abandon()
    } catch {
      this.#broken = true
    }
    if (this.#broken) return words.saving.theFileCouldNotBeWritten
    return state === 'impossible' ? words.saving.thereIsNoImageToSave : words.saving.savingWasStoppedNoFileWas
  }

  async #write(piece: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#broken) return
    try {
      await this.#sink.write(piece)
      this.#took()
    } catch {
      this.#broken = true
      this.#failed()
    }
  }
}
