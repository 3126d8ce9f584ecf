import { exists, list, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, notSimulated, say, tool, work } from '../console.ts'
import { removeAll } from '../placing.ts'
import { install, type PipCommand } from './install.ts'
import { forUser, type Interpreter, installedFor, interpreterOf } from './interpreter.ts'
import { parseRequirement, type Requirement } from './requirement.ts'
import { removePackage } from './unpack.ts'

/** `pip`: installs Python packages. */
export const pip = tool({
  names: ['pip', 'pip3'],
  summary: 'Installs Python packages.',
  exact:
    'Which packages a package needs, names and sizes of wheels, wheels by C library, site-packages and ~/.cache/pip with and without --no-cache-dir, --no-compile, --target, --user, virtual environments, refusal in a Python that the distribution manages, and the failures: unknown name or version, missing compiler or headers, no network.',
  modelled:
    'One version of each package is known; an older one that is pinned has the same size. Compiling takes 18 seconds.',
  missing: 'Extras, environment markers, hashes, packages from repositories and URLs, conflicts between versions.',
  run: (process) => runPip(process, process.arguments.slice(1)),
})

/** Runs pip with words; `python -m pip` comes here too. */
export function runPip(process: Process, words: readonly string[]): number {
  work(process, 350)
  const python = interpreterOf(process)
  if (python === undefined) {
    complain(process, 'pip: no Python interpreter found')
    return 1
  }
  const [name, ...rest] = words.filter(
    (word, at) => !(word.startsWith('-') && at === 0 && word !== '-V' && word !== '--version'),
  )
  switch (name) {
    case '-V':
    case '--version':
      say(
        process,
        `pip ${installedFor(process, python).get('pip') ?? '25.3'} from ${python.packages}/pip (python ${python.version})`,
      )
      return 0
    case 'install':
    case 'wheel':
    case 'download':
      return installWith(process, python, name, rest)
    case 'uninstall':
      return uninstall(process, python, rest)
    case 'freeze':
    case 'list':
      return listInstalled(process, python, name)
    case 'cache':
      return cache(process, rest)
    case 'check':
      say(process, 'No broken requirements found.')
      return 0
    case undefined:
      say(process, 'Usage:   ', '  pip <command> [options]')
      return 0
    default:
      return notSimulated(process, `pip ${name}`)
  }
}

const withValue = new Set([
  '-t',
  '--target',
  '-w',
  '--wheel-dir',
  '-d',
  '--dest',
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-c',
  '--constraint',
  '--cache-dir',
  '--prefix',
  '--root',
  '--timeout',
  '--retries',
  '--trusted-host',
  '--root-user-action',
  '--platform',
  '--python-version',
  '--progress-bar',
])

interface PipWords {
  readonly requirements: readonly Requirement[]
  readonly options: ReadonlyMap<string, string>
  readonly wrong?: string
}

function readWords(process: Process, words: readonly string[]): PipWords {
  const requirements: Requirement[] = []
  const options = new Map<string, string>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const [, name = word, value] = /^(--[^=]+)=(.*)$/.exec(word) ?? []
    if (name === '-r' || name === '--requirement' || /^-r\S/.test(name)) {
      const file = value ?? (/^-r\S/.test(name) ? name.slice(2) : words[++at]) ?? ''
      const wrong = readRequirements(process, file, requirements)
      if (wrong !== undefined) return { requirements, options, wrong }
    } else if (withValue.has(name)) options.set(name, value ?? words[++at] ?? '')
    else if (name.startsWith('-')) options.set(name, value ?? '')
    else {
      const wrong = addOperand(process, word, requirements)
      if (wrong !== undefined) return { requirements, options, wrong }
    }
  }
  return { requirements, options }
}

function addOperand(process: Process, word: string, requirements: Requirement[]): string | undefined {
  // A wheel that is there is installed as the version it names.
  const wheel = /([\w.]+)-([\w.]+)-[^/]*\.whl$/.exec(word)
  if (wheel !== null) {
    if (!exists(process, word)) return `ERROR: Invalid requirement: '${word}': file not found`
    requirements.push({ name: (wheel[1] ?? '').replaceAll('_', '-'), versions: `==${wheel[2]}`, from: '' })
    return undefined
  }
  const requirement = parseRequirement(word, '')
  if (requirement === undefined) return `ERROR: Invalid requirement: '${word}'`
  requirements.push(requirement)
  return undefined
}

