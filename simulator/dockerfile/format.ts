import { skipSpaces, trimEnd } from './blanks.ts'
import { readDirectives } from './directives.ts'
import type { Dockerfile, Instruction } from './instruction.ts'
import { continuationAt, isCommentLine, type LogicalLine, lineFrom, lineTo, type Source, sourceOf } from './lines.ts'
import { parseDockerfile } from './parse.ts'
import { jsonOf, type Statement, statementAt } from './statement.ts'
import { editionOf } from './syntax.ts'
import { listItems, type Piece, shellWords } from './words.ts'

/**
 * A Dockerfile with one layout: keywords in capitals, one blank between words, continued lists indented by four, no blanks at line ends,
 * no blank lines in a row or inside an instruction. What the builder reads stays the same, to the letter for the texts of RUN, CMD,
 * ENTRYPOINT, HEALTHCHECK and ONBUILD and for here-documents. A file in which that cannot be promised comes back as it is.
 */
export function formatDockerfile(text: string): string {
  const dockerfile = parseDockerfile(text)
  if (dockerfile.instructions.length === 0) return text
  const formatted = layOut(dockerfile)
  return sameMeaning(dockerfile, parseDockerfile(formatted)) ? formatted : text
}

const indent = '    '

function layOut(dockerfile: Dockerfile): string {
  const source = sourceOf(dockerfile.text, dockerfile.lineStarts)
  const directives = readDirectives(source).count
  const lines: string[] = []
  let line = 0
  for (const instruction of dockerfile.instructions) {
    addGap(source, line, instruction.lines.first - 1, directives, lines)
    lines.push(...instructionLines(dockerfile, source, instruction))
    line = instruction.lines.last
  }
  addGap(source, line, source.count, directives, lines)
  if (lines.at(-1) === '') lines.pop()
  const end = /\r?\n/.exec(dockerfile.text)?.[0] ?? '\n'
  const mark = dockerfile.text.startsWith('\ufeff') ? '\ufeff' : ''
  return mark + lines.map((each) => each + end).join('')
}

/** Comments and at most one blank line in a row. A blank line at the very top stays: it may keep a comment from being a directive. */
function addGap(source: Source, from: number, to: number, directives: number, lines: string[]): void {
  for (let line = from; line < to; line++) {
    const start = lineFrom(source, line)
    const end = trimEnd(source.text, start, lineTo(source, line))
    const content = line < directives ? start : skipSpaces(source.text, start, end)
    if (content < end) lines.push(source.text.slice(content, end))
    else if (lines.length === 0 || lines.at(-1) !== '') lines.push('')
  }
}

function instructionLines(dockerfile: Dockerfile, source: Source, instruction: Instruction): readonly string[] {
  const [body] = instruction.bodies
  const heredocs = body === undefined ? [] : [source.text.slice(body.from, instruction.range.to)]
  if (instruction.kind === 'invalid') return rawLines(source, instruction)
  const statement = statementOf(dockerfile, instruction)
  const list = listIn(statement)
  const laidOut =
    list === undefined
      ? textLines(source, instruction, statement)
      : pieceLines(source, instruction, statement, [...flagPieces(statement), ...list])
  return laidOut === undefined ? rawLines(source, instruction) : [...laidOut, ...heredocs]
}

/** An instruction as it stands, without empty lines that it only holds because the file ends there. */
function rawLines(source: Source, { lines }: Instruction): readonly string[] {
  return [source.text.slice(lineFrom(source, lines.first - 1), lineTo(source, lines.last - 1)).replace(/[\r\n]+$/, '')]
}

function statementOf({ directives }: Dockerfile, instruction: Instruction): Statement {
  const { text, joints, range } = instruction
  const start = instruction.offsetOf(0)
  const line: LogicalLine = {
    text,
    joints,
    start,
    from: range.from,
    tail: '',
    first: 0,
    last: 0,
    emptyContinuation: false,
  }
  return statementAt(line, 0, directives.escape.charCodeAt(0), editionOf(directives.syntax?.text))
}

function flagPieces({ line, flags }: Statement): readonly Piece[] {
  return flags.map((flag) => ({ ...flag, text: line.text.slice(flag.from, flag.to) }))
}

/** The words of an instruction that is a list of them; undefined for one whose rest is one text. */
function listIn(statement: Statement): readonly Piece[] | undefined {
  const { line, rest, escapeUnit } = statement
  switch (statement.keyword) {
    case 'FROM':
      return listItems(line.text, rest, line.text.length).map((item, index) =>
        index === 1 ? { ...item, text: 'AS' } : item,
      )
    case 'EXPOSE':
      return listItems(line.text, rest, line.text.length)
    case 'COPY':
    case 'ADD':
    case 'VOLUME':
      return jsonOf(statement) === undefined ? listItems(line.text, rest, line.text.length) : undefined
    case 'ARG':
      return shellWords(line.text, rest, line.text.length, escapeUnit)
    case 'ENV':
    case 'LABEL': {
      const words = shellWords(line.text, rest, line.text.length, escapeUnit)
      return words[0]?.text.includes('=') === true ? words : undefined
    }
    default:
      return undefined
  }
}

/** Physical lines of an instruction that end before its here-documents. */
function physicalLines(source: Source, { lines, bodies }: Instruction): readonly number[] {
  const end = bodies[0]?.from ?? Number.POSITIVE_INFINITY
  const found: number[] = []
  for (let line = lines.first - 1; line < lines.last && lineFrom(source, line) < end; line++) found.push(line)
  return found
}

function lineOf(source: Source, numbers: readonly number[], offset: number): number {
  return numbers.findLast((line) => lineFrom(source, line) <= offset) ?? 0
}

