import { lineAt, type Range } from '../values/range.ts'
import { skipBlanks, skipSpaces } from './blanks.ts'
import { readDirectives } from './directives.ts'
import type { Dockerfile, Heredoc, Instruction, Word } from './instruction.ts'
import { readStatement } from './kinds.ts'
import { continuationAt, isCommentLine, lineFrom, lineTo, type Source, sourceOf } from './lines.ts'
import { type AddStretch, type StretchKind, shellStretches, variableStretches, wordStretches } from './shell.ts'
import { statementAt } from './statement.ts'
import { editionOf, keywordOf } from './syntax.ts'

/** What a stretch of a Dockerfile is, for the editor's colours. */
export type TokenKind =
  | StretchKind
  | 'keyword'
  | 'flag'
  | 'flag-value'
  | 'directive'
  | 'image'
  | 'stage'
  | 'name'
  | 'heredoc-body'

/** A stretch of a Dockerfile in one physical line, or of a here-document's body, with what it is. */
export interface Token {
  readonly kind: TokenKind
  readonly range: Range
}

/**
 * The tokens of a Dockerfile, in order, none over another: instructions with their flags and words, the shell inside RUN, comments,
 * directives and here-documents. What is plain text has none. With `within`, those of the instructions and comments that it touches.
 */
export function tokensOf(dockerfile: Dockerfile, within?: Range): readonly Token[] {
  const source = sourceOf(dockerfile.text, dockerfile.lineStarts)
  const tokens: Token[] = []
  const directives = readDirectives(source).count
  let line = within === undefined ? 0 : lineAt(dockerfile.lineStarts, within.from) - 1
  const end = within === undefined ? source.count : Math.min(source.count, lineAt(dockerfile.lineStarts, within.to))
  for (const instruction of dockerfile.instructions) {
    if (instruction.lines.last <= line) continue
    if (instruction.lines.first > end) break
    addComments(source, line, instruction.lines.first - 1, directives, tokens)
    const own: Token[] = []
    addInstruction(dockerfile, instruction, own)
    addJoints(dockerfile, source, instruction, own)
    own.sort((a, b) => a.range.from - b.range.from)
    for (const token of own) tokens.push(token)
    line = instruction.lines.last
  }
  addComments(source, line, end, directives, tokens)
  return tokens
}

function addComments(source: Source, from: number, to: number, directives: number, tokens: Token[]): void {
  for (let line = from; line < to; line++) {
    const end = lineTo(source, line)
    const start = skipSpaces(source.text, lineFrom(source, line), end)
    if (isCommentLine(source.text, start, end))
      tokens.push({ kind: line < directives ? 'directive' : 'comment', range: { from: start, to: end } })
  }
}

/** Comments inside an instruction, the escape characters that continue it, and its here-documents' ends. */
function addJoints(dockerfile: Dockerfile, source: Source, instruction: Instruction, tokens: Token[]): void {
  const { first, last } = instruction.lines
  if (first === last) return
  const mark = dockerfile.directives.escape.charCodeAt(0)
  const bodies = instruction.bodies[0]?.from ?? Number.POSITIVE_INFINITY
  for (let line = first - 1; line < last; line++) {
    const from = lineFrom(source, line)
    const to = lineTo(source, line)
    if (from >= bodies) {
      if (instruction.bodies.some((body) => body.to === from) && to > from)
        tokens.push({ kind: 'heredoc-marker', range: { from, to } })
      continue
    }
    const start = skipSpaces(source.text, from, to)
    if (isCommentLine(source.text, start, to)) tokens.push({ kind: 'comment', range: { from: start, to } })
    else {
      const joint = continuationAt(source.text, line === first - 1 ? start : from, to, mark)
      if (joint !== -1) tokens.push({ kind: 'operator', range: { from: joint, to: joint + 1 } })
    }
  }
}

/** Writes tokens for stretches of an instruction's logical line. */
interface Pen {
  readonly text: string
  readonly add: AddStretch<TokenKind>
  /** From an offset in the file to an index in the logical line. */
  readonly index: (offset: number) => number
}

