import type { Content } from '../filesystem/content.ts'
import { realContent } from '../filesystem/content.ts'
import { bytesOf, textOf } from '../values/bytes.ts'
import { EndedBySignal, StaysInBackground } from './life.ts'
import { sliceContent } from './pipe.ts'
import type { Input, Machine } from './process.ts'

/** A shell that is given what is typed, line by line, and is not running in between. */
export interface Typist {
  /** Takes a line, without its end. Gives the status when that has ended the shell. */
  readonly line: (line: string) => number | undefined
  /** Ctrl-D where a line begins. */
  readonly end: () => number | undefined
  /** Ctrl-C while nothing runs. */
  readonly interrupt: () => void
}

/** What comes of waiting for a line. */
export type TypedLine =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'signal'; readonly signal: number }
  | { readonly kind: 'ended' }

/**
 * Standard input of a container that somebody types at, a line at a time: who reads waits for what comes. For a program started beside others
 * (`isBeside`), a shell need not wait: it leaves a {@link Typist} here and the others go on until a line comes.
 */
export class TypedInput implements Input {
  readonly isTerminal: boolean
  readonly isBeside: boolean
  readonly #machine: Machine
  readonly #pieces: Content[] = []
  #hasEnded = false
  #typist: Typist | undefined
  #isBusy = false
  #over: ((status: number) => void) | undefined

  constructor(machine: Machine, { isTerminal = false, isBeside = false } = {}) {
    this.#machine = machine
    this.isTerminal = isTerminal
    this.isBeside = isBeside
  }

  /** Takes what is typed. */
  take(text: string): void {
    this.#pieces.push(realContent(bytesOf(text)))
    this.#serve()
  }

  /** Nothing more is typed. On a terminal that is Ctrl-D, which only ends what reads now. */
  end(): void {
    this.#hasEnded = true
    this.#serve()
  }

  /** Ctrl-C between two lines. */
  interrupt(): void {
    if (!this.#isBusy) this.#typist?.interrupt()
  }

  /** Leaves what takes the lines from now on, and ends the caller's turn; `over` is told the status at the end. */
  leaveTo(typist: Typist): never {
    this.#typist = typist
    throw new StaysInBackground(Number.POSITIVE_INFINITY)
  }

  /** Who is told how the shell that takes the lines has ended. */
  whenOver(over: (status: number) => void): void {
    this.#over = over
  }

  read(limit = Number.POSITIVE_INFINITY): Content | undefined {
    const signal = this.#wait()
    if (signal !== undefined) throw new EndedBySignal(this.#reader(), signal)
    const piece = this.#pieces.shift()
    if (piece === undefined) {
      if (this.isTerminal) this.#hasEnded = false
      return undefined
    }
    if (piece.size <= limit) return piece
    this.#pieces.unshift(sliceContent(piece, limit))
    return sliceContent(piece, 0, limit)
  }

  /** The next line, for a shell that waits for it itself. */
  readLine(): TypedLine {
    const signal = this.#wait()
    if (signal !== undefined) return { kind: 'signal', signal }
    const line = this.#takeLine()
    if (line !== undefined) return { kind: 'line', line }
    if (this.isTerminal) this.#hasEnded = false
    return { kind: 'ended' }
  }

  #takeLine(): string | undefined {
    const piece = this.#pieces.shift()
    return piece?.kind === 'real' ? textOf(piece.bytes).replace(/\n$/, '') : undefined
  }

  /** Waits for what is typed; gives the signal that came instead. */
  #wait(): number | undefined {
    const isReady = (): boolean => this.#pieces.length > 0 || this.#hasEnded
    if (isReady()) return undefined
    const wake = this.#machine.life?.wait(this.#reader(), Number.POSITIVE_INFINITY, isReady)
    return wake?.kind === 'signal' ? wake.signal : undefined
  }

  #reader(): number {
    return this.#machine.life?.processes.at(-1)?.id ?? 1
  }

  #serve(): void {
    const typist = this.#typist
    if (typist === undefined || this.#isBusy) return
    this.#isBusy = true
    let status: number | undefined
    while (status === undefined && this.#pieces.length > 0) status = typist.line(this.#takeLine() ?? '')
    if (status === undefined && this.#hasEnded) {
      this.#hasEnded = false
      status = typist.end()
    }
    // What is thrown on the way leaves it busy: the line has not come to its end.
    this.#isBusy = false
    if (status === undefined) return
    this.#typist = undefined
    this.#over?.(status)
  }
}
