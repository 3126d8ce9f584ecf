import type { Output } from '../process.ts'
import { isDeclaration } from './builtins/declaration.ts'
import { expandPrompt } from './prompt.ts'
import { quoteTraced } from './quote.ts'
import type { Shell } from './shell.ts'
import type { Assignment } from './syntax.ts'

/** Prints a command as `set -x` shows it, on the standard error that was open before its redirections. */
export function traceCommand(
  shell: Shell,
  assignments: readonly Assignment[],
  words: readonly string[],
  errors: Output,
): void {
  if (!shell.options.has('x')) return
  const shown = words.map((word) => traced(shell, word))
  const assigned = assignments.map(
    (assignment) =>
      `${assignment.name}${assignment.appends ? '+' : ''}=${assignment.elements === undefined ? traced(shell, shell.get(assignment.name) ?? '', true) : '(...)'}`,
  )
  if (shell.dialect.isBash) {
    const isDeclared = isDeclaration(words[0] ?? '')
    for (const one of assigned) errors.write(`${promptOf(shell)}${one}\n`)
    if (shown.length > 0) errors.write(`${promptOf(shell)}${shown.join(' ')}\n`)
    if (isDeclared)
      for (const word of words.slice(1)) if (/^[A-Za-z_]\w*\+?=/.test(word)) errors.write(`${promptOf(shell)}${word}\n`)
    return
  }
  if (assigned.length + shown.length > 0) errors.write(`${promptOf(shell)}${[...assigned, ...shown].join(' ')}\n`)
}

/** Prints words as `set -x` shows them. */
export function traceWords(shell: Shell, words: readonly string[]): void {
  if (shell.options.has('x') && shell.dialect.isBash) shell.errors.write(`${promptOf(shell)}${words.join(' ')}\n`)
}

function traced(shell: Shell, word: string, isValue = false): string {
  if (!shell.dialect.traceQuotes) return word
  return isValue && word === '' ? '' : quoteTraced(word, shell.dialect.isBash)
}

/** PS4, expanded. */
function promptOf(shell: Shell): string {
  const given = shell.get('PS4') ?? '+ '
  const prompt = shell.dialect.isBash ? given.slice(0, 1).repeat(shell.traceDepth) + given : given
  return expandPrompt(shell, prompt)
}
