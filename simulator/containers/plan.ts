import type { Content } from '../filesystem/content.ts'
import type { Node, Time, Tree } from '../filesystem/tree.ts'
import type { Image } from '../image/image.ts'
import type { Standing } from '../machine/container.ts'
import type { HttpOutcome, HttpRequest } from '../machine/http.ts'
import type { Listener } from '../machine/life.ts'
import type { OutputPiece } from '../machine/machine.ts'
import type { Note, Program } from '../machine/process.ts'
import type { ShownProcess } from '../machine/processes.ts'
import type { StartOptions } from './command.ts'
import type { Health } from './health.ts'

/** What is asked of a started container, and when: milliseconds after its start. */
export type Happening =
  | { readonly kind: 'signal'; readonly atMs: number; readonly signal: number }
  | { readonly kind: 'request'; readonly atMs: number; readonly request: HttpRequest }
  /** Something changed where a folder from outside is mounted, or `docker cp` put it there; nothing stands for what is gone. */
  | { readonly kind: 'placed'; readonly atMs: number; readonly path: string; readonly node?: Node }
  | {
      readonly kind: 'exec'
      readonly atMs: number
      readonly command: readonly string[]
      readonly user?: string
      readonly directory?: string
      readonly environment?: readonly string[]
      readonly isTerminal?: boolean
      /** What is given to its standard input. */
      readonly input?: Content
      /** `-i` at a terminal: its standard input stays open, for what is {@link Happening typed}. */
      readonly isOpen?: boolean
    }
  /** Somebody types at its terminal, or into its standard input: with the end of the line. */
  | { readonly kind: 'typed'; readonly atMs: number; readonly to: TypedTo; readonly text: string }
  /** Ctrl-D where a line begins; without a terminal, that the input is closed. */
  | { readonly kind: 'ended'; readonly atMs: number; readonly to: TypedTo }
  /** Ctrl-C at its terminal. */
  | { readonly kind: 'interrupt'; readonly atMs: number; readonly to: TypedTo }

/** Who is typed at: process 1, or the exec at a place in the list of happenings. */
export type TypedTo = 'first' | number

/** A container, as it was made: its life follows from this and what happens. */
export interface ContainerPlan {
  /** 64 hexadecimal digits. */
  readonly id: string
  readonly image: Image
  readonly options: StartOptions
  /** The file system that it starts with, when it was started before; default: the image's. */
  readonly tree?: Tree
}

/** What a container needs of the world. */
export interface ContainerWorld {
  /** The time of its start. */
  readonly now: Time
  readonly programs: ReadonlyMap<string, Program>
  readonly packageTables: ReadonlyMap<string, unknown>
  readonly cards?: ReadonlyMap<string, string>
  /** What other containers answer, by the name that they are asked by, so many milliseconds after the start. */
  readonly reach?: (name: string, request: HttpRequest, atMs: number) => HttpOutcome | undefined
}

/** What came of an exec. */
export interface Execution {
  readonly standing: Standing
  readonly output: readonly OutputPiece[]
  /** When it ended, in milliseconds after the container's start; absent while it runs. */
  readonly endedAtMs?: number
}

/** A container after all that happened up to a time. */
export interface ContainerState {
  readonly standing: Standing | { readonly kind: 'failed'; readonly status: 125; readonly message: string }
  /** When it ended, in milliseconds after its start; absent while it runs. */
  readonly endedAtMs?: number
  readonly log: readonly OutputPiece[]
  /** In the order of the happenings; undefined for those that came too late, after its end. */
  readonly outcomes: readonly (HttpOutcome | Execution | undefined)[]
  readonly processes: readonly ShownProcess[]
  readonly listeners: readonly Pick<Listener, 'address' | 'port' | 'process'>[]
  readonly health?: Health
  /** What lies now where something from outside is mounted, by its target. */
  readonly outer: ReadonlyMap<string, Node>
  /** Its file system as it is now. */
  readonly tree: Tree
  readonly notes: readonly Note[]
}
