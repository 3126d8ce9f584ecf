import { list, readlink } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, notSimulated, say, tool, work } from '../console.ts'
import { placeFile, placeLink, removeAll } from '../placing.ts'
import { cleanInstall, install, type NpmCommand, noManifest, npmError } from './install.ts'
import { readManifest } from './manifest.ts'
import { readSettings } from './settings.ts'

const page = {
  exact:
    'What package.json, the lock file, .npmrc and NODE_ENV make of an installation; names and versions; node_modules, .bin and the cache in ~/.npm; scripts run through the shell; failures without lock file, with one that does not fit, without token, without network.',
  modelled:
    'Sizes: measured for some 2,000 packages; another version or a usual size stands in for others. The archive of a package is taken as 0.29 of its files.',
  missing:
    'Ranges are met by the newest known version or what is locked; workspaces; install scripts; publish and audit.',
}

/** `npm`: installs JavaScript packages and runs scripts. */
export const npm = tool({
  names: ['npm'],
  summary: 'Installs JavaScript packages and runs the scripts of package.json.',
  ...page,
  run: (process) => {
    const { operands, options, after } = readWords(process.arguments.slice(1))
    const [name, ...rest] = operands
    if (options.has('v') || options.has('version')) {
      say(process, '10.9.4')
      return 0
    }
    const folder = options.get('prefix') ?? process.directory
    work(process, 250)
    return runCommand(process, name ?? '', folder, { operands: rest, options }, after)
  },
})

const withValue = new Set([
  'cache',
  'omit',
  'include',
  'userconfig',
  'prefix',
  'registry',
  'loglevel',
  'w',
  'workspace',
])

function readWords(words: readonly string[]): NpmCommand & { readonly after: readonly string[] } {
  const operands: string[] = []
  const options = new Map<string, string>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') return { operands, options, after: words.slice(at + 1) }
    const [, name, value] = /^--?([^=]+)(?:=(.*))?$/.exec(word) ?? []
    if (name === undefined) operands.push(word)
    else if (value === undefined && withValue.has(name)) options.set(name, words[++at] ?? '')
    else options.set(name, value ?? '')
  }
  return { operands, options, after: [] }
}

function runCommand(
  process: Process,
  name: string,
  folder: string,
  command: NpmCommand,
  after: readonly string[],
): number {
  switch (name) {
    case 'ci':
    case 'clean-install':
      return cleanInstall(process, folder, command)
    case 'install':
    case 'i':
    case 'add':
      if (command.options.has('g') || command.options.has('global')) return installGlobally(process, command)
      return install(process, folder, command)
    case 'run':
    case 'run-script':
      return runScript(process, folder, command.operands[0], [...command.operands.slice(1), ...after])
    case 'test':
    case 't':
    case 'start':
      return runScript(process, folder, name === 't' ? 'test' : name, [...command.operands, ...after])
    case 'cache':
      return cache(process, folder, command)
    case 'prune':
      return command.options.has('production') || command.options.get('omit') === 'dev'
        ? install(process, folder, { operands: [], options: command.options })
        : 0
    case 'init':
      placeFile(
        process,
        `${folder}/package.json`,
        `${JSON.stringify({ name: folder.split('/').at(-1) || 'app', version: '1.0.0', main: 'index.js' }, null, 2)}\n`,
      )
      say(process, `Wrote to ${folder}/package.json`)
      return 0
    case 'config':
    case 'set':
    case 'pkg':
    case 'exec':
    case 'audit':
    case 'publish':
    case 'ls':
    case 'uninstall':
      return notSimulated(process, `npm ${name}`)
    default:
      complain(
        process,
        name === '' ? 'npm <command>' : `Unknown command: "${name}"`,
        '',
        'To see a list of supported npm commands, run:',
        '  npm help',
      )
      return 1
  }
}

