import { textOf } from '../../values/bytes.ts'
import { errorText, isDirectory, readFile } from '../files.ts'
import type { Errno } from '../process.ts'
import { findProgram, runFile } from '../run.ts'
import { signalText } from '../signals.ts'
import { takeSignals } from './life.ts'
import { Jump, Shell } from './shell.ts'
import { runSubshell } from './subshell.ts'

/** Runs a program of the image. */
export function runExternal(shell: Shell, words: readonly string[], takesOver = shell.isOnlyCommand): number {
  const [name = ''] = words
  const path = findProgram(shell, name, shell.get('PATH'))
  if (path.errno !== undefined) return complainExec(shell, name, path.errno)
  const environment = environmentFor(shell, path.value, takesOver)
  const status = runFile(shell, path.value, { arguments: words, environment, takesOver })
  if (status.errno === undefined) {
    const signal = shell.machine.lastSignal
    shell.machine.lastSignal = undefined
    const text = signal === undefined ? undefined : signalText(signal)
    if (text !== undefined) shell.errors.write(`${text}\n`)
    // What Ctrl-C has ended leaves its line to who types.
    else if (signal === 2 && shell.options.has('i')) shell.errors.write('\n')
    takeSignals(shell)
    return status.value
  }
  if (status.errno === 'ENOEXEC') return runAsScript(shell, path.value, words)
  if (status.errno === 'ENOENT' && shell.dialect.isBash) {
    shell.complain(`${name}: cannot execute: required file not found`)
    return 127
  }
  return complainExec(shell, name, status.errno)
}

/** bash tells a program its path in `_`, and one that takes its place that there is one shell less. */
function environmentFor(shell: Shell, path: string, takesOver: boolean): ReadonlyMap<string, string> {
  if (!shell.dialect.isBash) return shell.environment
  const level = shell.get('SHLVL')
  const environment = new Map(shell.environment)
  if (takesOver && level !== undefined) environment.set('SHLVL', `${Number(level) - 1}`)
  environment.delete('_')
  return environment.set('_', path)
}

function complainExec(shell: Shell, name: string, errno: Errno): number {
  const { texts, isBash } = shell.dialect
  if (name === '' && !isBash) {
    shell.complain(': Permission denied')
    return 127
  }
  if (isBash && name.includes('/') && isDirectory(shell, name)) {
    shell.complain(`${name}: Is a directory`)
    return 126
  }
  const isMissing = errno === 'ENOENT' || errno === 'ENOTDIR'
  const text = isMissing && !(isBash && name.includes('/')) ? texts.notFound : errorText(errno)
  shell.complain(`${name}: ${text}`)
  return isMissing ? 127 : 126
}

/** A text without `#!` is run by a copy of the shell. */
function runAsScript(shell: Shell, path: string, words: readonly string[]): number {
  const content = readFile(shell, path)
  if (content.errno !== undefined) return complainExec(shell, path, content.errno)
  const child = shell.fork()
  const script = new Shell(child, shell.dialect, path, shell.runner)
  for (const [name, variable] of child.variables) if (variable.isExported) script.variables.set(name, variable)
  script.parameters = words.slice(1)
  return runSubshell(script, () =>
    shell.runner.runText(script, content.value.kind === 'real' ? textOf(content.value.bytes) : ''),
  )
}

/** `exec`: the program's end is the shell's. */
export function replaceShell(shell: Shell, words: readonly string[]): number {
  const found = findProgram(shell, words[0] ?? '', shell.get('PATH'))
  if (found.errno === undefined) shell.traps.delete('EXIT')
  else if (shell.dialect.isBash && found.errno === 'ENOENT' && !words[0]?.includes('/')) {
    shell.complain(`${words[0]}: not found`, 'exec')
    throw new Jump('exit', 127)
  }
  const status = runExternal(shell, words, true)
  throw new Jump('exit', status)
}
