import { list, readTextFile, stat } from '../../files.ts'
import type { Process } from '../../process.ts'
import { complain, download, hasNetwork, say, work } from '../console.ts'
import { placeFile, removeAll, sized } from '../placing.ts'
import { type Archive, dayOf } from './archive.ts'
import { amount } from './words.ts'

const folder = '/var/lib/apt/lists'

/** Releases whose packages have been moved away: their `update` fails. */
const gone = new Set(['buster', 'stretch', 'jessie'])

/** The day on which the index in the image was downloaded (see {@link dayOf}); undefined when there is none. */
export function indexDay(process: Process): number | undefined {
  const name = (list(process, folder).value ?? []).find((file) => /_main_binary-amd64_Packages/.test(file))
  const node = name === undefined ? undefined : stat(process, `${folder}/${name}`).value
  return node === undefined ? undefined : dayOf(node.mtime.seconds)
}

/** `apt-get update`: downloads the index of packages. Gives the exit status. */
export function update(process: Process, archive: Archive): number {
  const base = archive.address
  if (placeFile(process, `${folder}/lock`, '', 0o640) !== undefined) {
    say(process, 'Reading package lists...')
    complain(
      process,
      `E: Could not open lock file ${folder}/lock - open (13: Permission denied)`,
      `E: Unable to lock directory ${folder}/`,
    )
    return 100
  }
  if (!hasNetwork(process)) return unreachable(process, archive, base)
  if (gone.has(archive.suite)) return movedAway(process, archive, base)
  const pockets = pocketsNamed(process)
  const files = Object.entries(archive.lists)
    .map(([name, size]) => [pocketOf(name, archive.suite), name, size] as const)
    .filter(([pocket]) => pockets.size === 0 || pockets.has(pocket))
  const isPacked = keepsPacked(process)
  const inOrder = [...files].sort(([a, aName], [b, bName]) => rank(aName) - rank(bName) || (a < b ? -1 : 1))
  inOrder.forEach(([pocket, name], at) => {
    const kind = name.endsWith('InRelease') ? 'InRelease' : 'main amd64 Packages'
    const path = kind === 'InRelease' ? `${pocket} InRelease` : `${pocket}/${kind}`
    say(process, `Get:${at + 1} ${hostOf(pocket, base)} ${path} [${amount(wireSize(archive, name))}]`)
  })
  const day = dayOf(process.machine.clock.now().seconds)
  download(process, archive.downloaded)
  work(process, 1500)
  for (const [pocket, name, size] of files) {
    const prefix = hostOf(pocket, base)
      .replace(/^http:\/\//, '')
      .replaceAll('/', '_')
    const isPlain = !isPacked && name.endsWith('.lz4')
    const content = sized({
      identity: `apt:lists/${archive.suite}/${name}@${day}${isPlain ? ' plain' : ''}`,
      size: isPlain ? size * plainTimes : size,
      kind: isPlain ? 'text' : 'packed',
      source: archive.source,
    })
    const kept = isPlain ? name.replace(/\.lz4$/, '') : name
    placeFile(process, `${folder}/${prefix}_dists_${kept.replace(/^[a-z-]+(?=_)/, pocket)}`, content)
  }
  if (!hasDockerClean(process)) keepCaches(process, archive)
  const seconds = 2
  say(
    process,
    `Fetched ${amount(archive.downloaded)} in ${seconds}s (${amount(archive.downloaded / seconds)}/s)`,
    'Reading package lists...',
  )
  return 0
}

/** How much larger an index is when it is kept as it is. Measured: Debian 12's main, 50.1 MB. */
const plainTimes = 2.657

/** Whether apt's settings tell it to keep the index compressed, as those of the official images do. */
function keepsPacked(process: Process): boolean {
  return settingsTexts(process).some((text) => /GzipIndexes\s+"?true/i.test(text))
}

/** The suites that the sources name (`bookworm`, `bookworm-updates`); none when there are no sources that can be read. */
function pocketsNamed(process: Process): ReadonlySet<string> {
  const parts = '/etc/apt/sources.list.d'
  const paths = ['/etc/apt/sources.list', ...(list(process, parts).value ?? []).map((name) => `${parts}/${name}`)]
  const text = paths.map((path) => readTextFile(process, path).value ?? '').join('\n')
  const lines = [...text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?\S+\s+(\S+)/gm)].map(([, suite = '']) => suite)
  const blocks = [...text.matchAll(/^Suites:\s*(.+)$/gm)].flatMap(([, suites = '']) => suites.split(/\s+/))
  return new Set([...lines, ...blocks])
}

function settingsTexts(process: Process): readonly string[] {
  const names = list(process, '/etc/apt/apt.conf.d').value ?? []
  return names.map((name) => readTextFile(process, `/etc/apt/apt.conf.d/${name}`).value ?? '')
}

/** Removes the index, as `apt-get dist-clean` does. */
export function removeLists(process: Process): void {
  for (const name of list(process, folder).value ?? [])
    if (!['partial', 'lock', 'auxfiles'].includes(name)) removeAll(process, `${folder}/${name}`)
}

/** Whether the image's settings make apt throw its archives and caches away, as those of the official images do. */
export function hasDockerClean(process: Process): boolean {
  return settingsTexts(process).some((text) => /DPkg::Post-Invoke.*var\/cache\/apt\/archives/.test(text))
}

/** The caches that apt builds of its index where no setting forbids it. */
function keepCaches(process: Process, archive: Archive): void {
  for (const [name, size] of [
    ['pkgcache.bin', 37_400_000],
    ['srcpkgcache.bin', 37_300_000],
  ] as const)
    placeFile(
      process,
      `/var/cache/apt/${name}`,
      sized({
        identity: `apt:${archive.suite}/${name}`,
        size,
        kind: 'binary',
        source: 'estimate: the caches apt makes of a full index',
      }),
    )
}

/** Names in the table are those of bookworm; Ubuntu's and Debian 13's pockets take their place. */
function pocketOf(name: string, suite: string): string {
  return name.replace(/_.*/, '').replace(/^[a-z]+/, suite)
}

function hostOf(pocket: string, base: string): string {
  return pocket.endsWith('-security') && base.endsWith('/debian') ? `${base}-security` : base
}

function rank(name: string): number {
  return name.endsWith('InRelease') ? 0 : 1
}

/** Indexes travel compressed more tightly than apt keeps them. */
function wireSize(archive: Archive, name: string): number {
  const size = archive.lists[name] ?? 0
  if (name.endsWith('InRelease')) return size
  const releases = Object.entries(archive.lists)
    .filter(([key]) => key.endsWith('InRelease'))
    .reduce((sum, [, bytes]) => sum + bytes, 0)
  const packages = Object.entries(archive.lists)
    .filter(([key]) => !key.endsWith('InRelease'))
    .reduce((sum, [, bytes]) => sum + bytes, 0)
  return (size * (archive.downloaded - releases)) / packages
}

function unreachable(process: Process, archive: Archive, base: string): number {
  const pockets = [archive.suite, `${archive.suite}-updates`, `${archive.suite}-security`]
  pockets.forEach((pocket, at) => {
    say(
      process,
      `Err:${at + 1} ${hostOf(pocket, base)} ${pocket} InRelease`,
      `  Temporary failure resolving '${archive.host}'`,
    )
  })
  say(process, 'Reading package lists...')
  for (const pocket of pockets)
    complain(
      process,
      `W: Failed to fetch ${hostOf(pocket, base)}/dists/${pocket}/InRelease  Temporary failure resolving '${archive.host}'`,
    )
  complain(process, 'W: Some index files failed to download. They have been ignored, or old ones used instead.')
  work(process, 3000)
  return 0
}

function movedAway(process: Process, archive: Archive, base: string): number {
  say(
    process,
    `Ign:1 ${base} ${archive.suite} InRelease`,
    `Err:2 ${base} ${archive.suite} Release`,
    '  404  Not Found',
    'Reading package lists...',
  )
  complain(process, `E: The repository '${base} ${archive.suite} Release' does not have a Release file.`)
  work(process, 1000)
  return 100
}