function penFor(instruction: Instruction, tokens: Token[]): Pen {
  const { text, joints } = instruction
  const start = instruction.offsetOf(0)
  return {
    text,
    index: (offset) => indexIn(joints, offset - start),
    add: (kind, from, to) => {
      // A stretch over a continuation has a piece in each physical line.
      for (let joint = 0; joint < joints.length; joint += 2) {
        const pieceFrom = Math.max(from, joints[joint] ?? 0)
        const pieceTo = Math.min(to, joints[joint + 2] ?? text.length)
        const shift = start + (joints[joint + 1] ?? 0) - (joints[joint] ?? 0)
        if (pieceTo > pieceFrom) tokens.push({ kind, range: { from: pieceFrom + shift, to: pieceTo + shift } })
      }
    },
  }
}

function indexIn(joints: readonly number[], offset: number): number {
  let joint = joints.length - 2
  while (joint > 0 && (joints[joint + 1] ?? 0) > offset) joint -= 2
  return offset - (joints[joint + 1] ?? 0) + (joints[joint] ?? 0)
}

function addInstruction(dockerfile: Dockerfile, instruction: Instruction, tokens: Token[]): void {
  const pen = penFor(instruction, tokens)
  addStatement(dockerfile, instruction, pen, 0)
  if (instruction.kind === 'RUN') {
    const whole = /^(\d*)<<[^<]*$/.test(instruction.command.form === 'shell' ? instruction.command.text : '')
    const [script] = instruction.heredocs
    if (whole && instruction.heredocs.length === 1 && script !== undefined) {
      addScript(script, tokens)
      return
    }
  }
  const sources = instruction.kind === 'COPY' || instruction.kind === 'ADD' ? instruction.heredocs : []
  for (const body of instruction.bodies)
    addBody(
      dockerfile,
      body,
      sources.some((heredoc) => heredoc.expand && heredoc.bodyRange.from === body.from),
      tokens,
    )
}

function addScript({ body, bodyRange }: Heredoc, tokens: Token[]): void {
  for (const { kind, from, to } of shellStretches(body))
    tokens.push({ kind, range: { from: bodyRange.from + from, to: bodyRange.from + to } })
}

function addBody(dockerfile: Dockerfile, body: Range, expand: boolean, tokens: Token[]): void {
  const add: AddStretch<TokenKind> = (kind, from, to) => {
    if (to > from) tokens.push({ kind, range: { from, to } })
  }
  if (expand) variableStretches(dockerfile.text, body.from, body.to, add, 'heredoc-body')
  else add('heredoc-body', body.from, body.to)
}

function addStatement(dockerfile: Dockerfile, instruction: Instruction, pen: Pen, depth: number): void {
  const { keyword } = instruction
  const from = pen.index(keyword.range.from)
  if (keywordOf(keyword.text) !== undefined) pen.add('keyword', from, from + keyword.text.length)
  for (const flag of instruction.flags) addFlag(pen, flag)
  if (instruction.kind === 'ONBUILD' && depth < 2) addTrigger(dockerfile, instruction, pen, from, depth)
  else addArguments(instruction, pen)
}

function addTrigger(dockerfile: Dockerfile, instruction: Instruction, pen: Pen, from: number, depth: number): void {
  const { text, joints } = instruction
  const line = {
    text,
    joints,
    start: instruction.offsetOf(0),
    from: instruction.range.from,
    tail: '',
    first: 0,
    last: 0,
    emptyContinuation: false,
  }
  const mark = dockerfile.directives.escape.charCodeAt(0)
  const edition = editionOf(dockerfile.directives.syntax?.text)
  const { rest } = statementAt(line, from, mark, edition)
  const around = { end: instruction.range.to, last: 0, comments: [], heredocs: [] }
  addStatement(dockerfile, readStatement(statementAt(line, rest, mark, edition), around), pen, depth + 1)
}

function addFlag(pen: Pen, flag: Word): void {
  const from = pen.index(flag.range.from)
  const to = from + flag.text.length
  const equals = flag.text.indexOf('=')
  pen.add('flag', from, equals === -1 ? to : from + equals)
  if (equals === -1) return
  pen.add('operator', from + equals, from + equals + 1)
  const kind = flag.text.startsWith('--from=') ? 'stage' : 'flag-value'
  wordStretches(pen.text, from + equals + 1, to, pen.add, kind)
}

