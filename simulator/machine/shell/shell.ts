import type { Input, Machine, Output, User } from '../process.ts'
import type { Caller } from '../walk.ts'
import type { Dialect } from './dialect.ts'
import type { Command, List } from './syntax.ts'

/** A variable of the shell. */
export interface Variable {
  /** Undefined when it is only marked: `export X`, `readonly X`, `local X`. */
  value: string | undefined
  isExported: boolean
  isReadOnly: boolean
  /** bash: `declare -a`, and what `name=(…)` makes. */
  elements?: Map<string, string>
  isAssociative?: boolean
  isInteger?: boolean
  /** Set before a command, for it alone. */
  isTemporary?: boolean
}

/** An open descriptor of the shell. */
export interface Descriptor {
  readonly input?: Input
  readonly output?: Output
  readonly close?: () => void
}

/** What breaks off the usual course of commands. Thrown, and caught where it ends. */
export class Jump {
  readonly kind: 'break' | 'continue' | 'return' | 'exit'
  /** Loops still to leave, or the status. */
  value: number
  /** An exit that a signal made: its number. */
  readonly signal: number | undefined
  /** The status that a loop left with `break` has. */
  readonly status: number
  /** The process that the signal was for. */
  readonly target: number | undefined
  constructor(kind: Jump['kind'], value: number, signal?: number, status = 0, target?: number) {
    this.status = status
    this.target = target
    this.kind = kind
    this.value = value
    this.signal = signal
  }
}

/** An error that ends a shell that is not interactive, unless `command` runs the builtin. Its text has been printed. */
export class FatalError {
  readonly status: number
  /** The text was no program. */
  readonly isSyntax: boolean
  /** bash: only the line of commands ends, not the shell. */
  readonly endsLine: boolean
  constructor(status: number, isSyntax = false, endsLine = false) {
    this.status = status
    this.endsLine = endsLine
    this.isSyntax = isSyntax
  }
}

/** How words and builtins run commands; the interpreter gives itself. */
export interface Runner {
  /** What a list prints in a subshell, without the newlines at its end. Sets `substitutionStatus`. */
  readonly substitute: (shell: Shell, list: List) => string
  /** Runs a text as if it stood here (`eval`, `.`, traps); gives its status. Syntax errors are fatal. */
  readonly runText: (shell: Shell, text: string, firstLine?: number) => number
  /** Runs words as a simple command; functions count unless `withoutFunctions`. */
  readonly runWords: (shell: Shell, words: readonly string[], withoutFunctions: boolean) => number
  /** Runs a function's body. */
  readonly runBody: (shell: Shell, body: Command) => number
  /** `exec`: puts a program in the shell's place. Comes back only when it cannot. */
  readonly replace: (shell: Shell, words: readonly string[]) => number
}

/** What a running shell is: variables, functions, options, open descriptors. A subshell is a copy. */
export class Shell implements Caller {
  readonly machine: Machine
  readonly dialect: Dialect
  readonly runner: Runner
  id: number
  parent: number
  user: User
  umask: number
  /** Physical: no links in it. */
  directory: string
  /** As `cd` came there, links kept. */
  logicalDirectory: string
  /** `$0`, and the name that messages begin with. */
  name: string
  /** Added to lines when they are told. */
  lineOffset = 0
  /** `$$`: the first shell's id also in subshells. */
  shellId: number
  variables = new Map<string, Variable>()
  functions = new Map<string, Command>()
  parameters: readonly string[] = []
  options = new Set<string>()
  traps = new Map<string, string>()
  aliases = new Map<string, string>()
  descriptors = new Map<number, Descriptor>()
  status = 0
  line = 0
  /** `$!`. */
  backgroundId: number | undefined
  jobs = new Map<number, number>()
  loopDepth = 0
  callDepth = 0
  /** Saved by `local`, one map for each function call. */
  localFrames: Map<string, Variable | undefined>[] = []
  isSubshell = false
  /** The text is one simple command: a program takes the shell's place. */
  isOnlyCommand = false
  /** Within a condition, where `set -e` does nothing. */
  isTested = false
  /** Position within a word that getopts has come to. */
  optionOffset = 0
  /** The status of the last command substitution of a command without words. */
  substitutionStatus: number | undefined
  /** The builtin or sourced file that is running: messages of dash and ash name it. */
  commandName: string | undefined
  /** The sourced file that is running. bash names it in messages in the shell's place. */
  fileName: string | undefined
  /** The line that the parser has come to. */
  readLine = 0
  /** Words that `/proc/self/cmdline` shows. */
  arguments: readonly string[]
  /** A builtin printed while descriptor 1 was closed. */
  lostOutput = false
  /** Substitutions and `eval` that are within one another: bash shows as many plus signs in `set -x`. */
  traceDepth = 0
  /** Set while a trap runs. */
  isTrapping = false
  /** bash: functions and sourced files now running, for FUNCNAME. */
  callNames: string[] = []
  #environment: ReadonlyMap<string, string> | undefined

  constructor(from: Caller, dialect: Dialect, name: string, runner: Runner) {
    this.runner = runner
    this.machine = from.machine
    this.dialect = dialect
    this.id = from.id
    this.parent = from.parent ?? 0
    this.user = from.user
    this.umask = from.umask
    this.directory = from.directory
    this.logicalDirectory = from.directory
    this.name = name
    this.shellId = from.id
    this.arguments = from.arguments
    this.descriptors.set(0, { input: from.input })
    this.descriptors.set(1, { output: from.output })
    this.descriptors.set(2, { output: from.errors })
  }

  get input(): Input {
    return this.descriptors.get(0)?.input ?? closedInput
  }

