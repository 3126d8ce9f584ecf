import { lineStarts } from '../values/range.ts'
import { readDirectives } from './directives.ts'
import type { Dockerfile, Instruction } from './instruction.ts'
import { sourceOf } from './lines.ts'
import { dockerfileOf, grammarOf, parseDockerfile, readInstruction } from './parse.ts'
import { offsetsFrom } from './statement.ts'
import { editionOf } from './syntax.ts'

/**
 * The Dockerfile of a text that was changed in one place: equal to what {@link parseDockerfile} gives, but only the instructions that
 * the change touches are read. Those before it are the same objects; those after it are the old ones, moved.
 */
export function reparse(previous: Dockerfile, text: string): Dockerfile {
  if (text === previous.text) return previous
  const source = sourceOf(text, lineStarts(text))
  const directives = readDirectives(source)
  const grammar = grammarOf(directives)
  const sameGrammar =
    directives.directives.escape === previous.directives.escape &&
    grammar.edition === editionOf(previous.directives.syntax?.text)
  if (
    !sameGrammar ||
    source.tooLong !== undefined ||
    previous.problems.some((problem) => problem.code === 'LineTooLong')
  )
    return parseDockerfile(text)

  const before = commonPrefix(previous.text, text)
  const after = commonSuffix(previous.text, text, before)
  const kept = previous.instructions.filter((instruction) => endsBefore(previous, instruction, before))
  const start = kept.at(-1)?.lines.last ?? directives.count
  if (start < directives.count) return parseDockerfile(text)

  const instructions = [...kept]
  const moved = { by: text.length - previous.text.length, lines: source.starts.length - previous.lineStarts.length }
  const ends = new Map(previous.instructions.map((instruction, index) => [nextStart(previous, instruction), index]))
  for (let line = start; ; ) {
    const reading = readInstruction(source, line, grammar)
    if (reading === undefined) break
    instructions.push(reading.instruction)
    line = reading.next
    const offset = source.starts[line] ?? text.length
    // From here on both texts are the same, and both are read from the start of an instruction.
    const same = offset >= text.length - after ? ends.get(offset - moved.by) : undefined
    if (same === undefined) continue
    for (const instruction of previous.instructions.slice(same + 1)) instructions.push(move(instruction, moved))
    break
  }
  return dockerfileOf(source, directives, instructions)
}

/** Where the line after an instruction begins; undefined when there is none. */
function nextStart(dockerfile: Dockerfile, instruction: Instruction): number | undefined {
  return dockerfile.lineStarts[instruction.lines.last]
}

/** Whether an instruction ends before an offset, and not with the file: there it might only end because the text does. */
function endsBefore(dockerfile: Dockerfile, instruction: Instruction, offset: number): boolean {
  const next = nextStart(dockerfile, instruction)
  return next !== undefined && next <= offset && next < dockerfile.text.length
}

function commonPrefix(left: string, right: string): number {
  const most = Math.min(left.length, right.length)
  let length = 0
  while (length < most && left.charCodeAt(length) === right.charCodeAt(length)) length++
  return length
}

function commonSuffix(left: string, right: string, before: number): number {
  const most = Math.min(left.length, right.length) - before
  let length = 0
  while (length < most && left.charCodeAt(left.length - 1 - length) === right.charCodeAt(right.length - 1 - length))
    length++
  return length
}

interface Move {
  readonly by: number
  readonly lines: number
}

function move(instruction: Instruction, how: Move): Instruction {
  if (how.by === 0 && how.lines === 0) return instruction
  // A moved value has the shape of the one it is made from.
  const moved = moveValue(instruction, how) as Instruction
  return { ...moved, offsetOf: offsetsFrom(moved.keyword.range.from, moved.joints, moved.text.length) }
}

/** A copy of a value in which all ranges of offsets and of lines are moved; texts and numbers are shared. */
function moveValue(value: object, how: Move): object {
  if (Array.isArray(value)) {
    if (value.length === 0 || typeof value[0] !== 'object') return value
    return value.map((item: object) => moveValue(item, how))
  }
  if ('to' in value && 'from' in value && typeof value.from === 'number' && typeof value.to === 'number')
    return { from: value.from + how.by, to: value.to + how.by }
  if ('first' in value && 'last' in value && typeof value.first === 'number' && typeof value.last === 'number')
    return { first: value.first + how.lines, last: value.last + how.lines }
  const copy: Record<string, unknown> = { ...value }
  for (const key in copy) {
    const item = copy[key]
    if (typeof item === 'object' && item !== null) copy[key] = moveValue(item, how)
  }
  return copy
}
