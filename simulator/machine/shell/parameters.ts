import { bytesOf } from '../../values/bytes.ts'
import type { FieldBuilder } from './fields.ts'
import { matches, type Pattern } from './pattern.ts'
import { quoteForShell } from './quote.ts'
import { FatalError, type Shell } from './shell.ts'
import type { Operation, Parameter, Word } from './syntax.ts'

/** How the words inside `${…}` are expanded. */
export interface InnerWords {
  /** Adds a word in place. */
  readonly parts: (word: Word) => void
  readonly text: (word: Word) => string
  readonly pattern: (word: Word) => Pattern
  readonly number: (word: Word) => bigint
}

/** One value, or the list of `$@`, `$*`, `${name[@]}`. An unset parameter is an empty list, or a value that is undefined. */
type Value =
  | { readonly kind: 'one'; readonly value: string | undefined }
  | { readonly kind: 'list'; readonly values: readonly string[]; readonly joins: boolean }

/** Adds what a parameter stands for to the word being built. Source: POSIX.1-2024, Shell Command Language, 2.6.2. */
export function expandParameter(
  shell: Shell,
  part: Parameter,
  builder: FieldBuilder,
  splits: boolean,
  inner: InnerWords,
): void {
  const { operation } = part
  if (operation?.kind === 'bad' && shell.dialect.name === 'ash') {
    // It tells the line that it has read to.
    shell.complain(shell.dialect.texts.badSubstitution(operation.text), undefined, shell.readLine)
    throw new FatalError(2)
  }
  if (operation?.kind === 'bad')
    throw shell.fatal(shell.dialect.texts.badSubstitution(operation.text), shell.dialect.isBash ? 1 : 2)
  const value = parameterOf(shell, part, inner)
  const add = (text: string) => {
    if (part.quoted) builder.addQuoted(text)
    else if (splits) builder.addSplit(text)
    else builder.addPlain(text)
  }
  if (operation === undefined) {
    checkSet(shell, part, value)
    addValue(shell, value, part, builder, splits, add)
    return
  }
  switch (operation.kind) {
    case '-':
    case '=':
    case '?':
    case '+':
      expandConditional(shell, part, operation, value, inner, {
        add,
        all: () => addValue(shell, value, part, builder, splits, add),
      })
      return
    case 'length':
      checkSet(shell, part, value)
      add(`${lengthOf(shell, value)}`)
      return
    default: {
      checkSet(shell, part, value)
      const change = changeOf(shell, part, operation, inner)
      if (operation.kind === 'slice' && value.kind === 'list') {
        addValue(
          shell,
          { ...value, values: sliceList(shell, part, value.values, operation, inner) },
          part,
          builder,
          splits,
          add,
        )
        return
      }
      const changed: Value =
        value.kind === 'list'
          ? { ...value, values: value.values.map(change) }
          : { kind: 'one', value: change(value.value ?? '') }
      addValue(shell, changed, part, builder, splits, add)
    }
  }
}

/** bash counts the elements of a list; the others the characters of all together. */
function lengthOf(shell: Shell, value: Value): number {
  if (value.kind === 'one') return bytesOf(value.value ?? '').length
  return shell.dialect.isBash ? value.values.length : bytesOf(value.values.join(' ')).length
}

function expandConditional(
  shell: Shell,
  part: Parameter,
  operation: Extract<Operation, { kind: '-' | '=' | '?' | '+' }>,
  value: Value,
  inner: InnerWords,
  put: { readonly add: (text: string) => void; readonly all: () => void },
): void {
  const isSet = value.kind === 'list' ? value.values.length > 0 : value.value !== undefined
  const isEmpty =
    value.kind === 'list' ? value.values.join('') === '' && value.values.length < 2 : (value.value ?? '') === ''
  const counts = isSet && !(operation.colon && isEmpty)
  if (operation.kind === '+') {
    if (counts) inner.parts(operation.word)
    else if (part.quoted) put.add('')
    return
  }
  if (counts) {
    put.all()
    return
  }
  switch (operation.kind) {
    case '-':
      if (operation.word.length === 0 && part.quoted) put.add('')
      inner.parts(operation.word)
      return
    case '=': {
      if (!/^[A-Za-z_]/.test(part.name)) throw shell.fatal(shell.dialect.texts.badSubstitution(`${part.name}=`))
      const assigned = inner.text(operation.word)
      shell.set(part.name, assigned)
      put.add(assigned)
      return
    }
    case '?': {
      const { texts, isBash } = shell.dialect
      const message = inner.text(operation.word)
      const usual = operation.colon
        ? texts.nullOrUnset(part.name)
        : isBash
          ? `${part.name}: parameter not set`
          : texts.unset(part.name)
      throw shell.fatal(operation.word.length > 0 ? `${part.name}: ${message}` : usual, isBash ? 127 : 2)
    }
  }
}

