import {
  type Compressibility,
  type Content,
  identityOf,
  realContent,
  type SizedContent,
} from '../filesystem/content.ts'
import { BudgetExceeded } from '../values/budget.ts'
import { bytesOf, concatBytes, textOf } from '../values/bytes.ts'
import { sha256Hex } from '../values/digest.ts'
import type { Input, Output } from './process.ts'

/** Zeros up to this size are kept as real bytes, so that the layer's digest is exact. */
const mostRealZeros = 1 << 20
/** A pipe holds this many pieces; who writes more than that is taken to be endless (`yes`). */
const mostPieces = 1 << 18

/** One content after another, as one. Real when all are; with a sized part the whole is sized and its identity made of the parts'. */
export function joinContents(contents: readonly Content[]): Content {
  const parts = contents.filter((content) => content.size > 0)
  const [first] = parts
  if (first === undefined) return realContent(new Uint8Array(0))
  if (parts.length === 1) return first
  const size = parts.reduce((total, part) => total + part.size, 0)
  if (parts.every(isZeros)) return zeros(size)
  const real: Uint8Array[] = []
  for (const part of parts) if (part.kind === 'real') real.push(part.bytes)
  if (real.length === parts.length) return realContent(concatBytes(real))
  const source = parts.find((part) => part.kind === 'sized' && part.source !== undefined)
  return {
    kind: 'sized',
    size,
    compressibility: compressibilityOf(parts),
    identity: `joined:${sha256Hex(parts.map(identityOf).join())}`,
    ...(source?.kind === 'sized' && source.source !== undefined && { source: source.source }),
  }
}

/** The bytes from `from` up to, not including, `to`. A part of sized content stays sized. */
export function sliceContent(content: Content, from: number, to = content.size): Content {
  const start = Math.min(Math.max(from, 0), content.size)
  const end = Math.min(Math.max(to, start), content.size)
  if (start === 0 && end === content.size) return content
  if (content.kind === 'real') return realContent(content.bytes.subarray(start, end))
  if (isZeros(content) || end === start) return zeros(end - start)
  const { digest: _digest, program: _program, ...rest } = content
  return { ...rest, size: end - start, identity: `part:${start}-${end}:${content.identity}` }
}

/** So many zero bytes. */
export function zeros(size: number): Content {
  if (size <= mostRealZeros) return realContent(new Uint8Array(size))
  return { kind: 'sized', size, compressibility: 'zeros', identity: 'zeros' }
}

function isZeros(content: Content): boolean {
  if (content.kind === 'sized') return content.compressibility === 'zeros'
  return content.size > 64 && content.bytes.every((byte) => byte === 0)
}

function compressibilityOf(parts: readonly Content[]): Compressibility {
  let largest: SizedContent | undefined
  for (const part of parts) if (part.kind === 'sized' && part.size > (largest?.size ?? 0)) largest = part
  return largest?.compressibility ?? 'binary'
}

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
  const pieces = [contentOf(content)]
  return { read: (limit) => takePiece(pieces, limit) }
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
  const pieces: Content[] = []
  let written = 0
  let stopped = false
  return {
    input: {
      read: (limit) => {
        const piece = takePiece(pieces, limit)
        if (piece === undefined && stopped) throw new BudgetExceeded('a pipe that is written without end')
        return piece
      },
    },
    output: {
      write: (piece) => {
        if (stopped) return false
        const content = contentOf(piece)
        if (content.size > 0) pieces.push(content)
        written++
        stopped = written >= mostPieces
        return !stopped
      },
    },
  }
}

/** Takes at most `limit` bytes off the first piece. The rest stays first. */
function takePiece(pieces: Content[], limit = Number.POSITIVE_INFINITY): Content | undefined {
  while (pieces[0]?.size === 0) pieces.shift()
  const [first] = pieces
  if (first === undefined) return undefined
  if (first.size <= limit) {
    pieces.shift()
    return first
  }
  pieces[0] = sliceContent(first, limit)
  return sliceContent(first, 0, limit)
}
