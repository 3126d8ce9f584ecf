import type { Extra } from './layer.ts'

/** Names of executables that the simulation runs as a program of their own, by their name in the file system. */
const own: Readonly<Record<string, string>> = {
  dash: 'dash',
  bash: 'bash',
  apk: 'apk',
  apt: 'apt',
  'apt-get': 'apt-get',
  'apt-cache': 'apt-cache',
  'apt-mark': 'apt-mark',
  dpkg: 'dpkg',
  'dpkg-query': 'dpkg-query',
  'update-alternatives': 'update-alternatives',
  'update-ca-certificates': 'update-ca-certificates',
  git: 'git',
  curl: 'curl',
  wget: 'wget',
  jq: 'jq',
  gcc: 'gcc',
  'g++': 'g++',
  cc: 'gcc',
  make: 'make',
  openssl: 'openssl',
}

/** Packages whose executables are the usual utilities, which the simulation computes. */
const utilities = new Set([
  'adduser',
  'bsdutils',
  'bzip2',
  'coreutils',
  'debianutils',
  'diffutils',
  'findutils',
  'gawk',
  'grep',
  'gzip',
  'hostname',
  'less',
  'libc-bin',
  'login',
  'mawk',
  'mount',
  'ncurses-bin',
  'passwd',
  'patch',
  'procps',
  'psmisc',
  'rsync',
  'sed',
  'sysvinit-utils',
  'tar',
  'tree',
  'unzip',
  'util-linux',
  'util-linux-extra',
  'uuid-runtime',
  'xz-utils',
  'zip',
])

/** The program of an executable: one of its own, a GNU utility (`gnu/ls`), or just its name, which need not be simulated. */
export function programOf(path: string, packageName: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const program = own[name.replace(/^x86_64-linux-gnu-/, '').replace(/-\d+$/, '')]
  if (program !== undefined) return program
  if (/^python3(\.\d+)?$/.test(name)) return 'python3'
  if (/^pip3?$/.test(name)) return 'pip'
  if (/^npx$/.test(name)) return 'npx'
  if (name === 'mawk' || name === 'gawk') return 'gnu/awk'
  if (name === 'which.debianutils') return 'gnu/which'
  return utilities.has(packageName) ? `gnu/${name}` : name
}

/** What the catalog says of an executable file of a package. */
export function executable(path: string, packageName: string): Extra {
  return { program: programOf(path, packageName), package: packageName }
}

/** Whether a path is one where executables live. */
export function isExecutablePath(path: string): boolean {
  return /^(usr\/(local\/)?)?s?bin\/[^/]+$/.test(path)
}
