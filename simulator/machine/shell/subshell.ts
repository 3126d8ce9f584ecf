import { FatalError, Jump, type Shell } from './shell.ts'

/** Work that a subshell is counted as. */
const forkSteps = 40

/** Runs something in a subshell that was forked for it; gives its status. What would end a shell ends only this one. */
export function runSubshell(child: Shell, run: () => number): number {
  child.machine.budget.spend(forkSteps)
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
    shell.runner.runText(shell, action)
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
