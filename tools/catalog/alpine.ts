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
import type { PackageSets } from './packages.ts'

/** What was measured in a mini root filesystem. */
export const AlpineFacts = v.object({
  release: v.string(),
  bytes: v.number(),
  top: v.array(v.tuple([v.string(), v.number()])),
  busyboxApplets: v.array(v.string()),
})

export type AlpineFacts = v.InferOutput<typeof AlpineFacts>

export interface AlpineRelease {
  readonly version: string
  /** Packages: name → version and installed bytes. */
  readonly packages: PackageSets[string]['packages']
  /** Whether the sizes of the facts are this release's own. */
  readonly measured: boolean
}

/** The base layer of Alpine images: busybox and its applets, musl, apk, the databases of users and packages. */
export function alpineBase(facts: AlpineFacts, release: AlpineRelease, applets: AppletFolders): Parts {
  const known: Entry[] = []
  const shares: Share[] = []
  const isReal = new Set(['etc/passwd', 'etc/group', 'lib/apk/db/installed'])
  if (release.measured)
    for (const [path, size] of facts.top) {
      const relative = path.slice(1)
      if (!isReal.has(relative))
        known.push([relative, size, modeOf(relative), { ...programAt(relative), ...packageAt(relative) }])
    }
  else
    for (const [name, path] of mainFiles)
      shares.push({
        path,
        weight: (release.packages[name]?.[1] ?? 10_000) * 0.95,
        ...(modeOf(path) === 0 ? {} : { mode: '755' }),
        extra: { ...programAt(path), package: name },
      })
  shares.push({ path: 'etc/.other-files', weight: 30_000, extra: { kind: 'text' } })
  shares.push({ path: 'usr/share/.other-files', weight: 20_000, extra: { kind: 'text' } })
  shares.push({ path: 'usr/lib/.other-files', weight: 60_000 })
  for (const applet of facts.busyboxApplets)
    known.push(linkTo(`${applets[applet] ?? 'usr/bin'}/${applet}`, '/bin/busybox'))
  known.push(...systemTexts(release))
  return { known, shares }
}

/** Where each busybox applet is linked: `{ ls: 'bin' }`. */
export type AppletFolders = Readonly<Record<string, string>>

/** The package database of apk. */
export function installedFile(packages: AlpineRelease['packages']): Entry {
  const records = Object.entries(packages).map(
    ([name, [version, bytes]]) => `P:${name}\nV:${version}\nA:x86_64\nI:${bytes ?? 0}\n\n`,
  )
  return textFile('lib/apk/db/installed', records.join(''))
}

/** The account files with further lines. */
export function accounts(passwd: string, group: string): readonly Entry[] {
  return [textFile('etc/passwd', alpinePasswd + passwd), textFile('etc/group', alpineGroup + group)]
}

const mainFiles: readonly (readonly [string, string])[] = [
  ['libcrypto3', 'usr/lib/libcrypto.so.3'],
  ['libssl3', 'usr/lib/libssl.so.3'],
  ['busybox', 'bin/busybox'],
  ['musl', 'lib/ld-musl-x86_64.so.1'],
  ['libapk', 'usr/lib/libapk.so.3'],
  ['apk-tools', 'sbin/apk'],
  ['ca-certificates-bundle', 'etc/ssl/certs/ca-certificates.crt'],
  ['zlib', 'usr/lib/libz.so.1'],
  ['scanelf', 'usr/bin/scanelf'],
  ['ssl_client', 'usr/bin/ssl_client'],
  ['musl-utils', 'usr/bin/getent'],
]

function programAt(path: string): { readonly program?: string } {
  if (path === 'bin/busybox') return { program: 'busybox' }
  if (path === 'sbin/apk') return { program: 'apk' }
  return /bin\/[^/]+$/.test(path) ? { program: path.slice(path.lastIndexOf('/') + 1) } : {}
}

function packageAt(path: string): { readonly package?: string } {
  const found = mainFiles.find(([, file]) => file.replace('usr/', '') === path.replace('usr/', ''))
  return found === undefined ? {} : { package: found[0] }
}

function modeOf(path: string): '755' | 0 {
  return /bin\/[^/]+$/.test(path) || /\.so(\.|$)/.test(path) ? '755' : 0
}

function systemTexts(release: AlpineRelease): readonly Entry[] {
  const branch = release.version.split('.').slice(0, 2).join('.')
  return [
    ...accounts('', ''),
    shadowFile('etc/shadow', alpinePasswd, (name) => `${name}:${name === 'root' ? '*' : '!'}::0:::::`),
    textFile('etc/alpine-release', `${release.version}\n`),
    textFile(
      'etc/os-release',
      `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${release.version}\nPRETTY_NAME="Alpine Linux v${branch}"\n`,
    ),
    textFile('etc/shells', '/bin/sh\n/bin/ash\n'),
    textFile('etc/hostname', 'localhost\n'),
    textFile('etc/apk/arch', 'x86_64\n'),
    textFile('etc/apk/world', 'alpine-baselayout\nalpine-keys\nalpine-release\napk-tools\nbusybox\nlibc-utils\n'),
    repositoriesEntry(['alpine', branch]),
    installedFile(release.packages),
    ...mountPoints,
    directory('root/', '700'),
    directory('tmp/', '1777'),
    directory('var/tmp/', '1777'),
    ...[
      'home/',
      'media/',
      'mnt/',
      'opt/',
      'run/',
      'srv/',
      'usr/local/bin/',
      'usr/local/lib/',
      'usr/local/share/',
      'var/cache/apk/',
      'var/log/',
      'var/lib/apk/',
    ].map((path) => directory(path)),
    linkTo('lib/libc.musl-x86_64.so.1', 'ld-musl-x86_64.so.1'),
    linkTo('var/run', '/run'),
  ]
}

const alpinePasswd = `root:x:0:0:root:/root:/bin/sh
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin
sync:x:5:0:sync:/sbin:/bin/sync
shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
halt:x:7:0:halt:/sbin:/sbin/halt
mail:x:8:12:mail:/var/mail:/sbin/nologin
news:x:9:13:news:/usr/lib/news:/sbin/nologin
uucp:x:10:14:uucp:/var/spool/uucppublic:/sbin/nologin
cron:x:16:16:cron:/var/spool/cron:/sbin/nologin
ftp:x:21:21::/var/lib/ftp:/sbin/nologin
sshd:x:22:22:sshd:/dev/null:/sbin/nologin
games:x:35:35:games:/usr/games:/sbin/nologin
ntp:x:123:123:NTP:/var/empty:/sbin/nologin
guest:x:405:100:guest:/dev/null:/sbin/nologin
nobody:x:65534:65534:nobody:/:/sbin/nologin
`

const alpineGroup = `root:x:0:root
bin:x:1:root,bin,daemon
daemon:x:2:root,bin,daemon
sys:x:3:root,bin
adm:x:4:root,daemon
tty:x:5:
disk:x:6:root
lp:x:7:lp
kmem:x:9:
wheel:x:10:root
floppy:x:11:root
mail:x:12:mail
news:x:13:news
uucp:x:14:uucp
cron:x:16:cron
audio:x:18:
cdrom:x:19:
dialout:x:20:root
ftp:x:21:
sshd:x:22:
input:x:23:
tape:x:26:root
video:x:27:root
netdev:x:28:
kvm:x:34:kvm
games:x:35:
shadow:x:42:
www-data:x:82:
users:x:100:games
ntp:x:123:
abuild:x:300:
utmp:x:406:
ping:x:999:
nogroup:x:65533:
nobody:x:65534:
`
