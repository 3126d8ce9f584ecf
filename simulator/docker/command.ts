import { exists } from '../machine/files.ts'
import type { Process } from '../machine/process.ts'
import { type Flag, flagsOf, type Given, readFlags } from './flags.ts'
import { commandHelp } from './help.ts'
import type { HostDraft } from './host.ts'
import { type CommandManual, commandManual, type ManualOption, optionsOf } from './manual.ts'
import { wrongValue } from './wrong-value.ts'

/** What a command works with. */
export interface Call {
  readonly draft: HostDraft
  /** The docker program's own process: its streams, directory and environment. */
  readonly process: Process
  readonly given: Given
}

/** One command of docker. */
export interface DockerCommand {
  /** `image ls`; the first is the one that docker's manual has. */
  readonly names: readonly string[]
  /** What follows the name in `Usage:`; left out where the manual has it. */
  readonly usage?: string
  readonly summary?: string
  /** Those that do something here, in the short form of flags.ts. What the manual has beside them is taken, and said to change nothing. */
  readonly flags: string
  /** How many words it takes: at least, at most. */
  readonly words: readonly [least: number, most: number]
  /** Flags after the first word are not docker's. */
  readonly stopsAtWord?: boolean
  /** Gives the exit status. */
  readonly run: (call: Call) => number
}

/** A command with its flags read. */
export interface ReadyCommand extends DockerCommand {
  readonly manual: CommandManual
  readonly table: readonly (Flag | ManualOption)[]
  /** Names of the flags that do something here. */
  readonly honoured: ReadonlySet<string>
}

/** Makes a command; its table of flags is read at once, so that a mistake in it is found when the program starts. */
export function dockerCommand(command: DockerCommand): ReadyCommand {
  const own = command.flags.trim() === '' ? [] : flagsOf(command.flags.trim())
  const [name = ''] = command.names
  const manual = commandManual(name) ?? {
    usage: `${name} ${command.usage ?? ''}`.trim(),
    summary: command.summary ?? '',
    options: [],
  }
  const listed = optionsOf(manual.options)
  const others = own.filter((flag) => !listed.some((one) => one.name === flag.name))
  return {
    ...command,
    manual,
    table: [...listed, ...others, { name: 'help', kind: 'switch' }],
    honoured: new Set([...own.map((flag) => flag.name), 'help']),
  }
}

/** Runs a command with the words after its name; says what is wrong with them in docker's words. `called` is the name that was typed. */
export function runDockerCommand(
  command: ReadyCommand,
  words: readonly string[],
  draft: HostDraft,
  process: Process,
  called: string = command.names[0] ?? '',
): number {
  const [first = ''] = command.names
  const name = first.startsWith('buildx ') ? first : ownName(called)
  const usage = `Usage:  docker ${name}${command.manual.usage.slice(first.length)}`
  const given = readFlags(words, command.table, { stopsAtWord: command.stopsAtWord === true, wrongValue })
  if ('wrong' in given) {
    complain(process, `${given.wrong}\n\n${usage}\n\nRun 'docker ${name} --help' for more information`)
    return 125
  }
  if (given.has('help')) {
    process.output.write(commandHelp(usage, forName(command.manual, called)))
    return 0
  }
  const wrong = wrongCount(command, given.words.length)
  if (wrong !== undefined) {
    const prefix = first.startsWith('buildx ') ? 'ERROR: ' : ''
    complain(
      process,
      `${prefix}docker: 'docker ${name}' ${wrong.message}\n\n${usage}\n\n${wrong.see} 'docker ${name} --help' for more information`,
    )
    return 1
  }
  for (const flag of command.table)
    if (!command.honoured.has(flag.name) && given.has(flag.name))
      process.machine.note({
        kind: 'not-simulated',
        message: `docker ${name} --${flag.name} is taken, and changes nothing here.`,
      })
  return command.run({ draft, process, given })
}

/** A builder's command that is called by a name of docker's own works on the builder of docker. */
function forName(manual: CommandManual, called: string): CommandManual {
  if (called.startsWith('buildx ')) return manual
  const options = manual.options.map((line) =>
    line === 'builder=string Override the configured builder instance' ? `${line} (default "default")` : line,
  )
  return { ...manual, options }
}

/** The name that docker uses of a command that has several: `image rm` for `image remove`. */
function ownName(called: string): string {
  return called.replace(/^(container|image) (?:list|ps)$/, '$1 ls').replace(/^(container|image) remove$/, '$1 rm')
}

/** What is wrong with the number of words, and docker's word before the name of its help, which it misspells once. */
function wrongCount(
  { words: [least, most] }: DockerCommand,
  count: number,
): { readonly message: string; readonly see: string } | undefined {
  const counted = (number: number): string => `${number} argument${number === 1 ? '' : 's'}`
  if (count >= least && count <= most) return undefined
  if (most === 0) return { message: 'accepts no arguments', see: 'Run' }
  if (least === most) return { message: `requires ${counted(least)}`, see: 'Run' }
  if (most === Number.POSITIVE_INFINITY) return { message: `requires at least ${counted(least)}`, see: 'See' }
  if (least === 0) return { message: `requires at most ${counted(most)}`, see: 'SRun' }
  return { message: `requires at least ${least} and at most ${counted(most)}`, see: 'Run' }
}

/** Prints lines on standard error. */
export function complain(process: Process, text: string): void {
  process.errors.write(`${text}\n`)
}

/** Prints lines on standard output. */
export function say(process: Process, text: string): void {
  process.output.write(`${text}\n`)
}

/** An answer of the daemon that is an error; gives the status. */
export function daemonError(process: Process, message: string, status = 1): number {
  complain(process, `Error response from daemon: ${message}`)
  return status
}

/** Whether there is a file or folder where a word says, seen from where the command is run. */
export function isThere({ process }: Call, path: string): boolean {
  return exists(process, path)
}
