import * as v from 'valibot'
import {
  directory,
  type Entry,
  linkTo,
  mountPoints,
  type Parts,
  repositoriesEntry,
  type Share,
  shadowFile,
  textFile,
} from './layer.ts'
import { executable, isExecutablePath } from './programs.ts'

/** What was measured in a minimal Debian system made by debootstrap: executables, links, large files, bytes of the rest by package. */
export const DebianFacts = v.object({
  /** Bytes of each package's other files: all, and those a -slim image keeps. */
  packages: v.record(v.string(), v.tuple([v.number(), v.number()])),
  other: v.record(v.string(), v.tuple([v.number(), v.number()])),
  files: v.array(v.tuple([v.string(), v.number(), v.string(), v.string(), v.number(), v.number()])),
  links: v.array(v.tuple([v.string(), v.string()])),
  directories: v.array(v.tuple([v.string(), v.string(), v.number(), v.number()])),
  texts: v.record(v.string(), v.string()),
  versions: v.record(v.string(), v.string()),
})

export type DebianFacts = v.InferOutput<typeof DebianFacts>

/** A Debian or Ubuntu release, as its base image tells it. */
export interface Release {
  readonly id: 'debian' | 'ubuntu'
  readonly name: string
  readonly version: string
  readonly codename: string
}

/** A name → version table of packages. */
export type Versions = Readonly<Record<string, string>>

/**
 * The base layer of Debian and Ubuntu images. Executables, links and large files are named with their sizes; what else a package brings
 * is one file `.other-files` in its folder under /usr/share/doc, or one in the directory that holds it.
 */
export function debianBase(facts: DebianFacts, release: Release, slim: boolean): Parts {
  const kept = slim ? 1 : 0
  const known: Entry[] = facts.files.filter(isKept).map(([path, size, mode, owner, uid, gid]) => [
    path,
    size,
    mode === '644' || mode === '755' ? (isExecutablePath(path) ? '755' : 0) : mode,
    {
      ...(isExecutablePath(path) ? executable(path, owner) : owner === '' ? {} : { package: owner }),
      ...(uid === 0 ? {} : { uid }),
      ...(gid === 0 ? {} : { gid }),
    },
  ])
  for (const [path, target] of facts.links)
    if (!slim || !/\.(\d|\w+\d)\.gz$/.test(path)) known.push(linkTo(path, target))
  for (const [path, mode, uid, gid] of facts.directories)
    known.push(directory(path, mode === '755' ? 0 : mode, uid === 0 && gid === 0 ? undefined : { uid, gid }))
  known.push(...mountPoints, ...systemTexts(facts, release))
  if (slim)
    known.push(
      textFile(
        'etc/dpkg/dpkg.cfg.d/docker',
        `force-unsafe-io\n${['doc', 'man', 'info', 'locale', 'lintian'].map((name) => `path-exclude /usr/share/${name}/*\n`).join('')}path-include /usr/share/doc/*/copyright\n`,
      ),
    )
  known.push(statusFile(release.id === 'debian' ? facts.versions : withoutVersions(facts.versions)))
  const shares: Share[] = []
  for (const [name, bytes] of Object.entries(facts.packages))
    if (bytes[kept] > 0) shares.push(otherFilesOf(name, bytes[kept]))
  for (const [path, bytes] of Object.entries(facts.other))
    if (bytes[kept] > 0 && path.includes('/')) shares.push({ path: `${path}/.other-files`, weight: bytes[kept] })
  return { known, shares }
}

/** What a package brings beside the files that are known by name. */
export function otherFilesOf(name: string, weight: number): Share {
  return { path: `usr/share/doc/${name}/.other-files`, weight, extra: { package: name, kind: 'text' } }
}

/** The package database with the packages named in it. */
export function statusFile(versions: Versions): Entry {
  const paragraphs = Object.entries(versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, version]) =>
        `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\n${version === '' ? '' : `Version: ${version}\n`}\n`,
    )
  return textFile('var/lib/dpkg/status', paragraphs.join(''))
}

/** The names of packages whose versions are not those of the table (another release of the same family). */
export function withoutVersions(versions: Versions): Versions {
  return Object.fromEntries(Object.keys(versions).map((name) => [name, '']))
}

function isKept([path]: DebianFacts['files'][number]): boolean {
  return !/^(var\/cache\/|var\/lib\/dpkg\/(status|available)|usr\/sbin\/policy-rc\.d)/.test(path)
}

function systemTexts(facts: DebianFacts, release: Release): readonly Entry[] {
  const text = (path: string): string => facts.texts[path] ?? ''
  const passwd =
    text('etc/passwd') + (hasUbuntuUser(release) ? 'ubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash\n' : '')
  const group = text('etc/group') + (hasUbuntuUser(release) ? 'ubuntu:x:1000:\n' : '')
  return [
    textFile('etc/passwd', passwd),
    textFile('etc/group', group),
    shadowFile('etc/shadow', passwd, (name) => `${name}:*:20000:0:99999:7:::`),
    shadowFile('etc/gshadow', group, (name) => `${name}:*::`),
    textFile('usr/lib/os-release', osRelease(release)),
    textFile('etc/debian_version', release.id === 'debian' ? `${release.version}\n` : `${release.codename}/sid\n`),
    textFile('etc/shells', text('etc/shells')),
    textFile('etc/nsswitch.conf', text('etc/nsswitch.conf')),
    textFile('etc/issue', `${release.name} ${release.version} \\n \\l\n\n`),
    repositoriesEntry([release.id, release.codename]),
    ...dockerAptSettings(),
    directory('var/lib/apt/lists/partial/', '700', { uid: 42 }),
    directory('var/cache/apt/archives/partial/', '700', { uid: 42 }),
  ]
}

function hasUbuntuUser(release: Release): boolean {
  return release.id === 'ubuntu' && Number(release.version) >= 23
}

function osRelease(release: Release): string {
  const title = release.id === 'debian' ? 'Debian GNU/Linux' : 'Ubuntu'
  const long =
    release.id === 'debian'
      ? `${release.version.split('.')[0]} (${release.codename})`
      : `${release.version} (${release.codename})`
  return [
    `PRETTY_NAME="${title} ${long}"`,
    `NAME="${title}"`,
    `VERSION_ID="${release.id === 'debian' ? (release.version.split('.')[0] ?? '') : release.version}"`,
    `VERSION="${long}"`,
    `VERSION_CODENAME=${release.codename}`,
    `ID=${release.id}`,
    ...(release.id === 'ubuntu' ? ['ID_LIKE=debian'] : []),
    '',
  ].join('\n')
}

/** The settings by which the official images make apt keep no archives and no translations. */
function dockerAptSettings(): readonly Entry[] {
  const hook =
    '{ "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };'
  return [
    textFile(
      'etc/apt/apt.conf.d/docker-clean',
      `DPkg::Post-Invoke ${hook}\nAPT::Update::Post-Invoke ${hook}\nDir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n`,
    ),
    textFile('etc/apt/apt.conf.d/docker-gzip-indexes', 'Acquire::GzipIndexes "true";\n'),
    textFile('etc/apt/apt.conf.d/docker-no-languages', 'Acquire::Languages "none";\n'),
    textFile('etc/apt/apt.conf.d/docker-autoremove-suggests', 'Apt::AutoRemove::SuggestsImportant "false";\n'),
  ]
}
