import { bytesOf } from '../../values/bytes.ts'
import { changeOf, type InnerWords, sliceList } from './changes.ts'
import type { FieldBuilder } from './fields.ts'
import { FatalError, type Shell } from './shell.ts'
import { parameterValue } from './special.ts'
import type { Operation, Parameter, Word } from './syntax.ts'

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