/** Words with one blank between them, broken where they were broken, comments kept; undefined when a comment has no place. */
function pieceLines(
  source: Source,
  instruction: Instruction,
  statement: Statement,
  pieces: readonly Piece[],
): readonly string[] | undefined {
  const numbers = physicalLines(source, instruction)
  const mark = String.fromCharCode(statement.escapeUnit)
  let comments = numbers.filter((line) => isCommentLine(source.text, lineFrom(source, line), lineTo(source, line)))
  const lines: string[] = []
  let current = statement.keyword ?? statement.keywordText
  let line = lineOf(source, numbers, instruction.offsetOf(statement.keywordText.length - 1))
  for (const piece of pieces) {
    const begins = lineOf(source, numbers, instruction.offsetOf(piece.from))
    if (begins === line || piece.text.startsWith('#')) current += ` ${piece.text}`
    else {
      lines.push(`${current} ${mark}`)
      for (const comment of comments.filter((each) => each < begins)) lines.push(indent + commentText(source, comment))
      comments = comments.filter((each) => each > begins)
      current = indent + piece.text
    }
    line = lineOf(source, numbers, instruction.offsetOf(piece.to - 1))
  }
  return comments.length === 0 ? [...lines, current] : undefined
}

function commentText(source: Source, line: number): string {
  const end = trimEnd(source.text, lineFrom(source, line), lineTo(source, line))
  return source.text.slice(skipSpaces(source.text, lineFrom(source, line), end), end)
}

/** The keyword and flags laid out, the text after them left as it stands but for blanks at line ends that it does not hold. */
function textLines(source: Source, instruction: Instruction, statement: Statement): readonly string[] | undefined {
  const { line, rest, escapeUnit } = statement
  const numbers = physicalLines(source, instruction)
  const mark = String.fromCharCode(escapeUnit)
  const bare = line.text.length > rest ? [{ text: '', from: rest, to: rest + 1 }] : []
  const flagsEnd = statement.flags.at(-1)?.to ?? 0
  const ended = /(?<=^|[\t\v\f\r ])--(?=[\t\v\f\r ]*$)/.exec(line.text.slice(flagsEnd, rest))
  const dashesAt = flagsEnd + (ended?.index ?? 0)
  const dashes = ended === null ? [] : [{ text: '--', from: dashesAt, to: dashesAt + 2 }]
  // The lines of flags hold the comments above the text; those inside it stay with it.
  const textLine = lineOf(source, numbers, instruction.offsetOf(rest))
  const head = pieceLines({ ...source, count: textLine }, headOf(instruction, textLine), statement, [
    ...flagPieces(statement),
    ...dashes,
    ...bare,
  ])
  if (head === undefined) return undefined
  const last = head.at(-1) ?? ''
  const start = bare.length === 0 ? last.trimEnd() : last
  const lines = [...head.slice(0, -1)]
  if (bare.length === 0) return [...lines, start]
  let prefix = start
  const kept = numbers.filter((number) => number >= textLine)
  kept.forEach((number, index) => {
    const from = number === textLine ? instruction.offsetOf(rest) : lineFrom(source, number)
    const to = lineTo(source, number)
    if (index > 0 && isCommentLine(source.text, from, to)) {
      lines.push(source.text.slice(from, trimEnd(source.text, from, to)))
      return
    }
    if (index > 0 && skipSpaces(source.text, from, to) === to) return
    const cut = continuationAt(source.text, number === textLine ? lineFrom(source, number) : from, to, escapeUnit)
    lines.push(prefix + (cut === -1 ? source.text.slice(from, to) : source.text.slice(from, cut) + mark))
    prefix = ''
  })
  return trimLast(lines, instruction, mark)
}

function headOf(instruction: Instruction, textLine: number): Instruction {
  return { ...instruction, lines: { first: instruction.lines.first, last: textLine + 1 } }
}

/** The last line ends with its text: no blanks, and no escape character that continues into nothing. A trigger keeps its blanks. */
function trimLast(lines: readonly string[], instruction: Instruction, mark: string): readonly string[] | undefined {
  const at = lines.findLastIndex((line) => !isCommentLine(line, 0, line.length))
  const last = lines[at] ?? ''
  const cut = continuationAt(last, 0, last.length, mark.charCodeAt(0))
  if (cut === -1 && at < lines.length - 1) return undefined
  const text = cut === -1 ? last : last.slice(0, cut)
  const ended = instruction.kind === 'ONBUILD' ? text : text.slice(0, trimEnd(text, 0, text.length))
  const comments = lines.slice(at + 1).map((line) => line.trimStart())
  // A line without text only continued; then the one before it is the last.
  if (ended === '' && at > 0) return trimLast([...lines.slice(0, at), ...comments], instruction, mark)
  return [...lines.slice(0, at), ended, ...comments]
}

function sameMeaning(left: Dockerfile, right: Dockerfile): boolean {
  return meaningOf(left) === meaningOf(right)
}

/** All that the builder takes from a Dockerfile, as one text: what places, layout and the case of keywords do not change. */
function meaningOf({ directives, instructions }: Dockerfile): string {
  const dropped = new Set([
    'range',
    'lines',
    'focus',
    'bodyRange',
    'bodies',
    'joints',
    'emptyContinuation',
    'flags',
    'keyword',
    'as',
  ])
  const read = instructions.map((instruction) => ({
    ...instruction,
    ...(instruction.kind === 'invalid' ? {} : { text: '' }),
  }))
  const { escape: mark, syntax, check } = directives
  return JSON.stringify([mark, syntax, check, read], (key, value: unknown) => (dropped.has(key) ? undefined : value))
}
