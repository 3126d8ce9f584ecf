import type { HttpAnswer, HttpRequest } from '../http.ts'
import type { Disposition } from '../life.ts'

/** A text that a program prints. */
export interface Line {
  readonly stream: 'stdout' | 'stderr'
  /** With its line end. */
  readonly text: string
  /** It waits in the program's own buffer until the program ends, when standard output is no terminal. */
  readonly waits: boolean
}

/** A program that stays and answers, or that just stays. Made of a card or recognised in a source. */
export interface Service {
  readonly listens: readonly { readonly address: string; readonly port: number }[]
  /** Modelled milliseconds until it listens. */
  readonly startMs: number
  /** Printed once it listens. */
  readonly starts: readonly Line[]
  readonly answer: (request: HttpRequest) => { readonly answer: HttpAnswer; readonly log: readonly Line[] }
  readonly disposition: (signal: number) => Disposition
  /** How a signal that it handles ends it. */
  readonly ends: (signal: number) => { readonly status: number; readonly log: readonly Line[] }
  /** What it prints and the status it ends with when its port is taken. */
  readonly taken: (port: number) => { readonly status: number; readonly log: readonly Line[] }
}
