import { findBlank, isSpace, skipBlanks, skipSpaces } from './blanks.ts'
import { extractFlags, type FlagFault, type FlagValues, flagValues } from './flags.ts'
import type { Command, Comment, Fault, Heredoc, Instruction, InstructionCommon, Keyword, Word } from './instruction.ts'
import { parseStringArray } from './json.ts'
import { type LogicalLine, offsetIn } from './lines.ts'
import { suggestion } from './suggest.ts'
import { type Edition, flagsKnown, keywordOf, keywords } from './syntax.ts'
import { listItems, type Piece } from './words.ts'

/** A logical line taken apart into keyword, flags and the rest, and what else an instruction is made of. */
export interface Statement {
  readonly line: LogicalLine
  /** Where in the line its keyword begins; elsewhere than at 0 for a trigger. */
  readonly from: number
  readonly keyword: Keyword | undefined
  readonly keywordText: string
  readonly flags: readonly Piece[]
  /** Where in the line the rest begins; it ends where the line ends. */
  readonly rest: number
  readonly escapeUnit: number
  readonly edition: Edition
}

/** What stands around a logical line in the file. */
export interface Surroundings {
  /** Where its last physical line ends, and the number of that line from 0. */
  readonly end: number
  readonly last: number
  readonly comments: readonly Comment[]
  readonly heredocs: readonly Heredoc[]
}

/** Takes a logical line apart from index `from` on: a trigger's begins behind ONBUILD. */
export function statementAt(line: LogicalLine, from: number, escapeUnit: number, edition: Edition): Statement {
  const { text } = line
  const end = findBlank(text, from, text.length)
  const keywordText = text.slice(from, end)
  const { flags, end: rest } = extractFlags(text, skipBlanks(text, end, text.length), escapeUnit)
  return {
    line,
    from,
    keyword: keywordOf(keywordText),
    keywordText,
    flags,
    rest: skipSpaces(text, rest, text.length),
    escapeUnit,
    edition,
  }
}

/** A stretch of a logical line as a word with its place in the file. */
export function wordAt(line: LogicalLine, piece: Piece): Word {
  return { text: piece.text, range: rangeAt(line, piece.from, piece.to) }
}

/** The place in the file of a stretch of a logical line. */
export function rangeAt(line: LogicalLine, from: number, to: number): { readonly from: number; readonly to: number } {
  const start = offsetIn(line.start, line.joints, from)
  return { from: start, to: to > from ? offsetIn(line.start, line.joints, to - 1) + 1 : start }
}

/** The rest of a statement as one piece; undefined when it is empty. */
export function restOf({ line, rest }: Statement): Piece | undefined {
  return rest < line.text.length ? { text: line.text.slice(rest), from: rest, to: line.text.length } : undefined
}

/** What all instructions have. */
export function commonOf(statement: Statement, around: Surroundings): InstructionCommon {
  const { line, from, keywordText, flags } = statement
  const { start, joints } = line
  return {
    range: { from: line.from, to: around.end },
    lines: { first: line.first + 1, last: around.last + 1 },
    keyword: { text: keywordText, range: rangeAt(line, from, from + keywordText.length) },
    text: line.text,
    offsetOf: offsetsFrom(start, joints, line.text.length),
    joints,
    comments: around.comments,
    emptyContinuation: line.emptyContinuation,
    bodies: around.heredocs.length === 0 ? noRanges : around.heredocs.map((heredoc) => heredoc.bodyRange),
    flags: flags.length === 0 ? noWords : flags.map((flag) => writtenFlag(line, flag)),
  }
}

const noRanges: InstructionCommon['bodies'] = []
const noWords: readonly Word[] = []

function writtenFlag(line: LogicalLine, flag: Piece): Word {
  return { text: line.text.slice(flag.from, flag.to), range: rangeAt(line, flag.from, flag.to) }
}

/** The function from an index of a logical line to its offset in the file. */
export function offsetsFrom(start: number, joints: readonly number[], length: number): (index: number) => number {
  return (index) => offsetIn(start, joints, index < length ? index : length)
}

