import type { Content } from '../filesystem/content.ts'
import { Draft } from '../filesystem/draft.ts'
import { later, type Time, type Tree } from '../filesystem/tree.ts'
import { type Budget, BudgetExceeded, budgetOf } from '../values/budget.ts'
import { textOf } from '../values/bytes.ts'
import { sha256Hex } from '../values/digest.ts'
import { makeDevices } from './devices.ts'
import type { Result } from './errno.ts'
import { Life, type LifeOptions } from './life.ts'
import { settle } from './open.ts'
import { inputOf, noInput } from './pipe.ts'
import type { Input, Machine, MountPoint, Note, Output, Program, User } from './process.ts'
import { findProgram, runFile } from './run.ts'
import { homeOf } from './users.ts'
import { type Caller, walk } from './walk.ts'

/** What a machine is made of. */
export interface MachineOptions {
  /** The file system it starts with; a draft is used as it is and holds the outcome. */
  readonly tree: Tree | Draft
  /** What its clock says at the start. */
  readonly now: Time
  /** What can be run. */
  readonly programs: ReadonlyMap<string, Program>
  /** Default: {@link usualSteps}. */
  readonly budget?: Budget
  readonly hostname?: string
  readonly architecture?: 'amd64' | 'arm64'
  readonly mounts?: readonly MountPoint[]
  /** The layers that the file system began with, when the draft is on top of them. */
  readonly lower?: Tree
  readonly network?: 'default' | 'none' | 'host'
  readonly packageTables?: ReadonlyMap<string, unknown>
  /** Equal seeds give equal random numbers: the RUN's cache key. */
  readonly seed?: string
  /** What happens from outside while it runs, and how far that is played: for a started container. */
  readonly life?: Pick<LifeOptions, 'events' | 'untilMs' | 'takenPorts'>
  /** What other machines answer; undefined where there is none of that name. */
  readonly reach?: Machine['reach']
  /** Descriptions of programs that are not executed, as YAML, by the names of their files. */
  readonly cards?: ReadonlyMap<string, string>
}

/** A machine whose clock, remarks and downloads can be read. */
export interface RunningMachine extends Machine {
  /** Modelled milliseconds since the start. */
  readonly elapsedMs: () => number
  readonly notes: readonly Note[]
  readonly downloadedBytes: () => number
}

/** Steps that one RUN may take: an endless loop is stopped well within two seconds. */
export const usualSteps = 8_000_000

/** A computer with a file system, nothing running yet. */
export function makeMachine(options: MachineOptions): RunningMachine {
  let elapsedMs = 0
  let downloaded = 0
  let process = 1
  const notes: Note[] = []
  return {
    draft: options.tree instanceof Draft ? options.tree : new Draft(options.tree),
    devices: makeDevices(options.now),
    openFiles: new Set(),
    clock: {
      now: () => later(options.now, elapsedMs),
      spend: (milliseconds) => {
        elapsedMs += milliseconds
      },
    },
    budget: options.budget ?? budgetOf(usualSteps),
    hostname: options.hostname ?? 'buildkitsandbox',
    architecture: options.architecture ?? 'amd64',
    mounts: options.mounts ?? [],
    ...(options.lower === undefined ? {} : { lower: options.lower }),
    remade: new Set(),
    network: options.network ?? 'default',
    packageTables: options.packageTables ?? new Map(),
    download: (bytes) => {
      downloaded += bytes
    },
    note: (note) => {
      if (!notes.some((other) => other.message === note.message)) notes.push(note)
    },
    random: randomFrom(options.seed ?? ''),
    programs: options.programs,
    lastSignal: undefined,
    ...(options.life === undefined
      ? {}
      : {
          life: new Life({
            ...options.life,
            now: () => elapsedMs,
            spend: (milliseconds) => {
              elapsedMs += milliseconds
            },
          }),
        }),
    ...(options.cards === undefined ? {} : { cards: options.cards }),
    ...(options.reach === undefined ? {} : { reach: options.reach }),
    nextProcess: () => ++process,
    elapsedMs: () => elapsedMs,
    notes,
    downloadedBytes: () => downloaded,
  }
}

/** What to run, as a container's process: no shell comes between. */
export interface Command {
  readonly arguments: readonly string[]
  /** HOME is added from the user's passwd entry when it is missing, as runc does. */
  readonly environment: ReadonlyMap<string, string>
  /** Absolute, and there. */
  readonly directory: string
  readonly user: User
  readonly input?: Content | Input
}

/** One piece of what a command printed, in order. */
export interface OutputPiece {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
  /** Modelled milliseconds after the machine's start. */
  readonly atMs: number
  /** What somebody typed, as the container's terminal shows it; who typed it has seen it already. */
  readonly isEcho?: true
}

/** What came of a command. */
export interface CommandResult {
  /** 0 to 255. */
  readonly status: number
  /** What follows `did not complete successfully: `; absent when the status is 0. */
  readonly failure?: string
  /** It was stopped because it took more steps than it may (an endless loop). */
  readonly wasStopped: boolean
  readonly output: readonly OutputPiece[]
}

