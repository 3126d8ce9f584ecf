import type { Problem } from '../values/problem.ts'
import { lineStarts } from '../values/range.ts'
import { skipSpaces, trimEnd } from './blanks.ts'
import { type DirectiveLines, readDirectives } from './directives.ts'
import { heredocStarts } from './heredoc.ts'
import type { Comment, Dockerfile, Fault, Heredoc, Instruction } from './instruction.ts'
import { readStatement } from './kinds.ts'
import {
  continuationAt,
  endOfLastLine,
  lineFrom,
  lineTo,
  longestLine,
  readLogicalLine,
  type Source,
  sourceOf,
} from './lines.ts'
import { commonOf, invalid, jsonOf, rangeAt, type Statement, statementAt, wrongLine } from './statement.ts'
import { type Edition, editionOf, keywordOf } from './syntax.ts'

/** What the reading of instructions depends on besides the text. */
export interface Grammar {
  readonly escapeUnit: number
  readonly edition: Edition
}

/** One instruction and the line, from 0, that the next one may begin in. */
export interface Reading {
  readonly instruction: Instruction
  readonly next: number
}

/**
 * Reads a Dockerfile as BuildKit does. Never fails: what cannot be read stands among the instructions as invalid and in `problems`, in
 * the order in which the builder meets it, so the first problem is the one it reports. Takes time linear in the text.
 * Source: moby/buildkit frontend/dockerfile/parser/parser.go and instructions/parse.go.
 */
export function parseDockerfile(text: string): Dockerfile {
  const source = sourceOf(text, lineStarts(text))
  const directives = readDirectives(source)
  const grammar = grammarOf(directives)
  const instructions: Instruction[] = []
  for (let line = directives.count; ; ) {
    const reading = readInstruction(source, line, grammar)
    if (reading === undefined) break
    instructions.push(reading.instruction)
    line = reading.next
  }
  return dockerfileOf(source, directives, instructions)
}

/** How instructions are read under these directives. */
export function grammarOf({ directives }: DirectiveLines): Grammar {
  return { escapeUnit: directives.escape.charCodeAt(0), edition: editionOf(directives.syntax?.text) }
}

const noComments: readonly Comment[] = []
const noHeredocs: readonly Heredoc[] = []

/** The next instruction from a line on, comments above it included; undefined when there is none. */
export function readInstruction(source: Source, from: number, grammar: Grammar): Reading | undefined {
  const { text } = source
  let comments: Comment[] | undefined
  for (let line = from; line < source.count; line++) {
    const start = lineFrom(source, line)
    const to = lineTo(source, line)
    const content = skipSpaces(text, start, to)
    if (content === to) continue
    if (text.charCodeAt(content) !== 35) return readAt(source, line, content, grammar, comments ?? noComments)
    const comment = commentAt(text, content, to)
    // An empty comment forgets the ones above it; a blank line does not.
    if (comment.text === '') comments = undefined
    else if (comments === undefined) comments = [comment]
    else comments.push(comment)
  }
  return undefined
}

function commentAt(text: string, from: number, to: number): Comment {
  const start = skipSpaces(text, from + 1, to)
  return { text: text.slice(start, trimEnd(text, start, to)), range: { from, to } }
}

function readAt(
  source: Source,
  line: number,
  content: number,
  grammar: Grammar,
  comments: readonly Comment[],
): Reading {
  const logical = readLogicalLine(source, line, content, grammar.escapeUnit)
  const statement = statementAt(logical, 0, grammar.escapeUnit, grammar.edition)
  const { heredocs, last, terminated } = heredocsOf(source, statement)
  const around = { end: endOfLastLine(source, last), last, comments, heredocs }
  if (!terminated) {
    const fault = wrongLine(statement, 'UnterminatedHeredoc', 'unterminated heredoc')
    return { instruction: invalid(commonOf(statement, around), fault), next: last + 1 }
  }
  const trigger = triggerFault(statement)
  const instruction =
    trigger === undefined ? readStatement(statement, around) : invalid(commonOf(statement, around), trigger)
  return { instruction, next: last + 1 }
}

/** What ONBUILD holds is taken apart into words at once; whether it makes sense is seen when it fires. */
function triggerFault(statement: Statement): Fault | undefined {
  if (statement.keyword !== 'ONBUILD' || statement.rest === statement.line.text.length) return undefined
  const inner = statementAt(statement.line, statement.rest, statement.escapeUnit, statement.edition)
  const nested = triggerFault(inner)
  if (nested !== undefined || inner.keyword === undefined) return nested
  const read = readStatement(inner, { end: 0, last: 0, comments: [], heredocs: [] })
  return read.kind === 'invalid' && read.fault.phase === 'line' ? read.fault : undefined
}

interface Heredocs {
  readonly heredocs: readonly Heredoc[]
  readonly last: number
  readonly terminated: boolean
}

