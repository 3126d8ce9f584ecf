import type { FileNode } from '../filesystem/tree.ts'
import { textOf } from '../values/bytes.ts'
import { baseName } from '../values/path.ts'
import { done, failed, type Result } from './errno.ts'
import { EndedBySignal, type Life, type LivingProcess, StaysInBackground, Suspended } from './life.ts'
import { settle } from './open.ts'
import { execute, mayAccess } from './permissions.ts'
import { withPowersOf } from './powers.ts'
import type { Errno, Machine, Process, Program, Spawn } from './process.ts'
import { type Caller, walk } from './walk.ts'

/** The directories that are searched when there is no PATH. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * The file that a command name stands for: the name itself when it has a slash, else the first executable of that name in PATH.
 * ENOENT when there is none, EACCES when there is one that may not be executed.
 */
export function findProgram(
  caller: Caller,
  name: string,
  path = caller.environment.get('PATH') ?? defaultPath,
): Result<string> {
  if (name.includes('/')) {
    const wrong = whyNotExecutable(caller, name)
    return wrong === undefined ? done(name) : failed(wrong)
  }
  let wrong: Errno = 'ENOENT'
  if (name !== '')
    for (const directory of path.split(':')) {
      const candidate = directory === '' ? name : `${directory}/${name}`
      const why = whyNotExecutable(caller, candidate)
      if (why === undefined) return done(candidate)
      if (why === 'EACCES') wrong = why
    }
  return failed(wrong)
}

/** Why a path cannot be executed; undefined when it can. A directory is EACCES. */
export function whyNotExecutable(caller: Caller, path: string): Errno | undefined {
  const found = walk(caller, path)
  if (found.errno !== undefined) return found.errno
  const { node } = found.value
  if (node === undefined) return 'ENOENT'
  return node.kind === 'file' && mayAccess(node, caller.user, execute) ? undefined : 'EACCES'
}

/** What the kernel finds in an executable file. */
export type Loaded =
  | {
      readonly kind: 'program'
      readonly program: Program
      readonly flavour: 'busybox' | 'gnu'
      readonly arguments: readonly string[]
    }
  /** In the image, but the simulator does not know it. */
  | { readonly kind: 'unknown'; readonly name: string }

/**
 * Loads an executable file: the program its content names, an applet of busybox by the name it is called by, or the interpreter of its
 * `#!` line. ENOENT when an interpreter is missing, ENOEXEC for a text without `#!`. Source: execve(2).
 */
export function loadProgram(caller: Caller, path: string, words: readonly string[], depth = 0): Result<Loaded> {
  settle(caller.machine)
  const found = walk(caller, path)
  if (found.errno !== undefined) return found
  const { node, path: real } = found.value
  if (node === undefined) return failed('ENOENT')
  if (node.kind !== 'file' || !mayAccess(node, caller.user, execute)) return failed('EACCES')
  if (node.content.kind === 'sized') return done(programOf(caller.machine, node.content.program, words, real))
  return loadScript(caller, node, path, words, depth)
}

function loadScript(
  caller: Caller,
  file: FileNode,
  path: string,
  words: readonly string[],
  depth: number,
): Result<Loaded> {
  const bytes = file.content.kind === 'real' ? file.content.bytes : new Uint8Array(0)
  if (bytes[0] === 0x7f && bytes[1] === 0x45) return done({ kind: 'unknown', name: baseName(path) })
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return failed('ENOEXEC')
  if (depth >= 4) return failed('ELOOP')
  const line = textOf(bytes.subarray(2, 256)).split('\n')[0]?.trim() ?? ''
  const [, interpreter = '', argument = ''] = /^(\S*)\s*(.*)$/.exec(line) ?? []
  if (interpreter === '') return failed('ENOEXEC')
  const extra = argument === '' ? [] : [argument]
  return loadProgram(caller, interpreter, [interpreter, ...extra, path, ...words.slice(1)], depth + 1)
}

