import { readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, say, tellModel } from '../console.ts'
import { placeFile } from '../placing.ts'
import { compareVersions } from '../versions.ts'
import { fill, notFoundLines, type Placement, removeModules } from './fill.ts'
import { type Locked, lockText, type Manifest, readLock, readManifest } from './manifest.ts'
import { type NpmPackage, type Registry, registryOf } from './registry.ts'
import { type NpmSettings, readSettings } from './settings.ts'

/** What was asked of npm: the command's operands and options without dashes. */
export interface NpmCommand {
  readonly operands: readonly string[]
  readonly options: ReadonlyMap<string, string>
}

/** Prints an error as npm does and gives the status. */
export function npmError(process: Process, code: string, lines: readonly string[], status = 1): number {
  complain(process, `npm error code ${code}`, ...lines.map((line) => `npm error ${line}`.trimEnd()))
  complain(
    process,
    `npm error A complete log of this run can be found in: ${process.environment.get('HOME') ?? '/root'}/.npm/_logs/debug-0.log`,
  )
  return status
}

/** `npm ci`: exactly what the lock file says. */
export function cleanInstall(process: Process, folder: string, command: NpmCommand): number {
  const manifest = manifestOf(process, folder)
  if (typeof manifest === 'number') return manifest
  const lock = readLock(process, folder)
  if ('wrong' in lock) return npmError(process, 'EJSONPARSE', [lock.wrong])
  if ('missing' in lock) return npmError(process, 'EUSAGE', needsLock)
  const unlocked = notInLock(manifest, lock.found)
  if (unlocked.length > 0)
    return npmError(process, 'EUSAGE', [
      '',
      '`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.',
      '',
      ...unlocked.map((name) => `Missing: ${name} from lock file`),
    ])
  const registry = registryOf(process)
  if (registry === undefined) return 1
  removeModules(process, folder)
  return installLocked(process, folder, lock.found, registry, readSettings(process, folder, command.options), false)
}

const needsLock = [
  '',
  'The `npm ci` command can only install with an existing package-lock.json or',
  'npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or',
  'later to generate a package-lock.json file, then try again.',
]

/** `npm install`: what package.json says and the names given; writes the lock file. */
export function install(process: Process, folder: string, command: NpmCommand): number {
  const names = command.operands.map((word) => word.replace(/(?<=.)@[^/]*$/, ''))
  const given = readManifest(process, folder)
  if ('wrong' in given) return npmError(process, 'EJSONPARSE', [given.wrong])
  if ('missing' in given && names.length === 0) return noManifest(process, folder)
  const registry = registryOf(process)
  if (registry === undefined) return 1
  const settings = readSettings(process, folder, command.options)
  const lock = readLock(process, folder)
  const before = 'found' in lock ? lock.found : []
  const manifest = withNames('found' in given ? given.found : emptyManifest, names, command, registry)
  const unknown = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].find(
    (name) => registry.newest(name) === undefined && !before.some((one) => one.name === name),
  )
  if (unknown !== undefined) return notFound(process, unknown)
  const isComplete = 'found' in lock && notInLock(manifest, before).length === 0
  const locked = isComplete ? before : resolve(manifest, before, registry)
  if (names.length > 0) writeManifest(process, folder, manifest)
  const status = installLocked(process, folder, locked, registry, settings, !isComplete)
  if (status === 0 && !isComplete && !command.options.has('no-package-lock'))
    placeFile(process, `${folder}/package-lock.json`, lockText(manifest, locked))
  return status
}

const emptyManifest: Manifest = {
  name: '',
  version: '',
  scripts: {},
  dependencies: {},
  devDependencies: {},
  optionalDependencies: {},
}

function manifestOf(process: Process, folder: string): Manifest | number {
  const read = readManifest(process, folder)
  if ('found' in read) return read.found
  return 'wrong' in read ? npmError(process, 'EJSONPARSE', [read.wrong]) : noManifest(process, folder)
}

/** Says that there is no package.json. */
export function noManifest(process: Process, folder: string): number {
  const path = `${folder === '/' ? '' : folder}/package.json`
  return npmError(
    process,
    'ENOENT',
    [
      'syscall open',
      `path ${path}`,
      'errno -2',
      `enoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'`,
      'enoent This is related to npm not being able to find a file.',
      'enoent',
    ],
    254,
  )
}

function notFound(process: Process, name: string): number {
  process.machine.note({
    kind: 'not-simulated',
    message: `The npm package "${name}" is not in the catalog; the real registry may have it.`,
  })
  return npmError(process, 'E404', notFoundLines(name))
}

function notInLock(manifest: Manifest, locked: readonly Locked[]): readonly string[] {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies }
  return Object.entries(wanted)
    .filter(
      ([name, range]) => !locked.some((one) => one.place === `node_modules/${name}` && allows(range, one.version)),
    )
    .map(([name, range]) => `${name}@${range}`)
}

