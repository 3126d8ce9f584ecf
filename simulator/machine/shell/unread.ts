import type { Shell } from './shell.ts'

/** Says that commands cannot be run because only their size is known, and gives the status: it never seems to succeed. */
export function sayUnread(shell: Shell, what: string): number {
  const message = `Only the size of ${what} is known here, not its text, so the shell cannot run it.`
  shell.machine.note({ kind: 'not-simulated', message })
  shell.errors.write(`${shell.name}: ${what}: not simulated\n`)
  return 126
}
