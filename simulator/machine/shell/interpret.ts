import type { Time } from '../../filesystem/tree.ts'
import { BudgetExceeded } from '../../values/budget.ts'
import { textOf } from '../../values/bytes.ts'
import { errorText, isDirectory, readFile } from '../files.ts'
import { collectOutput, makePipe, noInput } from '../pipe.ts'
import type { Errno } from '../process.ts'
import { findProgram, runFile } from '../run.ts'
import { assign, assignTemporarily, restoreVariables } from './assign.ts'
import type { Builtin } from './builtins/builtin.ts'
import { isDeclaration } from './builtins/declaration.ts'
import { builtinsOf } from './builtins/index.ts'
import { type CompoundParts, runCompound } from './compound.ts'
import { expandPattern, expandText, expandWords } from './expand.ts'
import { assignmentOf, Parser } from './parser.ts'
import { applyRedirects, restoreRedirects } from './redirect.ts'
import { FatalError, Jump, type Runner, Shell } from './shell.ts'
import { signalText } from './signals.ts'
import type { AndOr, Command, List, Pipeline, SimpleCommand, Word } from './syntax.ts'
import { traceCommand } from './trace.ts'

/** Work that one simple command is counted as. */
const commandSteps = 12
/** Function calls, `eval` and `.` that may be within one another. */
const deepestCalls = 250

/** Runs a list in a shell; gives the status of its last command. */
export function runList(shell: Shell, list: List): number {
  for (const item of list) if (!shell.options.has('n')) runAndOr(shell, item)
  return shell.status
}

/** Runs something whose failure does not end the shell under `set -e`, nor does a failure in what it calls. */
export function runTested(shell: Shell, run: () => void): void {
  const before = shell.isTested
  shell.isTested = true
  try {
    run()
  } finally {
    shell.isTested = before
  }
}

function runAndOr(shell: Shell, item: AndOr): void {
  if (item.inBackground) {
    runInBackground(shell, item)
    return
  }
  const { first, rest } = item
  if (rest.length === 0) {
    runPipeline(shell, first)
    return
  }
  runTested(shell, () => runPipeline(shell, first))
  for (const [at, { operator, pipeline }] of rest.entries()) {
    if ((shell.status === 0) !== (operator === '&&')) continue
    if (at < rest.length - 1) runTested(shell, () => runPipeline(shell, pipeline))
    else runPipeline(shell, pipeline)
  }
}

/** A job in the background runs at once, to its end, with no input; `wait` gives its status. */
function runInBackground(shell: Shell, item: AndOr): void {
  const child = shell.fork()
  child.isTested = false
  child.descriptors.set(0, { input: noInput })
  const status = runSubshell(child, () => {
    runAndOr(child, { ...item, inBackground: false })
    return child.status
  })
  shell.backgroundId = child.id
  shell.jobs.set(child.id, status)
  shell.status = 0
}

function runPipeline(shell: Shell, pipeline: Pipeline): void {
  const start = shell.machine.clock.now()
  if (!pipeline.negated) runCommands(shell, pipeline.commands)
  else {
    runTested(shell, () => runCommands(shell, pipeline.commands))
    shell.status = shell.status === 0 ? 1 : 0
  }
  if (pipeline.isTimed)
    shell.errors.write(`\nreal\t${minutes(start, shell.machine.clock.now())}\nuser\t0m0.000s\nsys\t0m0.000s\n`)
}

function minutes(from: Time, to: Time): string {
  const seconds = to.seconds - from.seconds + (to.nanoseconds - from.nanoseconds) / 1e9
  return `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`
}

function runCommands(shell: Shell, commands: readonly Command[]): void {
  const [only] = commands
  if (commands.length === 1 && only !== undefined) {
    runCommand(shell, only)
    return
  }
  shell.status = runStages(shell, commands)
  checkStatus(shell)
}

/** The stages run one after the other, each to its end, the first first: what one writes is all there when the next reads. */
function runStages(shell: Shell, commands: readonly Command[]): number {
  const statuses: number[] = []
  let input = shell.descriptors.get(0)
  for (const [at, command] of commands.entries()) {
    const child = shell.fork()
    if (input === undefined) child.descriptors.delete(0)
    else child.descriptors.set(0, input)
    const pipe = makePipe()
    if (at < commands.length - 1) {
      child.descriptors.set(1, { output: pipe.output })
      input = { input: pipe.input }
    }
    statuses.push(runSubshell(child, () => runCommand(child, command)))
  }
  if (shell.dialect.isBash) setPipeStatus(shell, statuses)
  const failed = statuses.filter((status) => status !== 0).at(-1)
  return (shell.options.has('pipefail') ? failed : statuses.at(-1)) ?? 0
}

function setPipeStatus(shell: Shell, statuses: readonly number[]): void {
  const elements = new Map(statuses.map((status, at): [string, string] => [`${at}`, `${status}`]))
  shell.variables.set('PIPESTATUS', { value: undefined, isExported: false, isReadOnly: false, elements })
}

/** Runs something in a subshell that was forked for it; gives its status. What would end a shell ends only this one. */
export function runSubshell(child: Shell, run: () => number): number {
  child.machine.budget.spend(commandSteps)
  return runToEnd(child, run)
}

/** Runs something to the end of a shell: exits, fatal errors and the EXIT trap included. */
export function runToEnd(shell: Shell, run: () => number): number {
  const status = caught(shell, run)
  const action = shell.traps.get('EXIT')
  if (action === undefined || action === '') return status
  shell.traps.delete('EXIT')
  shell.status = status
  return caught(shell, () => {
    const before = shell.status
    runText(shell, action)
    return before
  })
}

