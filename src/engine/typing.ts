import type { OutputPiece, Window } from '../../simulator/hosts.ts'
import type { ProjectFile } from '../state/project.ts'

/**
 * What a shell on the project's host is asked, and answers: plain data of the protocol. A host is a laptop with docker, the project's files and the
 * builder's store; each of its shells has a directory, variables and a foreground of its own.
 */
export type ShellAsk =
  /** Begins a shell: on the laptop in the project's folder, or on another computer, which is there from then on. */
  | { readonly kind: 'begin'; readonly host?: string }
  /** Runs a line, `passedMs` after the last that was asked of the host, on a terminal of this size. */
  | { readonly kind: 'line'; readonly line: string; readonly passedMs: number; readonly window?: Window }
  /** The page has drawn the end of the line that was held: what it did is kept. */
  | { readonly kind: 'seen' }
  /** Ctrl-C while it is drawn: all that was shown are the first `shownMs` of it. */
  | { readonly kind: 'stop'; readonly shownMs: number }
  /** Time has passed: what is new of the container in the foreground? */
  | { readonly kind: 'pass'; readonly passedMs: number }
  /** Ctrl-C. */
  | { readonly kind: 'interrupt'; readonly passedMs: number }
  /** A line for what runs in the foreground and reads it, without its end. */
  | { readonly kind: 'input'; readonly line: string; readonly passedMs: number }
  /** Ctrl-D there, on an empty line. */
  | { readonly kind: 'end-of-input'; readonly passedMs: number }
  /** Ctrl-P Ctrl-Q: leaves what is in the foreground, which goes on. */
  | { readonly kind: 'detach'; readonly passedMs: number }
  /** What Tab offers. UTF-16 offset. */
  | { readonly kind: 'complete'; readonly line: string; readonly at: number }
  | { readonly kind: 'leave' }

/** How a shell stands after a line, or while one goes on. */
export interface ShellStanding {
  /** The computer that it is on, where that is not the laptop: `node-1`. */
  readonly host?: string
  /** Where it is: `~/hello`. */
  readonly directory: string
  /** Of its last line. */
  readonly status: number
  /** Name of the container in its foreground: the line has not ended. */
  readonly attached?: string
  /** What stands before the cursor, where the container reads what is typed: the end of what was printed. */
  readonly prompt?: string
}

/** What a line has done to the files of the project. */
export interface FilesChange {
  readonly files: readonly ProjectFile[]
  readonly removed: readonly string[]
  /** Files that only the host has: there are too many to show. */
  readonly unshown: number
}

export type ShellAnswer =
  | {
      readonly kind: 'ran'
      readonly output: readonly OutputPiece[]
      readonly standing: ShellStanding
      /** How long the line took on the machine, in milliseconds. Modelled. */
      readonly tookMs?: number
      readonly change?: FilesChange
      /** The line is drawn, and nothing of it is kept before that is seen; what it comes to is told then, with no output. `standing` is how it will be. */
      readonly isHeld?: true
      /** It was stopped there: of what was answered before stands what is not later, and `output` follows that. */
      readonly stoppedAtMs?: number
    }
  | { readonly kind: 'completions'; readonly line: string; readonly from: number; readonly choices: readonly string[] }
  /** The line could not be run: what it needs cannot be fetched, or the mistake is ours. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The host is gone, with its containers and images: the worker was stopped. For all shells. */
  | { readonly kind: 'lost' }

export type { OutputPiece, Window }