function addValue(
  shell: Shell,
  value: Value,
  part: Parameter,
  builder: FieldBuilder,
  splits: boolean,
  add: (text: string) => void,
): void {
  if (value.kind === 'one') {
    add(value.value ?? '')
    return
  }
  const separators = shell.get('IFS')
  const isUnset = !shell.variables.has('IFS')
  const between = isUnset ? ' ' : (separators ?? '').slice(0, 1)
  if (!splits || (part.quoted && value.joins)) {
    add(value.values.join(value.joins ? between : ' '))
    return
  }
  for (const [at, one] of value.values.entries()) {
    if (at > 0) builder.endField(part.quoted)
    add(one)
  }
}

function parameterOf(shell: Shell, part: Parameter, inner: InnerWords): Value {
  const { name, index } = part
  if (part.isIndirect) {
    const target = shell.variables.get(name)
    if (index !== undefined && isAll(index))
      return { kind: 'list', values: [...(target?.elements?.keys() ?? [])], joins: isStar(index) }
    const pointed = shell.get(name) ?? ''
    return { kind: 'one', value: pointed === '' ? undefined : parameterValue(shell, pointed) }
  }
  if (index !== undefined) return elementOf(shell, name, index, inner)
  if (name === '@' || name === '*') return { kind: 'list', values: shell.parameters, joins: name === '*' }
  return { kind: 'one', value: parameterValue(shell, name) }
}

function elementOf(shell: Shell, name: string, index: Word, inner: InnerWords): Value {
  const variable = shell.variables.get(name)
  if (isAll(index)) {
    const values =
      variable?.elements === undefined
        ? variable?.value === undefined
          ? []
          : [variable.value]
        : [...variable.elements.values()]
    return { kind: 'list', values, joins: isStar(index) }
  }
  const key = variable?.isAssociative ? inner.text(index) : `${inner.number(index)}`
  if (variable?.elements === undefined) return { kind: 'one', value: key === '0' ? variable?.value : undefined }
  const counted = key.startsWith('-') ? [...variable.elements.keys()].at(Number(key)) : key
  return { kind: 'one', value: variable.elements.get(counted ?? '') }
}

function isAll(index: Word): boolean {
  const [part] = index
  return index.length === 1 && part?.kind === 'text' && (part.text === '@' || part.text === '*')
}

function isStar(index: Word): boolean {
  const [part] = index
  return part?.kind === 'text' && part.text === '*'
}

/** The value of a parameter by name; undefined when it is unset. */
export function parameterValue(shell: Shell, name: string): string | undefined {
  if (/^[0-9]+$/.test(name)) return name === '0' ? shell.name : shell.parameters[Number(name) - 1]
  switch (name) {
    case '#':
      return `${shell.parameters.length}`
    case '?':
      return `${shell.status}`
    case '$':
      return `${shell.shellId}`
    case '!':
      return shell.backgroundId === undefined ? undefined : `${shell.backgroundId}`
    case '-':
      return optionLetters(shell)
    case 'LINENO':
      return shell.dialect.name === 'dash' ? shell.get(name) : `${shell.line + shell.lineOffset}`
    case 'RANDOM':
      return shell.dialect.isExtended ? `${shell.machine.random() & 0x7fff}` : shell.get(name)
    case 'SECONDS':
    case 'EPOCHSECONDS':
      return shell.dialect.isBash ? `${name === 'SECONDS' ? 0 : shell.machine.clock.now().seconds}` : shell.get(name)
    case 'FUNCNAME':
      return shell.dialect.isBash ? shell.callNames.at(-1) : shell.get(name)
    case 'BASHPID':
      return shell.dialect.isBash ? `${shell.id}` : shell.get(name)
    default:
      return shell.get(name)
  }
}

function optionLetters(shell: Shell): string {
  const order = { bash: 'aefhmnuvxBCc', dash: 'ubaCEVvxsnmiIfe', ash: 'ubaCvxsnmiIcfe' }[shell.dialect.name]
  return [...order].filter((letter) => shell.options.has(letter)).join('')
}

/** bash ends with 127 under `-c`, but with 1 in a subshell, under `set -e` and in a script. */
function bashUnsetStatus(shell: Shell): number {
  return shell.options.has('c') && !shell.options.has('e') && !shell.isSubshell ? 127 : 1
}

