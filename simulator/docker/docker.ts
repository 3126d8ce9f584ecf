import { didYouMean } from '../dockerfile/suggest.ts'
import { tool } from '../machine/packages/console.ts'
import type { Process, Program } from '../machine/process.ts'
import { complain, type ReadyCommand, runDockerCommand } from './command.ts'
import { commands } from './commands/index.ts'
import type { HostDraft } from './host.ts'

/** The docker command line as a program of a host. */
export function dockerProgram(draft: HostDraft): Program {
  return tool({
    names: ['docker'],
    summary: 'Builds images, runs containers, and moves both.',
    exact: 'Commands, flags and messages as in docker 28 with the classic image store.',
    missing: 'Networks of one’s own, swarm, compose, plugins, contexts.',
    run: (process) => runDocker(process, draft),
  })
}

const byName: ReadonlyMap<string, ReadyCommand> = new Map(
  commands.flatMap((command) => command.names.map((name) => [name, command] as const)),
)
const groups = new Set(
  [...byName.keys()].filter((name) => name.includes(' ')).map((name) => name.split(' ', 1)[0] ?? ''),
)

function runDocker(process: Process, draft: HostDraft): number {
  const [first, second, ...rest] = process.arguments.slice(1)
  if (first === undefined || first === '--help' || first === 'help') {
    process.output.write(overview())
    return 0
  }
  if (first === '--version' || first === '-v') {
    process.output.write(`Docker version ${version}, build ${build}\n`)
    return 0
  }
  const isGroup = groups.has(first) && (second === undefined || !second.startsWith('-') || second === '--help')
  const grouped = isGroup && second !== undefined ? byName.get(`${first} ${second}`) : undefined
  if (grouped !== undefined) return runDockerCommand(grouped, rest, draft, process)
  const single = byName.get(first)
  if (single !== undefined) return runDockerCommand(single, process.arguments.slice(2), draft, process)
  if (groups.has(first)) return sayGroup(process, first, second)
  const near = didYouMean(first, [...byName.keys(), ...groups], { ignoreCase: false })
  complain(process, `docker: unknown command: docker ${first}\n\nRun 'docker --help' for more information`)
  if (near !== undefined)
    process.machine.note({ kind: 'modelled', message: `docker has no command "${first}"; the nearest is "${near}".` })
  return 1
}

/** The version that the texts are of. */
export const version = '28.5.2'
const build = 'ecc6942'

function sayGroup(process: Process, group: string, word: string | undefined): number {
  const usage = `Usage:  docker ${group}`
  if (word !== undefined && word !== '--help') {
    complain(
      process,
      `docker: unknown command: docker ${group} ${word}\n\n${usage}\n\nRun 'docker ${group} --help' for more information`,
    )
    return 1
  }
  const lines = commands
    .flatMap(({ names, summary }) =>
      names
        .filter((name) => name.startsWith(`${group} `))
        .map((name) => [name.slice(group.length + 1), summary] as const),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, summary]) => `  ${name.padEnd(11)} ${summary}\n`)
  process.output.write(
    `${usage} COMMAND\n\nCommands:\n${lines.join('')}\nRun 'docker ${group} COMMAND --help' for more information on a command.\n`,
  )
  return 0
}

function overview(): string {
  const lines = commands
    .flatMap(({ names, summary }) =>
      names.filter((name) => !name.includes(' ')).map((name) => [name, summary] as const),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, summary]) => `  ${name.padEnd(11)} ${summary}\n`)
  return `Usage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime for containers\n\nCommands:\n${lines.join('')}\nRun 'docker COMMAND --help' for more information on a command.\n`
}