function addWord(pen: Pen, word: Word | undefined, kind: TokenKind | undefined): void {
  if (word === undefined) return
  const from = pen.index(word.range.from)
  const to = word.range.to > word.range.from ? pen.index(word.range.to - 1) + 1 : from
  wordStretches(pen.text, from, to, pen.add, kind)
}

function addArguments(instruction: Instruction, pen: Pen): void {
  switch (instruction.kind) {
    case 'FROM':
      addWord(pen, instruction.image, 'image')
      addWord(pen, instruction.as, 'keyword')
      addWord(pen, instruction.name, 'stage')
      break
    case 'ARG':
      addPairs(pen, instruction.declarations, false)
      break
    case 'ENV':
    case 'LABEL':
      addPairs(pen, instruction.pairs, instruction.legacy)
      break
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
      addCommand(pen, instruction.command)
      break
    case 'HEALTHCHECK':
      addHealthcheck(instruction, pen)
      break
    case 'COPY':
    case 'ADD':
      for (const source of instruction.sources) addWord(pen, source, 'path')
      for (const heredoc of instruction.heredocs) addRange(pen, heredoc.range, 'heredoc-marker')
      addWord(pen, instruction.destination, 'path')
      break
    case 'VOLUME':
      for (const path of instruction.paths) addWord(pen, path, 'path')
      break
    case 'EXPOSE':
      for (const port of instruction.ports) addWord(pen, port, 'number')
      break
    case 'WORKDIR':
      addWord(pen, instruction.argument, 'path')
      break
    case 'USER':
    case 'STOPSIGNAL':
      addWord(pen, instruction.argument, 'name')
      break
    case 'MAINTAINER':
      addRange(pen, instruction.argument.range, 'string')
      break
    case 'SHELL':
      addStrings(pen, restAfter(instruction, pen))
      break
    case 'ONBUILD':
    case 'invalid':
      wordStretches(pen.text, restAfter(instruction, pen), pen.text.length, pen.add, undefined)
  }
}

function restAfter(instruction: Instruction, pen: Pen): number {
  const end = instruction.flags.at(-1)?.range.to ?? instruction.keyword.range.to
  const last = end > instruction.keyword.range.from ? pen.index(end - 1) + 1 : 0
  return skipBlanks(pen.text, last, pen.text.length)
}

function addRange(pen: Pen, range: Range, kind: TokenKind): void {
  if (range.to > range.from) pen.add(kind, pen.index(range.from), pen.index(range.to - 1) + 1)
}

function addPairs(pen: Pen, pairs: readonly { readonly name: Word; readonly value?: Word }[], legacy: boolean): void {
  for (const { name, value } of pairs) {
    addWord(pen, name, 'name')
    if (value === undefined) continue
    if (!legacy && value.range.to >= value.range.from) {
      const equals = pen.text.indexOf('=', pen.index(name.range.from) + name.text.length)
      if (equals !== -1) pen.add('operator', equals, equals + 1)
    }
    if (value.text !== '') addWord(pen, value, undefined)
  }
}

function addHealthcheck(instruction: Extract<Instruction, { kind: 'HEALTHCHECK' }>, pen: Pen): void {
  const from = restAfter(instruction, pen)
  pen.add('keyword', from, from + (instruction.command === undefined ? 'NONE' : 'CMD').length)
  if (instruction.command !== undefined) addCommand(pen, instruction.command)
}

function addCommand(pen: Pen, command: { readonly form: 'shell' | 'exec'; readonly range: Range }): void {
  if (command.range.to === command.range.from) return
  const from = pen.index(command.range.from)
  if (command.form === 'exec') addStrings(pen, from)
  else for (const stretch of shellStretches(pen.text, from)) pen.add(stretch.kind, stretch.from, stretch.to)
}

/** The strings, brackets and commas of a JSON array. */
function addStrings(pen: Pen, from: number): void {
  const pattern = /"(?:[^"\\]|\\.)*"|[[\],]/g
  pattern.lastIndex = from
  for (let match = pattern.exec(pen.text); match !== null; match = pattern.exec(pen.text))
    pen.add(match[0].startsWith('"') ? 'string' : 'operator', match.index, match.index + match[0].length)
}
