import { textOf } from '../../../values/bytes.ts'
import { readFile } from '../../files.ts'
import { FatalError, Jump, type Shell } from '../shell.ts'
import { sayUnread } from '../unread.ts'
import { type Builtins, regular, special } from './builtin.ts'

/** Builtins that steer the course of commands. */
export const flowBuiltins: Builtins = {
  ':': special(() => 0),
  true: regular(() => 0),
  false: regular(() => 1),
  break: special((shell, words) => leaveLoop(shell, 'break', words[1])),
  continue: special((shell, words) => leaveLoop(shell, 'continue', words[1])),
  return: special((shell, words) => {
    if (shell.dialect.isBash && shell.localFrames.length === 0 && shell.fileName === undefined) {
      if (words[1] !== undefined && !/^-?[0-9]+$/.test(words[1]))
        shell.complain(shell.dialect.texts.badNumber(words[1]), 'return')
      shell.complain("can only `return' from a function or sourced script", 'return')
      return 2
    }
    throw new Jump('return', statusOf(shell, words[1], 'return'))
  }),
  exit: special((shell, words) => {
    throw new Jump('exit', statusOf(shell, words[1], 'exit'))
  }),
  eval: special((shell, words) => {
    const text = words.slice(words[1] === '--' ? 2 : 1).join(' ')
    shell.status = 0
    return shell.dialect.isBash ? evaluate(shell, text) : shell.runner.runText(shell, text, shell.line)
  }),
  '.': special((shell, words) => source(shell, words)),
  exec: special((shell, words) => {
    const command = words.slice(words[1] === '--' ? 2 : 1)
    return command.length === 0 ? 0 : shell.runner.replace(shell, command)
  }),
  shift: special((shell, words) => {
    if (shell.dialect.isBash && !/^[0-9]+$/.test(words[1] ?? '1')) {
      shell.complain(shell.dialect.texts.badNumber(words[1] ?? ''), 'shift')
      return 1
    }
    const count = numberOf(shell, words[1] ?? '1', 'shift')
    if (count > shell.parameters.length) {
      if (shell.dialect.name === 'dash') throw shell.fatal("can't shift that many", 2, 'shift')
      return 1
    }
    shell.parameters = shell.parameters.slice(count)
    return 0
  }),
}

/** `source`, as ash and bash also call the dot. */
export const sourceBuiltin = flowBuiltins['.']

/** In bash a syntax error in `eval` is its status, not the shell's end. */
function evaluate(shell: Shell, text: string): number {
  const { fileName } = shell
  shell.traceDepth++
  shell.fileName = 'eval'
  try {
    return shell.runner.runText(shell, text, shell.line)
  } catch (thrown) {
    if (thrown instanceof FatalError && thrown.isSyntax) return thrown.status
    throw thrown
  } finally {
    shell.fileName = fileName
    shell.traceDepth--
  }
}

function leaveLoop(shell: Shell, kind: 'break' | 'continue', word: string | undefined): number {
  if (shell.dialect.isBash && shell.loopDepth === 0) {
    shell.complain("only meaningful in a `for', `while', or `until' loop", kind)
    return 0
  }
  const levels = word === undefined ? 1 : numberOf(shell, word, kind)
  if (levels < 1 && shell.dialect.isBash) {
    shell.complain(`${word}: loop count out of range`, kind)
    throw new Jump('break', shell.loopDepth, undefined, 1)
  }
  if (levels < 1) throw shell.fatal(shell.dialect.texts.badNumber(word ?? ''), 2, kind)
  if (shell.loopDepth === 0) return 0
  throw new Jump(kind, Math.min(levels, shell.loopDepth))
}

function statusOf(shell: Shell, word: string | undefined, builtin: string): number {
  return word === undefined ? shell.status : numberOf(shell, word, builtin) & 255
}

function numberOf(shell: Shell, word: string, builtin: string): number {
  if (/^[0-9]+$/.test(word) || (shell.dialect.isBash && /^-[0-9]+$/.test(word))) return Number(word)
  throw shell.fatal(shell.dialect.texts.badNumber(word), 2, builtin)
}

function source(shell: Shell, words: readonly string[]): number {
  const [, name, ...parameters] = words
  if (name === undefined) {
    if (shell.dialect.name === 'dash') return 0
    if (shell.dialect.isBash) {
      shell.complain('filename argument required', words[0])
      shell.errors.write(`${words[0]}: usage: ${words[0]} filename [arguments]\n`)
    }
    return 2
  }
  const path = findSource(shell, name)
  const content = path === undefined ? undefined : readFile(shell, path)
  if (content === undefined || content.errno !== undefined)
    return complainSource(shell, words[0] ?? '.', name, content?.errno === undefined)
  if (content.value.kind === 'sized') return sayUnread(shell, `the file ${name}`)
  return runSource(shell, name, textOf(content.value.bytes), parameters)
}

function runSource(shell: Shell, name: string, text: string, parameters: readonly string[]): number {
  const { parameters: outer, lineOffset, line, commandName, fileName } = shell
  if (parameters.length > 0 && shell.dialect.isExtended) shell.parameters = parameters
  shell.lineOffset = 0
  shell.commandName = name
  shell.fileName = name
  shell.status = 0
  try {
    return shell.runner.runText(shell, text)
  } catch (thrown) {
    if (thrown instanceof Jump && thrown.kind === 'return') return thrown.value
    if (shell.dialect.isBash && thrown instanceof FatalError && thrown.isSyntax) return thrown.status
    throw thrown
  } finally {
    if (parameters.length > 0 && shell.dialect.isExtended) shell.parameters = outer
    shell.lineOffset = lineOffset
    shell.commandName = commandName
    shell.fileName = fileName
    shell.line = line
  }
}

function complainSource(shell: Shell, builtin: string, name: string, isSearched: boolean): number {
  switch (shell.dialect.name) {
    case 'dash':
      throw shell.fatal(
        isSearched && !name.includes('/') ? `${name}: not found` : `cannot open ${name}: No such file`,
        2,
        builtin,
      )
    case 'ash':
      throw shell.fatal(
        isSearched && !name.includes('/') ? `${name}: not found` : `can't open ${name}: no such file`,
        2,
        builtin,
      )
    case 'bash':
      shell.complain(`${name}: No such file or directory`)
      return 1
  }
}

/** A name without a slash is looked for in PATH; bash and ash then also take it from here. */
function findSource(shell: Shell, name: string): string | undefined {
  if (name.includes('/')) return name
  for (const directory of (shell.get('PATH') ?? '').split(':')) {
    const path = directory === '' ? name : `${directory}/${name}`
    if (readFile(shell, path).errno === undefined) return path
  }
  return shell.dialect.isBash && readFile(shell, name).errno === undefined ? name : undefined
}
