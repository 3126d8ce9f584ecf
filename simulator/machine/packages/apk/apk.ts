import { access, list, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, hasNetwork, notSimulated, say, tool } from '../console.ts'
import { removeAll } from '../placing.ts'
import { add } from './add.ts'
import type { ApkCommand } from './command.ts'
import { readInstalled, summary } from './database.ts'
import { remove } from './delete.ts'
import { indexOf, repositoriesOf } from './index-data.ts'
import { hasIndex, refresh } from './refresh.ts'

/** `apk`: installs and removes Alpine packages. */
export const apk = tool({
  names: ['apk'],
  summary: 'Installs and removes Alpine packages.',
  exact:
    'Which packages come with which, groups with --virtual, the index in /var/cache/apk with and without --no-cache, /etc/apk/world and the database, and the failures: unknown package, version that is not there, no network, no rights.',
  modelled:
    'Versions and sizes are those of Alpine 3.16’s main repository for every release; packages of community are estimates. Files that are not known by name are one file called .other-files.',
  missing: 'Upgrades, signed local packages, other repositories.',
  run: (process) => {
    const command = readWords(process.arguments.slice(1))
    if (command.has('-V', '--version')) {
      say(process, 'apk-tools 2.14.9, compiled for x86_64.')
      return 0
    }
    return runCommand(process, command)
  },
})

function readWords(words: readonly string[]): ApkCommand {
  const operands: string[] = []
  const options: string[] = []
  let virtual: string | undefined
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-t' || word === '--virtual') virtual = words[++at] ?? ''
    else if (word.startsWith('--virtual=')) virtual = word.slice('--virtual='.length)
    else if (/^(-X|--repository|-p|--root|--arch|--keys-dir|--cache-dir)$/.test(word)) at++
    else if (word.startsWith('--')) options.push(word)
    else if (/^-\w+/.test(word)) options.push(...[...word.slice(1)].map((letter) => `-${letter}`))
    else operands.push(word)
  }
  const [name = '', ...rest] = operands
  return { name, operands: rest, virtual, has: (...wanted) => options.some((option) => wanted.includes(option)) }
}

function runCommand(process: Process, command: ApkCommand): number {
  const changes = /^(add|del|update|upgrade|fix|cache)$/.test(command.name)
  if (changes && access(process, '/lib/apk/db', 'w') !== undefined) {
    complain(
      process,
      'ERROR: Unable to lock database: Permission denied',
      'ERROR: Failed to open apk database: Permission denied',
    )
    return 99
  }
  const index = indexOf(process)
  if (index === undefined) return 1
  switch (command.name) {
    case 'add':
      return add(process, index, command)
    case 'del':
      return remove(process, command)
    case 'update': {
      if (!refresh(process, index, !command.has('--no-cache'))) return repositoriesOf(process).length
      for (const address of repositoriesOf(process)) say(process, `${releaseIn(process)} [${address}]`)
      say(process, 'OK: 25000 distinct packages available')
      return 0
    }
    case 'upgrade':
      if ((command.has('-U', '--update-cache', '--available') || !hasIndex(process)) && hasNetwork(process))
        refresh(process, index, !command.has('--no-cache'))
      say(process, summary(process))
      return 0
    case 'info':
      return info(process, command)
    case 'cache':
      if (command.operands[0] !== 'clean' && command.operands[0] !== 'purge')
        return notSimulated(process, `apk cache ${command.operands[0] ?? ''}`)
      for (const name of list(process, '/var/cache/apk').value ?? []) removeAll(process, `/var/cache/apk/${name}`)
      return 0
    default:
      if (/^(search|policy|fetch|verify|audit|fix|stats|list|version|index|dot|manifest)$/.test(command.name))
        return notSimulated(process, `apk ${command.name}`)
      if (command.name === '--print-arch' || command.has('--print-arch')) {
        say(process, 'x86_64')
        return 0
      }
      complain(
        process,
        command.name === ''
          ? 'usage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]'
          : `ERROR: '${command.name}' is not an apk command. See 'apk --help'.`,
      )
      return 1
  }
}

function releaseIn(process: Process): string {
  return `v${(readTextFile(process, '/etc/alpine-release').value ?? '').trim()}`
}

function info(process: Process, command: ApkCommand): number {
  const installed = readInstalled(process)
  if (command.operands.length === 0) {
    say(
      process,
      ...[...installed.values()].map((one) => (command.has('-v') ? `${one.name}-${one.version}` : one.name)).sort(),
    )
    return 0
  }
  for (const name of command.operands) {
    const one = installed.get(name)
    if (one === undefined) return 1
    if (command.has('-e')) say(process, name)
    else if (command.has('-L'))
      say(process, `${name}-${one.version} contains:`, ...one.paths.map((path) => path.slice(1)), '')
    else say(process, `${name}-${one.version} installed size:`, `${Math.ceil(one.installed / 1024)} KiB`, '')
  }
  return 0
}