/** The here-documents of a statement, whose bodies follow in the lines below it. */
function heredocsOf(source: Source, statement: Statement): Heredocs {
  const { line } = statement
  if (!line.text.includes('<<') || !mayHoldHeredocs(statement))
    return { heredocs: noHeredocs, last: line.last, terminated: true }
  const heredocs: Heredoc[] = []
  let last = line.last
  for (const { start, word } of heredocStarts(line.text)) {
    const from = source.starts[last + 1] ?? source.text.length
    const end = findTerminator(source, last + 1, start.name, start.stripTabs)
    const to =
      end === -1 ? (source.starts[source.count] ?? source.text.length) : (source.starts[end] ?? source.text.length)
    heredocs.push({
      ...start,
      body: source.text.slice(from, to),
      range: rangeAt(line, word.from, word.to),
      bodyRange: { from, to },
    })
    if (end === -1) return { heredocs, last: source.count - 1, terminated: false }
    last = end
  }
  return { heredocs, last, terminated: true }
}

function mayHoldHeredocs(statement: Statement): boolean {
  if (statement.keyword === 'ONBUILD') {
    const inner = statementAt(statement.line, statement.rest, statement.escapeUnit, statement.edition)
    return inner.keyword !== 'ONBUILD' && mayHoldHeredocs(inner)
  }
  const { keyword } = statement
  return (keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD') && jsonOf(statement) === undefined
}

function findTerminator(source: Source, from: number, name: string, stripTabs: boolean): number {
  const { text } = source
  for (let line = from; line < source.count; line++) {
    let start = source.starts[line] ?? 0
    if (stripTabs) while (text.charCodeAt(start) === 9) start++
    if (text.startsWith(name, start) && lineTo(source, line) === start + name.length) return line
  }
  return -1
}

/** Puts a Dockerfile together: its problems are those of lines first, then those of what instructions say. */
export function dockerfileOf(
  source: Source,
  { directives, problems }: DirectiveLines,
  instructions: readonly Instruction[],
): Dockerfile {
  return {
    text: source.text,
    directives,
    instructions,
    problems: [...problems, ...lineProblems(source, instructions), ...instructionProblems(source, instructions)],
    lineStarts: source.starts,
  }
}

function lineProblems(source: Source, instructions: readonly Instruction[]): readonly Problem[] {
  const found: Problem[] = []
  for (const instruction of instructions)
    if (instruction.kind === 'invalid' && instruction.fault.phase === 'line')
      found.push(problemOf(instruction, instruction.fault))
  if (source.text === '') return [errorOf('EmptyFile', 'the Dockerfile cannot be empty')]
  const last =
    source.count === 0
      ? {}
      : { range: { from: lineFrom(source, source.count - 1), to: lineTo(source, source.count - 1) } }
  if (instructions.length === 0)
    return [...found, { ...errorOf('NoInstructions', 'file with no instructions'), ...last }]
  if (source.tooLong === undefined) return found
  const focus = { from: source.starts[source.tooLong] ?? 0, to: lineTo(source, source.tooLong) }
  const message = `dockerfile line greater than max allowed size of ${longestLine}`
  // The builder names the line before, but the long line itself where it continues an instruction.
  const place = continuesAtEnd(source) ? { range: focus } : last
  return [...found, { ...errorOf('LineTooLong', message), ...place, focus }]
}

function continuesAtEnd(source: Source): boolean {
  const line = source.count - 1
  const from = skipSpaces(source.text, lineFrom(source, line), lineTo(source, line))
  const mark = readDirectives(source).directives.escape.charCodeAt(0)
  return source.text.charCodeAt(from) !== 35 && continuationAt(source.text, from, lineTo(source, line), mark) !== -1
}

function instructionProblems(source: Source, instructions: readonly Instruction[]): readonly Problem[] {
  const found: Problem[] = []
  let inStage = false
  let lost = false
  for (const instruction of instructions) {
    const { kind } = instruction
    if (kind === 'invalid' && instruction.fault.phase === 'instruction')
      found.push(problemOf(instruction, instruction.fault))
    if (kind === 'FROM' || (kind === 'invalid' && keywordOf(instruction.keyword.text) === 'FROM')) inStage = true
    else if (kind !== 'ARG' && kind !== 'invalid' && !inStage && !lost) {
      lost = true
      found.push({
        ...errorOf('NoBuildStage', 'no build stage in current context'),
        range: instruction.range,
        focus: instruction.keyword.range,
      })
    }
  }
  const complete = instructions.length > 0 && source.tooLong === undefined
  if (complete && !inStage && !lost && found.length === 0)
    found.push(errorOf('NoStages', 'dockerfile contains no stages to build'))
  return found
}

function problemOf(instruction: Instruction, fault: Fault): Problem {
  const prefix = fault.phase === 'instruction' ? `dockerfile parse error on line ${instruction.lines.first}: ` : ''
  const focus = fault.focus === undefined ? {} : { focus: fault.focus }
  return { ...errorOf(fault.code, prefix + fault.message), range: instruction.range, ...focus }
}

function errorOf(code: string, message: string): Problem {
  return { code, severity: 'error', message }
}