/** What `set -u` throws. */
export function unsetError(shell: Shell, name: string): FatalError {
  return shell.fatal(shell.dialect.texts.unset(name), shell.dialect.isBash ? bashUnsetStatus(shell) : 2)
}

function checkSet(shell: Shell, part: Parameter, value: Value): void {
  if (!shell.options.has('u') || value.kind === 'list' || value.value !== undefined) return
  const isMarked = shell.dialect.isBash && !/^[A-Za-z_]/.test(part.name)
  const name = part.index === undefined ? part.name : `${part.name}[]`
  throw unsetError(shell, isMarked ? `$${name}` : name)
}

type Changing = Exclude<Operation, { kind: 'length' | '-' | '=' | '?' | '+' | 'bad' }>

function changeOf(shell: Shell, part: Parameter, operation: Changing, inner: InnerWords): (value: string) => string {
  switch (operation.kind) {
    case '#':
    case '##':
    case '%':
    case '%%': {
      const pattern = inner.pattern(operation.pattern)
      return (value) => trimmed(shell, value, pattern, operation.kind)
    }
    case 'slice': {
      const from = Number(inner.number(operation.from))
      const length = operation.length === undefined ? undefined : Number(inner.number(operation.length))
      return (value) => sliceText(shell, part, value, from, length)
    }
    case 'replace': {
      const pattern = inner.pattern(operation.pattern)
      const by = inner.text(operation.by)
      return (value) => replaced(shell, value, pattern, by, operation.how)
    }
    case 'case': {
      const isUpper = operation.how.startsWith('^')
      const change = (text: string) => (isUpper ? text.toUpperCase() : text.toLowerCase())
      return (value) => (operation.how.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1))
    }
    case 'transform':
      return (value) => transformed(value, operation.letter)
  }
}

function transformed(value: string, letter: string): string {
  if (letter === 'Q') return quoteForShell(value)
  if (letter === 'U') return value.toUpperCase()
  if (letter === 'L') return value.toLowerCase()
  return letter === 'u' ? value.slice(0, 1).toUpperCase() + value.slice(1) : value
}

function trimmed(shell: Shell, value: string, pattern: Pattern, kind: '#' | '##' | '%' | '%%'): string {
  shell.machine.budget.spend(value.length)
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length)
  if (kind === '##' || kind === '%%') lengths.reverse()
  for (const length of lengths) {
    const isAtStart = kind === '#' || kind === '##'
    const piece = isAtStart ? value.slice(0, length) : value.slice(value.length - length)
    if (matches(pattern, piece)) return isAtStart ? value.slice(length) : value.slice(0, value.length - length)
  }
  return value
}

function sliceText(shell: Shell, part: Parameter, value: string, from: number, length: number | undefined): string {
  const start = from < 0 ? value.length + from : from
  if (start < 0 || start > value.length) return ''
  const end = length === undefined ? value.length : length < 0 ? value.length + length : start + length
  if (end < start && shell.dialect.isBash) throw shell.fatal(`${part.name}: substring expression < 0`, 1)
  return value.slice(start, Math.max(start, end))
}

function sliceList(
  shell: Shell,
  part: Parameter,
  values: readonly string[],
  operation: Extract<Operation, { kind: 'slice' }>,
  inner: InnerWords,
): readonly string[] {
  // `$@` counts from 1; 0 is the shell's name.
  const all = part.index === undefined ? [shell.name, ...values] : values
  const from = Number(inner.number(operation.from))
  const start = from < 0 ? Math.max(0, all.length + from) : from
  const length = operation.length === undefined ? all.length : Number(inner.number(operation.length))
  return all.slice(start, start + Math.max(0, length))
}

function replaced(
  shell: Shell,
  value: string,
  pattern: Pattern,
  by: string,
  how: 'first' | 'all' | 'start' | 'end',
): string {
  if (pattern.length === 0 && how !== 'start' && how !== 'end') return value
  let result = ''
  let at = 0
  while (at <= value.length) {
    shell.machine.budget.spend(1)
    const length = how === 'start' && at > 0 ? undefined : longestMatch(value, at, pattern, how === 'end')
    if (length !== undefined && (length > 0 || how === 'start' || how === 'end')) {
      result += by
      at += length
      if (how !== 'all') return result + value.slice(at)
      continue
    }
    if (how === 'start') return value
    result += value[at] ?? ''
    at++
  }
  return result
}

function longestMatch(value: string, at: number, pattern: Pattern, toEnd: boolean): number | undefined {
  for (let length = value.length - at; length >= (toEnd ? value.length - at : 0); length--)
    if (matches(pattern, value.slice(at, at + length))) return length
  return undefined
}
