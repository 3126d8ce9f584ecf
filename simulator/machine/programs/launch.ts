import type { Process, Spawn } from '../process.ts'
import { findProgram } from '../run.ts'
import { why } from './libc.ts'
import { type Flavour, printError } from './program.ts'
import { quote } from './quote.ts'

/**
 * Runs another program as env, nice and xargs do, and gives its status: 127 when there is none of that name, 126 when it may not be
 * executed, each after an error in the flavour's words.
 */
export function launch(process: Process, flavour: Flavour, spawn: Spawn): number {
  const [name = ''] = spawn.arguments
  const path = findProgram({ ...process, environment: spawn.environment ?? process.environment }, name)
  if (path.errno === undefined) return process.run(spawn)
  const reason = why(process, path.errno)
  const isXargs = /(^|\/)(xargs|find)$/.test(process.arguments[0] ?? '')
  if (isXargs) printError(process, `${name}: ${reason}`)
  else
    printError(
      process,
      flavour === 'gnu' ? `${withPurpose(process)}${quote(name)}: ${reason}` : `can't execute '${name}': ${reason}`,
    )
  return path.errno === 'ENOENT' || path.errno === 'ENOTDIR' ? 127 : 126
}

function withPurpose(process: Process): string {
  const called = (process.arguments[0] ?? '').replace(/.*\//, '')
  return called === 'env' || called === 'nice' || called === 'nohup'
    ? called === 'env'
      ? ''
      : called === 'nohup'
        ? 'failed to run command '
        : ''
    : 'failed to run command '
}