function readRequirements(process: Process, file: string, requirements: Requirement[]): string | undefined {
  const text = readTextFile(process, file)
  if (text.errno !== undefined)
    return `ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${file}'`
  for (const [at, line] of text.value.split('\n').entries()) {
    const nested = /^\s*-r\s+(\S+)/.exec(line)?.[1]
    if (nested !== undefined) {
      const wrong = readRequirements(
        process,
        file.includes('/') ? `${file.slice(0, file.lastIndexOf('/'))}/${nested}` : nested,
        requirements,
      )
      if (wrong !== undefined) return wrong
      continue
    }
    if (/^\s*(#|-|$)/.test(line)) continue
    const requirement = parseRequirement(line, ` (from -r ${file} (line ${at + 1}))`)
    if (requirement === undefined)
      return `ERROR: Invalid requirement: '${line.trim()}' (from line ${at + 1} of ${file})`
    requirements.push(requirement)
  }
  return undefined
}

function installWith(process: Process, python: Interpreter, name: string, words: readonly string[]): number {
  const { requirements, options, wrong } = readWords(process, words)
  if (wrong !== undefined) {
    complain(process, wrong)
    return 1
  }
  if (requirements.length === 0) {
    complain(process, `ERROR: You must give at least one requirement to ${name} (see "pip help ${name}")`)
    return 1
  }
  if (
    name === 'install' &&
    python.isManaged &&
    !options.has('--break-system-packages') &&
    !options.has('-t') &&
    !options.has('--target')
  ) {
    complain(
      process,
      'error: externally-managed-environment',
      '',
      '× This environment is externally managed',
      '╰─> To install Python packages system-wide, try apt install',
      '    python3-xyz, where xyz is the package you are trying to',
      '    install.',
      '',
      'hint: See PEP 668 for the detailed specification.',
    )
    return 1
  }
  const local = requirements.every((one) => one.versions !== '') && words.some((word) => word.endsWith('.whl'))
  const command: PipCommand = {
    requirements,
    cache:
      options.has('--no-cache-dir') || (process.environment.get('PIP_NO_CACHE_DIR') ?? '') !== ''
        ? undefined
        : cacheFolder(process, options),
    isQuiet: options.has('-q') || options.has('-qq') || options.has('--quiet'),
    compiles: !options.has('--no-compile') && process.environment.get('PYTHONDONTWRITEBYTECODE') === undefined,
    wheelsTo:
      name === 'install'
        ? undefined
        : absolute(
            process,
            options.get('-w') ?? options.get('--wheel-dir') ?? options.get('-d') ?? options.get('--dest') ?? '.',
          ),
    target:
      options.has('-t') || options.has('--target')
        ? absolute(process, options.get('-t') ?? options.get('--target') ?? '.')
        : undefined,
    withDependencies: !options.has('--no-deps') && !local,
  }
  return install(process, options.has('--user') ? forUser(process, python) : python, command)
}

function absolute(process: Process, path: string): string {
  return path.startsWith('/')
    ? path
    : `${process.directory === '/' ? '' : process.directory}/${path.replace(/^\.\/?/, '')}`.replace(/\/$/, '')
}

function cacheFolder(process: Process, options: ReadonlyMap<string, string>): string {
  const home = process.environment.get('HOME') ?? '/root'
  const shared = process.environment.get('XDG_CACHE_HOME') ?? `${home}/.cache`
  return options.get('--cache-dir') ?? process.environment.get('PIP_CACHE_DIR') ?? `${shared}/pip`
}

function uninstall(process: Process, python: Interpreter, words: readonly string[]): number {
  for (const name of words.filter((word) => !word.startsWith('-'))) {
    if (removePackage(process, python, name)) say(process, `Successfully uninstalled ${name}`)
    else complain(process, `WARNING: Skipping ${name} as it is not installed.`)
  }
  return 0
}

function listInstalled(process: Process, python: Interpreter, name: string): number {
  const installed = [...installedFor(process, python)].sort(([a], [b]) => (a < b ? -1 : 1))
  if (name === 'list') say(process, 'Package    Version', '---------- -------')
  for (const [key, version] of installed) {
    if (name === 'list') say(process, `${key.padEnd(10)} ${version}`)
    else if (!['pip', 'setuptools', 'wheel'].includes(key)) say(process, `${key}==${version}`)
  }
  return 0
}

function cache(process: Process, words: readonly string[]): number {
  const folder = cacheFolder(process, new Map())
  if (words[0] === 'dir') say(process, folder)
  else if (words[0] === 'purge') {
    const count = (list(process, folder).value ?? []).length
    if (count === 0) {
      complain(process, 'ERROR: No matching packages')
      return 1
    }
    removeAll(process, `${folder}/http-v2`)
    removeAll(process, `${folder}/wheels`)
    say(process, 'Files removed')
  } else return notSimulated(process, `pip cache ${words[0] ?? ''}`)
  return 0
}
