import { type Content, realContent } from '../filesystem/content.ts'
import { joinContents, sliceContent, zeroContent } from '../filesystem/pieces.ts'
import { BudgetExceeded } from '../values/budget.ts'
import { bytesOf, textOf } from '../values/bytes.ts'
import type { Input, Output } from './process.ts'

export { joinContents, sliceContent, zeroContent as zeros }

/** A pipe holds this many pieces; who writes more than that is taken to be endless (`yes`). */
const mostPieces = 1 << 18

/** A piece as content: texts are written as UTF-8. */
export function contentOf(piece: Content | string): Content {
  return typeof piece === 'string' ? realContent(bytesOf(piece)) : piece
}

/** What is left of an input, as one content. An endless input spends the budget until it is exceeded. */
export function readAll(input: Input): Content {
  const pieces: Content[] = []
  for (let piece = input.read(); piece !== undefined; piece = input.read()) pieces.push(piece)
  return joinContents(pieces)
}

/** What is left of an input as a text; undefined when a part of it is sized and has no bytes to show. */
export function readText(input: Input): string | undefined {
  const content = readAll(input)
  return content.kind === 'real' ? textOf(content.bytes) : undefined
}

/** An input at its end, as /dev/null. */
export const noInput: Input = { read: () => undefined }

/** An output that takes all and keeps nothing. */
export const noOutput: Output = { write: () => true }

/** An input that gives a content once. */
export function inputOf(content: Content | string): Input {
  const queue: Queue = { pieces: [contentOf(content)], first: 0 }
  return { read: (limit) => takePiece(queue, limit) }
}

/** An output whose pieces are kept, to be looked at afterwards. */
export interface Collected extends Output {
  readonly content: () => Content
}

/** An output that keeps what is written. */
export function collectOutput(): Collected {
  const pieces: Content[] = []
  return {
    write: (piece) => {
      const content = contentOf(piece)
      if (content.size > 0) pieces.push(content)
      return true
    },
    content: () => joinContents(pieces),
  }
}

/** The two ends of a pipe. */
export interface Pipe {
  readonly input: Input
  readonly output: Output
}

/**
 * A pipe between two programs that run one after the other: the first writes all it has, then the second reads. A writer that does not
 * stop by itself is stopped when the pipe holds {@link mostPieces} pieces (`write` gives false, as when the reader has gone); a reader
 * that gets to the end of such a pipe wanted more than there will ever be, which is an exceeded budget.
 */
export function makePipe(): Pipe {
  const queue: Queue = { pieces: [], first: 0 }
  let written = 0
  let stopped = false
  return {
    input: {
      read: (limit) => {
        const piece = takePiece(queue, limit)
        if (piece === undefined && stopped) throw new BudgetExceeded('a pipe that is written without end')
        return piece
      },
    },
    output: {
      write: (piece) => {
        if (stopped) return false
        const content = contentOf(piece)
        if (content.size > 0) queue.pieces.push(content)
        written++
        stopped = written >= mostPieces
        return !stopped
      },
    },
  }
}

/** Pieces still to be read: those from `first` on. */
interface Queue {
  readonly pieces: (Content | undefined)[]
  first: number
}

/** Takes at most `limit` bytes off the first piece. The rest stays first. */
function takePiece(queue: Queue, limit = Number.POSITIVE_INFINITY): Content | undefined {
  const { pieces } = queue
  while (queue.first < pieces.length && pieces[queue.first]?.size === 0) queue.first++
  const piece = pieces[queue.first]
  if (piece === undefined) return undefined
  const isWhole = piece.size <= limit
  pieces[queue.first] = isWhole ? undefined : sliceContent(piece, limit)
  if (isWhole) queue.first++
  return isWhole ? piece : sliceContent(piece, 0, limit)
}
