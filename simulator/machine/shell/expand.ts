import { usersOf } from '../users.ts'
import { ArithmeticError, evaluateArithmetic } from './arithmetic.ts'
import { expandBraces } from './braces.ts'
import { type Field, FieldBuilder } from './fields.ts'
import { expandPaths } from './glob.ts'
import { expandParameter, unsetError } from './parameters.ts'
import { compilePattern, type Pattern } from './pattern.ts'
import type { Shell } from './shell.ts'
import { parameterValue } from './special.ts'
import type { Part, Word } from './syntax.ts'

/** The words of a command after all expansions: tilde, parameters, commands, arithmetic, splitting, paths, quotes. */
export function expandWords(shell: Shell, words: readonly Word[]): string[] {
  const expanded: string[] = []
  for (const word of words) {
    const [first] = word
    // The common word has nothing to expand.
    if (word.length === 1 && first?.kind === 'text' && (first.quoted || isPlain(first.text))) {
      expanded.push(first.text)
      continue
    }
    const variants = shell.dialect.isBash ? expandBraces(word) : [word]
    for (const variant of variants)
      for (const field of fieldsOf(shell, variant)) expanded.push(...pathsOf(shell, field))
  }
  shell.machine.budget.spend(words.length)
  return expanded
}

function isPlain(text: string): boolean {
  return /^[A-Za-z0-9_./:=@%+,-]*$/.test(text)
}

function pathsOf(shell: Shell, field: Field): readonly string[] {
  if (!field.mayBePattern || shell.options.has('f')) return [field.text]
  const paths = expandPaths(shell, field.pattern, shell.dialect.caretNegates)
  return paths.length > 0 ? paths : [field.text]
}

function fieldsOf(shell: Shell, word: Word): readonly Field[] {
  const builder = new FieldBuilder(separatorsOf(shell))
  expandParts(shell, expandTilde(shell, word, false), builder, true)
  return builder.finish()
}

function separatorsOf(shell: Shell): string {
  return shell.get('IFS') ?? (shell.variables.has('IFS') ? '' : ' \t\n')
}

/** A word as one text: not split, no paths. For assignments, redirections, `case`, here-documents. */
export function expandText(shell: Shell, word: Word, isAssignment = false): string {
  return expandWhole(shell, word, isAssignment).text
}

/** A word as a pattern: what is quoted in it is escaped. For `case` and `${name#pattern}`. */
export function expandPattern(shell: Shell, word: Word): string {
  return expandWhole(shell, word, false).pattern
}

/** A word compiled as a pattern of the shell's dialect. */
export function patternOf(shell: Shell, word: Word): Pattern {
  return compilePattern(expandPattern(shell, word), shell.dialect.caretNegates)
}

const nothing: Field = { text: '', pattern: '', mayBePattern: false }

function expandWhole(shell: Shell, word: Word, isAssignment: boolean): Field {
  const builder = new FieldBuilder('')
  expandParts(shell, expandTilde(shell, word, isAssignment), builder, false)
  return builder.finish()[0] ?? nothing
}

/** Adds the parts of a word to a builder. `splits`: unquoted values are split. */
export function expandParts(
  shell: Shell,
  word: Word,
  builder: FieldBuilder,
  splits: boolean,
  splitsText = false,
): void {
  for (const part of word) expandPart(shell, part, builder, splits, splitsText)
}

function expandPart(shell: Shell, part: Part, builder: FieldBuilder, splits: boolean, splitsText: boolean): void {
  switch (part.kind) {
    case 'text':
      if (part.quoted) builder.addQuoted(part.text)
      else if (splitsText) builder.addSplit(part.text)
      else builder.addPlain(part.text)
      return
    case 'command':
      addValue(builder, shell.runner.substitute(shell, part.list), part.quoted, splits)
      return
    case 'arithmetic':
      addValue(builder, `${arithmeticOf(shell, part.expression)}`, part.quoted, splits)
      return
    case 'parameter':
      expandParameter(shell, part, builder, splits, {
        parts: (word) => expandParts(shell, expandTilde(shell, word, false), builder, splits, splits && !part.quoted),
        text: (word) => expandText(shell, word),
        pattern: (word) => patternOf(shell, word),
        number: (word) => arithmeticOf(shell, word),
      })
  }
}

