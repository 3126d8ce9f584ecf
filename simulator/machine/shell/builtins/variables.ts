import { arithmeticValue } from '../expand.ts'
import { quoteSingle, quoteValue } from '../quote.ts'
import type { Shell, Variable } from '../shell.ts'
import { type Builtins, regular, special } from './builtin.ts'

/** Builtins that mark, set and forget variables. */
export const variableBuiltins: Builtins = {
  export: special((shell, words) => markVariables(shell, words, 'isExported')),
  readonly: special((shell, words) => markVariables(shell, words, 'isReadOnly')),
  unset: special((shell, words) => unset(shell, words)),
  local: regular((shell, words) => local(shell, words)),
}

/** bash's `declare` and `typeset`. */
export const declareBuiltin = regular((shell, words) => declare(shell, words))

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/

function markVariables(shell: Shell, words: readonly string[], mark: 'isExported' | 'isReadOnly'): number {
  const builtin = words[0] ?? ''
  const { options, operands } = splitOptions(words.slice(1))
  if (operands.length === 0) {
    listMarked(shell, builtin, mark)
    return 0
  }
  let status = 0
  for (const operand of operands) {
    const [name, value, appends] = splitAssignment(operand)
    if (!namePattern.test(name)) {
      status = complainName(shell, builtin, operand)
      continue
    }
    if (shell.dialect.isBash && value !== undefined && shell.variables.get(name)?.isReadOnly) {
      shell.complain(shell.dialect.texts.isReadOnly(name))
      status = 1
      continue
    }
    if (value !== undefined) shell.set(name, appends ? (shell.get(name) ?? '') + value : value)
    const variable = shell.variables.get(name) ?? { value: undefined, isExported: false, isReadOnly: false }
    shell.variables.set(name, variable)
    variable[mark] = !(mark === 'isExported' && options.includes('n'))
  }
  shell.forgetEnvironment()
  return status
}

function complainName(shell: Shell, builtin: string, operand: string): number {
  if (shell.dialect.isBash) {
    shell.complain(`\`${operand}': not a valid identifier`, builtin)
    return 1
  }
  throw shell.fatal(`${operand.split('=')[0]}: bad variable name`, 2, builtin)
}

function listMarked(shell: Shell, builtin: string, mark: 'isExported' | 'isReadOnly'): void {
  for (const [name, variable] of sortedVariables(shell)) {
    if (!variable[mark]) continue
    if (shell.dialect.isBash) shell.print(`declare ${flagsOf(variable)} ${name}${shownValue(variable)}\n`)
    else shell.print(`${builtin} ${name}${variable.value === undefined ? '' : `=${quoteValue(variable.value)}`}\n`)
  }
}

function flagsOf(variable: Variable): string {
  const letters = `${variable.elements === undefined ? '' : variable.isAssociative ? 'A' : 'a'}${variable.isInteger ? 'i' : ''}${variable.isReadOnly ? 'r' : ''}${variable.isExported ? 'x' : ''}`
  return `-${letters === '' ? '-' : letters}`
}

function shownValue(variable: Variable): string {
  if (variable.elements !== undefined)
    return `=(${[...variable.elements].map(([key, value]) => `[${key}]="${escapeDouble(value)}"`).join(' ')})`
  return variable.value === undefined ? '' : `="${escapeDouble(variable.value)}"`
}