function programOf(machine: Machine, id: string | undefined, words: readonly string[], path: string): Loaded {
  const unknown: Loaded = { kind: 'unknown', name: baseName(words[0] ?? path) }
  if (id === undefined) return unknown
  if (id === 'busybox') {
    const called = baseName(words[0] ?? '').replace(/^-/, '')
    const asBusybox = called === 'busybox' && words.length > 1 && !(words[1] ?? '').startsWith('-')
    const own = asBusybox ? words.slice(1) : words
    const program = machine.programs.get(asBusybox ? (words[1] ?? '') : called)
    return program === undefined
      ? { kind: 'unknown', name: asBusybox ? (words[1] ?? '') : called }
      : { kind: 'program', program, flavour: 'busybox', arguments: own }
  }
  const program = machine.programs.get(id) ?? machine.programs.get(id.replace(/^gnu\//, ''))
  return program === undefined ? unknown : { kind: 'program', program, flavour: 'gnu', arguments: words }
}

/** Work that starting a process is counted as, and the time it takes. */
const startSteps = 200
const startMs = 1

/**
 * Runs an executable file as a new process, to its end; gives its status, or why it could not start. A file whose program is not
 * simulated fails with 127 and a remark: it never seems to succeed.
 */
export function runFile(parent: Caller, path: string, spawn: Spawn): Result<number> {
  const { machine } = parent
  const child = childOf(parent, spawn)
  // The file is looked at with the rights of who starts it.
  const loaded = loadProgram({ ...child, user: parent.user }, path, spawn.arguments)
  if (loaded.errno !== undefined) return loaded
  machine.budget.spend(startSteps)
  machine.clock.spend(startMs)
  const described = loaded.value.kind === 'unknown' ? describedProgram(machine, loaded.value.name) : undefined
  if (described !== undefined) return withinDepth(machine, child, () => described.run(processWith(child), 'gnu') & 255)
  if (loaded.value.kind === 'unknown') {
    machine.note({
      kind: 'not-simulated',
      message: `"${loaded.value.name}" exists in this image but is not simulated here, so it fails.`,
    })
    child.errors.write(`${loaded.value.name}: not simulated\n`)
    return done(127)
  }
  machine.lastSignal = undefined
  const { program, flavour, arguments: words } = loaded.value
  return withinDepth(machine, child, () => program.run(processWith({ ...child, arguments: words }), flavour) & 255)
}

/** What runs a program that is not simulated, where an author has described it. */
function describedProgram(machine: Machine, name: string): Program | undefined {
  return machine.cards?.has(name) === true ? machine.programs.get('described') : undefined
}

/** How many processes may wait for one another; a script that starts itself ends there. */
const deepestProcess = 120
const depths = new WeakMap<Machine, number>()

/**
 * Runs a process, one level below the one that waits for it. Where it asks for too much of the stack (words nested thousands deep, a function
 * that calls itself) or of the memory, it ends as real programs do: by a segmentation fault, 139, or killed, 137.
 */
function withinDepth(machine: Machine, child: Caller, run: () => number): Result<number> {
  const depth = (depths.get(machine) ?? 0) + 1
  if (depth > deepestProcess) {
    child.errors.write(`${baseName(child.arguments[0] ?? '')}: Cannot fork\n`)
    return done(2)
  }
  depths.set(machine, depth)
  try {
    return done(machine.life === undefined ? run() : runAlive(machine.life, machine, child, run))
  } catch (thrown) {
    const end = crashOf(thrown)
    if (end === undefined) throw thrown
    machine.lastSignal = end.signal
    child.errors.write(`${end.words}\n`)
    return done(128 + end.signal)
  } finally {
    depths.set(machine, depth - 1)
  }
}

/** Runs a process among those that are alive; a signal to it from outside ends it wherever it is. */
function runAlive(life: Life, machine: Machine, child: Caller, run: () => number): number {
  const { id, parent = 0, arguments: words, user } = child
  const living: LivingProcess = { id, parent, arguments: words, user, pending: [] }
  const depth = life.processes.push(living)
  const leave = (): void => {
    life.processes.length = depth - 1
  }
  try {
    const status = run()
    leave()
    life.forget(id)
    return status
  } catch (thrown) {
    // Where all wait, they stay as they are.
    if (thrown instanceof Suspended) throw thrown
    leave()
    if (thrown instanceof StaysInBackground) life.stayed.push(living)
    else life.forget(id)
    if (!(thrown instanceof EndedBySignal) || thrown.id !== id) throw thrown
    machine.lastSignal = thrown.signal
    return 128 + thrown.signal
  }
}

/** What an engine throws when the stack or the memory is used up, in the words of V8, SpiderMonkey and JavaScriptCore. */
function crashOf(thrown: unknown): { readonly signal: number; readonly words: string } | undefined {
  if (!(thrown instanceof Error)) return undefined
  if (/call stack|too much recursion/.test(thrown.message)) return { signal: 11, words: 'Segmentation fault' }
  const isTooLarge =
    /^(Invalid (string|array|typed array) length|Array buffer allocation failed|allocation size overflow|Out of memory)/i
  return isTooLarge.test(thrown.message) ? { signal: 9, words: 'Killed' } : undefined
}

/** A process that can run others. */
export function processWith(caller: Caller): Process {
  const process: Process = { ...caller, run: (spawn) => runSpawn(process, spawn) }
  return process
}

function runSpawn(process: Process, spawn: Spawn): number {
  const child = childOf(process, spawn)
  const path = findProgram(child, spawn.arguments[0] ?? '')
  if (path.errno !== undefined) return path.errno === 'ENOENT' || path.errno === 'ENOTDIR' ? 127 : 126
  const status = runFile(process, path.value, spawn)
  if (status.errno === undefined) return status.value
  // execvp(3): a text without #! is the shell's.
  if (status.errno === 'ENOEXEC')
    return runSpawn(process, { ...spawn, arguments: ['/bin/sh', path.value, ...spawn.arguments.slice(1)] })
  return status.errno === 'ENOENT' ? 127 : 126
}

function childOf(parent: Caller, spawn: Spawn): Caller {
  return {
    machine: parent.machine,
    id: spawn.takesOver === true ? parent.id : parent.machine.nextProcess(),
    parent: spawn.takesOver === true ? (parent.parent ?? 0) : parent.id,
    arguments: spawn.arguments,
    environment: spawn.environment ?? parent.environment,
    directory: spawn.directory ?? parent.directory,
    user: spawn.user === undefined ? parent.user : withPowersOf(spawn.user, parent.user),
    umask: spawn.umask ?? parent.umask,
    input: spawn.input ?? parent.input,
    output: spawn.output ?? parent.output,
    errors: spawn.errors ?? parent.errors,
  }
}
