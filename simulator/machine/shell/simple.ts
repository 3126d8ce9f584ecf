import { assign, assignTemporarily, restoreVariables } from './assign.ts'
import { assignmentOf } from './assignment.ts'
import type { Builtin } from './builtins/builtin.ts'
import { isDeclaration } from './builtins/declaration.ts'
import { builtinsOf } from './builtins/index.ts'
import { callFunction } from './calls.ts'
import { expandPattern, expandText, expandWords } from './expand.ts'
import { runExternal } from './external.ts'
import { applyRedirects, restoreRedirects } from './redirect.ts'
import { FatalError, type Shell } from './shell.ts'
import type { SimpleCommand, Word } from './syntax.ts'
import { traceCommand } from './trace.ts'

/** Runs a simple command: words are expanded, redirections opened, assignments made, then a builtin, a function or a program run. Gives its status. */
export function runSimple(shell: Shell, command: SimpleCommand): number {
  shell.line = command.line
  shell.substitutionStatus = undefined
  const words = expandCommandWords(shell, command.words)
  shell.line = command.line
  const [name] = words
  const errorsBefore = shell.errors
  const saved = command.redirects.length === 0 ? undefined : applyRedirects(shell, command.redirects)
  if (saved === undefined && command.redirects.length > 0) {
    const builtin = name === undefined ? undefined : builtinsOf(shell.dialect).get(name)
    if (builtin?.isSpecial && !shell.dialect.isBash && !shell.functions.has(name ?? ''))
      throw new FatalError(shell.dialect.redirectStatus)
    return shell.dialect.redirectStatus
  }
  // exec without a command keeps what it opened.
  let keeps = false
  try {
    if (name === undefined) {
      for (const assignment of command.assignments) assign(shell, assignment)
      traceCommand(shell, command.assignments, words, errorsBefore)
      return shell.substitutionStatus ?? 0
    }
    keeps = name === 'exec' && words.length === 1
    return runNamed(shell, command, words, errorsBefore)
  } finally {
    if (saved !== undefined && !keeps) restoreRedirects(shell, saved)
  }
}

/** Words of `export`, `local` and the like that are assignments are not split. */
function expandCommandWords(shell: Shell, words: readonly Word[]): string[] {
  const [first, ...rest] = words
  if (first === undefined) return []
  const [name, ...more] = expandWords(shell, [first])
  if (
    name === undefined ||
    more.length > 0 ||
    !(isDeclaration(name) || (name === '[[' && shell.dialect.name === 'ash'))
  )
    return [...(name === undefined ? [] : [name, ...more]), ...expandWords(shell, rest)]
  if (name === '[[') return [name, ...expandTestWords(shell, rest)]
  const expanded = [name]
  for (const word of rest) {
    const assignment = assignmentOf(word, shell.dialect)
    if (assignment === undefined) expanded.push(...expandWords(shell, [word]))
    else
      expanded.push(`${assignment.name}${assignment.appends ? '+' : ''}=${expandText(shell, assignment.value, true)}`)
  }
  return expanded
}

/** busybox's `[[` does not split its words, and takes what stands to the right of `==` as a pattern. */
function expandTestWords(shell: Shell, words: readonly Word[]): string[] {
  const expanded: string[] = []
  for (const word of words) {
    const isPattern = ['=', '==', '!='].includes(expanded.at(-1) ?? '')
    expanded.push(isPattern ? expandPattern(shell, word) : expandText(shell, word))
  }
  return expanded
}

function runNamed(
  shell: Shell,
  command: SimpleCommand,
  words: readonly string[],
  errorsBefore: Shell['errors'],
): number {
  const [name = ''] = words
  const builtin = builtinsOf(shell.dialect).get(name)
  const body = shell.functions.get(name)
  if (builtin?.isSpecial && (body === undefined || !shell.dialect.isBash)) {
    if (!shell.dialect.isBash) {
      for (const assignment of command.assignments) assign(shell, assignment)
      traceCommand(shell, command.assignments, words, errorsBefore)
      return invoke(shell, builtin, words)
    }
  }
  const before = assignTemporarily(shell, command.assignments)
  try {
    traceCommand(shell, command.assignments, words, errorsBefore)
    if (body !== undefined) return callFunction(shell, name, body, words.slice(1))
    if (builtin !== undefined) return runBuiltin(shell, builtin, words)
    return runExternal(shell, words)
  } finally {
    restoreVariables(shell, before)
  }
}

function runBuiltin(shell: Shell, builtin: Builtin, words: readonly string[]): number {
  if (builtin.isSpecial) return invoke(shell, builtin, words)
  try {
    return invoke(shell, builtin, words)
  } catch (thrown) {
    shell.commandName = undefined
    // An error in a regular builtin does not end the shell.
    if (thrown instanceof FatalError && !shell.dialect.isBash && words[0] !== 'command' && words[0] !== 'local')
      return thrown.status
    throw thrown
  }
}

/** Runs a builtin; what it printed to a closed descriptor is an error. */
function invoke(shell: Shell, builtin: Builtin, words: readonly string[]): number {
  const { commandName } = shell
  shell.lostOutput = false
  shell.commandName = words[0]
  const status = builtin.run(shell, words)
  shell.commandName = commandName
  if (!shell.lostOutput) return status
  const [name = ''] = words
  if (shell.dialect.name === 'dash') shell.complain(`${name}: I/O error`, name)
  else if (shell.dialect.name === 'ash')
    shell.errors.write(`${shell.name.replace(/.*\//, '')}: write error: Bad file descriptor
`)
  else shell.complain('write error: Bad file descriptor', name)
  return 1
}

/** Runs words as a command, for `command` and the like. */
export function runWords(shell: Shell, words: readonly string[], withoutFunctions: boolean): number {
  const [name = ''] = words
  const body = withoutFunctions ? undefined : shell.functions.get(name)
  if (body !== undefined) return callFunction(shell, name, body, words.slice(1))
  const builtin = builtinsOf(shell.dialect).get(name)
  return builtin === undefined ? runExternal(shell, words) : invoke(shell, builtin, words)
}
