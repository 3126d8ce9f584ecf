import { didYouMean } from '../dockerfile/suggest.ts'
import { tool } from '../machine/packages/console.ts'
import type { Process, Program } from '../machine/process.ts'
import { complain, type ReadyCommand, runDockerCommand } from './command.ts'
import { commands } from './commands/index.ts'
import { groupHelp } from './help.ts'
import type { HostDraft } from './host.ts'
import { type GroupManual, groupManual, namesIn, optionsOf } from './manual.ts'
import { catchUp } from './restarting.ts'
import { shareFiles } from './sharing.ts'
import { dockerVersion } from './version.ts'

/** The docker command line as a program of a host. */
export function dockerProgram(draft: HostDraft): Program {
  return tool({
    names: ['docker'],
    summary: 'Builds images, runs containers, and moves both.',
    exact: 'Commands, flags and messages as in docker 28 with the classic image store.',
    missing:
      'Swarm, compose, plugins, contexts; in docker events, the runs of health checks and that something was pruned.',
    run: (process) => {
      shareFiles(draft, process.machine.draft)
      catchUp(draft, process.machine.draft)
      const status = runDocker(process, draft)
      shareFiles(draft, process.machine.draft)
      return status
    },
  })
}

const byName: ReadonlyMap<string, ReadyCommand> = new Map(
  commands.flatMap((command) => command.names.map((name) => [name, command] as const)),
)
const longestName = Math.max(...[...byName.keys()].map((name) => name.split(' ').length))

function runDocker(process: Process, draft: HostDraft): number {
  const words = withoutGlobalFlags(process.arguments.slice(1))
  const [first, second] = words
  const root = groupManual('')
  if (root === undefined || first === undefined || first === '--help' || (first === 'help' && second === undefined)) {
    if (root !== undefined) process.output.write(groupHelp('', root))
    return 0
  }
  if (first === '--version' || first === '-v') {
    process.output.write(`Docker version ${dockerVersion.version}, build ${dockerVersion.commit}\n`)
    return 0
  }
  if (first === 'help' && !isKnown(second)) {
    complain(process, `unknown help topic: ${words.slice(1).join(' ')}`)
    return 1
  }
  if (first === 'help') return runDocker({ ...process, arguments: ['docker', ...words.slice(1), '--help'] }, draft)
  if (first.startsWith('-')) {
    const what = first.startsWith('--')
      ? `unknown flag: ${first.split('=', 1)[0]}`
      : `unknown shorthand flag: '${first[1] ?? ''}' in ${first}`
    complain(
      process,
      `${what}\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information`,
    )
    return 125
  }
  for (let count = longestName; count > 0; count--) {
    const name = words.slice(0, count).join(' ')
    const command = byName.get(name)
    if (command !== undefined && words.length >= count)
      return runDockerCommand(command, words.slice(count), draft, process, name)
  }
  return runGroup(process, words)
}

function isKnown(name = ''): boolean {
  return byName.has(name) || groupManual(name) !== undefined || namesIn('').includes(name)
}

/** The words after docker's own flags: which daemon, how much it says. There is one daemon here. */
function withoutGlobalFlags(words: readonly string[]): readonly string[] {
  const flags = optionsOf(groupManual('')?.options ?? []).filter(({ name }) => name !== 'version')
  let at = 0
  for (;;) {
    const word = words[at] ?? ''
    const [name = ''] = word.split('=', 1)
    const flag = flags.find((one) => name === `--${one.name}` || (one.short !== undefined && word === `-${one.short}`))
    if (flag === undefined) return words.slice(at)
    at += flag.kind === 'switch' || word.includes('=') ? 1 : 2
  }
}

/** What is left: a group's page, a command that docker has and we do not, one that nobody has. */
function runGroup(process: Process, words: readonly string[]): number {
  let group = ''
  let at = 0
  for (; at < words.length; at++) {
    const name = `${group} ${words[at] ?? ''}`.trim()
    if (groupManual(name) === undefined) break
    group = name
  }
  const word = words[at]
  const manual = groupManual(group)
  if (manual === undefined) return 1
  const isBuildx = manual.usage.startsWith('buildx')
  if (word === undefined || word === '--help') {
    const stream = word === undefined && !isBuildx ? process.errors : process.output
    stream.write(groupHelp(group, manual))
    return 0
  }
  if (namesIn(group).includes(word)) return sayMissing(process, `docker ${group} ${word}`.replaceAll('  ', ' '))
  hint(process, group, word)
  if (isBuildx) {
    process.output.write(groupHelp(group, manual))
    complain(process, `ERROR: unknown command: ${JSON.stringify(word)}`)
  } else complain(process, unknownText(group, word, manual))
  return 1
}

function unknownText(group: string, word: string, { usage }: GroupManual): string {
  if (group === '') return `docker: unknown command: docker ${word}\n\nRun 'docker --help' for more information`
  const name = usage.replace(/ .*/, '')
  return `docker: unknown command: docker ${group} ${word}\n\nUsage:  docker ${name}\n\nRun 'docker ${name} --help' for more information`
}

function sayMissing(process: Process, name: string): number {
  process.machine.note({ kind: 'not-simulated', message: `${name} is a command of docker that is not simulated here.` })
  complain(process, `${name}: not simulated here`)
  return 1
}

/** Plugins that many have, and that are not here: what does the same. */
const plugins: Readonly<Record<string, string>> = {
  compose: 'Start the containers one by one with docker run, in a network of their own (docker network create).',
  scout: 'layerwise waste IMAGE tells what an image ships in vain.',
}

function hint(process: Process, group: string, word: string): void {
  const instead = group === '' && Object.hasOwn(plugins, word) ? plugins[word] : undefined
  if (instead !== undefined) {
    process.machine.note({
      kind: 'not-simulated',
      message: `docker ${word} is a plugin that is not installed here. ${instead}`,
    })
    return
  }
  const here = [...byName.keys()].flatMap((name) => {
    const rest = group === '' ? name : name.startsWith(`${group} `) ? name.slice(group.length + 1) : ''
    return rest === '' || rest.includes(' ') ? [] : [rest]
  })
  const near = didYouMean(word, [...new Set([...here, ...namesIn(group)])], { ignoreCase: false })
  if (near !== undefined)
    process.machine.note({
      kind: 'modelled',
      message: `docker ${group} has no command "${word}"; the nearest is "${near}".`.replaceAll('  ', ' '),
    })
}
