import { realContent } from '../../filesystem/content.ts'
import type { Input, Process } from '../process.ts'
import { type ByteText, bytesFrom } from './bytes.ts'
import { send, textOfContent } from './operands.ts'

/** Gives an input line by line, reading no further than it must, so that an endless one can be looked into. */
export interface LineReader {
  /** The next line with its newline (the last may have none); undefined at the end. */
  readonly next: () => ByteText | undefined
  /** Whether there is no other line. */
  readonly isAtEnd: () => boolean
  /** True when sized content was met: its lines are not known, which was said on standard error. */
  readonly hasFailed: () => boolean
}

/** Reads lines that end with `separator` from an input; `name` is what errors call it. */
export function readLines(process: Process, input: Input, name: string, separator = '\n'): LineReader {
  let text = ''
  let at = 0
  let hasEnded = false
  let hasFailed = false
  const fill = (): boolean => {
    if (hasEnded) return false
    const piece = input.read(65536)
    const more = piece && textOfContent(process, piece, name)
    if (more === undefined) {
      hasEnded = true
      hasFailed = piece !== undefined
      return false
    }
    process.machine.budget.spend(1 + (more.length >> 8))
    text = text.slice(at) + more
    at = 0
    return true
  }
  const lineEnd = (): number => {
    let from = at
    for (;;) {
      const end = text.indexOf(separator, from)
      if (end !== -1) return end + separator.length
      const unread = text.length - at
      if (!fill()) return text.length
      from = at + unread
    }
  }
  return {
    next: () => {
      process.machine.budget.spend(1)
      const end = lineEnd()
      if (end === at) return undefined
      const line = text.slice(at, end)
      at = end
      return line
    },
    isAtEnd: () => {
      while (at === text.length) if (!fill()) return true
      return false
    },
    hasFailed: () => hasFailed,
  }
}

/** A line without its newline. */
export function withoutNewline(line: ByteText): ByteText {
  return line.endsWith('\n') ? line.slice(0, -1) : line
}

/** Output that is sent in blocks, as the C library does; `flush` before another program runs, and at the end. */
export interface BlockOutput {
  readonly print: (text: ByteText) => void
  readonly flush: () => void
}

const blockSize = 16384

/** Collects what a program prints into blocks. */
export function blockOutput(process: Process): BlockOutput {
  let waiting = ''
  const flush = (): void => {
    if (waiting === '') return
    const text = waiting
    waiting = ''
    send(process.output, realContent(bytesFrom(text)))
  }
  return {
    print: (text) => {
      waiting += text
      if (waiting.length >= blockSize) flush()
    },
    flush,
  }
}
