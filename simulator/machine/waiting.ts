import type { Process } from './process.ts'

/**
 * Lets a process of a started container wait so many milliseconds, or for ever. Gives the status that a signal ends it with, or undefined when
 * the time has come. Only where there is a life.
 */
export function waitAlive(process: Process, milliseconds: number): number | undefined {
  const { life } = process.machine
  if (life === undefined) throw new RangeError('waiting without a life')
  const wake = life.wait(process.id, life.nowMs + milliseconds)
  if (wake.kind === 'time') return undefined
  process.machine.lastSignal = wake.signal
  return 128 + wake.signal
}