function escapeDouble(text: string): string {
  return text.replace(/["$`\\]/g, '\\$&')
}

/** All variables by name. */
export function sortedVariables(shell: Shell): readonly [string, Variable][] {
  return [...shell.variables].sort((a, b) => (a[0] < b[0] ? -1 : 1))
}

/** All variables as `set` without operands prints them. */
export function listVariables(shell: Shell): void {
  for (const [name, variable] of sortedVariables(shell)) {
    if (variable.elements !== undefined) shell.print(`${name}${shownValue(variable)}\n`)
    else if (variable.value !== undefined)
      shell.print(`${name}=${shell.dialect.isBash ? plainOrQuoted(variable.value) : quoteValue(variable.value)}\n`)
  }
}

function plainOrQuoted(value: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]*$/.test(value) ? value : quoteSingle(value)
}

function unset(shell: Shell, words: readonly string[]): number {
  const { options, operands } = splitOptions(words.slice(1))
  let status = 0
  for (const name of operands) {
    const [, base, index] = /^([A-Za-z_][A-Za-z0-9_]*)\[(.*)\]$/.exec(name) ?? []
    if (base !== undefined && index !== undefined && shell.dialect.isBash) {
      shell.variables.get(base)?.elements?.delete(index)
      continue
    }
    if (options.includes('f')) {
      shell.functions.delete(name)
      continue
    }
    const variable = shell.variables.get(name)
    if (variable?.isReadOnly) {
      if (!shell.dialect.isBash) throw shell.fatal(shell.dialect.texts.isReadOnly(name), 2, 'unset')
      shell.complain(`${name}: cannot unset: readonly variable`, 'unset')
      status = 1
      continue
    }
    if (!namePattern.test(name) && !shell.dialect.isBash) {
      status = complainName(shell, 'unset', name)
      continue
    }
    if (variable === undefined && shell.dialect.isBash) shell.functions.delete(name)
    shell.variables.delete(name)
  }
  shell.forgetEnvironment()
  return status
}

function local(shell: Shell, words: readonly string[]): number {
  const frame = shell.localFrames.at(-1)
  if (frame === undefined) {
    if (shell.dialect.isBash) shell.complain('can only be used in a function', 'local')
    else throw shell.fatal('not in a function', 2, 'local')
    return 1
  }
  const { options, operands } = splitOptions(words.slice(1))
  for (const operand of operands) {
    const [name, value, appends] = splitAssignment(operand)
    if (!namePattern.test(name)) return complainName(shell, 'local', operand)
    const before = shell.variables.get(name)
    if (!frame.has(name)) frame.set(name, before === undefined ? undefined : { ...before })
    // dash: a local variable begins with the outer one's value; ash, bash: unset.
    const initial = shell.dialect.name !== 'dash' ? undefined : before?.value
    if (before?.isReadOnly && value !== undefined)
      throw shell.fatal(shell.dialect.texts.isReadOnly(name), shell.dialect.isBash ? 1 : 2)
    shell.variables.set(name, {
      value: value === undefined ? initial : (appends ? (before?.value ?? '') : '') + value,
      isExported: before?.isExported ?? false,
      isReadOnly: options.includes('r'),
      ...(options.includes('a') && { elements: new Map() }),
      ...(options.includes('A') && { elements: new Map(), isAssociative: true }),
    })
  }
  shell.forgetEnvironment()
  return 0
}

function declare(shell: Shell, words: readonly string[]): number {
  const { options, operands } = splitOptions(words.slice(1))
  if (options.includes('f') || options.includes('F')) {
    for (const name of operands) if (!shell.functions.has(name)) return 1
    return 0
  }
  if (options.includes('p') || operands.length === 0) return listDeclared(shell, operands)
  const isLocal = shell.localFrames.length > 0 && !options.includes('g')
  if (isLocal) local(shell, ['local', ...(options === '' ? [] : [`-${options}`]), ...operands])
  for (const operand of operands) {
    const [name, value] = splitAssignment(operand)
    if (!namePattern.test(name)) return complainName(shell, words[0] ?? '', operand)
    const shown = value !== undefined && options.includes('i') ? `${arithmeticValue(shell, value)}` : value
    if (shown !== undefined && !isLocal) shell.set(name, shown)
    const variable: Variable = shell.variables.get(name) ?? { value: undefined, isExported: false, isReadOnly: false }
    shell.variables.set(name, variable)
    if (options.includes('x')) variable.isExported = true
    if (options.includes('r')) variable.isReadOnly = true
    if (options.includes('i')) variable.isInteger = true
    if ((options.includes('a') || options.includes('A')) && variable.elements === undefined)
      variable.elements = new Map()
    if (options.includes('A')) variable.isAssociative = true
  }
  shell.forgetEnvironment()
  return 0
}

function listDeclared(shell: Shell, names: readonly string[]): number {
  let status = 0
  for (const name of names) {
    const variable = shell.variables.get(name)
    if (variable === undefined) {
      shell.complain(`${name}: not found`, 'declare')
      status = 1
    } else shell.print(`declare ${flagsOf(variable)} ${name}${shownValue(variable)}\n`)
  }
  if (names.length === 0) listVariables(shell)
  return status
}

function splitOptions(words: readonly string[]): { readonly options: string; readonly operands: readonly string[] } {
  let options = ''
  let at = 0
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      at++
      break
    }
    if (!/^[-+][A-Za-z]+$/.test(word)) break
    options += word.slice(1)
  }
  return { options, operands: words.slice(at) }
}

function splitAssignment(operand: string): readonly [name: string, value: string | undefined, appends: boolean] {
  const at = operand.indexOf('=')
  if (at === -1) return [operand, undefined, false]
  const appends = operand[at - 1] === '+'
  return [operand.slice(0, appends ? at - 1 : at), operand.slice(at + 1), appends]
}
