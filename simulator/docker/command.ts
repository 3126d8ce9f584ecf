import { exists } from '../machine/files.ts'
import type { Process } from '../machine/process.ts'
import { type Flag, flagsOf, type Given, readFlags } from './flags.ts'
import type { HostDraft } from './host.ts'

/** What a command works with. */
export interface Call {
  readonly draft: HostDraft
  /** The docker program's own process: its streams, directory and environment. */
  readonly process: Process
  readonly given: Given
}

/** One command of docker. */
export interface DockerCommand {
  /** `image ls`; the first is the one that messages name. */
  readonly names: readonly string[]
  /** What follows the name in `Usage:`. */
  readonly usage: string
  readonly summary: string
  /** In the short form of flags.ts. */
  readonly flags: string
  /** How many words it takes: at least, at most. */
  readonly words: readonly [least: number, most: number]
  /** Flags after the first word are not docker's. */
  readonly stopsAtWord?: boolean
  /** Gives the exit status. */
  readonly run: (call: Call) => number
}

/** Makes a command; its table of flags is read at once, so that a mistake in it is found when the program starts. */
export function dockerCommand(command: DockerCommand): DockerCommand & { readonly table: readonly Flag[] } {
  return { ...command, table: flagsOf(`${command.flags} help`.trim()) }
}

export type ReadyCommand = ReturnType<typeof dockerCommand>

/** Runs a command with the words after its name; says what is wrong with them in docker's words. */
export function runDockerCommand(
  command: ReadyCommand,
  words: readonly string[],
  draft: HostDraft,
  process: Process,
): number {
  const [name = ''] = command.names
  const usage = `Usage:  docker ${name}${command.usage === '' ? '' : ` ${command.usage}`}`
  const given = readFlags(words, command.table, { stopsAtWord: command.stopsAtWord === true })
  if ('wrong' in given) {
    complain(process, `${given.wrong}\n\n${usage}\n\nRun 'docker ${name} --help' for more information`)
    return 125
  }
  if (given.has('help')) {
    process.output.write(`${usage}\n\n${command.summary}\n\nOptions:\n${optionLines(command.table)}`)
    return 0
  }
  const wrong = wrongCount(command, given.words.length)
  if (wrong !== undefined) {
    const prefix = name === 'buildx build' ? 'ERROR: ' : ''
    const see = command.words[1] === Number.POSITIVE_INFINITY ? 'See' : 'Run'
    complain(
      process,
      `${prefix}docker: 'docker ${name}' ${wrong}\n\n${usage}\n\n${see} 'docker ${name} --help' for more information`,
    )
    return 1
  }
  return command.run({ draft, process, given })
}

function wrongCount({ words: [least, most] }: DockerCommand, count: number): string | undefined {
  const counted = (number: number): string => `${number} argument${number === 1 ? '' : 's'}`
  if (count >= least && count <= most) return undefined
  if (most === 0) return 'accepts no arguments'
  if (least === most) return `requires ${counted(least)}`
  if (most === Number.POSITIVE_INFINITY) return `requires at least ${counted(least)}`
  return count < least ? `requires at least ${counted(least)}` : `requires at most ${counted(most)}`
}

function optionLines(table: readonly Flag[]): string {
  return [...table]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, short, kind }) => {
      const type = kind === 'switch' ? '' : kind === 'list' ? ' list' : ' string'
      return `  ${short === undefined ? '   ' : `-${short},`} --${name}${type}\n`
    })
    .join('')
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
