import { list } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, notSimulated, say, tool } from '../console.ts'
import { removeAll } from '../placing.ts'
import { archiveOf } from './archive.ts'
import { install } from './install.ts'
import { removeLists, update } from './lists.ts'
import { remove } from './remove.ts'

/** `apt-get` and `apt`: install and remove Debian packages. */
export const aptGet = tool({
  names: ['apt-get', 'apt'],
  summary: 'Installs and removes Debian packages.',
  exact:
    'Which packages come with which (dependencies and recommendations), versions, download sizes, the index files under /var/lib/apt/lists, dropping of archives as the official images set it, and the failures: no index, unknown package or version, no network, no rights, files gone from the archive.',
  modelled:
    'The size of a package’s files is its Installed-Size; those not known by name are one file called .other-files; -slim images leave out a fifth as documentation. Packages with security updates get a new version every four weeks.',
  missing: 'Local .deb files, upgrades of what the base image holds, build-dep, source.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const asked = readWords(words)
    const command = asked.operands[0]
    if (asked.has('-v', '--version')) say(process, 'apt 2.6.1 (amd64)')
    if (command === undefined) return asked.has('-v', '--version', '-h', '--help') ? 0 : usage(process)
    if ((process.arguments[0] ?? '').endsWith('apt') && command !== 'list')
      complain(process, '', 'WARNING: apt does not have a stable CLI interface. Use with caution in scripts.', '')
    return runCommand(process, command, asked)
  },
})

interface Asked {
  readonly operands: readonly string[]
  readonly options: readonly string[]
  readonly settings: readonly string[]
  readonly has: (...options: readonly string[]) => boolean
}

/** Options may stand anywhere; `-yqq` is several, `-o X=Y` and `-t X` take a value. */
function readWords(words: readonly string[]): Asked {
  const operands: string[] = []
  const options: string[] = []
  const settings: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-o' || word === '-t' || word === '-c') settings.push(words[++at] ?? '')
    else if (word.startsWith('--')) options.push(word.replace(/=.*/, ''))
    else if (word.startsWith('-o')) settings.push(word.slice(2))
    else if (/^-[a-zA-Z]+/.test(word))
      options.push(...[...word.slice(1).replace(/=.*/, '')].map((letter) => `-${letter}`))
    else operands.push(word)
  }
  return { operands, options, settings, has: (...wanted) => options.some((option) => wanted.includes(option)) }
}

function usage(process: Process): number {
  say(
    process,
    'apt 2.6.1 (amd64)',
    'Usage: apt-get [options] command',
    '       apt-get [options] install|remove pkg1 [pkg2 ...]',
  )
  return 1
}

function runCommand(process: Process, command: string, asked: Asked): number {
  if (command === 'clean' || command === 'autoclean') return clean(process)
  const archive = archiveOf(process)
  if (archive === undefined) return 100
  const names = asked.operands.slice(1)
  const assumesYes =
    asked.has('-y', '--yes', '--assume-yes') || asked.settings.some((setting) => /assume-yes=true/i.test(setting))
  const isQuiet = asked.options.filter((option) => option === '-q').length > 1
  const common = { names, assumesYes, isQuiet }
  switch (command) {
    case 'update':
      return update(isQuiet ? silent(process) : process, archive)
    case 'dist-clean':
    case 'distclean':
      removeLists(process)
      return clean(process)
    case 'install':
    case 'reinstall':
      if (asked.has('--update')) {
        const status = update(isQuiet ? silent(process) : process, archive)
        if (status !== 0) return status
      }
      return install(process, archive, {
        ...common,
        withRecommends:
          !asked.has('--no-install-recommends') &&
          !asked.settings.some((setting) => /install-recommends=(false|0|no)/i.test(setting)),
        isSimulated: asked.has('-s', '--simulate', '--dry-run', '--just-print'),
        onlyDownloads: asked.has('-d', '--download-only'),
      })
    case 'remove':
    case 'purge':
    case 'autoremove':
    case 'autopurge':
      return remove(process, archive, {
        ...common,
        isPurge: command.includes('purge') || asked.has('--purge'),
        withUnneeded: command.startsWith('auto') || asked.has('--auto-remove', '--autoremove'),
      })
    case 'upgrade':
    case 'dist-upgrade':
    case 'full-upgrade':
      if (!isQuiet)
        say(
          process,
          'Reading package lists...',
          'Building dependency tree...',
          'Reading state information...',
          'Calculating upgrade...',
          '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.',
        )
      return 0
    case 'check':
      return 0
    default:
      if (/^(source|build-dep|download|changelog|indextargets|list|show|search)$/.test(command))
        return notSimulated(process, `apt-get ${command}`)
      complain(process, `E: Invalid operation ${command}`)
      return 100
  }
}

function silent(process: Process): Process {
  return { ...process, output: { write: () => true } }
}

/** Removes downloaded archives and caches. */
function clean(process: Process): number {
  for (const name of list(process, '/var/cache/apt/archives').value ?? [])
    if (name.endsWith('.deb')) removeAll(process, `/var/cache/apt/archives/${name}`)
  for (const name of ['pkgcache.bin', 'srcpkgcache.bin']) removeAll(process, `/var/cache/apt/${name}`)
  return 0
}
