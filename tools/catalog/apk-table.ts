import * as v from 'valibot'

/** The collected apk index. */
export const ApkSource = v.object({
  release: v.string(),
  apkIndexCache: v.object({ bytesMainIndexTarGz: v.number(), bytesCommunityIndexTarGz: v.number() }),
  packages: v.record(
    v.string(),
    v.object({ v: v.string(), size: v.number(), installed: v.number(), depends: v.array(v.string()) }),
  ),
  estimates: v.record(
    v.string(),
    v.object({ installed: v.number(), download: v.number(), depends: v.array(v.string()) }),
  ),
})

/** Where the main files of Alpine packages lie: `path share program?`, share in hundredths of the installed bytes. */
const files: Readonly<Record<string, readonly string[]>> = {
  bash: ['bin/bash 60 bash'],
  binutils: ['usr/bin/ld 20 ld', 'usr/bin/as 10 as', 'usr/bin/strip 5 strip'],
  'bind-tools': ['usr/bin/dig 30 dig', 'usr/bin/nslookup 30 nslookup'],
  bzip2: ['usr/bin/bzip2 20 gnu/bzip2'],
  'ca-certificates': [
    'etc/ssl/certs/ca-certificates.crt 33',
    'usr/sbin/update-ca-certificates 3 update-ca-certificates',
  ],
  cargo: ['usr/bin/cargo 95 cargo'],
  chromium: ['usr/bin/chromium-browser 1 chromium'],
  cmake: ['usr/bin/cmake 30 cmake'],
  coreutils: ['usr/bin/coreutils 90 gnu/coreutils'],
  curl: ['usr/bin/curl 90 curl'],
  'dumb-init': ['usr/bin/dumb-init 90 dumb-init'],
  ffmpeg: ['usr/bin/ffmpeg 30 ffmpeg'],
  file: ['usr/bin/file 60 file'],
  findutils: ['usr/bin/find 40 gnu/find', 'usr/bin/xargs 20 gnu/xargs'],
  fontconfig: ['usr/bin/fc-list 5 fc-list'],
  'g++': ['usr/bin/g++ 1 gcc', 'usr/libexec/gcc/cc1plus 40'],
  gawk: ['usr/bin/gawk 40 gnu/awk'],
  gcc: ['usr/bin/gcc 1 gcc', 'usr/bin/cc 1 gcc', 'usr/libexec/gcc/cc1 25'],
  git: ['usr/bin/git 25 git'],
  gnupg: [],
  gpg: ['usr/bin/gpg 80 gpg'],
  go: ['usr/lib/go/bin/go 4 go', 'usr/bin/go -> ../lib/go/bin/go'],
  grep: ['bin/grep 80 gnu/grep'],
  htop: ['usr/bin/htop 70 htop'],
  imagemagick: ['usr/bin/convert 1 convert', 'usr/bin/magick 1 magick'],
  iproute2: ['sbin/ss 10 ss'],
  iputils: ['usr/bin/ping 30 ping'],
  jq: ['usr/bin/jq 20 jq'],
  less: ['usr/bin/less 80 gnu/less'],
  libpq: ['usr/lib/libpq.so.5 95'],
  'libpq-dev': ['usr/bin/pg_config 5 pg_config', 'usr/include/libpq-fe.h 10'],
  'postgresql14-dev': ['usr/bin/pg_config 1 pg_config'],
  'linux-headers': ['usr/include/linux/.other-files 95'],
  make: ['usr/bin/make 80 make'],
  'mariadb-connector-c-dev': ['usr/bin/mariadb_config 4 mariadb_config'],
  'musl-dev': ['usr/include/stdio.h 1', 'usr/lib/libc.a 60'],
  nano: ['usr/bin/nano 60 nano'],
  nginx: ['usr/sbin/nginx 80 nginx'],
  nodejs: ['usr/bin/node 98 node'],
  npm: ['usr/bin/npm 1 npm', 'usr/bin/npx 1 npx'],
  'openjdk17-jdk': [
    'usr/lib/jvm/java-17-openjdk/bin/javac 1 javac',
    'usr/bin/javac -> /usr/lib/jvm/java-17-openjdk/bin/javac',
  ],
  'openjdk17-jre-headless': [
    'usr/lib/jvm/java-17-openjdk/bin/java 1 java',
    'usr/bin/java -> /usr/lib/jvm/java-17-openjdk/bin/java',
  ],
  'openssh-client-default': ['usr/bin/ssh 60 ssh'],
  openssl: ['usr/bin/openssl 95 openssl'],
  patch: ['usr/bin/patch 80 gnu/patch'],
  perl: ['usr/bin/perl 10 perl'],
  php81: ['usr/bin/php81 90 php'],
  pkgconf: ['usr/bin/pkgconf 40 pkgconf', 'usr/bin/pkg-config -> pkgconf'],
  'postgresql14-client': ['usr/bin/psql 20 psql'],
  procps: ['usr/bin/ps 20 gnu/ps', 'usr/bin/free 5 gnu/free'],
  'py3-pip': ['usr/bin/pip3 1 pip', 'usr/bin/pip 1 pip'],
  python3: ['usr/bin/python3 1 python3'],
  redis: ['usr/bin/redis-server 50 redis-server', 'usr/bin/redis-cli 20 redis-cli'],
  rsync: ['usr/bin/rsync 80 rsync'],
  ruby: ['usr/bin/ruby 1 ruby'],
  rust: ['usr/bin/rustc 5 rustc'],
  sed: ['bin/sed 80 gnu/sed'],
  shadow: ['usr/sbin/useradd 20 gnu/useradd', 'usr/sbin/groupadd 10 gnu/groupadd', 'usr/sbin/usermod 15 gnu/usermod'],
  sqlite: ['usr/bin/sqlite3 90 sqlite3'],
  strace: ['usr/bin/strace 90 strace'],
  'su-exec': ['sbin/su-exec 80 su-exec'],
  sudo: ['usr/bin/sudo 20 sudo'],
  supervisor: ['usr/bin/supervisord 1 supervisord'],
  tar: ['bin/tar 80 gnu/tar'],
  tini: ['sbin/tini 90 tini'],
  tree: ['usr/bin/tree 80 gnu/tree'],
  tzdata: ['usr/share/zoneinfo/Europe/Lisbon 1', 'usr/share/zoneinfo/UTC 1'],
  unzip: ['usr/bin/unzip 60 gnu/unzip'],
  vim: ['usr/bin/vim 20 vim'],
  wget: ['usr/bin/wget 80 wget'],
  xz: ['usr/bin/xz 40 gnu/xz'],
  yarn: ['usr/bin/yarn 1 yarn'],
  zip: ['usr/bin/zip 50 gnu/zip'],
}

