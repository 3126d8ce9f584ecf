import { BudgetExceeded } from '../values/budget.ts'
import { refusalOf } from './executable.ts'
import { Killed, Suspended } from './life.ts'
import { type Command, firstProcess, type OutputPiece, type RunningMachine } from './machine.ts'
import { settle } from './open.ts'
import type { Errno } from './process.ts'
import { findProgram, runFile } from './run.ts'
import type { Caller } from './walk.ts'
import { walk } from './walk.ts'

/** How a container's first process, or one started beside it, stands when all that has happened is played. */
export type Standing =
  | { readonly kind: 'running' }
  /** `wasKilled`: by the kernel, with all the others. `isBusy`: it computes without end, and was left there. */
  | { readonly kind: 'exited'; readonly status: number; readonly wasKilled: boolean }
  /** It never began; what runc says of it, and the status that docker gives for it. */
  | { readonly kind: 'refused'; readonly status: 126 | 127; readonly message: string }

/**
 * Starts a container's process and plays its life. Statuses and texts as those of docker 28 with runc: recorded in tests/truth/containers.
 * Exit 137 when it is killed, 255 when the kernel will not execute the file.
 */
export function startProcess(
  machine: RunningMachine,
  command: Command,
  output: OutputPiece[],
  { isTerminal = false, id = 1 } = {},
): Standing {
  const first = firstProcess(machine, command, output, { isTerminal, id })
  const [name = ''] = command.arguments
  const asRoot: Caller = { ...first, user: { uid: 0, gid: 0, groups: [] } }
  const path = findProgram(asRoot, name)
  if (path.errno !== undefined) return refused(asRoot, name, path.errno)
  try {
    const refusal = refusalOf(asRoot, path.value)
    const status =
      refusal ?? runFile(asRoot, path.value, { arguments: command.arguments, user: first.user, takesOver: true })
    settle(machine)
    if (status.errno === undefined) return { kind: 'exited', status: status.value, wasKilled: false }
    first.errors.write(`exec ${path.value}: ${execTexts[status.errno] ?? 'no such file or directory'}\n`)
    return { kind: 'exited', status: 255, wasKilled: false }
  } catch (thrown) {
    settle(machine)
    return standingOf(thrown, machine, id)
  }
}

function standingOf(thrown: unknown, machine: RunningMachine, id: number): Standing {
  if (thrown instanceof Suspended && id === 1) return { kind: 'running' }
  if (thrown instanceof Killed && id === 1) return { kind: 'exited', status: 137, wasKilled: true }
  if (thrown instanceof BudgetExceeded && id === 1) {
    machine.note({
      kind: 'not-simulated',
      message: 'This container computes without end; what it does after this point is not played.',
    })
    return machine.life?.skipToKill() === true ? { kind: 'exited', status: 137, wasKilled: true } : { kind: 'running' }
  }
  throw thrown
}

const execTexts: Partial<Record<Errno, string>> = {
  ENOEXEC: 'exec format error',
  EACCES: 'permission denied',
}

/** What the daemon makes of a path through a file. Source: a real docker. */
const notADirectory =
  'not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type'

function refused(caller: Caller, name: string, errno: Errno): Standing {
  const found = name.includes('/') ? walk(caller, name) : undefined
  const why = !name.includes('/')
    ? 'executable file not found in $PATH'
    : found?.value?.node?.kind === 'directory'
      ? 'is a directory: permission denied'
      : errno === 'EACCES'
        ? 'permission denied'
        : `stat ${name}: ${errno === 'ENOTDIR' ? notADirectory : 'no such file or directory'}`
  const status = errno === 'EACCES' && name.includes('/') ? 126 : 127
  return { kind: 'refused', status, message: `exec: ${JSON.stringify(name)}: ${why}` }
}
