import { isIgnoredByDefault, signalName, signalNames, signalNumber } from '../../signals.ts'
import { awaitJob, endJob } from '../life.ts'
import { quoteSingle, quoteValue } from '../quote.ts'
import { Jump, type Shell } from '../shell.ts'
import { type Builtins, regular, special } from './builtin.ts'

/** Builtins of signals and jobs. In a RUN jobs have always ended: they run at once when they are put in the background. */
export const jobBuiltins: Builtins = {
  trap: special((shell, words) => trap(shell, words)),
  kill: regular((shell, words) => kill(shell, words)),
  wait: regular((shell, words) => wait(shell, words)),
  jobs: regular(() => 0),
  bg: regular((shell) => complainJob(shell, 'bg')),
  fg: regular((shell) => complainJob(shell, 'fg')),
}

function complainJob(shell: Shell, name: string): number {
  shell.complain(shell.dialect.isBash ? 'no job control' : 'No current job', name)
  return shell.dialect.name === 'bash' ? 1 : 2
}

function trap(shell: Shell, words: readonly string[]): number {
  const operands = words.slice(words[1] === '--' ? 2 : 1)
  const [action, ...signals] = operands
  if (action === undefined || action === '-p') {
    listTraps(shell)
    return 0
  }
  if (action === '-l') {
    shell.print(`${signalNames().join(' ')}\n`)
    return 0
  }
  const resets =
    action === '-' || (signals.length === 0 && signalNumber(action) !== undefined) || /^[0-9]+$/.test(action)
  let status = 0
  for (const signal of resets && action !== '-' ? operands : signals) {
    const number = signalNumber(signal)
    const name = number === undefined ? signal.toUpperCase() : signalName(number)
    if (number === undefined && !(shell.dialect.isBash && ['ERR', 'DEBUG', 'RETURN'].includes(name))) {
      status = 1
      complainSignal(shell, signal)
      continue
    }
    if (resets) shell.traps.delete(name)
    else shell.traps.set(name, action)
  }
  return status
}

function complainSignal(shell: Shell, signal: string): void {
  if (shell.dialect.isBash) shell.complain(`${signal}: invalid signal specification`, 'trap')
  else if (shell.dialect.name === 'dash') shell.errors.write(`trap: ${signal}: bad trap\n`)
  else shell.complain(`${signal}: invalid signal specification`, 'trap')
}

function listTraps(shell: Shell): void {
  const order = ['EXIT', ...signalNames(), 'ERR', 'DEBUG', 'RETURN']
  for (const name of order) {
    const action = shell.traps.get(name)
    if (action === undefined) continue
    const shown =
      shell.dialect.isBash && name !== 'EXIT' && !['ERR', 'DEBUG', 'RETURN'].includes(name) ? `SIG${name}` : name
    shell.print(`trap -- ${shell.dialect.isBash ? quoteSingle(action) : quoteValue(action)} ${shown}\n`)
  }
}

function kill(shell: Shell, words: readonly string[]): number {
  let at = 1
  let signal = 15
  const option = words[1] ?? ''
  if (option === '-l') {
    const operand = words[2]
    if (operand === undefined) shell.print(`${signalNames().join('\n')}\n`)
    else shell.print(`${/^\d+$/.test(operand) ? signalName(Number(operand) & 127) : (signalNumber(operand) ?? '')}\n`)
    return 0
  }
  if (/^-./.test(option) && option !== '--') {
    const named = option === '-s' || option === '-n' ? (words[2] ?? '') : option.slice(1)
    at = option === '-s' || option === '-n' ? 3 : 2
    const number = signalNumber(named)
    if (number === undefined) {
      if (shell.dialect.name === 'dash') throw shell.fatal(`Illegal option ${option}`, 2, 'kill')
      if (shell.dialect.name === 'ash')
        shell.errors.write(`${shell.name.replace(/.*\//, '')}: bad signal name '${named}'\n`)
      else shell.complain(`${named}: invalid signal specification`, 'kill')
      return 1
    }
    signal = number
  }
  if (words[at] === '--') at++
  let status = 0
  for (const target of words.slice(at)) if (!signalTarget(shell, target, signal)) status = 1
  return status
}

function signalTarget(shell: Shell, target: string, signal: number): boolean {
  if (!/^-?\d+$/.test(target)) {
    if (shell.dialect.name === 'dash') throw shell.fatal(`Illegal number: ${target}`, 2, 'kill')
    shell.complain(`${target}: arguments must be process or job IDs`, 'kill')
    return false
  }
  const id = Number(target)
  if (id === shell.shellId || id === shell.id || id === 0) {
    receive(shell, signal, id === 0 ? shell.shellId : id)
    return true
  }
  const isAncestor = id === 1 || id === shell.parent
  if (isAncestor) return true
  if (endJob(shell, id, signal) || (shell.jobs.has(id) && signal === 0)) return true
  const { name } = shell.dialect
  if (name === 'ash') shell.errors.write(`${shell.name.replace(/.*\//, '')}: can't kill pid ${id}: No such process\n`)
  else shell.complain(name === 'bash' ? `(${id}) - No such process` : 'No such process\n', 'kill')
  return false
}

/** What a signal does to this shell. The first process of a container is spared by all that it has no trap for. */
function receive(shell: Shell, signal: number, target: number): void {
  if (signal === 0) return
  const action = signal === 9 ? undefined : shell.traps.get(signalName(signal))
  if (action === '') return
  if (action !== undefined) {
    const { status } = shell
    shell.runner.runText(shell, action)
    shell.status = status
    return
  }
  if (shell.shellId === 1 || isIgnoredByDefault(signal)) return
  shell.traps.delete('EXIT')
  throw new Jump('exit', 128 + signal, signal, undefined, target)
}

function wait(shell: Shell, words: readonly string[]): number {
  const targets = words.slice(1).filter((word) => !word.startsWith('-'))
  let status = 0
  if (targets.length === 0) {
    for (const id of shell.jobs.keys()) {
      const interrupted = awaitJob(shell, id)
      if (interrupted !== undefined) return interrupted
    }
    shell.jobs.clear()
  }
  for (const target of targets) {
    const id = target.startsWith('%') ? [...shell.jobs.keys()].at(-1) : Number(target)
    const interrupted = id === undefined ? undefined : awaitJob(shell, id)
    if (interrupted !== undefined) return interrupted
    const known = id === undefined ? undefined : shell.jobs.get(id)
    status = known ?? 127
    if (known === undefined && shell.dialect.isBash)
      shell.complain(`pid ${target} is not a child of this shell`, 'wait')
  }
  return status
}