/** Packages for the whole system: in /usr/local/lib/node_modules, their commands in /usr/local/bin. */
function installGlobally(process: Process, command: NpmCommand): number {
  const prefix = '/usr/local/lib'
  const status = install(process, prefix, {
    operands: command.operands,
    options: new Map([...command.options, ['no-package-lock', '']]),
  })
  for (const word of ['package.json', 'package-lock.json']) removeAll(process, `${prefix}/${word}`)
  // Commands of global packages lie beside npm itself.
  for (const name of list(process, `${prefix}/node_modules/.bin`).value ?? []) {
    const target = readlink(process, `${prefix}/node_modules/.bin/${name}`).value?.replace(/^\.\.\//, '')
    if (target !== undefined) placeLink(process, `/usr/local/bin/${name}`, `../lib/node_modules/${target}`)
  }
  removeAll(process, `${prefix}/node_modules/.bin`)
  return status
}

function cache(process: Process, folder: string, command: NpmCommand): number {
  const settings = readSettings(process, folder, command.options)
  const [action] = command.operands
  if (action === 'clean' || action === 'clear' || action === 'rm') {
    if (!command.options.has('force') && !command.options.has('f'))
      return npmError(process, 'EUSAGE', [
        'As of npm@5, the npm cache self-heals from corruption issues',
        'by treating integrity mismatches as cache misses.  As a result,',
        'data extracted from the cache is guaranteed to be valid. To force it, use --force',
      ])
    complain(process, 'npm warn using --force Recommended protections disabled.')
    removeAll(process, `${settings.cache}/_cacache`)
    return 0
  }
  if (action === 'verify') {
    say(process, `Cache verified and compressed (${settings.cache}/_cacache)`)
    return 0
  }
  return notSimulated(process, `npm cache ${action ?? ''}`)
}

/** Runs a script of package.json through the shell, with the commands of node_modules in front of PATH. */
export function runScript(
  process: Process,
  folder: string,
  name: string | undefined,
  words: readonly string[],
): number {
  const read = readManifest(process, folder)
  if ('missing' in read) return noManifest(process, folder)
  if ('wrong' in read) return npmError(process, 'EJSONPARSE', [read.wrong])
  const manifest = read.found
  if (name === undefined) {
    say(process, ...Object.entries(manifest.scripts).map(([key, script]) => `  ${key}\n    ${script}`))
    return 0
  }
  if (manifest.scripts[name] === undefined && name !== 'start') {
    complain(
      process,
      `npm error Missing script: "${name}"`,
      'npm error',
      'npm error To see a list of scripts, run:',
      'npm error   npm run',
    )
    return 1
  }
  const environment = new Map(process.environment)
  environment.set('PATH', `${folder}/node_modules/.bin:${environment.get('PATH') ?? ''}`)
  environment.set('npm_lifecycle_event', name)
  environment.set('npm_package_name', manifest.name)
  environment.set('npm_package_version', manifest.version)
  for (const key of [`pre${name}`, name, `post${name}`]) {
    const script = manifest.scripts[key] ?? (key === 'start' ? 'node server.js' : undefined)
    if (script === undefined) continue
    const line = key === name ? [script, ...words].join(' ') : script
    say(process, '', `> ${manifest.name}@${manifest.version} ${key}`, `> ${line}`, '')
    const status = process.run({ arguments: ['sh', '-c', line], environment, directory: folder })
    if (status !== 0) return status
  }
  return 0
}

/** `npx`: runs a command of node_modules. */
export const npx = tool({
  names: ['npx'],
  summary: 'Runs a command of an installed JavaScript package.',
  exact: 'Running what is in node_modules/.bin.',
  missing: 'Downloading a package to run it once.',
  run: (process) => {
    const words = process.arguments.slice(1)
    const first = words.findIndex((word) => !word.startsWith('-'))
    if (first === -1) return notSimulated(process, 'npx without a command')
    const environment = new Map(process.environment)
    environment.set('PATH', `${process.directory}/node_modules/.bin:${environment.get('PATH') ?? ''}`)
    const status = process.run({ arguments: words.slice(first), environment })
    if (status === 127) return notSimulated(process, `npx ${words[first]}: downloading a package to run it`)
    return status
  },
})
