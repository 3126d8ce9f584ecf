import { skipSpaces } from '../dockerfile/blanks.ts'
import type { Dockerfile, Instruction } from '../dockerfile/instruction.ts'
import { continuationAt, isCommentLine, lineFrom, lineTo, type Source, sourceOf } from '../dockerfile/lines.ts'
import { lineAt } from '../values/range.ts'

/** What stands before a cursor in its instruction. */
export interface Cursor {
  /** `text` is a body of a here-document. */
  readonly place: 'instruction' | 'comment' | 'text'
  /** The words before the one at the cursor; continuations joined. */
  readonly words: readonly string[]
  /** The part of the word at the cursor that stands before it, and the offset in the file at which it begins. */
  readonly word: string
  readonly from: number
  /** Position in the file of the instruction that the cursor is in, or that one written here would have. */
  readonly index: number
}

/** Where a cursor stands, whatever state the text is in. */
export function cursorAt(dockerfile: Dockerfile, offset: number): Cursor {
  const source = sourceOf(dockerfile.text, dockerfile.lineStarts)
  const line = lineAt(dockerfile.lineStarts, offset)
  const index = indexAtLine(dockerfile, source, line)
  const instruction = dockerfile.instructions[index]
  const isInside = instruction !== undefined && instruction.lines.first <= line
  const common = { index, words: [], word: '', from: offset }
  if (isInside && instruction.bodies.some((body) => body.from <= offset && offset <= body.to))
    return { ...common, place: 'text' }
  const start = lineFrom(source, line - 1)
  if (isCommentLine(source.text, start, offset)) return { ...common, place: 'comment' }
  const before = textBefore(dockerfile, source, isInside ? instruction.lines.first : line, line, offset)
  const words = before.split(/\s+/)
  const word = words.pop() ?? ''
  return { place: 'instruction', index, words: words.filter((each) => each !== ''), word, from: offset - word.length }
}

/** The instruction that an offset is in; undefined between two. */
export function instructionAt(dockerfile: Dockerfile, offset: number): Instruction | undefined {
  const found = dockerfile.instructions[firstEndingAt(dockerfile, lineAt(dockerfile.lineStarts, offset))]
  return found !== undefined && found.range.from <= offset && offset <= found.range.to ? found : undefined
}

function indexAtLine(dockerfile: Dockerfile, source: Source, line: number): number {
  const index = firstEndingAt(dockerfile, line)
  const before = dockerfile.instructions[index - 1]
  // The last line of a file is no line for the builder while it is empty, so a continuation does not reach it.
  if (before === undefined || before.lines.last !== line - 1 || before.bodies.length > 0) return index
  const mark = dockerfile.directives.escape.charCodeAt(0)
  const continues = continuationAt(source.text, lineFrom(source, line - 2), lineTo(source, line - 2), mark) !== -1
  return continues ? index - 1 : index
}

/** Position of the first instruction that does not end before a line. */
function firstEndingAt(dockerfile: Dockerfile, line: number): number {
  let low = 0
  let high = dockerfile.instructions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((dockerfile.instructions[middle]?.lines.last ?? 0) < line) low = middle + 1
    else high = middle
  }
  return low
}

function textBefore(dockerfile: Dockerfile, source: Source, first: number, last: number, offset: number): string {
  const mark = dockerfile.directives.escape.charCodeAt(0)
  let before = ''
  for (let line = first; line < last; line++) {
    const from = lineFrom(source, line - 1)
    const to = lineTo(source, line - 1)
    if (isCommentLine(source.text, from, to)) continue
    const end = continuationAt(source.text, from, to, mark)
    before += source.text.slice(from, end === -1 ? to : end)
  }
  const from = lineFrom(source, last - 1)
  const start = before === '' ? skipSpaces(source.text, from, offset) : from
  return before + source.text.slice(start, offset)
}
