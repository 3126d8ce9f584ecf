import { access, appendFile, exists, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, download, hasNetwork, say, tellModel, work } from '../console.ts'
import { placeFile, removeAll, sized } from '../placing.ts'
import { type Archive, type DebPackage, dayOf } from './archive.ts'
import { readAutomatic, readInstalled, writeAutomatic, writeInstalled } from './database.ts'
import { hasDockerClean, indexDay } from './lists.ts'
import { type Plan, planInstall } from './resolve.ts'
import { placeBackups } from './traces.ts'
import { unpack } from './unpack.ts'
import { amount, nameLines } from './words.ts'

/** What was asked of `apt-get install`. */
export interface InstallCommand {
  readonly names: readonly string[]
  readonly assumesYes: boolean
  readonly isQuiet: boolean
  readonly withRecommends: boolean
  readonly isSimulated: boolean
  readonly onlyDownloads: boolean
}

/** `apt-get install`. Gives the exit status. */
export function install(process: Process, archive: Archive, command: InstallCommand): number {
  if (isLocked(process)) return 100
  const tell = teller(process, command.isQuiet)
  tell('Reading package lists...', 'Building dependency tree...', 'Reading state information...')
  const installed = readInstalled(process)
  const day = indexDay(process)
  const wanted: DebPackage[] = []
  for (const word of command.names) {
    const found = wantedPackage(process, archive, word, day)
    if (found === undefined) return 100
    if (installed.get(found.name) === found.version || (installed.has(found.name) && !word.includes('=')))
      tell(`${found.name} is already the newest version (${installed.get(found.name) || found.version}).`)
    else wanted.push(found)
  }
  const automatic = readAutomatic(process)
  for (const word of command.names) automatic.delete(word.replace(/[=/].*/, ''))
  const plan = planInstall(archive, day ?? 0, wanted, installed, command.withRecommends)
  announce(tell, plan, command)
  if (plan.packages.length > 0) {
    const status = carryOut(process, archive, plan, command, tell)
    if (status !== undefined) return status
    for (const found of plan.packages) installed.set(found.name, found.version)
    for (const name of plan.automatic) automatic.add(name)
    const before = readTextFile(process, '/var/lib/dpkg/status').value ?? ''
    writeInstalled(process, installed)
    placeBackups(process, plan.packages, before)
  }
  if (automatic.size > 0) writeAutomatic(process, automatic)
  return 0
}

type Tell = (...lines: readonly string[]) => void

function teller(process: Process, isQuiet: boolean): Tell {
  return (...lines) => {
    if (!isQuiet) say(process, ...lines)
  }
}

/** Whether the caller may not change the system; it is then told so. */
export function isLocked(process: Process): boolean {
  if (access(process, '/var/lib/dpkg', 'w') === undefined) return false
  complain(
    process,
    'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)',
    'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?',
  )
  return true
}

/** The package that a word asks for: `curl`, `curl=7.88*`, `curl/bookworm`. Undefined when there is none; apt's words are then printed. */
function wantedPackage(
  process: Process,
  archive: Archive,
  word: string,
  day: number | undefined,
): DebPackage | undefined {
  const [, name = '', pin] = /^([^=/]+)(?:=(.*)|\/.*)?$/.exec(word.replace(/:amd64/, '')) ?? []
  if (/^[./]/.test(word)) {
    complain(
      process,
      exists(process, word)
        ? `E: Unable to read local package ${word}`
        : `E: Unsupported file ${word} given on commandline`,
    )
    return undefined
  }
  const found = day === undefined ? undefined : archive.find(name, day)
  if (found === undefined) {
    complain(process, `E: Unable to locate package ${name}`)
    return undefined
  }
  if (pin !== undefined && !matches(found.version, pin)) {
    complain(process, `E: Version '${pin}' for '${name}' was not found`)
    return undefined
  }
  return found
}

function matches(version: string, pin: string): boolean {
  return pin.endsWith('*') ? version.startsWith(pin.slice(0, -1)) : version === pin
}

function announce(tell: Tell, plan: Plan, command: InstallCommand): void {
  const extra = [...plan.automatic].sort()
  if (extra.length > 0) tell('The following additional packages will be installed:', ...nameLines(extra))
  if (plan.leftOut.length > 0) tell('Recommended packages:', ...nameLines(plan.leftOut))
  if (plan.packages.length > 0)
    tell('The following NEW packages will be installed:', ...nameLines(plan.packages.map((found) => found.name).sort()))
  if (command.isSimulated) for (const found of plan.packages) tell(`Inst ${found.name} (${found.version})`)
  tell(`0 upgraded, ${plan.packages.length} newly installed, 0 to remove and 0 not upgraded.`)
}

