import { isSpace, skipSpaces, trimEnd } from './blanks.ts'

/** A Dockerfile as physical lines. */
export interface Source {
  readonly text: string
  /** Offsets at which lines begin. */
  readonly starts: readonly number[]
  /** Lines that the builder reads: none after a final line end, none from the first too long one on. */
  readonly count: number
  /** The first line, from 0, that is too long to be read. */
  readonly tooLong?: number
}

/** A logical line: physical lines joined at continuations, comment and blank lines inside taken out, white space at both ends trimmed. */
export interface LogicalLine {
  readonly text: string
  /** The offset of the first character of its first physical line that is no white space. */
  readonly from: number
  /** The offset in the file of the first character of `text`; elsewhere than `from` when the first physical line only continues. */
  readonly start: number
  /** Pairs of an index in `text` and its offset from `start`, ascending. */
  readonly joints: readonly number[]
  /** The white space that was trimmed at the end. */
  readonly tail: string
  /** First and last physical line, from 0. */
  readonly first: number
  readonly last: number
  readonly emptyContinuation: boolean
}

/** The most bytes a physical line may have. Source: Go's bufio.Scanner. */
export const longestLine = 65535

const noJoints: readonly number[] = [0, 0]

/** Splits a text into the lines that the builder reads. `starts` are where its lines begin. */
export function sourceOf(text: string, starts: readonly number[]): Source {
  const given = starts[starts.length - 1] === text.length ? starts.length - 1 : starts.length
  // Characters have at most three bytes a unit, so most texts need no look at their lines.
  if (text.length <= longestLine / 3) return { text, starts, count: given }
  for (let line = 0; line < given; line++) {
    const from = starts[line] ?? 0
    const to = (starts[line + 1] ?? text.length + 1) - 1
    if (to - from > longestLine / 3 && byteLength(text, from, to) > longestLine)
      return { text, starts, count: line, tooLong: line }
  }
  return { text, starts, count: given }
}

function byteLength(text: string, from: number, to: number): number {
  let bytes = 0
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xdc00 && unit <= 0xdfff ? 1 : 3
  }
  return bytes
}

/** The offset of a line's first character; a byte order mark at the start of the file is passed over. */
export function lineFrom(source: Source, line: number): number {
  return line === 0 && source.text.charCodeAt(0) === 0xfeff ? 1 : (source.starts[line] ?? source.text.length)
}

/** The offset at which a line's text ends: before the line end and all returns before it. */
export function lineTo(source: Source, line: number): number {
  const from = source.starts[line] ?? source.text.length
  let to = (source.starts[line + 1] ?? source.text.length + 1) - 1
  while (to > from && source.text.charCodeAt(to - 1) === 13) to--
  return to
}

/** Where an instruction ends whose last physical line this is: where its text ends, but an empty line counts with its line end. */
export function endOfLastLine(source: Source, line: number): number {
  return Math.max(lineTo(source, line), Math.min((source.starts[line] ?? 0) + 1, source.text.length))
}

/**
 * Where a line's text ends before a continuation, -1 when it does not continue: the escape character stands at its end, blanks and tabs
 * after it do not count, and no other one directly before it. `from` is where the line's text begins.
 */
export function continuationAt(text: string, from: number, to: number, escapeUnit: number): number {
  let end = to
  while (end > from) {
    const unit = text.charCodeAt(end - 1)
    if (unit !== 32 && unit !== 9) break
    end--
  }
  if (end === from || text.charCodeAt(end - 1) !== escapeUnit) return -1
  return end - 1 === from || text.charCodeAt(end - 2) !== escapeUnit ? end - 1 : -1
}

/** Reads the logical line that starts in physical line `first`, whose first character that is no white space stands at `from`. */
export function readLogicalLine(source: Source, first: number, from: number, escapeUnit: number): LogicalLine {
  const { text } = source
  const to = lineTo(source, first)
  const cut = continuationAt(text, from, to, escapeUnit)
  if (cut !== -1) return joinLines(source, first, from, cut, escapeUnit)
  const end = trimEnd(text, from, to)
  return {
    text: text.slice(from, end),
    from,
    start: from,
    joints: noJoints,
    tail: end === to ? '' : text.slice(end, to),
    first,
    last: first,
    emptyContinuation: false,
  }
}

function joinLines(source: Source, first: number, from: number, cut: number, escapeUnit: number): LogicalLine {
  const { text } = source
  let joined = text.slice(from, cut)
  const joints = cut > from ? [0, from] : []
  let emptyContinuation = false
  let last = first
  let continues = true
  while (continues && last + 1 < source.count) {
    last++
    const start = source.starts[last] ?? text.length
    const to = lineTo(source, last)
    const content = skipSpaces(text, start, to)
    if (content === to) emptyContinuation = true
    if (content === to || text.charCodeAt(content) === 35) continue
    const end = continuationAt(text, start, to, escapeUnit)
    continues = end !== -1
    const kept = continues ? end : to
    if (kept > start) joints.push(joined.length, start)
    joined += text.slice(start, kept)
  }
  return trimLine(joined, joints, from, { first, last, emptyContinuation })
}

function trimLine(
  joined: string,
  joints: readonly number[],
  from: number,
  rest: Pick<LogicalLine, 'first' | 'last' | 'emptyContinuation'>,
): LogicalLine {
  const head = skipSpaces(joined, 0, joined.length)
  const end = trimEnd(joined, head, joined.length)
  const start = joints.length === 0 ? from : offsetAmong(joints, head)
  const moved: number[] = [0, 0]
  for (let at = 0; at < joints.length; at += 2) {
    const index = (joints[at] ?? 0) - head
    if (index > 0 && index < end - head) moved.push(index, (joints[at + 1] ?? 0) - start)
  }
  return { text: joined.slice(head, end), from, start, joints: moved, tail: joined.slice(end), ...rest }
}

/** The value that pairs of an index and a value, ascending, give for an index between them. */
function offsetAmong(joints: readonly number[], index: number): number {
  let low = 0
  let high = joints.length / 2 - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((joints[middle * 2] ?? 0) <= index) low = middle
    else high = middle - 1
  }
  return (joints[low * 2 + 1] ?? 0) + index - (joints[low * 2] ?? 0)
}

/** The offset in the file of a character of a logical line. `start` and `joints` as in {@link LogicalLine}. */
export function offsetIn(start: number, joints: readonly number[], index: number): number {
  return joints.length === 2 ? start + index : start + offsetAmong(joints, index)
}

/** Whether a physical line, from `from` to `to`, is a comment: its first character that is no white space is `#`. */
export function isCommentLine(text: string, from: number, to: number): boolean {
  let at = from
  while (at < to && isSpace(text.charCodeAt(at))) at++
  return at < to && text.charCodeAt(at) === 35
}
