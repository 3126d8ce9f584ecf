import { type Life, StaysInBackground, Suspended } from '../life.ts'
import { signalName } from '../signals.ts'
import type { Shell } from './shell.ts'

/** A shell of a started container tells what it does about signals: those with a trap wait until its program has ended. */
export function showTraps(shell: Shell): void {
  const self = selfOf(shell)
  if (self === undefined) return
  self.disposition = (signal) => {
    const action = shell.traps.get(signalName(signal))
    return action === undefined ? 'default' : action === '' ? 'ignored' : 'handled'
  }
}

/** Runs the traps of the signals that came while a program ran. */
export function takeSignals(shell: Shell): void {
  const { life } = shell.machine
  if (life === undefined || shell.id !== shell.shellId) return
  const self = selfOf(shell)
  for (let signal = self?.pending.shift(); signal !== undefined; signal = self?.pending.shift()) runTrap(shell, signal)
}

function runTrap(shell: Shell, signal: number): void {
  const action = shell.traps.get(signalName(signal))
  if (action === undefined || action === '') return
  const { status } = shell
  shell.runner.runText(shell, action)
  shell.status = status
}

function selfOf(shell: Shell): Life['processes'][number] | undefined {
  return shell.machine.life?.processes.findLast((one) => one.id === shell.shellId)
}

/** Runs a job in the background; one that stays goes on by itself. Gives its status, or undefined while it has not ended. */
export function runJob(shell: Shell, child: Shell, run: () => number): number | undefined {
  const { life } = shell.machine
  if (life === undefined) return run()
  const startMs = life.nowMs
  try {
    const { result, waitedMs } = life.inBackground(run)
    life.jobs.set(child.id, startMs + waitedMs)
    return result
  } catch (thrown) {
    if (!(thrown instanceof StaysInBackground)) throw thrown
    life.jobs.set(child.id, thrown.endsAtMs)
    return undefined
  }
}

/**
 * Waits until a job has ended, as `wait` does: gives the status that a signal gives it (128 and its number) when one with a trap comes first,
 * after its trap has run.
 */
export function awaitJob(shell: Shell, id: number): number | undefined {
  const { life } = shell.machine
  const endsAtMs = life?.jobs.get(id)
  if (life === undefined || endsAtMs === undefined || endsAtMs <= life.nowMs) return undefined
  const wake = life.wait(shell.shellId, endsAtMs)
  if (wake.kind === 'time') return undefined
  runTrap(shell, wake.signal)
  return 128 + wake.signal
}

/** Ends a job that goes on in the background, as `kill` does; false when there is none of that id. */
export function endJob(shell: Shell, id: number, signal: number): boolean {
  const { life } = shell.machine
  const endsAtMs = life?.jobs.get(id)
  if (life === undefined || endsAtMs === undefined || endsAtMs <= life.nowMs) return false
  if (signal === 0) return true
  life.jobs.set(id, life.nowMs)
  life.forgetBelow(id)
  shell.jobs.set(id, 128 + signal)
  return true
}

/** Runs a stage of a pipeline. One that waits for ever lets the later ones have what it has written; then all wait. */
export function runStage(shell: Shell, run: () => number): { readonly status: number; readonly waits?: Suspended } {
  try {
    return { status: run() }
  } catch (thrown) {
    if (thrown instanceof Suspended && shell.machine.life !== undefined) return { status: 0, waits: thrown }
    throw thrown
  }
}