/** The tools of coreutils that lessons use, linked to one binary. */
const coreutils = [
  'date',
  'stat',
  'sort',
  'tail',
  'head',
  'cut',
  'du',
  'realpath',
  'sha256sum',
  'truncate',
  'numfmt',
  'install',
]

/** Newer releases renamed these; the table uses the newer names, and apk takes either for the other. */
const renamed: Readonly<Record<string, string>> = { 'libcrypto1.1': 'libcrypto3', 'libssl1.1': 'libssl3' }

/** Packages that lessons need and the collected index has under another name. */
const further: readonly (readonly [name: string, version: string, size: number, installed: number, depends: string])[] =
  [
    ['postgresql-dev', '14.5-r0', 1500, 8192, 'postgresql14-dev'],
    ['gcompat', '1.0.0-r4', 16_000, 60_000, 'musl libucontext'],
  ]

/** The table of apk: rows `[name, version, size, installed, depends, files?, estimated?]`, a file as `[path, size, program?]`. */
export function apkTable(source: v.InferOutput<typeof ApkSource>): string {
  const name = (text: string): string => renamed[text] ?? text
  const rows: (readonly unknown[])[] = []
  for (const [key, found] of Object.entries(source.packages))
    rows.push(rowOf(name(key), found.v, found.size, found.installed, found.depends.map(name).join(' ')))
  for (const [key, found] of Object.entries(source.estimates))
    if (!further.some(([other]) => other === key))
      rows.push([
        ...padded(
          rowOf(key, versions[key] ?? '1.0-r0', found.download, found.installed, found.depends.map(name).join(' ')),
        ),
        1,
      ])
  for (const [key, version, size, installed, depends] of further)
    rows.push(rowOf(key, version, size, installed, depends))
  const head = {
    release: source.release,
    index: { main: source.apkIndexCache.bytesMainIndexTarGz, community: source.apkIndexCache.bytesCommunityIndexTarGz },
    source: `${source.release}: package index of main; community packages are estimates`,
  }
  return `${JSON.stringify(head).slice(0, -1)},"packages":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`
}

const versions: Readonly<Record<string, string>> = {
  npm: '8.10.0-r0',
  yarn: '1.22.19-r0',
  'py3-pip': '22.1.1-r0',
  tini: '0.19.0-r0',
  'dumb-init': '1.2.5-r1',
  shadow: '4.10-r3',
  sudo: '1.9.10-r0',
  imagemagick: '7.1.0.50-r0',
  ffmpeg: '5.0.1-r1',
  chromium: '102.0.5005.173-r0',
  go: '1.18.7-r0',
  rust: '1.60.0-r2',
  cargo: '1.60.0-r2',
  php81: '8.1.12-r0',
  'openjdk17-jdk': '17.0.5-r0',
  'openjdk17-jre': '17.0.5-r0',
  'openjdk17-jre-headless': '17.0.5-r0',
}

function rowOf(name: string, version: string, size: number, installed: number, depends: string): readonly unknown[] {
  const named = (files[name] ?? []).map((line) => {
    const [path = '', share = '0', ...rest] = line.split(' ')
    if (share === '->') return [path, 0, `-> ${rest.join(' ')}`]
    const size = Math.floor((installed * Number(share)) / 100)
    return rest[0] === undefined ? [path, size] : [path, size, rest[0]]
  })
  const links = name === 'coreutils' ? coreutils.map((tool) => [`usr/bin/${tool}`, 1, `gnu/${tool}`]) : []
  const all = [...named, ...links]
  return all.length === 0 ? [name, version, size, installed, depends] : [name, version, size, installed, depends, all]
}

function padded(row: readonly unknown[]): readonly unknown[] {
  return row.length === 5 ? [...row, []] : row
}