/**
 * Runs a command to its end on a machine, whose draft then holds what it left. A command that cannot start prints what runc prints. Never
 * throws for what the command does. Source of the texts: a real docker, [run-fails] and the kinds of file in machine.test.ts.
 */
export function runCommand(machine: RunningMachine, command: Command): CommandResult {
  const output: OutputPiece[] = []
  const first = firstProcess(machine, command, output)
  const { status, wasStopped } = runFirst(first, command, output)
  settle(machine)
  machine.openFiles.clear()
  if (wasStopped) return { status, failure: `exit code: ${status}`, wasStopped, output }
  return { status, ...(status !== 0 && { failure: `exit code: ${status}` }), wasStopped, output }
}

function runFirst(
  first: Caller,
  command: Command,
  output: OutputPiece[],
): { readonly status: number; readonly wasStopped: boolean } {
  try {
    return { status: startFirst(first, command), wasStopped: false }
  } catch (thrown) {
    if (!(thrown instanceof BudgetExceeded)) throw thrown
    const text = `stopped: this command would run without end (${thrown.message})\n`
    output.push({ stream: 'stderr', text, atMs: output.at(-1)?.atMs ?? 0 })
    first.machine.note({
      kind: 'not-simulated',
      message: `The command was stopped because it did not come to an end (${thrown.message}). A real build would go on until it is cancelled.`,
    })
    return { status: 137, wasStopped: true }
  }
}

function startFirst(first: Caller, command: Command): number {
  const [name = ''] = command.arguments
  // runc looks the program up, and executes it, before root's rights are gone.
  const asRoot: Caller = { ...first, user: { uid: 0, gid: 0, groups: [] } }
  const path = findProgram(asRoot, name)
  if (path.errno !== undefined) {
    first.errors.write(
      `runc run failed: unable to start container process: error during container init: exec: ${JSON.stringify(name)}: ${whyNotStarted(asRoot, name, path)}\n`,
    )
    return 1
  }
  const status = runFile(asRoot, path.value, { arguments: command.arguments, user: first.user, takesOver: true })
  if (status.errno === undefined) return status.value
  const why =
    status.errno === 'ENOEXEC'
      ? 'exec format error'
      : status.errno === 'EACCES'
        ? 'permission denied'
        : 'no such file or directory'
  first.errors.write(`exec ${path.value}: ${why}\n`)
  return 255
}

function whyNotStarted(caller: Caller, name: string, wrong: Result<string>): string {
  if (!name.includes('/')) return 'executable file not found in $PATH'
  const found = walk(caller, name)
  if (found.value?.node?.kind === 'directory') return 'is a directory'
  if (wrong.errno === 'EACCES') return 'permission denied'
  return `stat ${name}: ${wrong.errno === 'ENOTDIR' ? 'not a directory' : 'no such file or directory'}`
}

/** The process that a command begins with: what it prints goes to `output`. */
export function firstProcess(
  machine: RunningMachine,
  command: Command,
  output: OutputPiece[],
  { isTerminal = false, id = 1 } = {},
): Caller {
  const environment = new Map(command.environment)
  if (!environment.has('HOME')) environment.set('HOME', homeOf(machine.draft.current, command.user.uid))
  const { input: given } = command
  const input: Input = given === undefined ? noInput : 'read' in given ? given : inputOf(given)
  return {
    machine,
    id,
    parent: 0,
    arguments: command.arguments,
    environment,
    directory: command.directory,
    user: command.user,
    umask: 0o022,
    input,
    output: logOutput(machine, 'stdout', output, isTerminal),
    errors: logOutput(machine, isTerminal ? 'stdout' : 'stderr', output, isTerminal),
  }
}

/** Longest text that the log of one command keeps; what comes after is cut, as the builder cuts at 2 MiB. Source: BuildKit, util/progress/logs. */
const longestLog = 2 << 20

function logOutput(
  machine: RunningMachine,
  stream: 'stdout' | 'stderr',
  output: OutputPiece[],
  isTerminal: boolean,
): Output {
  let length = 0
  return {
    ...(isTerminal ? { isTerminal } : {}),
    write: (piece) => {
      machine.budget.spend(1)
      const text = typeof piece === 'string' ? piece : printable(piece)
      if (text === '' || length > longestLog) return true
      length += text.length
      output.push({
        stream,
        text: length > longestLog ? '\n[output clipped, log limit 2MiB reached]\n' : text,
        atMs: machine.elapsedMs(),
      })
      return true
    },
  }
}

function printable(content: Content): string {
  return content.kind === 'real' ? textOf(content.bytes) : `[${content.size} bytes that are not kept here]\n`
}

/** xorshift32, seeded by the text. */
function randomFrom(seed: string): () => number {
  let state = Number.parseInt(sha256Hex(seed).slice(0, 8), 16) || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