/** Downloads and unpacks. A status when it ends before all is done. */
function carryOut(
  process: Process,
  archive: Archive,
  plan: Plan,
  command: InstallCommand,
  tell: Tell,
): number | undefined {
  const sum = (of: (found: DebPackage) => number): number =>
    plan.packages.reduce((total, found) => total + of(found), 0)
  const missing = plan.packages.filter((found) => !exists(process, archivePath(found)))
  const bytes = missing.reduce((total, found) => total + found.size, 0)
  const whole = sum((found) => found.size)
  tell(`Need to get ${bytes === whole ? '' : `${amount(bytes)}/`}${amount(whole)} of archives.`)
  tell(`After this operation, ${amount(sum((found) => found.installed))} of additional disk space will be used.`)
  if (command.isSimulated) return 0
  // Without a terminal there is nobody to answer.
  if (!command.assumesYes && plan.automatic.size > 0) {
    process.output.write('Do you want to continue? [Y/n] Abort.\n')
    return 1
  }
  if (!fetch(process, archive, missing, bytes, tell)) return 100
  if (command.onlyDownloads) return 0
  tellModel(process, `apt: sizes of packages come from the ${archive.source}.`)
  complain(process, 'debconf: delaying package configuration, since apt-utils is not installed')
  plan.packages.forEach((found, at) => {
    tell(`Selecting previously unselected package ${found.name}.`)
    if (at === 0)
      tell(
        `(Reading database ... ${6000 + readInstalled(process).size * 7} files and directories currently installed.)`,
      )
    tell(
      `Preparing to unpack .../${String(at).padStart(String(plan.packages.length).length, '0')}-${found.name}_${fileVersion(found)}_amd64.deb ...`,
    )
    tell(`Unpacking ${found.name} (${found.version}) ...`)
    unpack(process, found, archive)
  })
  for (const found of plan.packages) tell(`Setting up ${found.name} (${found.version}) ...`)
  tell('Processing triggers for libc-bin ...')
  work(process, 400 + plan.packages.length * 120 + sum((found) => found.installed) / 40_000)
  finish(process, plan, command)
  return undefined
}

function archivePath(found: DebPackage): string {
  return `/var/cache/apt/archives/${found.name}_${fileVersion(found)}_amd64.deb`
}

/** Colons cannot stand in the name of a .deb. */
function fileVersion(found: DebPackage): string {
  return found.version.replaceAll(':', '%3a')
}

/** Downloads archives; false when one is not to be had, which is then told. */
function fetch(process: Process, archive: Archive, missing: readonly DebPackage[], bytes: number, tell: Tell): boolean {
  const base = archive.address
  const today = dayOf(process.machine.clock.now().seconds)
  const failures: string[] = []
  missing.forEach((found, at) => {
    const line = `${base} ${archive.suite}/main amd64 ${found.name} amd64 ${found.version}`
    const why = !hasNetwork(process)
      ? `Temporary failure resolving '${archive.host}'`
      : archive.find(found.name, today)?.version === found.version
        ? undefined
        : '404  Not Found [IP: 151.101.2.132 80]'
    if (why === undefined) tell(`Get:${at + 1} ${line} [${amount(found.size)}]`)
    else {
      tell(`Err:${at + 1} ${line}`, `  ${why}`)
      failures.push(
        `E: Failed to fetch ${base}/pool/main/${found.name[0]}/${found.name}/${found.name}_${fileVersion(found)}_amd64.deb  ${why}`,
      )
    }
  })
  if (failures.length > 0) {
    complain(
      process,
      ...failures,
      'E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?',
    )
    work(process, 1500)
    return false
  }
  if (missing.length === 0) return true
  download(process, bytes)
  work(process, 300 + missing.length * 30)
  tell(`Fetched ${amount(bytes)} in 1s (${amount(bytes)}/s)`)
  for (const found of missing)
    placeFile(
      process,
      archivePath(found),
      sized({
        identity: `deb:${found.name}@${found.version}`,
        size: found.size,
        kind: 'packed',
        source: archive.source,
      }),
    )
  return true
}

/** What an installation leaves beside the packages: logs, and the archives where no setting removes them. */
function finish(process: Process, plan: Plan, command: InstallCommand): void {
  if (hasDockerClean(process)) for (const found of plan.packages) removeAll(process, archivePath(found))
  const stamp = stampOf(process)
  appendFile(
    process,
    '/var/log/dpkg.log',
    plan.packages.map((found) => `${stamp} status installed ${found.name}:amd64 ${found.version}\n`).join(''),
  )
  placeFile(process, '/var/log/apt/.keep', '')
  removeAll(process, '/var/log/apt/.keep')
  appendFile(
    process,
    '/var/log/apt/history.log',
    `\nStart-Date: ${stamp.replace(' ', '  ')}\nCommandline: apt-get install ${command.names.join(' ')}\nInstall: ${plan.packages.map((found) => `${found.name}:amd64 (${found.version}${plan.automatic.has(found.name) ? ', automatic' : ''})`).join(', ')}\nEnd-Date: ${stamp.replace(' ', '  ')}\n`,
  )
}

function stampOf(process: Process): string {
  return new Date(process.machine.clock.now().seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
}
