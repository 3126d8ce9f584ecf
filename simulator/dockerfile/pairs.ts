import { findBlank, skipBlanks } from './blanks.ts'
import type { Fault, Instruction, InstructionCommon, Word } from './instruction.ts'
import { quoteGo } from './quote.ts'
import { flagsOf, isFault, missing, type Statement, wordAt, wrong, wrongLine } from './statement.ts'
import { type Piece, shellWords } from './words.ts'

/** Reads ARG: names, each with a default value or without. */
export function readArg(statement: Statement, common: InstructionCommon): Instruction | Fault {
  const { line } = statement
  const words = shellWords(line.text, statement.rest, line.text.length, statement.escapeUnit)
  if (words.length === 0) return missing(statement, 'ARG')
  const declarations: { readonly name: Word; readonly value?: Word }[] = []
  for (const word of words) {
    const equals = word.text.indexOf('=')
    if (equals === 0) return wrong(statement, 'BlankName', 'ARG names can not be blank', word)
    if (equals === -1) declarations.push({ name: wordAt(line, word) })
    else declarations.push(splitPair(statement, word, equals))
  }
  return { ...common, kind: 'ARG', declarations }
}

function splitPair({ line }: Statement, word: Piece, equals: number): { readonly name: Word; readonly value: Word } {
  const at = word.from + equals
  return {
    name: wordAt(line, { text: word.text.slice(0, equals), from: word.from, to: at }),
    value: wordAt(line, { text: word.text.slice(equals + 1), from: at + 1, to: word.to }),
  }
}

/** Reads ENV and LABEL: names with values. */
export function readPairs(statement: Statement, common: InstructionCommon, kind: 'ENV' | 'LABEL'): Instruction | Fault {
  const pairs = pairsOf(statement, kind)
  if (isFault(pairs)) return pairs
  const flags = flagsOf(statement)
  if (isFault(flags)) return flags
  if (pairs.pairs.length === 0) return missing(statement, kind)
  if (pairs.pairs.some((pair) => pair.name.text === ''))
    return wrong(statement, 'BlankName', `${kind} names can not be blank`)
  return { ...common, kind, pairs: pairs.pairs, legacy: pairs.legacy }
}

interface Pairs {
  readonly pairs: readonly { readonly name: Word; readonly value: Word }[]
  readonly legacy: boolean
}

/** `name=value …`, or `name value` when the first word has no `=`. Source: moby/buildkit frontend/dockerfile/parser, parseNameVal. */
function pairsOf(statement: Statement, kind: string): Pairs | Fault {
  const { line, rest } = statement
  const words = shellWords(line.text, rest, line.text.length, statement.escapeUnit)
  const [first] = words
  if (first === undefined) return { pairs: [], legacy: false }
  if (!first.text.includes('=')) return legacyPair(statement, kind)
  const pairs: Pairs['pairs'][number][] = []
  for (const word of words) {
    const equals = word.text.indexOf('=')
    if (equals === -1) {
      const message = `Syntax error - can't find = in ${quoteGo(word.text)}. Must be of the form: name=value`
      return wrongLine(statement, 'MissingEquals', message, word)
    }
    pairs.push(splitPair(statement, word, equals))
  }
  return { pairs, legacy: false }
}

function legacyPair(statement: Statement, kind: string): Pairs | Fault {
  const { line, rest } = statement
  const end = findBlank(line.text, rest, line.text.length)
  if (end === line.text.length) return wrongLine(statement, 'MissingValue', `${kind} must have two arguments`)
  const name = wordAt(line, { text: line.text.slice(rest, end), from: rest, to: end })
  const from = skipBlanks(line.text, end, line.text.length)
  return {
    pairs: [{ name, value: wordAt(line, { text: line.text.slice(from), from, to: line.text.length }) }],
    legacy: true,
  }
}
