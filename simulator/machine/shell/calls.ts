import { BudgetExceeded } from '../../values/budget.ts'
import { restoreVariables } from './assign.ts'
import { Jump, type Shell, type Variable } from './shell.ts'
import type { Command } from './syntax.ts'

/** Function calls, `eval` and `.` that may be within one another. */
const deepestCalls = 250

/** Notes that a call, a text or a substitution is entered; too many within one another are an exceeded budget. */
export function enterCall(shell: Shell): void {
  shell.callDepth++
  if (shell.callDepth > deepestCalls) throw new BudgetExceeded(`more than ${deepestCalls} calls within one another`)
}

/** Calls a function with parameters of its own. */
export function callFunction(shell: Shell, name: string, body: Command, parameters: readonly string[]): number {
  const { parameters: outer, loopDepth, line, commandName } = shell
  enterCall(shell)
  shell.parameters = parameters
  // In ash a `break` in a function leaves the loop that called it.
  if (shell.dialect.name !== 'ash') shell.loopDepth = 0
  const frame = new Map<string, Variable | undefined>()
  shell.localFrames.push(frame)
  shell.callNames.push(name)
  try {
    shell.runner.runBody(shell, body)
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
