import type { Time } from '../../filesystem/tree.ts'
import type { Suspended } from '../life.ts'
import { makePipe, noInput } from '../pipe.ts'
import { type CompoundParts, runCompound } from './compound.ts'
import { runJob, runStage } from './life.ts'
import { applyRedirects, restoreRedirects } from './redirect.ts'
import { Jump, type Shell } from './shell.ts'
import { runSimple } from './simple.ts'
import { runSubshell } from './subshell.ts'
import type { AndOr, Command, List, Pipeline } from './syntax.ts'

/** Work that one simple command is counted as. */
const commandSteps = 12

/** Runs a list in a shell; gives the status of its last command. */
export function runList(shell: Shell, list: List): number {
  for (const item of list) if (!shell.options.has('n')) runAndOr(shell, item)
  return shell.status
}

/** Runs something whose failure does not end the shell under `set -e`, nor does a failure in what it calls. */
export function runTested(shell: Shell, run: () => void): void {
  const before = shell.isTested
  shell.isTested = true
  try {
    run()
  } finally {
    shell.isTested = before
  }
}

function runAndOr(shell: Shell, item: AndOr): void {
  if (item.inBackground) {
    runInBackground(shell, item)
    return
  }
  const { first, rest } = item
  if (rest.length === 0) {
    runPipeline(shell, first)
    return
  }
  runTested(shell, () => runPipeline(shell, first))
  for (const [at, { operator, pipeline }] of rest.entries()) {
    if ((shell.status === 0) !== (operator === '&&')) continue
    if (at < rest.length - 1) runTested(shell, () => runPipeline(shell, pipeline))
    else runPipeline(shell, pipeline)
  }
}

/** A job in the background runs at once, to its end, with no input; `wait` gives its status. */
function runInBackground(shell: Shell, item: AndOr): void {
  const child = shell.fork()
  child.isTested = false
  child.descriptors.set(0, { input: noInput })
  const status = runJob(shell, child, () =>
    runSubshell(child, () => {
      runAndOr(child, { ...item, inBackground: false })
      return child.status
    }),
  )
  shell.backgroundId = child.id
  shell.jobs.set(child.id, status ?? 0)
  shell.status = 0
}

function runPipeline(shell: Shell, pipeline: Pipeline): void {
  const start = shell.machine.clock.now()
  if (!pipeline.negated) runCommands(shell, pipeline.commands)
  else {
    runTested(shell, () => runCommands(shell, pipeline.commands))
    shell.status = shell.status === 0 ? 1 : 0
  }
  if (pipeline.isTimed)
    shell.errors.write(`\nreal\t${minutes(start, shell.machine.clock.now())}\nuser\t0m0.000s\nsys\t0m0.000s\n`)
}

function minutes(from: Time, to: Time): string {
  const seconds = to.seconds - from.seconds + (to.nanoseconds - from.nanoseconds) / 1e9
  return `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`
}

function runCommands(shell: Shell, commands: readonly Command[]): void {
  const [only] = commands
  if (commands.length === 1 && only !== undefined) {
    runCommand(shell, only)
    return
  }
  shell.status = runStages(shell, commands)
  checkStatus(shell)
}

/** The stages run one after the other, each to its end, the first first: what one writes is all there when the next reads. */
function runStages(shell: Shell, commands: readonly Command[]): number {
  const statuses: number[] = []
  let waiting: Suspended | undefined
  let input = shell.descriptors.get(0)
  for (const [at, command] of commands.entries()) {
    const child = shell.fork()
    if (input === undefined) child.descriptors.delete(0)
    else child.descriptors.set(0, input)
    const pipe = makePipe()
    if (at < commands.length - 1) {
      child.descriptors.set(1, { output: pipe.output })
      input = { input: pipe.input }
    }
    const { status, waits } = runStage(shell, () => runSubshell(child, () => runCommand(child, command)))
    statuses.push(status)
    waiting ??= waits
  }
  if (waiting !== undefined) throw waiting
  if (shell.dialect.isBash) setPipeStatus(shell, statuses)
  const failed = statuses.filter((status) => status !== 0).at(-1)
  return (shell.options.has('pipefail') ? failed : statuses.at(-1)) ?? 0
}

function setPipeStatus(shell: Shell, statuses: readonly number[]): void {
  const elements = new Map(statuses.map((status, at): [string, string] => [`${at}`, `${status}`]))
  shell.variables.set('PIPESTATUS', { value: undefined, isExported: false, isReadOnly: false, elements })
}

/** Runs one command; its status is the shell's. */
export function runCommand(shell: Shell, command: Command): number {
  switch (command.kind) {
    case 'simple':
      shell.machine.budget.spend(commandSteps)
      shell.status = runSimple(shell, command)
      checkStatus(shell)
      return shell.status
    case 'function':
      shell.functions.set(command.name, command.body)
      shell.status = 0
      return 0
    case 'compound': {
      shell.machine.budget.spend(2)
      shell.line = command.line
      const saved = applyRedirects(shell, command.redirects)
      if (saved === undefined) {
        shell.status = shell.dialect.redirectStatus
        checkStatus(shell)
        return shell.status
      }
      try {
        shell.status = runCompound(shell, command.command, parts)
      } finally {
        restoreRedirects(shell, saved)
      }
      const { kind } = command.command
      if (kind === 'subshell' || kind === 'arithmetic' || kind === 'condition') checkStatus(shell)
      return shell.status
    }
  }
}

const parts: CompoundParts = { runList, runTested, runSubshell }

/** `set -e`: ends the shell when the last status is not zero and nobody tests it. */
function checkStatus(shell: Shell): void {
  if (shell.status === 0 || shell.isTested) return
  const action = shell.dialect.isBash ? shell.traps.get('ERR') : undefined
  if (action !== undefined && !shell.isTrapping) {
    const { status } = shell
    shell.isTrapping = true
    shell.runner.runText(shell, action)
    shell.isTrapping = false
    shell.status = status
  }
  if (shell.options.has('e')) throw new Jump('exit', shell.status)
}
