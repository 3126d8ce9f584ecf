import { type AlpineFacts, type AppletFolders, accounts, alpineBase, installedFile } from './alpine.ts'
import { type DebianFacts, debianBase, type Release, statusFile, type Versions, withoutVersions } from './debian.ts'
import type { SourceImage } from './images.ts'
import { directory, type Entry, mountPoints, nothing, type Parts, type Share, textFile, together } from './layer.ts'
import { type PackageFiles, type PackageSets, packagesInstalled } from './packages.ts'
import { toolchainAt } from './toolchains.ts'

/** All that is known beside the images themselves. */
export interface Facts {
  readonly bookworm: DebianFacts
  readonly trixie: DebianFacts
  readonly bookwormFiles: PackageFiles
  readonly trixieFiles: PackageFiles
  readonly alpine312: AlpineFacts
  readonly alpine320: AlpineFacts
  readonly applets: AppletFolders
  readonly sets: PackageSets
  /** What `apt-get install` of a name adds to a slim base, dependencies included: name → bytes. */
  readonly closure: (suite: 'bookworm' | 'trixie', names: readonly string[]) => ReadonlyMap<string, number>
}

/** What is known of one layer of an image. */
export function contentOf(image: SourceImage, layer: number, size: number, facts: Facts): Parts {
  if (size === 0 && layer > 0) return emptyLayer(image, layer)
  const createdBy = image.history.find((line) => line.layer === layer)?.createdBy ?? ''
  if (layer === 0) return baseLayer(image, size, facts)
  if (image.ref.startsWith('gcr.io/distroless')) return distroless(layer, image)
  const packages = packageLayer(image, createdBy, facts)
  if (packages !== undefined) return packages
  const environment = new Map(
    (image.config.Env ?? []).map(
      (pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const,
    ),
  )
  const isAlpine = image.os.family === 'alpine'
  const toolchain = toolchainAt({ reference: image.ref, createdBy, environment, size, isSlim: isSlim(image), isAlpine })
  const users = userLayer(image, createdBy, facts, size)
  if (toolchain !== undefined) return together(toolchain, users)
  if (users.known.length > 0) return together(users, size > 3000 ? other('etc') : nothing)
  return other(server(image.ref, layer)?.folder ?? 'usr/local', server(image.ref, layer))
}

/** Directories and links that a layer without bytes makes. */
function emptyLayer(image: SourceImage, layer: number): Parts {
  const createdBy = image.history.find((line) => line.layer === layer)?.createdBy ?? ''
  const work = /^WORKDIR (\S+)/.exec(createdBy)?.[1]
  if (work !== undefined && isMadeBefore(image, layer, work)) return nothing
  if (work !== undefined) return { known: [directory(work.slice(1), work === '/go' ? '1777' : 0)], shares: [] }
  const environment = new Map(
    (image.config.Env ?? []).map(
      (pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const,
    ),
  )
  const parts = toolchainAt({
    reference: image.ref,
    createdBy,
    environment,
    size: 0,
    isSlim: isSlim(image),
    isAlpine: image.os.family === 'alpine',
  })
  return { known: (parts?.known ?? []).filter((entry) => entry[1] === 0), shares: [] }
}

/** Whether a line below has made a folder, with an owner of its own. */
function isMadeBefore(image: SourceImage, layer: number, folder: string): boolean {
  if (folder.startsWith('/home/')) return false
  const below = image.history.filter((line) => line.layer !== null && line.layer < layer)
  return below.some((line) => new RegExp(`mkdir (-p )?${folder}(;|\\s|$)`).test(line.createdBy))
}

function baseLayer(image: SourceImage, size: number, facts: Facts): Parts {
  switch (image.os.family) {
    case 'debian':
      return image.ref.startsWith('gcr.io/distroless')
        ? distroless(0, image)
        : debianBase(
            image.os.codename === 'trixie' ? facts.trixie : facts.bookworm,
            releaseOf(image),
            isSlim(image) || image.os.codename === 'buster',
          )
    case 'ubuntu':
      return /chiseled/.test(image.ref) ? other('usr') : debianBase(facts.bookworm, releaseOf(image), true)
    case 'alpine':
      return alpine(image, facts)
    case 'busybox':
      return busybox(facts, size)
    case 'wolfi':
      return distroless(0, image)
    default:
      return image.ref.startsWith('hello-world')
        ? { known: [], shares: [{ path: 'hello', weight: 1, mode: '755', extra: { program: 'hello-world' } }] }
        : other('usr')
  }
}

function releaseOf(image: SourceImage): Release {
  const debian = image.os.codename === 'trixie' ? '13.5' : image.os.codename === 'bookworm' ? '12.15' : '10.13'
  const isUbuntu = image.os.family === 'ubuntu'
  return {
    id: isUbuntu ? 'ubuntu' : 'debian',
    name: isUbuntu ? 'Ubuntu' : 'Debian GNU/Linux',
    version: isUbuntu ? (image.os.version ?? '') : debian,
    codename: image.os.codename ?? '',
  }
}

function isSlim(image: SourceImage): boolean {
  return image.layers[0] !== undefined && image.layers[0].uncompressedSize < 90_000_000
}

function alpine(image: SourceImage, facts: Facts): Parts {
  const version = image.os.version ?? ''
  const old = version.startsWith('3.12')
  const measured = old || version.startsWith('3.20')
  const set = old ? 'alpine-3.12-base' : version.startsWith('3.20') ? 'alpine-3.20-base' : 'alpine-3.24-base'
  const packages = facts.sets[set]?.packages ?? {}
  return alpineBase(old ? facts.alpine312 : facts.alpine320, { version, packages, measured }, facts.applets)
}

function busybox(facts: Facts, size: number): Parts {
  const links: Entry[] = facts.alpine320.busyboxApplets.map((name) => [`bin/${name}`, 0, 0, { link: 'busybox' }])
  const large = size > 3_000_000
  return {
    known: [
      ...links,
      textFile(
        'etc/passwd',
        'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
      ),
      textFile('etc/group', 'root:x:0:\ndaemon:x:1:\nwww-data:x:33:\nusers:x:100:\nnogroup:x:65534:\n'),
      directory('root/', '700'),
      directory('tmp/', '1777'),
      directory('home/'),
      directory('var/www/'),
    ],
    shares: [
      { path: 'bin/busybox', weight: 1100, mode: '755', extra: { program: 'busybox' } },
      ...(large
        ? [
            { path: 'lib/libc.so.6', weight: 2000, mode: '755' },
            { path: 'lib/.other-files', weight: 1300 },
          ]
        : []),
    ],
  }
}

/** Distroless layers: no shell, no package manager; certificates, time zones, accounts, later the runtime. */
function distroless(layer: number, image: SourceImage): Parts {
  if (layer === 0)
    return {
      known: [
        textFile(
          'etc/passwd',
          'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
        ),
        textFile('etc/group', 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n'),
        textFile('etc/nsswitch.conf', 'hosts: files dns\n'),
        textFile(
          'usr/lib/os-release',
          `PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="${image.os.version ?? ''}"\n`,
        ),
        ['etc/ssl/certs/ca-certificates.crt', 220_093, 0, { kind: 'packed', package: 'ca-certificates' }],
        ...mountPoints,
        directory('root/', '700'),
        directory('tmp/', '1777'),
        directory('home/nonroot/', '700', { uid: 65532, gid: 65532 }),
      ],
      shares: [
        { path: 'usr/share/zoneinfo/.other-files', weight: 8, extra: { package: 'tzdata' } },
        { path: 'usr/share/doc/.other-files', weight: 1, extra: { kind: 'text' } },
      ],
    }
  if (layer === 1)
    return {
      known: [],
      shares: [
        { path: 'usr/lib/x86_64-linux-gnu/libc.so.6', weight: 19, mode: '755' },
        { path: 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', weight: 2, mode: '755' },
        { path: 'usr/lib/x86_64-linux-gnu/libssl.so.3', weight: 7, mode: '755' },
        { path: 'usr/lib/x86_64-linux-gnu/libcrypto.so.3', weight: 47, mode: '755' },
        { path: 'usr/lib/x86_64-linux-gnu/.other-files', weight: 90, extra: { kind: 'binary' } },
      ],
    }
  const last = layer === image.layers.length - 1
  const runtime = last ? runtimes.find(([name]) => image.ref.includes(name)) : undefined
  return runtime === undefined
    ? other('usr/lib/x86_64-linux-gnu')
    : {
        known: [],
        shares: [
          { path: runtime[1], weight: runtime[3], mode: '755', extra: { program: runtime[2] } },
          { path: `${runtime[4]}/.other-files`, weight: 100 - runtime[3], extra: { kind: 'binary' } },
        ],
      }
}

const runtimes: readonly (readonly [string, string, string, number, string])[] = [
  ['java', 'usr/lib/jvm/java-17-openjdk-amd64/bin/java', 'java', 1, 'usr/lib/jvm/java-17-openjdk-amd64/lib'],
  ['nodejs', 'nodejs/bin/node', 'node', 97, 'nodejs'],
  ['python3', 'usr/bin/python3', 'python3', 23, 'usr/lib/python3'],
]

const setsByLine: readonly (readonly [RegExp, string])[] = [
  [/ca-certificates curl gnupg netbase sq/, 'curl'],
  [/git mercurial openssh-client subversion/, 'scm'],
  [/g\+\+ gcc libc6-dev make pkg-config ;/, 'gcc'],
  [/autoconf automake bzip2 default-libmysqlclient-dev/, 'full'],
  [/libbluetooth-dev tk-dev uuid-dev/, 'pydev'],
]

/** A layer that only installs packages with apt or apk. */
function packageLayer(image: SourceImage, createdBy: string, facts: Facts): Parts | undefined {
  const line = createdBy.replace(/\s+/g, ' ')
  const suite = image.os.codename === 'trixie' ? 'trixie' : 'bookworm'
  const files = suite === 'trixie' ? facts.trixieFiles : facts.bookwormFiles
  const installed = aptInstalled(image, createdBy, facts)
  if (installed !== undefined) {
    const below = installedBelow(image, createdBy, facts)
    const added = new Map([...installed].filter(([name]) => !below.has(name)))
    const isSet = setsByLine.some(([matches]) => matches.test(line))
    const status = image.os.family === 'debian' ? [statusAfter(image, createdBy, facts)] : []
    return together(packagesInstalled(added, files, !isSet && isSlim(image)), {
      known: [...status, ...certificates(added)],
      shares: [],
    })
  }
  const apk = /^RUN (?:set -eux; )?apk add (?:--upgrade )?--no-cache ([a-z0-9.+ -]+?) *(?:;|#|$)/.exec(line)
  if (image.packageManager === 'apk' && apk?.[1] !== undefined && !/addgroup|wget|rustArch/.test(line))
    return apkPackages(apk[1].trim().split(' '), image, facts)
  return undefined
}

/** What a line installs with apt, dependencies included: name → bytes. Undefined when the line does other things too, or no such thing. */
function aptInstalled(image: SourceImage, createdBy: string, facts: Facts): ReadonlyMap<string, number> | undefined {
  const line = createdBy.replace(/\s+/g, ' ')
  const suite = image.os.codename === 'trixie' ? 'trixie' : 'bookworm'
  const named = setsByLine.find(([matches]) => matches.test(line))
  if (named !== undefined && image.os.family === 'debian') {
    const names = named[1] === 'full' ? ['gcc', 'full'] : [named[1]]
    return new Map(names.flatMap((name) => sizesOf(facts.sets[`buildpack-${suite}-${name}`])))
  }
  const apt =
    /apt-get install (?:--update )?(?:-y|--yes) (?:--no-install-recommends )?([a-z0-9.+ -]+?)(?: --no-install-recommends)? *(?:;|&&|$)/.exec(
      line,
    )
  const isPlain = !/PYTHON_VERSION|NODE_VERSION|YARN_VERSION|savedAptMark|rustArch|download/i.test(line)
  if (image.packageManager !== 'apt' || apt?.[1] === undefined || !isPlain) return undefined
  return facts.closure(suite, apt[1].trim().split(' '))
}

/** Names of the packages that the layers below a line's own have installed on the base. */
function installedBelow(image: SourceImage, createdBy: string, facts: Facts): ReadonlySet<string> {
  const end = image.history.findIndex((line) => line.createdBy === createdBy)
  const lines = image.history.slice(0, end).filter((line) => line.layer !== null && line.layer > 0)
  return new Set(lines.flatMap((line) => [...(aptInstalled(image, line.createdBy, facts)?.keys() ?? [])]))
}

function apkPackages(names: readonly string[], image: SourceImage, facts: Facts): Parts {
  const set = image.os.version?.startsWith('3.12') ? 'alpine-3.12-base' : 'alpine-3.24-base'
  const base = facts.sets[set]?.packages ?? {}
  const added = Object.fromEntries(
    names.filter((name) => name !== '').map((name) => [name, ['', null] as [string, null]]),
  )
  return {
    known: [installedFile({ ...base, ...added })],
    shares: names.flatMap((name) => {
      const main = apkMainFiles[name]
      const other = {
        path: `usr/share/doc/${name}/.other-files`,
        weight: 1,
        extra: { package: name, kind: 'text' as const },
      }
      return main === undefined
        ? [other]
        : [
            {
              path: main,
              weight: 5,
              ...(/bin\//.test(main) ? { mode: '755' } : {}),
              extra: {
                package: name,
                ...(/bin\/[^/]+$/.test(main) ? { program: main.slice(main.lastIndexOf('/') + 1) } : {}),
              },
            },
            { ...other, weight: 0.5 },
          ]
    }),
  }
}

const apkMainFiles: Readonly<Record<string, string>> = {
  'ca-certificates': 'etc/ssl/certs/ca-certificates.crt',
  tzdata: 'usr/share/zoneinfo/.other-files',
  curl: 'usr/bin/curl',
  gcc: 'usr/bin/gcc',
  'musl-dev': 'usr/include/.other-files',
  openssl: 'usr/bin/openssl',
  tar: 'bin/tar',
  xz: 'usr/bin/xz',
  git: 'usr/bin/git',
}

function certificates(installed: ReadonlyMap<string, number>): readonly Entry[] {
  return installed.has('ca-certificates')
    ? [['etc/ssl/certs/ca-certificates.crt', 220_093, 0, { kind: 'packed', package: 'ca-certificates' }]]
    : []
}

/** The package database after this layer: the base's packages and those of all package layers up to here. */
function statusAfter(image: SourceImage, createdBy: string, facts: Facts): Entry {
  const suite = image.os.codename === 'trixie' ? 'trixie' : 'bookworm'
  const base = suite === 'trixie' ? facts.trixie : facts.bookworm
  const versions: Record<string, string> = { ...base.versions }
  for (const line of image.history) {
    if (line.layer === null || line.layer === 0) continue
    const text = line.createdBy.replace(/\s+/g, ' ')
    const set = setsByLine.find(([matches]) => matches.test(text))?.[1]
    if (set !== undefined)
      for (const name of set === 'full' ? ['gcc', 'full'] : [set])
        Object.assign(versions, versionsOf(facts.sets[`buildpack-${suite}-${name}`]))
    const apt = /apt-get install (?:-y|--yes) (?:--no-install-recommends )?([a-z0-9.+ -]+?) *(?:;|&&|$)/.exec(text)
    if (set === undefined && apt?.[1] !== undefined && !/savedAptMark|NODE_VERSION/.test(text))
      for (const name of facts.closure(suite, apt[1].trim().split(' ')).keys()) versions[name] ??= ''
    if (line.createdBy === createdBy) break
  }
  return statusFile(image.os.codename === 'buster' ? withoutVersions(versions) : versions)
}

function sizesOf(set: PackageSets[string] | undefined): readonly (readonly [string, number])[] {
  return Object.entries(set?.packages ?? {}).map(([name, [, bytes]]) => [name, bytes ?? 10_000] as const)
}

function versionsOf(set: PackageSets[string] | undefined): Versions {
  return Object.fromEntries(Object.entries(set?.packages ?? {}).map(([name, [version]]) => [name, version]))
}

/** Accounts that a layer adds. */
function userLayer(image: SourceImage, createdBy: string, facts: Facts, size: number): Parts {
  const account = accountsAdded.find(([matches]) => matches.test(createdBy.replace(/\s+/g, ' ')))
  if (account === undefined || size < 1000) return nothing
  const [, name, id, home, groupId = id] = account
  const isAlpine = image.os.family === 'alpine'
  const passwdLine = `${name}:x:${id}:${groupId}::${home}:${isAlpine ? '/bin/sh' : '/bin/bash'}\n`
  const groupLine = `${name}:x:${groupId}:\n`
  const homeEntry = home.startsWith('/home') ? [directory(home.slice(1), 0, { uid: id, gid: groupId })] : []
  if (isAlpine) return { known: [...accounts(passwdLine, groupLine), ...homeEntry], shares: [] }
  const base = image.os.codename === 'trixie' ? facts.trixie : facts.bookworm
  return {
    known: [
      textFile('etc/passwd', (base.texts['etc/passwd'] ?? '') + passwdLine),
      textFile('etc/group', (base.texts['etc/group'] ?? '') + groupLine),
      ...homeEntry,
    ],
    shares: [],
  }
}

const accountsAdded: readonly (readonly [RegExp, string, number, string, number?])[] = [
  [/groupadd --gid 1000 node|addgroup -g 1000 node/, 'node', 1000, '/home/node'],
  [/addgroup (-g 101 -S|--system --gid 101) nginx|groupadd --system --gid 101 nginx/, 'nginx', 101, '/nonexistent'],
  [/addgroup -g 70 -S postgres/, 'postgres', 70, '/var/lib/postgresql'],
  [/groupadd -r postgres --gid=999/, 'postgres', 999, '/var/lib/postgresql'],
  [/adduser -u 82 -D -S -G www-data/, 'www-data', 82, '/home/www-data'],
  [/adduser -S -G redis -u 999/, 'redis', 999, '/home/redis', 1000],
]

interface Server {
  readonly folder: string
  readonly path: string
  readonly program: string
}

/** The main executable of images that the lessons only mention; in the layer that holds most. */
function server(reference: string, layer: number): Server | undefined {
  const found = servers.find(([name, at]) => reference.startsWith(name) && at === layer)
  return found === undefined ? undefined : { path: found[2], program: found[3], folder: found[4] }
}

const servers: readonly (readonly [string, number, string, string, string])[] = [
  ['caddy', 3, 'usr/bin/caddy', 'caddy', 'usr/share/caddy'],
  ['php', 6, 'usr/local/bin/php', 'php', 'usr/local/lib/php'],
  ['postgres:17-alpine', 4, 'usr/local/bin/postgres', 'postgres', 'usr/local/share/postgresql'],
  ['postgres:17', 8, 'usr/lib/postgresql/17/bin/postgres', 'postgres', 'usr/share/postgresql'],
  ['redis', 3, 'usr/local/bin/redis-server', 'redis-server', 'usr/local/share/redis'],
  ['ruby', 3, 'usr/local/bin/ruby', 'ruby', 'usr/local/lib/ruby'],
  ['gcc', 5, 'usr/local/bin/gcc', 'gcc', 'usr/local/lib/gcc'],
]

function other(folder: string, main?: Server): Parts {
  const rest = { path: `${folder}/.other-files`, weight: 7, extra: { kind: 'binary' as const } }
  return main === undefined
    ? { known: [], shares: [rest] }
    : {
        known: [],
        shares: [{ path: main.path, weight: 3, mode: '755', extra: { program: main.program } }, ...besides(main), rest],
      }
}

/** Smaller executables that come with a server's or language's main one, beside it. */
function besides(main: Server): readonly Share[] {
  const folder = main.path.slice(0, main.path.lastIndexOf('/'))
  return (companions[main.program] ?? []).map((name) => ({
    path: `${folder}/${name}`,
    weight: 0.02,
    mode: '755',
    extra: { program: name },
  }))
}

const companions: Readonly<Record<string, readonly string[]>> = {
  php: ['pear', 'pecl', 'php-config', 'phpize'],
  postgres: ['createdb', 'createuser', 'dropdb', 'initdb', 'pg_ctl', 'pg_dump', 'pg_isready', 'pg_restore', 'psql'],
  'redis-server': ['redis-benchmark', 'redis-cli', 'redis-sentinel'],
  ruby: ['bundle', 'bundler', 'gem', 'irb', 'rake'],
}