/** Whether a range can be met by a version, told by the leading number: `^5.3.0`, `~5.3`, `5.x`, `latest`. */
function allows(range: string, version: string): boolean {
  const [, sign = '', wanted] = /^([\^~>=v\s]*)(\d[\w.+-]*)/.exec(range) ?? []
  if (wanted === undefined) return true
  if (sign.includes('>')) return compareVersions(version, wanted) >= 0
  if (/[xX*]/.test(wanted) || sign === '^' || sign === '~') {
    const [major] = wanted.split('.')
    return version.split('.')[0] === major && (sign === '' || compareVersions(version, wanted) >= 0)
  }
  return wanted.split('.').length < 3 ? version.startsWith(wanted) : version === wanted
}

function withNames(manifest: Manifest, names: readonly string[], command: NpmCommand, registry: Registry): Manifest {
  if (names.length === 0) return manifest
  const isDevelopment = command.options.has('save-dev') || command.options.has('D')
  const added = Object.fromEntries(names.map((name) => [name, `^${registry.newest(name)?.version ?? '1.0.0'}`]))
  return isDevelopment
    ? { ...manifest, devDependencies: { ...manifest.devDependencies, ...added } }
    : { ...manifest, dependencies: { ...manifest.dependencies, ...added } }
}

/** Adds the names to package.json; what else it says stays. */
function writeManifest(process: Process, folder: string, manifest: Manifest): void {
  const text = readTextFile(process, `${folder}/package.json`).value
  const before: unknown = text === undefined ? {} : JSON.parse(text)
  const { dependencies, devDependencies } = manifest
  const after = {
    ...(typeof before === 'object' && before),
    ...(Object.keys(dependencies).length > 0 && { dependencies: sorted(dependencies) }),
    ...(Object.keys(devDependencies).length > 0 && { devDependencies: sorted(devDependencies) }),
  }
  placeFile(process, `${folder}/package.json`, `${JSON.stringify(after, null, 2)}\n`)
}

function sorted(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Chooses versions for all that package.json wants: those already locked stay. */
function resolve(manifest: Manifest, before: readonly Locked[], registry: Registry): readonly Locked[] {
  const chosen = new Map<string, Locked>(before.map((one) => [one.place, one]))
  const add = (name: string, isDevelopment: boolean): void => {
    for (const found of registry.closure(name)) {
      const place = placeFor(found, name, chosen)
      const there = chosen.get(place)
      if (there === undefined || (there.isDevelopment && !isDevelopment))
        chosen.set(place, { place, name: found.name, version: there?.version ?? found.version, isDevelopment })
    }
  }
  for (const name of Object.keys(manifest.dependencies)) add(name, false)
  for (const name of Object.keys(manifest.devDependencies)) add(name, true)
  return [...chosen.values()]
}

/** At the top unless another version is there. */
function placeFor(found: NpmPackage, owner: string, chosen: ReadonlyMap<string, Locked>): string {
  const top = `node_modules/${found.name}`
  const there = chosen.get(top)
  return there === undefined || there.version === found.version || found.name === owner
    ? top
    : `node_modules/${owner}/${top}`
}

function installLocked(
  process: Process,
  folder: string,
  locked: readonly Locked[],
  registry: Registry,
  settings: NpmSettings,
  fetchesDocuments: boolean,
): number {
  const wanted = locked.filter((one) => !(settings.omitsDevelopment && one.isDevelopment))
  const placements: Placement[] = wanted.map((one) => ({ locked: one, found: registry.version(one.name, one.version) }))
  const strangers = placements.filter(({ found }) => !found.isKnown).length
  tellModel(
    process,
    `npm: sizes come from ${registry.source}${strangers === 0 ? '' : `; for ${strangers} of ${placements.length} packages another version or a usual size stands in`}.`,
  )
  const startedAt = process.machine.clock.now()
  const problem = fill(process, folder, placements, registry, settings, fetchesDocuments)
  if (problem !== undefined) return npmError(process, problem.code, problem.lines)
  placeFile(process, `${folder}/node_modules/.package-lock.json`, lockText(emptyManifest, wanted))
  placeFile(
    process,
    `${settings.cache}/_logs/debug-0.log`,
    `0 verbose cli /usr/local/bin/node /usr/local/bin/npm\n1 info ok\n`,
  )
  const seconds = Math.max(1, process.machine.clock.now().seconds - startedAt.seconds)
  const count = placements.length
  say(
    process,
    '',
    `added ${count} package${count === 1 ? '' : 's'}, and audited ${count + 1} packages in ${seconds}s`,
    '',
    'found 0 vulnerabilities',
  )
  return 0
}
