import type { Process } from '../../process.ts'
import { complain, download, hasNetwork, say, tellModel, work } from '../console.ts'
import { placeFile, placeLink, sized } from '../placing.ts'
import { zoneBytes, zones } from '../zones.ts'
import type { ApkCommand } from './command.ts'
import { type Installed, nameIn, readInstalled, readWorld, summary, writeInstalled, writeWorld } from './database.ts'
import type { ApkIndex, ApkPackage } from './index-data.ts'
import { hasIndex, refresh } from './refresh.ts'

/** The share of the bytes that apk tells which the files have: in older releases it counts blocks of 4 KiB. */
const fileShare = 0.92

/** `apk add`. Gives the exit status. */
export function add(process: Process, index: ApkIndex, command: ApkCommand): number {
  const mustFetch = command.has('--no-cache', '-U', '--update-cache', '--update') || !hasIndex(process)
  const hasList = !mustFetch || refresh(process, index, !command.has('--no-cache'))
  const installed = readInstalled(process)
  const problems = command.operands
    .map((word) => problemWith(index, installed, word, hasList))
    .filter((line) => line !== undefined)
  if (problems.length > 0) {
    complain(process, 'ERROR: unable to select packages:', ...problems.flat())
    return problems.length
  }
  const wanted = command.operands.map((word) => providerOf(word) ?? nameIn(word))
  const chosen = closure(index, installed, wanted)
  if (chosen.length > 0 && !hasNetwork(process)) {
    for (const found of chosen)
      complain(process, `ERROR: ${found.name}-${found.version}: temporary error (try again later)`)
    return chosen.length
  }
  const group = command.virtual
  const total = chosen.length + (group === undefined ? 0 : 1)
  chosen.forEach((found, at) => {
    if (!command.has('-q', '--quiet')) say(process, `(${at + 1}/${total}) Installing ${found.name} (${found.version})`)
    installed.set(found.name, unpack(process, found, index))
  })
  const world = readWorld(process)
  if (group === undefined) for (const word of command.operands) world.add(word)
  else {
    const version = stampOf(process)
    say(process, `(${total}/${total}) Installing ${group} (${version})`)
    installed.set(group, { name: group, version, installed: 0, depends: wanted, paths: [] })
    world.add(`${group}=${version}`)
  }
  writeInstalled(process, installed)
  writeWorld(process, world)
  if (chosen.length > 0) {
    download(
      process,
      chosen.reduce((sum, found) => sum + found.size, 0),
    )
    work(process, 150 + chosen.length * 30 + chosen.reduce((sum, found) => sum + found.installed, 0) / 60_000)
    if (!command.has('-q', '--quiet'))
      say(process, `Executing busybox-${installed.get('busybox')?.version ?? '1.37.0-r0'}.trigger`)
    tellModel(process, `apk: versions and sizes come from ${index.source}.`)
  }
  say(process, summary(process))
  return 0
}

/** apk's words why a wanted package cannot be selected. */
function problemWith(
  index: ApkIndex,
  installed: ReadonlyMap<string, Installed>,
  word: string,
  hasList: boolean,
): readonly string[] | undefined {
  const provider = providerOf(word)
  const name = provider ?? nameIn(word)
  if (installed.has(name) && (word === name || provider !== undefined)) return undefined
  const found = hasList ? index.find(name) : undefined
  if (found === undefined) return [`  ${name} (no such package):`, `    required by: world[${word}]`]
  const [, sign = '', version = ''] = /([=<>~]+)(.+)$/.exec(word) ?? []
  const fits =
    sign === '' ||
    (sign === '='
      ? found.version === version
      : sign === '=~' || sign === '~' || sign === '~='
        ? found.version.startsWith(version)
        : true)
  return fits ? undefined : [`  ${name}-${found.version}:`, `    breaks: world[${word}]`]
}

/** The package that a word like `so:libc.musl-x86_64.so.1` asks for: a library goes by its own name but for the C library. */
function providerOf(word: string): string | undefined {
  const library = /^so:(lib[^.]+)\..*$/.exec(word)?.[1]
  return library === 'libc' ? 'musl' : library
}

/** Newer releases renamed these libraries; either stands for the other. */
const sameAs: Readonly<Record<string, string>> = { libcrypto3: 'libcrypto1.1', libssl3: 'libssl1.1' }

/** What must be added for the wanted names, in the order of unpacking: what is needed first. */
function closure(
  index: ApkIndex,
  installed: ReadonlyMap<string, Installed>,
  wanted: readonly string[],
): readonly ApkPackage[] {
  const ordered: ApkPackage[] = []
  const entered = new Set<string>()
  const visit = (name: string): void => {
    if (entered.has(name) || installed.has(name) || installed.has(sameAs[name] ?? name)) return
    entered.add(name)
    const found = index.find(name)
    if (found === undefined) return
    for (const needed of [...found.depends].sort()) visit(needed)
    ordered.push(found)
  }
  for (const name of [...wanted].sort()) visit(name)
  return ordered
}

function unpack(process: Process, found: ApkPackage, index: ApkIndex): Installed {
  const identity = `apk:${found.name}@${found.version}`
  const paths: string[] = []
  const source = found.isEstimate ? 'estimate: package of Alpine’s community repository' : index.source
  let left = Math.floor(found.installed * fileShare)
  for (const { path, size, program } of found.files) {
    paths.push(path)
    if (program?.startsWith('-> ')) {
      placeLink(process, path, program.slice(3))
      continue
    }
    const bytes = Math.floor(size * fileShare)
    const content = sized({
      identity: `${identity}${path}`,
      size: bytes,
      kind: 'binary',
      source,
      ...(program === undefined ? {} : { program }),
    })
    placeFile(process, path, content, program === undefined ? 0o644 : 0o755)
    left -= bytes
  }
  if (found.name === 'tzdata')
    for (const zone of zones) {
      const path = `/usr/share/zoneinfo/${zone}`
      placeFile(process, path, sized({ identity: `${identity}${path}`, size: zoneBytes, kind: 'binary', source }))
      paths.push(path)
      left -= zoneBytes
    }
  const rest = `/usr/share/${found.name}/.other-files`
  if (left > 0) {
    placeFile(process, rest, sized({ identity: `${identity}${rest}`, size: left, kind: 'binary', source }))
    paths.push(rest)
  }
  return { name: found.name, version: found.version, installed: found.installed, depends: found.depends, paths }
}

/** The version of a group: when it was made. */
function stampOf(process: Process): string {
  const text = new Date(process.machine.clock.now().seconds * 1000).toISOString()
  return `${text.slice(0, 10).replaceAll('-', '')}.${text.slice(11, 19).replaceAll(':', '')}`
}