  get output(): Output {
    return this.descriptors.get(1)?.output ?? closedOutput
  }

  get errors(): Output {
    return this.descriptors.get(2)?.output ?? closedOutput
  }

  /** What a program that the shell starts is given: exported variables, in the order in which this shell keeps them. */
  get environment(): ReadonlyMap<string, string> {
    if (this.#environment === undefined) this.#environment = exportedOf(this)
    return this.#environment
  }

  /** A copy for a subshell: what it changes stays its own. Traps are not handed on, nor are loops. */
  fork(): Shell {
    const copy = new Shell(this, this.dialect, this.name, this.runner)
    copy.id = this.machine.nextProcess()
    copy.parent = this.id
    copy.shellId = this.shellId
    copy.logicalDirectory = this.logicalDirectory
    copy.lineOffset = this.lineOffset
    for (const [name, variable] of this.variables) copy.variables.set(name, { ...variable })
    copy.functions = new Map(this.functions)
    copy.parameters = this.parameters
    copy.options = new Set(this.options)
    for (const [signal, action] of this.traps) if (action === '') copy.traps.set(signal, action)
    copy.aliases = new Map(this.aliases)
    copy.descriptors = new Map(this.descriptors)
    copy.status = this.status
    copy.line = this.line
    copy.backgroundId = this.backgroundId
    copy.loopDepth = this.loopDepth
    copy.callDepth = this.callDepth
    copy.localFrames = this.localFrames.map((frame) => new Map(frame))
    copy.isSubshell = true
    copy.isTested = this.isTested
    copy.optionOffset = this.optionOffset
    copy.callNames = [...this.callNames]
    copy.commandName = this.commandName
    copy.fileName = this.fileName
    copy.readLine = this.readLine
    copy.traceDepth = this.traceDepth
    return copy
  }

  get(name: string): string | undefined {
    const variable = this.variables.get(name)
    return variable?.value ?? variable?.elements?.get('0')
  }

  /** Sets a variable; a read-only one is a fatal error, which is printed. */
  set(name: string, value: string): void {
    this.machine.budget.spend(value.length / 64)
    const variable = this.variables.get(name)
    if (variable === undefined) {
      this.variables.set(name, { value, isExported: this.options.has('a'), isReadOnly: false })
      if (this.options.has('a')) this.#environment = undefined
      return
    }
    if (variable.isReadOnly) throw this.lineError(this.dialect.texts.isReadOnly(name))
    if (variable.elements !== undefined) variable.elements.set('0', value)
    else variable.value = value
    if (this.options.has('a')) variable.isExported = true
    if (variable.isExported) this.#environment = undefined
    if (name === 'OPTIND') this.optionOffset = 0
  }

  /** For who changes variables in place. */
  forgetEnvironment(): void {
    this.#environment = undefined
  }

  /** Prints a message with the shell's name and line before it. */
  complain(message: string, builtin = this.dialect.isBash ? undefined : this.commandName, line = this.line): void {
    const name = this.dialect.isBash ? this.#nameInMessages() : this.name
    this.errors.write(`${this.dialect.texts.prefix(name, line + this.lineOffset, builtin)}${message}\n`)
  }

  /** bash names the file that a command stands in; a function of a `-c` text stands in its environment. */
  #nameInMessages(): string {
    if (this.fileName !== undefined && this.fileName !== 'eval') return this.fileName
    return this.options.has('c') && this.callNames.length > 0 ? 'environment' : this.name
  }

  /** Prints a message and gives what to throw. */
  fatal(message: string, status = 2, builtin?: string): FatalError {
    this.complain(message, builtin)
    return new FatalError(status)
  }

  /** As {@link fatal}, but in bash only the line of commands ends. */
  lineError(message: string): FatalError {
    this.complain(message)
    return this.dialect.isBash ? new FatalError(1, false, true) : new FatalError(2)
  }

  /** Writes to standard output; nobody reading any more ends the shell as SIGPIPE does. */
  print(text: string): void {
    if (!this.descriptors.has(1)) this.lostOutput = true
    else if (text !== '' && !this.output.write(text)) throw new Jump('exit', 141, 13)
  }
}

const closedInput: Input = { read: () => undefined }
const closedOutput: Output = { write: () => true }

/**
 * Exported variables in the order of the shell's own table. Source: dash var.c and busybox ash.c, `hashvar` and `listvars`; bash hashlib.c,
 * `hash_string`: there, variables for this command alone come first.
 */
function exportedOf(shell: Shell): ReadonlyMap<string, string> {
  const exported: [string, string][] = []
  for (const [name, variable] of shell.variables)
    if (variable.isExported && variable.value !== undefined) exported.push([name, variable.value])
  const isFirst = (name: string) => (shell.variables.get(name)?.isTemporary ? 0 : 1)
  if (shell.dialect.isBash)
    exported.sort((a, b) => isFirst(a[0]) - isFirst(b[0]) || bashBucketOf(a[0]) - bashBucketOf(b[0]))
  else exported.sort((a, b) => bucketOf(a[0]) - bucketOf(b[0]))
  return new Map(exported)
}

const buckets = 39

function bucketOf(name: string): number {
  let sum = (name.charCodeAt(0) || 0) << 4
  for (let at = 0; at < name.length; at++) sum += name.charCodeAt(at) & 255
  return sum % buckets
}

function bashBucketOf(name: string): number {
  let hash = 2166136261
  for (let at = 0; at < name.length; at++)
    hash = ((Math.imul(hash, 16777619) >>> 0) ^ (name.charCodeAt(at) & 255)) >>> 0
  return hash & 1023
}