/** A fault of the instruction phase; `piece` is the part that is wrong. */
export function wrong(statement: Statement, code: string, message: string, piece?: Piece): Fault {
  const focus = piece === undefined ? {} : { focus: rangeAt(statement.line, piece.from, piece.to) }
  return { kind: 'fault', code, message, phase: 'instruction', ...focus }
}

/** A fault of the line phase. */
export function wrongLine(statement: Statement, code: string, message: string, piece?: Piece): Fault {
  return { ...wrong(statement, code, message, piece), phase: 'line' }
}

/** The flags of a statement, or what is wrong with them. */
export function flagsOf(statement: Statement): FlagValues | Fault {
  if (statement.keyword === undefined) return noFlags
  const values = flagValues(statement.flags, flagsKnown(statement.keyword, statement.edition))
  return isFlagFault(values) ? wrong(statement, values.code, values.message, values.flag) : values
}

const noFlags: FlagValues = new Map()

function isFlagFault(values: FlagValues | FlagFault): values is FlagFault {
  return 'code' in values
}

/** The value of a text flag as a word. */
export function flagWord(statement: Statement, flags: FlagValues, name: string): Word | undefined {
  const value = flags.size === 0 ? undefined : flags.get(name)?.[0]
  return value === undefined ? undefined : wordAt(statement.line, value)
}

/** All values of a list flag as words. */
export function flagWords(statement: Statement, flags: FlagValues, name: string): readonly Word[] {
  if (flags.size === 0) return noWords
  return (flags.get(name) ?? []).map((value) => wordAt(statement.line, value))
}

/** Whether a switch is given and on; undefined when it is not given. */
export function flagSwitch(flags: FlagValues, name: string): boolean | undefined {
  const value = flags.size === 0 ? undefined : flags.get(name)?.[0]
  return value === undefined ? undefined : value.text === 'true'
}

/** The rest as a JSON array of strings, undefined when it is no JSON array. */
export function jsonOf(statement: Statement, from = statement.rest): readonly Piece[] | Fault | undefined {
  const { text } = statement.line
  if (text.charCodeAt(from) !== 91) return undefined
  const strings = parseStringArray(text, from, text.length)
  if (strings === 'not-json') return undefined
  if (strings !== 'not-strings') return strings
  const message = 'when using JSON array syntax, arrays must be comprised of strings only'
  return wrongLine(statement, 'JSONNotStrings', message, { text: '', from, to: text.length })
}

/** The rest as a list: a JSON array, else items separated by blanks. */
export function listOf(statement: Statement): readonly Piece[] | Fault {
  return jsonOf(statement) ?? listItems(statement.line.text, statement.rest, statement.line.text.length)
}

/** The rest as a command: the exec form when it is a JSON array of strings, else the shell form. */
export function commandOf(statement: Statement, from = statement.rest): Command | Fault {
  const { line } = statement
  const strings = jsonOf(statement, from)
  const range = rangeAt(line, from, line.text.length)
  if (strings === undefined) return { form: 'shell', text: line.text.slice(from), range }
  return isFault(strings) ? strings : { form: 'exec', words: strings.map((piece) => piece.text), range }
}

/** Whether a result of reading is a fault. */
export function isFault(result: object): result is Fault {
  return 'phase' in result
}

/** An instruction that could not be read. */
export function invalid(common: InstructionCommon, fault: Fault): Instruction {
  return { ...common, kind: 'invalid', fault }
}

/** The fault of a keyword that is none. */
export function unknownInstruction(statement: Statement): Fault {
  const { keywordText, from } = statement
  const message = `unknown instruction: ${keywordText}${suggestion(keywordText, keywords, { ignoreCase: true })}`
  return wrong(statement, 'UnknownInstruction', message, { text: keywordText, from, to: from + keywordText.length })
}

/** The end of the first word of the rest, as HEALTHCHECK has it. */
export function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && !isSpace(text.charCodeAt(at))) at++
  return at
}

/** The fault of an instruction without arguments. */
export function missing(statement: Statement, keyword: string): Fault {
  return wrong(statement, 'MissingArgument', `${keyword} requires at least one argument`)
}
