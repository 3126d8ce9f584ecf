import { arithmeticValue, expandText, expandWords } from './expand.ts'
import type { Shell, Variable } from './shell.ts'
import type { Assignment } from './syntax.ts'

/** Variables as they were before an assignment that does not last. */
export type SavedVariables = ReadonlyMap<string, Variable | undefined>

/** Carries out an assignment. */
export function assign(shell: Shell, assignment: Assignment): void {
  if (assignment.elements !== undefined) {
    assignElements(shell, assignment)
    return
  }
  const value = expandText(shell, assignment.value, true)
  if (assignment.index !== undefined) {
    assignElement(shell, assignment.name, expandText(shell, assignment.index), value, assignment.appends)
    return
  }
  const variable = shell.variables.get(assignment.name)
  if (variable?.isInteger)
    shell.set(
      assignment.name,
      `${arithmeticValue(shell, assignment.appends ? `${variable.value ?? 0}+${value}` : value)}`,
    )
  else shell.set(assignment.name, assignment.appends ? (shell.get(assignment.name) ?? '') + value : value)
}

/** Carries out assignments that stand before a command and are exported to it; gives what to restore. */
export function assignTemporarily(shell: Shell, assignments: readonly Assignment[]): SavedVariables {
  const saved = new Map<string, Variable | undefined>()
  for (const assignment of assignments) {
    const before = shell.variables.get(assignment.name)
    if (before?.isReadOnly && shell.dialect.isBash) {
      shell.complain(shell.dialect.texts.isReadOnly(assignment.name))
      continue
    }
    if (!saved.has(assignment.name)) saved.set(assignment.name, before === undefined ? undefined : { ...before })
    assign(shell, assignment)
    const variable = shell.variables.get(assignment.name)
    if (variable !== undefined) {
      variable.isExported = true
      variable.isTemporary = true
    }
  }
  if (assignments.length > 0) shell.forgetEnvironment()
  return saved
}

/** Puts variables back. */
export function restoreVariables(shell: Shell, saved: SavedVariables): void {
  if (saved.size === 0) return
  for (const [name, before] of saved) {
    if (before === undefined) shell.variables.delete(name)
    else shell.variables.set(name, before)
  }
  shell.forgetEnvironment()
}

function assignElements(shell: Shell, assignment: Assignment): void {
  const before = shell.variables.get(assignment.name)
  if (before?.isReadOnly) throw shell.fatal(shell.dialect.texts.isReadOnly(assignment.name), 1)
  const elements = assignment.appends
    ? new Map(before?.elements ?? (before?.value === undefined ? [] : [['0', before.value]]))
    : new Map<string, string>()
  let next = assignment.appends ? nextIndex(elements) : 0
  for (const element of assignment.elements ?? []) {
    const keyed = /^\[([^\]]*)\]=/.exec(element[0]?.kind === 'text' && !element[0].quoted ? element[0].text : '')
    if (keyed !== null) {
      const [first, ...rest] = element
      const value =
        first?.kind === 'text'
          ? expandText(shell, [{ ...first, text: first.text.slice(keyed[0].length) }, ...rest])
          : ''
      const key = before?.isAssociative ? (keyed[1] ?? '') : `${arithmeticValue(shell, keyed[1] ?? '')}`
      elements.set(key, value)
      next = Number(key) + 1
      continue
    }
    for (const value of expandWords(shell, [element])) elements.set(`${next++}`, value)
  }
  shell.variables.set(assignment.name, {
    isExported: false,
    isReadOnly: false,
    ...before,
    value: undefined,
    elements,
  })
}

function assignElement(shell: Shell, name: string, index: string, value: string, appends: boolean): void {
  const variable = shell.variables.get(name) ?? { value: undefined, isExported: false, isReadOnly: false }
  if (variable.isReadOnly) throw shell.fatal(shell.dialect.texts.isReadOnly(name), 1)
  const elements = variable.elements ?? new Map(variable.value === undefined ? [] : [['0', variable.value]])
  const key = variable.isAssociative ? index : `${arithmeticValue(shell, index)}`
  elements.set(key, appends ? (elements.get(key) ?? '') + value : value)
  const isOrdered = variable.isAssociative
    ? elements
    : new Map([...elements].sort((a, b) => Number(a[0]) - Number(b[0])))
  shell.variables.set(name, { ...variable, value: undefined, elements: isOrdered })
}

function nextIndex(elements: ReadonlyMap<string, string>): number {
  let next = 0
  for (const key of elements.keys()) next = Math.max(next, Number(key) + 1)
  return next
}
