import { textOf } from '../../values/bytes.ts'
import { collectOutput } from '../pipe.ts'
import { enterCall } from './calls.ts'
import { replaceShell } from './external.ts'
import { runCommand, runList } from './interpret.ts'
import { Lexer } from './lexer.ts'
import { Parser } from './parser.ts'
import { FatalError, type Runner, type Shell } from './shell.ts'
import { runWords } from './simple.ts'
import { runSubshell } from './subshell.ts'
import type { List } from './syntax.ts'

/** Runs the text of `-c`: a program that is all of it takes the shell's place. */
export function runCommandLine(shell: Shell, text: string): number {
  const parser = new Parser(new Lexer(text, shell.dialect))
  const first = parser.next()
  const [item, ...more] = first.kind === 'commands' && parser.next().kind === 'end' ? first.list : []
  const isOne = item !== undefined && more.length + item.rest.length === 0 && !item.inBackground && !item.first.negated
  shell.isOnlyCommand = isOne && item.first.commands.length === 1 && item.first.commands[0]?.kind === 'simple'
  return runText(shell, text)
}

/** Runs a text, line of commands by line of commands; a syntax error is fatal. */
export function runText(shell: Shell, text: string, firstLine = 1): number {
  const parser = new Parser(new Lexer(text, shell.dialect, firstLine))
  enterCall(shell)
  let status = 0
  try {
    for (;;) {
      const parsed = parser.next()
      if (parsed.kind === 'end') {
        warnOfDocuments(shell, parser)
        return status
      }
      if (parsed.kind === 'error') {
        complainSyntax(shell, text, parsed.message, parsed.line, firstLine)
        throw new FatalError(2, true)
      }
      shell.readLine = parser.line
      if (shell.options.has('n')) continue
      status = runLine(shell, parsed.list)
    }
  } finally {
    shell.callDepth--
  }
}

/** bash warns of here-documents that were not ended. */
function warnOfDocuments(shell: Shell, parser: Parser): void {
  if (!shell.dialect.isBash) return
  for (const { name, line, endLine } of parser.openDocuments) {
    shell.complain(
      `warning: here-document at line ${line} delimited by end-of-file (wanted \`${name}')`,
      undefined,
      endLine,
    )
  }
}

/** Runs a line of commands; in bash some errors end only that. */
function runLine(shell: Shell, list: List): number {
  try {
    return runList(shell, list)
  } catch (thrown) {
    if (!(thrown instanceof FatalError && thrown.endsLine) || shell.callDepth > 1) throw thrown
    shell.status = thrown.status
    return thrown.status
  }
}

/** bash says where the text came from, and shows the line. */
function complainSyntax(shell: Shell, text: string, message: string, line: number, firstLine: number): void {
  if (!shell.dialect.isBash) {
    shell.complain(message, undefined, line)
    return
  }
  const origin =
    shell.fileName === 'eval' ? 'eval: ' : shell.options.has('c') && shell.fileName === undefined ? '-c: ' : ''
  const prefix = `${shell.fileName !== undefined && shell.fileName !== 'eval' ? shell.fileName : shell.name}: ${origin}line ${line}: `
  shell.errors.write(`${prefix}${message}\n`)
  const shown = text.split('\n')[line - firstLine]
  if (message.includes('near unexpected token')) shell.errors.write(`${prefix}\`${shown ?? ''}'\n`)
}

/** What a list prints in a subshell. */
function substitute(shell: Shell, list: List): string {
  const child = shell.fork()
  const output = collectOutput()
  child.descriptors.set(1, { output })
  child.isTested = false
  child.traceDepth++
  if (shell.dialect.isExtended) child.options.delete('e')
  enterCall(child)
  const status = runSubshell(child, () => runList(child, list))
  shell.substitutionStatus = status
  shell.status = status
  const content = output.content()
  if (content.kind === 'sized') {
    shell.machine.note({
      kind: 'not-simulated',
      message: 'A command substitution holds content whose bytes are not kept here; it is taken as empty.',
    })
    return ''
  }
  return textOf(content.bytes).replaceAll('\0', '').replace(/\n+$/, '')
}

/** The interpreter, as words and builtins see it. */
export const runner: Runner = { substitute, runText, runWords, runBody: runCommand, replace: replaceShell }