function addValue(builder: FieldBuilder, value: string, quoted: boolean, splits: boolean): void {
  if (quoted) builder.addQuoted(value)
  else if (splits) builder.addSplit(value)
  else builder.addPlain(value)
}

/** The value of an arithmetic expression; what is wrong with it is a fatal error. */
export function arithmeticOf(shell: Shell, expression: Word): bigint {
  return arithmeticValue(shell, expandText(shell, expression))
}

/** The value of an arithmetic text. */
export function arithmeticValue(shell: Shell, text: string): bigint {
  shell.machine.budget.spend(1 + text.length / 20)
  const { texts, name: dialect } = shell.dialect
  try {
    return evaluateArithmetic(
      text,
      { get: (name) => variableValue(shell, name), set: (name, value) => setVariable(shell, name, value) },
      dialect === 'dash',
    )
  } catch (thrown) {
    if (!(thrown instanceof ArithmeticError)) throw thrown
    const message =
      thrown.reason === 'zero'
        ? texts.divideByZero(thrown.message)
        : texts.arithmeticSyntax(thrown.message, thrown.reason, thrown.token)
    throw shell.lineError(message)
  }
}

function variableValue(shell: Shell, name: string): string | undefined {
  const [, base = name, index] = /^([^[]*)\[(.*)\]$/.exec(name) ?? []
  if (index !== undefined) return shell.variables.get(base)?.elements?.get(`${arithmeticValue(shell, index)}`)
  const value = parameterValue(shell, name)
  if (shell.dialect.isBash && value === undefined && shell.options.has('u')) throw unsetError(shell, name)
  // dash takes only a number.
  if (
    shell.dialect.name === 'dash' &&
    value !== undefined &&
    value.trim() !== '' &&
    !/^\s*[-+]?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)\s*$/.test(value)
  )
    throw shell.fatal(shell.dialect.texts.badNumber(value))
  return value
}

function setVariable(shell: Shell, name: string, value: string): void {
  const [, base = name, index] = /^([^[]*)\[(.*)\]$/.exec(name) ?? []
  const elements = index === undefined ? undefined : shell.variables.get(base)?.elements
  if (elements !== undefined && index !== undefined) elements.set(`${arithmeticValue(shell, index)}`, value)
  else shell.set(base, value)
}

/** Replaces `~` and `~name` at a word's start, in an assignment also after colons, by a home directory that is not split. */
function expandTilde(shell: Shell, word: Word, isAssignment: boolean): Word {
  const [first] = word
  if (first?.kind !== 'text' || first.quoted || !first.text.includes('~')) return word
  const pieces = isAssignment ? first.text.split(/(?<=:)/) : [first.text]
  const parts: Part[] = []
  for (const [at, piece] of pieces.entries()) {
    const isFollowed = at === pieces.length - 1 && word.length > 1
    const [prefix, name] = /^~([A-Za-z0-9._-]*)(?=[/:]|$)/.exec(piece) ?? []
    const home =
      prefix === undefined || name === undefined || (isFollowed && prefix === piece)
        ? undefined
        : homeNamed(shell, name)
    if (home === undefined || prefix === undefined) {
      parts.push({ kind: 'text', text: piece, quoted: false })
      continue
    }
    parts.push({ kind: 'text', text: home, quoted: true })
    if (prefix !== piece) parts.push({ kind: 'text', text: piece.slice(prefix.length), quoted: false })
  }
  return [...parts, ...word.slice(1)]
}

function homeNamed(shell: Shell, name: string): string | undefined {
  if (name === '') return shell.get('HOME')
  return usersOf(shell.machine.draft.current)?.find((user) => user.name === name)?.home
}
