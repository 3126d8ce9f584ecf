import { publicHosts } from '../values/hosts.ts'

/** Distributions whose package managers read from a file where packages come from. */
export const distributions = ['alpine', 'debian', 'ubuntu'] as const

/** `['debian', 'bookworm']`, `['alpine', '3.22']`: a distribution and the name of its release. */
export type Release = readonly [distribution: (typeof distributions)[number], release: string]

/** The file by which an official image tells its package manager where packages come from. The path has no leading slash. */
export function repositoriesFile([distribution, release]: Release): { readonly path: string; readonly text: string } {
  if (distribution === 'alpine') {
    const folder = `https://${publicHosts.alpine}/alpine/v${release}`
    return { path: 'etc/apk/repositories', text: `${folder}/main\n${folder}/community\n` }
  }
  const archives = distribution === 'debian' ? debianArchives(release) : ubuntuArchives(release)
  return oneLineReleases.has(release)
    ? { path: 'etc/apt/sources.list', text: archives.flatMap(oneLineEntries).join('') }
    : { path: `etc/apt/sources.list.d/${distribution}.sources`, text: archives.map(stanza).join('\n') }
}

/** Releases whose images hold the older form: a line for each suite. */
const oneLineReleases: ReadonlySet<string> = new Set(['buster', 'bionic', 'jammy'])

interface Archive {
  readonly address: string
  readonly suites: readonly string[]
  readonly components: string
  readonly keyring: string
}

function debianArchives(release: string): readonly Archive[] {
  const components = 'main'
  const keyring = `debian-archive-keyring.${release === 'bookworm' ? 'gpg' : 'pgp'}`
  const address = `http://${publicHosts.debian}/debian`
  const security = release === 'buster' ? `${release}/updates` : `${release}-security`
  return [
    { address, suites: [release, `${release}-updates`], components, keyring },
    { address: `${address}-security`, suites: [security], components, keyring },
  ]
}

function ubuntuArchives(release: string): readonly Archive[] {
  const components = 'main universe restricted multiverse'
  const keyring = 'ubuntu-archive-keyring.gpg'
  return [
    {
      address: `http://${publicHosts.ubuntu}/ubuntu/`,
      suites: [release, `${release}-updates`, `${release}-backports`],
      components,
      keyring,
    },
    { address: `http://${publicHosts.ubuntuSecurity}/ubuntu/`, suites: [`${release}-security`], components, keyring },
  ]
}

function oneLineEntries({ address, suites, components }: Archive): readonly string[] {
  return suites.map((suite) => `deb ${address} ${suite} ${components}\n`)
}

function stanza({ address, suites, components, keyring }: Archive): string {
  return `Types: deb\nURIs: ${address}\nSuites: ${suites.join(' ')}\nComponents: ${components}\nSigned-By: /usr/share/keyrings/${keyring}\n`
}