function caught(shell: Shell, run: () => number): number {
  try {
    return run()
  } catch (thrown) {
    shell.commandName = undefined
    if (thrown instanceof FatalError) return thrown.status
    if (!(thrown instanceof Jump)) throw thrown
    // A signal that a subshell sends to the shell it is part of ends that one.
    if (thrown.target !== undefined && thrown.target !== shell.id && shell.id !== shell.shellId) throw thrown
    if (thrown.signal !== undefined) shell.machine.lastSignal = thrown.signal
    return thrown.kind === 'exit' || thrown.kind === 'return' ? thrown.value & 255 : shell.status
  }
}

/** Runs one command; its status is the shell's. */
export function runCommand(shell: Shell, command: Command): number {
  switch (command.kind) {
    case 'simple':
      shell.machine.budget.spend(commandSteps)
      shell.status = runSimple(shell, command)
      checkStatus(shell)
      return shell.status
    case 'function':
      shell.functions.set(command.name, command.body)
      shell.status = 0
      return 0
    case 'compound': {
      shell.machine.budget.spend(2)
      shell.line = command.line
      const saved = applyRedirects(shell, command.redirects)
      if (saved === undefined) {
        shell.status = shell.dialect.redirectStatus
        checkStatus(shell)
        return shell.status
      }
      try {
        shell.status = runCompound(shell, command.command, parts)
      } finally {
        restoreRedirects(shell, saved)
      }
      const { kind } = command.command
      if (kind === 'subshell' || kind === 'arithmetic' || kind === 'condition') checkStatus(shell)
      return shell.status
    }
  }
}

const parts: CompoundParts = { runList, runTested, runSubshell }

/** `set -e`: ends the shell when the last status is not zero and nobody tests it. */
function checkStatus(shell: Shell): void {
  if (shell.status === 0 || shell.isTested) return
  const action = shell.dialect.isBash ? shell.traps.get('ERR') : undefined
  if (action !== undefined && !shell.isTrapping) {
    const { status } = shell
    shell.isTrapping = true
    runText(shell, action)
    shell.isTrapping = false
    shell.status = status
  }
  if (shell.options.has('e')) throw new Jump('exit', shell.status)
}

function runSimple(shell: Shell, command: SimpleCommand): number {
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

/** Calls a function with parameters of its own. */
function callFunction(shell: Shell, name: string, body: Command, parameters: readonly string[]): number {
  const { parameters: outer, loopDepth, line, commandName } = shell
  enterCall(shell)
  shell.parameters = parameters
  // In ash a `break` in a function leaves the loop that called it.
  if (shell.dialect.name !== 'ash') shell.loopDepth = 0
  const frame = new Map()
  shell.localFrames.push(frame)
  shell.callNames.push(name)
  try {
    runCommand(shell, body)
    return shell.status
  } catch (thrown) {
    if (thrown instanceof Jump && thrown.kind === 'return') return thrown.value
    throw thrown
  } finally {
    shell.callDepth--
    shell.callNames.pop()
    shell.localFrames.pop()
    restoreVariables(shell, frame)
    shell.parameters = outer
    shell.loopDepth = loopDepth
    shell.commandName = commandName
    shell.line = line
  }
}

function enterCall(shell: Shell): void {
  shell.callDepth++
  if (shell.callDepth > deepestCalls) throw new BudgetExceeded(`more than ${deepestCalls} calls within one another`)
}

/** Runs a program of the image. */
function runExternal(shell: Shell, words: readonly string[], takesOver = shell.isOnlyCommand): number {
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
  const script = new Shell(child, shell.dialect, path, runner)
  for (const [name, variable] of child.variables) if (variable.isExported) script.variables.set(name, variable)
  script.parameters = words.slice(1)
  return runSubshell(script, () => runText(script, content.value.kind === 'real' ? textOf(content.value.bytes) : ''))
}

/** Runs the text of `-c`: a program that is all of it takes the shell's place. */
export function runCommandLine(shell: Shell, text: string): number {
  const parser = new Parser(text, shell.dialect)
  const first = parser.next()
  const [item, ...more] = first.kind === 'commands' && parser.next().kind === 'end' ? first.list : []
  const isOne = item !== undefined && more.length + item.rest.length === 0 && !item.inBackground && !item.first.negated
  shell.isOnlyCommand = isOne && item.first.commands.length === 1 && item.first.commands[0]?.kind === 'simple'
  return runText(shell, text)
}

/** Runs a text, line of commands by line of commands; a syntax error is fatal. */
export function runText(shell: Shell, text: string, firstLine = 1): number {
  const parser = new Parser(text, shell.dialect, firstLine)
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

/** Runs words as a command, for `command` and the like. */
function runWords(shell: Shell, words: readonly string[], withoutFunctions: boolean): number {
  const [name = ''] = words
  const body = withoutFunctions ? undefined : shell.functions.get(name)
  if (body !== undefined) return callFunction(shell, name, body, words.slice(1))
  const builtin = builtinsOf(shell.dialect).get(name)
  return builtin === undefined ? runExternal(shell, words) : invoke(shell, builtin, words)
}

/** `exec`: the program's end is the shell's. */
function replace(shell: Shell, words: readonly string[]): number {
  const found = findProgram(shell, words[0] ?? '', shell.get('PATH'))
  if (found.errno === undefined) shell.traps.delete('EXIT')
  else if (shell.dialect.isBash && found.errno === 'ENOENT' && !words[0]?.includes('/')) {
    shell.complain(`${words[0]}: not found`, 'exec')
    throw new Jump('exit', 127)
  }
  const status = runExternal(shell, words, true)
  throw new Jump('exit', status)
}

/** The interpreter, as words and builtins see it. */
export const runner: Runner = { substitute, runText, runWords, replace }
